// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import dev.gatehouse.listing.Cursor;
import dev.gatehouse.listing.Page;
import dev.gatehouse.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads the audit log of the current tenant incrementally, without loss. Neither the time nor the ID of an event is a
 * suitable position. Events are written some time after they happen, by several nodes, and in transactions that end in
 * another order than they began. So the position follows the order of the writing transactions, up to the oldest
 * transaction in progress: no event can appear before that transaction. An event therefore becomes visible when all
 * transactions that began before have ended, normally within moments.
 */
@ApplicationScoped
class AuditTail {
    /** The position at the end of the log. */
    static final String NOW = "now";

    /** The number of events that one step examines. */
    private static final int LOOKED_AT = 10_000;

    private static final String SORT = "written";
    private static final UUID LAST = new UUID(-1, -1);
    private static final Pattern EVENT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private static final String PLACE =
            "e.written < :ended and e.written >= :begin and (e.written <> :own or e.id > :id)";
    private static final String ORDER = " order by e.written, e.id";
    private static final String ENDED =
            "select cast(sql('cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)') as Long)";

    /**
     * A position in the order of transactions: all events of transaction {@code from} or later, but of transaction
     * {@code own} only the events with a greater ID.
     */
    private record Place(long from, long own, UUID id) {
        static Place behind(long written, UUID id) {
            return new Place(written, written, id);
        }

        String text() {
            return new Cursor(SORT, List.of(Long.toString(own)), id).text();
        }
    }

    private final EntityManager entityManager;

    AuditTail(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Returns the events after a position; see {@link AuditEvents#since}. */
    Page<AuditEventView> since(String since, AuditFilter filter, int size) {
        // All events of transactions before this one are visible to the following queries and do not change.
        var ended = entityManager.createQuery(ENDED, Long.class).getSingleResult();
        var place = place(since, ended);
        var conditions = AuditConditions.of(filter);
        var parameters = new HashMap<>(
                Map.<String, Object>of("ended", ended, "begin", place.from(), "own", place.own(), "id", place.id()));
        var reached = reached(parameters, ended);
        var wanted = new StringBuilder(PLACE).append(" and ").append(conditions.others());
        if (!conditions.range().isEmpty()) {
            wanted.append(" and ").append(String.join(" and ", conditions.range()));
        }
        parameters.putAll(conditions.all());
        parameters.put("reached", reached.own());
        parameters.put("reachedId", reached.id());
        wanted.append(" and (e.written, e.id) <= (:reached, :reachedId)");
        var query = entityManager
                .createQuery(AuditSearch.VIEW + wanted + ORDER, AuditEventView.class)
                .setMaxResults(size);
        parameters.forEach(query::setParameter);
        var events = query.getResultList();
        return new Page<>(
                events,
                (events.size() < size ? reached : placeOf(events.getLast().id())).text());
    }

    /** Returns the end of the step: after {@link #LOOKED_AT} events, or after all visible events. */
    private Place reached(Map<String, Object> parameters, long ended) {
        var query = entityManager
                .createQuery("select e.written, e.id from AuditRecord e where " + PLACE + ORDER, Object[].class)
                .setFirstResult(LOOKED_AT - 1)
                .setMaxResults(1);
        parameters.forEach(query::setParameter);
        return query.getResultStream()
                .findFirst()
                .map(row -> Place.behind((Long) row[0], (UUID) row[1]))
                .orElse(Place.behind(ended - 1, LAST));
    }

    private Place place(String since, long ended) {
        if (since.equals(NOW)) {
            return Place.behind(ended - 1, LAST);
        }
        if (EVENT.matcher(since).matches()) {
            var first = placeOf(UUID.fromString(since));
            // The event comes from a dump of another server
            return first.from() > ended ? Place.behind(ended - 1, LAST) : first;
        }
        var place = Cursor.parse(since)
                .filter(cursor -> cursor.sort().equals(SORT)
                        && cursor.values().size() == 1
                        && NUMBER.matcher(cursor.values().getFirst()).matches())
                .map(cursor -> Place.behind(Long.parseLong(cursor.values().getFirst()), cursor.id()))
                .orElseThrow(() -> ProblemException.invalidOutsideBody("since", AuditErrors.notAPlace()));
        if (place.from() >= ended) {
            throw ProblemException.invalidOutsideBody("since", AuditErrors.placeOfOtherLog());
        }
        return place;
    }

    /**
     * Returns the position of an event: after the event, but before all events that a reader of the event may not have
     * seen.
     */
    private Place placeOf(UUID id) {
        var row = entityManager
                .createQuery("select e.writtenAfter, e.written from AuditRecord e where e.id = :id", Object[].class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> ProblemException.invalidOutsideBody("since", AuditErrors.unknownEvent()));
        return row[0] instanceof Long after && row[1] instanceof Long written
                ? new Place(after, written, id)
                : new Place(0, -1, id);
    }
}
