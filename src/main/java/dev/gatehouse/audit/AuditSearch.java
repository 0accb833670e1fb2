// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import dev.gatehouse.listing.PagedList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the audit events of the current tenant for a page, newest first, without reading the whole log. If one index
 * has the events in that order, the index is read. For several conditions or a search text, frequent events are found
 * among the newest events. Rare events are found through the indexes, whose few hits are sorted.
 */
@ApplicationScoped
class AuditSearch {
    /** The number of newest events to examine first, which takes a few milliseconds. */
    private static final int NEWEST = 10_000;

    static final String VIEW = "select new dev.gatehouse.audit.AuditEventView(e.id, e.at, e.action, e.outcome,"
            + " e.actor, e.client, e.target, e.address, e.detail, coalesce(e.occurrences, 1L), e.lastAt,"
            + " e.detailCode, e.detailValues) from AuditRecord e where ";

    private static final String COLUMNS = "select e.id as id, e.at as at, e.action as action, e.outcome as outcome,"
            + " e.actor as actor, e.client as client, e.target as target, e.address as address, e.detail as detail"
            + " from AuditRecord e where ";

    /**
     * The events of one step of an export.
     *
     * @param end the last examined event; null at the end of the log
     */
    record Step(List<AuditEventView> events, @Nullable AuditEventView end) {}

    private final EntityManager entityManager;

    AuditSearch(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Returns the matching events from the position of a query. */
    List<AuditEventView> newest(AuditFilter filter, PagedList.Query<AuditEventView> query, int limit) {
        if (filter.actions().size() > 1 && isOnlyOfActions(filter)) {
            return filter.actions().stream()
                    .flatMap(action -> newest(of(filter, action), query, limit).stream())
                    .sorted(Comparator.comparing(AuditEventView::at)
                            .thenComparing(event -> event.id().toString())
                            .reversed())
                    .limit(limit)
                    .toList();
        }
        var conditions = AuditConditions.of(filter);
        var range = conditions.range(query.condition());
        var order = query.order();
        if (conditions.areOnlyRange() || conditions.areOneIndexed()) {
            return views(VIEW + range + " and " + conditions.others() + order, both(conditions.all(), query), limit);
        }
        var found =
                views(ids(amongNewest(range, order, conditions), both(conditions.all(), query), limit), order, limit);
        if (found.size() == limit || !hasMore(range + order, both(conditions.inRange(), query))) {
            return found;
        }
        return views(ids(indexed(range, order, conditions), both(conditions.all(), query), limit), order, limit);
    }

    /**
     * Returns the next events of an export and the last examined event, or null at the end of the log. Each step
     * examines a bounded number of events, however rare the matches are, so all steps together examine each event once.
     */
    Step step(AuditFilter filter, PagedList.Query<AuditEventView> query) {
        var conditions = AuditConditions.of(filter);
        var range = conditions.range(query.condition());
        var order = query.order();
        var inRange = both(conditions.inRange(), query);
        if (conditions.areOneIndexed() && filter.actions().size() < 2) {
            var found = views(
                    VIEW + range + " and " + conditions.others() + order, both(conditions.all(), query), query.size());
            return new Step(found, found.size() < query.size() ? null : found.getLast());
        }
        var end = views(VIEW + range + order, inRange, query.size() - 1, 1).stream()
                .findFirst();
        var parameters = both(conditions.all(), query);
        var until = "";
        if (end.isPresent()) {
            until = " and (e.at, e.id) >= (:endAt, :endId)";
            parameters.put("endAt", end.get().at());
            parameters.put("endId", end.get().id());
        }
        return new Step(
                views(VIEW + range + until + " and " + conditions.others() + order, parameters, query.size()),
                end.orElse(null));
    }

    Optional<AuditEventView> byId(UUID id) {
        return views(VIEW + "e.id = :id", Map.of("id", id), 1).stream().findFirst();
    }

    private static boolean isOnlyOfActions(AuditFilter filter) {
        return AuditConditions.of(filter).areOneIndexed();
    }

    private static AuditFilter of(AuditFilter filter, String action) {
        return AuditFilter.ALL.withActions(List.of(action)).withRange(filter.from(), filter.to());
    }

    private static String amongNewest(String range, String order, AuditConditions conditions) {
        return "select e.id from (" + COLUMNS + range + order + " limit " + NEWEST + ") e where " + conditions.others()
                + order;
    }

    /** Returns whether the log has more events than were examined. */
    private boolean hasMore(String range, Map<String, Object> parameters) {
        var query = entityManager
                .createQuery("select e.id from AuditRecord e where " + range, UUID.class)
                .setFirstResult(NEWEST)
                .setMaxResults(1);
        parameters.forEach(query::setParameter);
        return !query.getResultList().isEmpty();
    }

    /**
     * Collects all hits before sorting. With sorting and limit in one query, PostgreSQL would scan the log in order
     * instead.
     */
    private static String indexed(String range, String order, AuditConditions conditions) {
        return "with hits as materialized (select e.id as id, e.at as at from AuditRecord e where " + range + " and "
                + conditions.others() + ") select e.id from hits e" + order;
    }

    private List<UUID> ids(String hql, Map<String, Object> parameters, int limit) {
        var query = entityManager.createQuery(hql, UUID.class).setMaxResults(limit);
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }

    private List<AuditEventView> views(List<UUID> ids, String order, int limit) {
        return ids.isEmpty() ? List.of() : views(VIEW + "e.id in :ids" + order, Map.of("ids", ids), limit);
    }

    private List<AuditEventView> views(String hql, Map<String, Object> parameters, int limit) {
        return views(hql, parameters, 0, limit);
    }

    private List<AuditEventView> views(String hql, Map<String, Object> parameters, int first, int limit) {
        var query = entityManager
                .createQuery(hql, AuditEventView.class)
                .setFirstResult(first)
                .setMaxResults(limit);
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }

    private static Map<String, Object> both(Map<String, Object> conditions, PagedList.Query<AuditEventView> query) {
        var both = new HashMap<>(conditions);
        both.putAll(query.parameters());
        return both;
    }
}
