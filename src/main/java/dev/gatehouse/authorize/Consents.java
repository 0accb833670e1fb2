package dev.gatehouse.authorize;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.Approval;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.ResponseType;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.AdvisoryLock;
import dev.gatehouse.platform.ErrorText;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.scope.ScopeUsage;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the people of the current tenant have granted before, and whether that saves them from being asked again. */
@ApplicationScoped
class Consents implements PanacheRepositoryBase<Consent, UUID>, ScopeUsage {
    private final TimeSource time;
    private final Secrets secrets;
    private final AdvisoryLock lock;

    Consents(TimeSource time, Secrets secrets, AdvisoryLock lock) {
        this.time = time;
        this.secrets = secrets;
        this.lock = lock;
    }

    /**
     * Whether these scopes are granted without asking. A client that need not authenticate for what it gets, and whose
     * redirect URI anybody on the device could answer to, is never served from memory (RFC 8252 §8.6). Nobody
     * authenticates for a token that comes with the redirect.
     */
    @Transactional
    boolean isGranted(AuthorizationRequest request, Person person, ScopeNames scope) {
        var client = request.client();
        var unauthenticated = client.isPublic() || request.responseType() == ResponseType.TOKEN;
        return switch (client.approval()) {
            case ALWAYS -> false;
            case NEVER -> true;
            case ONCE ->
                (!unauthenticated || request.redirectUri().isHttps())
                        && of(client, person)
                                .filter(consent ->
                                        ScopeNames.parse(consent.scope).containsAll(scope))
                                .isPresent();
        };
    }

    /** Adds a grant to what is remembered for a client that asks once, in the running transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    void remember(RegisteredClient client, Person person, ScopeNames scope) {
        if (client.approval() != Approval.ONCE) {
            return;
        }
        lock.takeFor(client.id(), person.id());
        var consent = of(client, person).orElseGet(() -> {
            var fresh = new Consent();
            fresh.id = secrets.id();
            fresh.account = person.id();
            fresh.client = client.id();
            fresh.scope = "";
            return fresh;
        });
        var all = new LinkedHashSet<>(ScopeNames.parse(consent.scope).names());
        all.addAll(scope.names());
        consent.scope = new ScopeNames(all).toString();
        consent.grantedAt = time.now();
        persist(consent);
    }

    /** What a person has granted clients that ask once. */
    @Transactional
    List<Consent> of(Person person) {
        return list("account", person.id());
    }

    /** The same of one client. */
    @Transactional
    Optional<Consent> of(Person person, UUID client) {
        return find("account = ?1 and client = ?2", person.id(), client).firstResultOptional();
    }

    /**
     * Forgets what a client was granted, in the running transaction, and keeps grants to it waiting until that ends.
     *
     * @return whether there was anything
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean withdraw(Person person, UUID client) {
        lock.takeFor(client, person.id());
        return delete("account = ?1 and client = ?2", person.id(), client) > 0;
    }

    /** A consent keeps no scope from being deleted. */
    @Override
    public List<ErrorText> of(UUID scope, String name) {
        return List.of();
    }

    /** Nobody has consented to what comes under the same name later. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(String name) {
        update(
                "scope = trim(replace(concat(' ', scope, ' '), ?1, ' ')) where locate(?1, concat(' ', scope, ' ')) > 0",
                " " + name + " ");
    }

    private Optional<Consent> of(RegisteredClient client, Person person) {
        return of(person, client.id());
    }
}
