package dev.gatehouse.authorize;

import dev.gatehouse.account.Person;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.client.ClientReference;
import dev.gatehouse.client.ClientReferences;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.BoundedCount;
import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.token.AccountTokens;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which clients may act in a person's name, as that person sees it and takes it back: the tokens that they hold, and the
 * consent that saves them from asking again. A client that is not asked about with its person ({@code approval: NEVER})
 * gets new tokens all the same when it sends that person's browser here.
 */
@ApplicationScoped
public class GivenAccess {
    private final AccountTokens tokens;
    private final Consents consents;
    private final ClientReferences clients;
    private final Scopes scopes;
    private final AuditLog audit;

    GivenAccess(AccountTokens tokens, Consents consents, ClientReferences clients, Scopes scopes, AuditLog audit) {
        this.tokens = tokens;
        this.consents = consents;
        this.clients = clients;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** A scope in plain words, as far as it has any. */
    public record GivenScope(String name, @Nullable String description) {}

    /** What a client that asks once has been granted for good. */
    public record RememberedConsent(List<GivenScope> scopes, Instant grantedAt) {}

    /**
     * One client.
     *
     * @param id what it is taken back by
     * @param active whether it can use any of this now
     * @param scopes all that its tokens have, or can have without asking
     * @param since when the oldest of its tokens was issued, or the consent given if it has none
     * @param lastUsedAt when any of its tokens was
     * @param tokens how many grants that still count or can be refreshed; more: at least so many
     * @param consent null: it asks each time
     */
    @TemplateData
    public record ClientAccess(
            UUID id,
            String clientId,
            String name,
            String version,
            @Nullable String description,
            boolean active,
            List<GivenScope> scopes,
            Instant since,
            @Nullable Instant lastUsedAt,
            BoundedCount tokens,
            @Nullable RememberedConsent consent) {}

    /**
     * One grant to a client: an access token and, where there is one, its refresh token.
     *
     * @param id what it is taken back by
     * @param name the {@code token_label} that it was given
     */
    @TemplateData
    public record GivenGrant(
            UUID id,
            List<GivenScope> scopes,
            @Nullable String name,
            String grantType,
            Instant since,
            @Nullable Instant expiresAt,
            boolean refreshable,
            @Nullable Instant lastUsedAt) {}

    /** The clients that hold anything of a person's, by name and version. */
    @Transactional
    public List<ClientAccess> of(Person person) {
        return access(tokens.byClient(person.id()), consents.of(person));
    }

    /**
     * What one client holds of a person's.
     *
     * @throws ProblemException when that is nothing
     */
    @Transactional
    public ClientAccess of(Person person, UUID client) {
        var held = tokens.ofClient(person.id(), client).stream().toList();
        return access(held, consents.of(person, client).stream().toList()).stream()
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(AuthorizeErrors.accessNotFound()));
    }

    private List<ClientAccess> access(List<AccountTokens.OfClient> tokens, List<Consent> consents) {
        var held = tokens.stream().collect(Collectors.toMap(AccountTokens.OfClient::client, Function.identity()));
        var remembered = consents.stream().collect(Collectors.toMap(consent -> consent.client, Function.identity()));
        var known = scopes.matcher();
        var ids = Stream.concat(held.keySet().stream(), remembered.keySet().stream())
                .collect(Collectors.toSet());
        return clients.of(ids).stream()
                .map(client -> access(client, held.get(client.id()), remembered.get(client.id()), known))
                .toList();
    }

    /** The newest grants that one client holds. */
    @Transactional
    public List<GivenGrant> grants(Person person, UUID client) {
        var known = scopes.matcher();
        return tokens.grants(person.id(), client).stream()
                .map(grant -> new GivenGrant(
                        grant.id(),
                        described(grant.scopes(), known),
                        grant.name(),
                        grant.grantType(),
                        grant.since(),
                        grant.expiresAt(),
                        grant.refreshable(),
                        grant.lastUsedAt()))
                .toList();
    }

    /**
     * Takes back everything that a client holds: all its tokens and codes, and the remembered consent, or nothing if
     * something breaks.
     *
     * @throws ProblemException when it holds nothing
     */
    @Transactional
    public void withdraw(Person person, UUID client) {
        var consent = consents.withdraw(person, client);
        var ended = tokens.end(person.id(), client, person.username());
        if (ended.isNothing() && !consent) {
            throw ProblemException.notFound(AuthorizeErrors.accessNotFound());
        }
        audit.record(AuditEvent.success(AuditAction.ACCESS_WITHDRAWN)
                .by(person.username())
                .client(clients.of(List.of(client)).stream()
                        .findFirst()
                        .map(ClientReference::clientId)
                        .orElse(null))
                .detail("tokens: " + ended.tokens() + (consent ? ", and the remembered consent" : "")));
    }

    /**
     * Takes back one grant; others, and the remembered consent, stay.
     *
     * @throws ProblemException when this person has given no such grant, or it has ended
     */
    @Transactional
    public void withdrawGrant(Person person, UUID grant) {
        if (!tokens.endOne(person.id(), grant, person.username())) {
            throw ProblemException.notFound(AuthorizeErrors.accessNotFound());
        }
    }

    private static ClientAccess access(
            ClientReference client,
            AccountTokens.@Nullable OfClient held,
            @Nullable Consent consent,
            ScopeMatcher known) {
        var remembered = consent == null
                ? null
                : new RememberedConsent(
                        described(ScopeNames.parse(consent.scope).names(), known), consent.grantedAt);
        var since = held == null ? Objects.requireNonNull(remembered).grantedAt() : held.since();
        return new ClientAccess(
                client.id(),
                client.clientId(),
                client.name(),
                client.version(),
                client.description(),
                client.active(),
                described(all(held, consent), known),
                since,
                held == null ? null : held.lastUsedAt(),
                held == null ? BoundedCount.of(0) : held.tokens(),
                remembered);
    }

    private static Set<String> all(AccountTokens.@Nullable OfClient held, @Nullable Consent consent) {
        var names = new TreeSet<String>();
        if (held != null) {
            names.addAll(held.scopes());
        }
        if (consent != null) {
            names.addAll(ScopeNames.parse(consent.scope).names());
        }
        return names;
    }

    /** A scope that is gone is still in the tokens that had it. */
    private static List<GivenScope> described(Collection<String> names, ScopeMatcher known) {
        return new LinkedHashSet<>(names)
                .stream()
                        .map(name -> {
                            var scope = known.get(name);
                            return new GivenScope(name, scope == null ? null : scope.description());
                        })
                        .toList();
    }
}
