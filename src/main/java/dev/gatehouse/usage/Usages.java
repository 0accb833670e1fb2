// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.listing.Excerpt;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.Scopes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reports what depends on clients, accounts and scopes of the current tenant, before one is deleted or deactivated. */
@ApplicationScoped
class Usages {
    private static final int SHOWN = 50;

    @RegisterForReflection
    private record SignedIn(
            long sessions,
            @Nullable Instant signInAt,
            @Nullable Instant seenAt) {}

    private final TimeSource time;
    private final Scopes scopes;
    private final ScopeClients clients;
    private final LiveTokens liveTokens;
    private final EntityManager entityManager;

    Usages(TimeSource time, Scopes scopes, ScopeClients clients, LiveTokens liveTokens, EntityManager entityManager) {
        this.time = time;
        this.scopes = scopes;
        this.clients = clients;
        this.liveTokens = liveTokens;
        this.entityManager = entityManager;
    }

    /**
     * Returns the activity of a client.
     *
     * @param clientId the client's public id
     * @throws ProblemException if there is no such client
     */
    @Transactional
    ClientUsage ofClient(String clientId) {
        var client = entityManager
                .createQuery("select id from Client where clientId = :clientId", UUID.class)
                .setParameter("clientId", clientId)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(CommonErrors.clientNotFound()));
        var tokens = liveTokens.ofClient(client);
        var codes = entityManager
                .createQuery(
                        count("AuthorizationCode e where e.redeemedAt is null and e.expiresAt > :now and e.client ="
                                + " :client"),
                        Long.class)
                .setParameter("now", time.now())
                .setParameter("client", client)
                .getSingleResult();
        var consents = entityManager
                .createQuery(count("Consent e where e.client = :client"), Long.class)
                .setParameter("client", client)
                .getSingleResult();
        return new ClientUsage(tokens.count(), BoundedCount.of(consents), BoundedCount.of(codes), tokens.lastUsedAt());
    }

    /**
     * Returns the activity of an account.
     *
     * @throws ProblemException if there is no such account
     */
    @Transactional
    AccountUsage ofAccount(UUID account) {
        var known = entityManager
                .createQuery("select count(id) from Account where id = :account", Long.class)
                .setParameter("account", account)
                .getSingleResult();
        if (known == 0) {
            throw ProblemException.notFound(AccountErrors.notFound());
        }
        var tokens = liveTokens.ofAccount(account);
        var signedIn = entityManager
                .createQuery(
                        "select new dev.gatehouse.usage.Usages$SignedIn(count(s.id), max(s.authenticatedAt),"
                                + " max(s.lastSeenAt)) from Session s where s.account = :account and s.expiresAt > :now",
                        SignedIn.class)
                .setParameter("account", account)
                .setParameter("now", time.now())
                .getSingleResult();
        var passkeys = entityManager
                .createQuery("select count(id) from Passkey where account = :account", Long.class)
                .setParameter("account", account)
                .getSingleResult();
        return new AccountUsage(
                tokens.count(),
                (int) tokens.clients(),
                (int) signedIn.sessions(),
                passkeys.intValue(),
                tokens.lastUsedAt(),
                signedIn.signInAt(),
                signedIn.seenAt());
    }

    /**
     * Returns the use of a scope.
     *
     * @throws ProblemException if there is no such scope
     */
    @Transactional
    GrantedScopeUsage ofScope(UUID scope) {
        var tokens = liveTokens.granted(scopes.name(scope));
        var shown = clients.named(clients.first(scope, SHOWN)).stream()
                .map(client ->
                        new GrantedScopeUsage.AssociatedClient(client.clientId(), client.name(), client.version()))
                .toList();
        return new GrantedScopeUsage(
                new Excerpt<>(shown, clients.associated(scope).size()), tokens.count(), tokens.lastUsedAt());
    }

    private static String count(String which) {
        return "select count(e.id) from (select e.id as id from " + which + " order by e.client limit "
                + (BoundedCount.MAX + 1) + ") e";
    }
}
