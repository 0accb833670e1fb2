// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.Approval;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.database.AdvisoryLock;
import dev.gatehouse.oauth.ResponseType;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.scope.ScopeUsage;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored consents of the current tenant's users, and the rule whether consent can be skipped. */
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
     * Returns whether the scopes are granted without asking. A stored consent is ignored if the client does not
     * authenticate and its redirect URI is not https, because any app could receive the response (RFC 8252 §8.6). A
     * client never authenticates for a token in the redirect.
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
                                        ScopeNames.stored(consent.scopes).containsAll(scope))
                                .isPresent();
        };
    }

    /** Adds scopes to the stored consent of a client that asks once, in the running transaction. */
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
            fresh.scopes = ScopeNames.NONE.toArray();
            return fresh;
        });
        var all = new LinkedHashSet<>(List.of(consent.scopes));
        all.addAll(scope.names());
        consent.scopes = new ScopeNames(all).toArray();
        consent.grantedAt = time.now();
        persist(consent);
    }

    /** Returns the stored consents of a user. */
    @Transactional
    List<Consent> of(Person person) {
        return list("account", person.id());
    }

    /** Returns the stored consent of a user for one client. */
    @Transactional
    Optional<Consent> of(Person person, UUID client) {
        return find("account = ?1 and client = ?2", person.id(), client).firstResultOptional();
    }

    /**
     * Deletes a stored consent, in the running transaction. Blocks new consents of the user for the client until the
     * transaction ends.
     *
     * @return whether there was a consent
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean withdraw(Person person, UUID client) {
        lock.takeFor(client, person.id());
        return delete("account = ?1 and client = ?2", person.id(), client) > 0;
    }

    /** A consent does not prevent the deletion of a scope. */
    @Override
    public List<ErrorText> of(UUID scope, String name) {
        return List.of();
    }

    /**
     * Removes a deleted scope from all consents, because users have not consented to a later scope of the same name.
     */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(String name) {
        update("scopes = array_remove(scopes, ?1) where array_contains(scopes, ?1)", name);
    }

    private Optional<Consent> of(RegisteredClient client, Person person) {
        return of(person, client.id());
    }
}
