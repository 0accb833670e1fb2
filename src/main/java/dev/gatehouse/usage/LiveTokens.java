// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.scope.ScopeView.LimitedTo;
import dev.gatehouse.token.TokenHolder;
import dev.gatehouse.token.TokenSearch;
import dev.gatehouse.token.Tokens;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts the current tenant's {@linkplain Tokens#LIVE live} tokens: not revoked, and not expired or refreshable. Reads
 * at most one row more than {@link BoundedCount} counts.
 */
@ApplicationScoped
class LiveTokens {
    private static final String COLUMNS = "(select t.client as client, t.account as account, t.scopes as scopes,"
            + " t.accessScopes as accessScopes, t.grantType as grantType, t.lastUsedAt as lastUsedAt from Token t where "
            + Tokens.LIVE + " and ";

    private static final String LIMIT = " limit " + (BoundedCount.MAX + 1) + ") t";

    private static final String NEWEST = " order by t.id desc" + LIMIT;

    /**
     * An arbitrary order, because all rows have the same tenant. The index of granted scopes has no order, and sorting
     * would read all rows.
     */
    private static final String ANY = " order by t.tenantId" + LIMIT;

    /** HQL condition that the holder is in one of the groups, by the rule of {@link TokenHolder}. */
    private static final String LET_IN =
            "(t.grantType in ('authorization_code', 'implicit', 'password') and exists (select 1 from GroupAccount m"
                    + " where m.account = t.account and m.memberGroup in :%1$s)"
                    + " or t.grantType in ('client_credentials', 'administrator', 'password') and exists"
                    + " (select 1 from GroupClient m where m.client = t.client and m.memberGroup in :%1$s))";

    /**
     * Tokens of one client with the same granted scopes and the same access token scopes.
     *
     * @param lastUsedAt the last use of any of the tokens
     */
    @RegisterForReflection
    @SuppressWarnings("ArrayRecordComponent") // columns of a row, which is not compared
    record Alike(
            UUID client,
            String[] scopes,
            String[] accessScopes,
            long tokens,
            @Nullable Instant lastUsedAt) {}

    /** The number of tokens, the number of their clients, and the last use. */
    @RegisterForReflection
    record Use(long tokens, long clients, @Nullable Instant lastUsedAt) {
        BoundedCount count() {
            return BoundedCount.of(tokens);
        }
    }

    private final TimeSource time;
    private final EntityManager entityManager;

    LiveTokens(TimeSource time, EntityManager entityManager) {
        this.time = time;
        this.entityManager = entityManager;
    }

    Use ofClient(UUID client) {
        return use("t.client = :client" + NEWEST, Map.of("client", client));
    }

    Use ofAccount(UUID account) {
        return use("t.account = :account" + NEWEST, Map.of("account", account));
    }

    Use granted(String scope) {
        return use(TokenSearch.GRANTED + ANY, Map.of("granted", scope));
    }

    /** Returns the tokens that were granted a scope. */
    @Transactional
    List<Alike> alike(String scope) {
        return entityManager
                .createQuery(
                        "select new dev.gatehouse.usage.LiveTokens$Alike(t.client, t.scopes, t.accessScopes,"
                                + " count(t.client), max(t.lastUsedAt)) from " + COLUMNS
                                + TokenSearch.GRANTED + ANY + " group by t.client, t.scopes, t.accessScopes",
                        Alike.class)
                .setParameter("now", time.now())
                .setParameter("granted", scope)
                .getResultList();
    }

    /**
     * Returns how many tokens with a scope have a holder that the groups before an edit admit and the groups after the
     * edit do not.
     */
    @Transactional
    int shutOut(String scope, List<LimitedTo> before, List<LimitedTo> after) {
        if (after.isEmpty() || before.equals(after)) {
            return 0;
        }
        var parameters = new HashMap<String, Object>();
        parameters.put("now", time.now());
        parameters.put("granted", scope);
        parameters.put("after", ids(after));
        var wasLetIn = before.isEmpty() ? "true = true" : LET_IN.formatted("before");
        if (!before.isEmpty()) {
            parameters.put("before", ids(before));
        }
        var query = entityManager.createQuery(
                "select count(t.client) from " + COLUMNS + TokenSearch.GRANTED + ANY + " where (" + wasLetIn
                        + ") and not (" + LET_IN.formatted("after") + ")",
                Long.class);
        parameters.forEach(query::setParameter);
        return query.getSingleResult().intValue();
    }

    private static List<UUID> ids(List<LimitedTo> groups) {
        return groups.stream().map(LimitedTo::id).collect(Collectors.toList());
    }

    @Transactional
    Use use(String which, Map<String, Object> parameters) {
        var query = entityManager.createQuery(
                "select new dev.gatehouse.usage.LiveTokens$Use(count(t.client), count(distinct t.client),"
                        + " max(t.lastUsedAt)) from " + COLUMNS + which,
                Use.class);
        query.setParameter("now", time.now());
        parameters.forEach(query::setParameter);
        return query.getSingleResult();
    }
}
