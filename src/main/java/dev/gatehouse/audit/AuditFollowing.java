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
 * Follows the current tenant's audit log as it grows, and loses nothing. Neither the time of an event nor its id would do:
 * events are written some time after they happened, by several nodes, and in transactions that end in another order than they
 * began. So events are followed in the order of the transactions that wrote them, and only up to the oldest transaction that
 * has not ended: nothing can appear before that any more. An event is therefore shown when everything that began to write
 * before it has ended, moments later as a rule.
 */
@ApplicationScoped
class AuditFollowing {
    /** Where to begin without an event. */
    static final String NOW = "now";

    /** How many events one step looks at. */
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
     * A place in that order: all that was written by transaction {@code from} or later, of {@code own} only what comes behind
     * an id.
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

    AuditFollowing(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** The events behind a place, as {@link AuditEvents#since} describes it. */
    Page<AuditEventView> since(String since, AuditFilter filter, int size) {
        // All that transactions before this one wrote is there for every query that follows, and stays as it is.
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

    /** Where this step ends: behind so many events, or behind all that can be shown. */
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
            // Written by another server, whose database this one has taken over
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

    /** The place of an event: behind it, but before what can have been hidden from whoever has seen it. */
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
