// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.SearchText;
import dev.gatehouse.token.TokenList.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ids of the tokens that a page of the token list shows, without reading all tokens. The search filters the
 * first tokens in list order, which suffices if many tokens match. Otherwise few tokens match: they are found through
 * the indexes on granted scopes and names, and sorted. One way alone is too slow, because the index on granted scopes
 * has no order and the order has no scopes.
 */
@ApplicationScoped
public class TokenSearch {
    /** The number of tokens that are filtered first. Reading them takes a few milliseconds. */
    private static final int FIRST = 10_000;

    /**
     * The maximum number of clients or accounts whose ids are looked up by name first. For more, a subquery tests the
     * name for each token.
     */
    private static final int NAMED = 500;

    private static final List<UUID> NOBODY = List.of(new UUID(0, 0));

    /** HQL: a token {@code t} that was granted the scope {@code :granted}. */
    public static final String GRANTED = "array_contains(t.scopes, :granted)";

    private final EntityManager entityManager;

    TokenSearch(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** The IDs of the first tokens that are wanted, from the position of a query. */
    List<UUID> first(Wanted wanted, @Nullable UUID client, PagedList.Query<TokenList.Row> all, int limit) {
        var query = all.where("t.client = :client", "client", client)
                .where("t.account = :account", "account", wanted.account());
        var range = query.condition();
        var order = query.order();
        var parameters = query.parameters();
        var text = SearchText.of(wanted.search());
        if (wanted.scope() == null && text.isEmpty()) {
            return ids("select t.id from Token t where " + range + order, parameters, limit);
        }
        var inRange = Map.copyOf(parameters);
        var condition = new StringBuilder("true = true");
        if (!text.isEmpty()) {
            condition
                    .append(" and (")
                    .append(named("t.client", "Client", "name", text, parameters))
                    .append(" or ")
                    .append(named("t.account", "Account", "username", text, parameters))
                    .append(" or ")
                    .append(text.condition("lower(t.label)"))
                    .append(')');
            parameters.putAll(text.patterns());
        }
        var found = amongFirst(range, condition, order, wanted.scope(), parameters, limit);
        return found.size() == limit || !hasMore(range + order, inRange)
                ? found
                : indexed(range + order, condition, wanted.scope(), parameters, limit);
    }

    /** Returns the condition that the name of the token's client or account contains the text. */
    private String named(String column, String entity, String name, SearchText text, Map<String, Object> parameters) {
        var has = text.condition("lower(n." + name + ")");
        var ids = ids("select n.id from " + entity + " n where " + has, text.patterns(), NAMED + 1);
        if (ids.size() > NAMED) {
            return "exists (select 1 from %s n where n.id = %s and %s)".formatted(entity, column, has);
        }
        parameters.put(entity, ids.isEmpty() ? NOBODY : ids);
        return column + " in :" + entity;
    }

    private List<UUID> amongFirst(
            CharSequence range,
            CharSequence condition,
            String order,
            @Nullable String scope,
            Map<String, Object> given,
            int limit) {
        var query = new StringBuilder("select t.id from (select t.id as id, t.scopes as scopes, t.label as label,"
                        + " t.client as client, t.account as account, t.expiresAt as expiresAt,"
                        + " t.lastUsedAt as lastUsedAt from Token t where ")
                .append(range)
                .append(order)
                .append(" limit ")
                .append(FIRST)
                .append(") t where ")
                .append(condition);
        var parameters = new HashMap<>(given);
        if (scope != null) {
            query.append(" and ").append(GRANTED);
            parameters.put("granted", scope);
        }
        return ids(query.append(order).toString(), parameters, limit);
    }

    /** Returns whether more tokens exist than {@link #amongFirst} read. */
    private boolean hasMore(String range, Map<String, Object> given) {
        var query = entityManager
                .createQuery("select t.id from Token t where " + range, UUID.class)
                .setFirstResult(FIRST)
                .setMaxResults(1);
        given.forEach(query::setParameter);
        return !query.getResultList().isEmpty();
    }

    /**
     * Collects all hits before sorting them. A combined sort and limit would make the database scan the list order. The
     * client and account filters are applied last as well, because they match more tokens than were read before.
     */
    private List<UUID> indexed(
            String range, CharSequence condition, @Nullable String scope, Map<String, Object> given, int limit) {
        var query = new StringBuilder(
                        "with hits as materialized (select t.id as id, t.client as client,"
                                + " t.account as account, t.expiresAt as expiresAt, t.lastUsedAt as lastUsedAt from Token t where ")
                .append(condition);
        var parameters = new HashMap<>(given);
        if (scope != null) {
            query.append(" and ").append(GRANTED);
            parameters.put("granted", scope);
        }
        return ids(
                query.append(") select t.id from hits t where ").append(range).toString(), parameters, limit);
    }

    private List<UUID> ids(String hql, Map<String, ?> parameters, int limit) {
        var query = entityManager.createQuery(hql, UUID.class).setMaxResults(limit);
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }
}
