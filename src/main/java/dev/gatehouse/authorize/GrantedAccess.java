// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.account.Person;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.client.ClientReference;
import dev.gatehouse.client.ClientReferences;
import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.token.grant.AccountTokens;
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
 * The access that a user has granted to clients, for viewing and revoking: tokens and stored consents. A client that
 * never asks for consent ({@code approval: NEVER}) gets new tokens after a revocation.
 */
@ApplicationScoped
public class GrantedAccess {
    private final AccountTokens tokens;
    private final Consents consents;
    private final ClientReferences clients;
    private final Scopes scopes;
    private final AuditLog audit;

    GrantedAccess(AccountTokens tokens, Consents consents, ClientReferences clients, Scopes scopes, AuditLog audit) {
        this.tokens = tokens;
        this.consents = consents;
        this.clients = clients;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** A scope with its description, if there is one. */
    public record GivenScope(String name, @Nullable String description) {}

    /** A stored consent for a client that asks once. */
    public record RememberedConsent(List<GivenScope> scopes, Instant grantedAt) {}

    /**
     * The access of one client.
     *
     * @param id the id for revocation
     * @param active whether the client can use its access now
     * @param scopes the scopes of its tokens and of the stored consent
     * @param since when the oldest token was issued, or the consent given if there is no token
     * @param lastUsedAt the last use of any token
     * @param tokens the number of grants that are active or can be refreshed
     * @param consent the stored consent; null if the client asks each time
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
     * A grant of one client: an access token, and its refresh token if there is one.
     *
     * @param id the id for revocation
     * @param name the {@code token_label} of the token request
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

    /** Returns the clients with access granted by a user, sorted by name and version. */
    @Transactional
    public List<ClientAccess> of(Person person) {
        return access(tokens.byClient(person.id()), consents.of(person));
    }

    /**
     * Returns the access of one client.
     *
     * @throws ProblemException if the client has none
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

    /** Returns the newest grants of a client. */
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
     * Revokes all access of a client in one transaction: tokens, codes and the stored consent.
     *
     * @throws ProblemException if the client has no access
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
                .detail(
                        consent
                                ? AuthorizeDetails.withdrawnWithConsent(ended.tokens())
                                : AuthorizeDetails.withdrawn(ended.tokens())));
    }

    /**
     * Revokes one grant. Other grants and the stored consent are kept.
     *
     * @throws ProblemException if the user has no such active grant
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
                : new RememberedConsent(described(List.of(consent.scopes), known), consent.grantedAt);
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
            names.addAll(List.of(consent.scopes));
        }
        return names;
    }

    /** Adds descriptions. A deleted scope may still be in tokens; it has no description. */
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
