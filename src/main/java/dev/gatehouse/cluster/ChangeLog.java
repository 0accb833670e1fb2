package dev.gatehouse.cluster;

import dev.gatehouse.cluster.Invalidations.Change;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The table in which a transaction says what it changes, and from which every node reads it once the transaction has
 * committed. A row carries its transaction's id. A reader keeps the snapshot of its last reading and asks for the rows of
 * transactions that were still running in that snapshot or have begun since: each row is read exactly once, however long
 * its transaction took to commit, and rows that were read before cost nothing.
 *
 * <p>A row is removed between half a minute and a minute after it could first be read ({@link #sweep}). The table is
 * unlogged, so a crash or a failover empties it. Both are noticed by a {@link Position}: by its generation, which lives in
 * an unlogged row too and belongs to one life of the server, and by its tick, which counts the removals.
 */
@ApplicationScoped
class ChangeLog {
    private static final String SELECT = "select cast(pg_current_snapshot() as text), pg_backend_pid(), "
            + InvalidationDelay.NOW + ", cast(m.generation as text), m.tick,"
            + " c.tenant_id, c.topic, c.key, c.announced"
            + " from (values (1)) as one(x)"
            + " left join change_log_mark m on m.server_started = pg_postmaster_start_time()"
            + " left join (%s) c on true";

    private static final String ROW = "select tenant_id, topic, key,"
            + " cast(extract(epoch from announced_at) * 1000000 as bigint) as announced from change_log where ";

    private static final String FIRST = SELECT.formatted(ROW + "false");

    /** Rows that are visible now and were not visible in a snapshot; those of another server's future are not read. */
    private static final String NEXT = SELECT.formatted(ROW
            + "xid >= pg_snapshot_xmax(cast(? as pg_snapshot)) and xid < pg_snapshot_xmax(pg_current_snapshot())"
            + " union all " + ROW + "xid = any (array(select pg_snapshot_xip(cast(? as pg_snapshot))))");

    private static final String MARK = "insert into change_log_mark default values on conflict (only_row) do update"
            + " set generation = excluded.generation, server_started = excluded.server_started, tick = excluded.tick,"
            + " snapshot = excluded.snapshot, swept = excluded.swept, ticked_at = excluded.ticked_at"
            + " where change_log_mark.server_started <> excluded.server_started";

    /** Locked by one node at a time; the others have nothing to do. */
    private static final String DUE = "select cast(snapshot as text), cast(swept as text) from change_log_mark"
            + " where server_started = pg_postmaster_start_time() and ticked_at < clock_timestamp() - interval '30 seconds'"
            + " for update skip locked";

    private static final String TICK = "update change_log_mark set tick = tick + 1, swept = snapshot,"
            + " snapshot = pg_current_snapshot(), ticked_at = clock_timestamp()";

    /** Rows that were visible in one snapshot and not in the one before it, whose rows are gone. */
    private static final List<String> REMOVE = List.of(
            "delete from change_log where pg_visible_in_snapshot(xid, cast(? as pg_snapshot))"
                    + " and xid < pg_snapshot_xmax(cast(? as pg_snapshot))"
                    + " and xid >= pg_snapshot_xmax(cast(? as pg_snapshot))",
            "delete from change_log where pg_visible_in_snapshot(xid, cast(? as pg_snapshot))"
                    + " and xid < pg_snapshot_xmax(cast(? as pg_snapshot))"
                    + " and xid = any (array(select pg_snapshot_xip(cast(? as pg_snapshot))))");

    /** Rows that came with a dump of another server, whose transaction ids this one has yet to reach. */
    private static final String REMOVE_FOREIGN =
            "delete from change_log where xid >= pg_snapshot_xmax(pg_current_snapshot())";

    private final EntityManager entityManager;

    /**
     * How far a reader has read.
     *
     * @param snapshot what was visible
     * @param generation null: there was no mark
     * @param tick how often rows had been removed
     */
    record Position(String snapshot, @Nullable String generation, long tick) {

        /** Whether every row that became visible between these positions was there to be read at the later one. */
        private boolean leadsTo(Position later) {
            return generation != null && generation.equals(later.generation) && later.tick - tick <= 1;
        }
    }

    /**
     * A change and when it was announced.
     *
     * @param announcedMicros by the database's clock, since the epoch
     */
    record Entry(Change change, long announcedMicros) {}

    /**
     * What one look into the table showed.
     *
     * @param complete false: other changes may have been missed since the position before
     * @param entries what has been changed since the position before, if it is complete
     * @param backendPid the server's process that answered
     * @param databaseMicros the database's clock
     */
    record Reading(Position position, boolean complete, List<Entry> entries, int backendPid, long databaseMicros) {}

    ChangeLog(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Writes a change down in the running transaction. */
    void append(Change change) {
        entityManager
                .createNativeQuery("insert into change_log (tenant_id, topic, key) values (:tenant, :topic, :key)")
                .setParameter("tenant", change.tenant())
                .setParameter("topic", change.topic().name())
                .setParameter("key", change.key())
                .executeUpdate();
    }

    /**
     * Reads what has been committed since a position, in one statement and so in one snapshot.
     *
     * @param since null: from now on
     */
    static Reading read(Connection connection, @Nullable Position since) throws SQLException {
        try (var statement = connection.prepareStatement(since == null ? FIRST : NEXT)) {
            if (since != null) {
                statement.setString(1, since.snapshot());
                statement.setString(2, since.snapshot());
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                var position =
                        new Position(Objects.requireNonNull(rows.getString(1)), rows.getString(4), rows.getLong(5));
                var complete = since != null && since.leadsTo(position);
                var pid = rows.getInt(2);
                var clock = rows.getLong(3);
                var entries = new ArrayList<Entry>();
                do {
                    var announced = rows.getLong(9);
                    if (complete && rows.getString(6) != null) {
                        Change.of(rows.getString(6), rows.getString(7), rows.getString(8))
                                .ifPresent(change -> entries.add(new Entry(change, announced)));
                    }
                } while (rows.next());
                return new Reading(position, complete, entries, pid, clock);
            }
        }
    }

    /** Makes the mark without which nobody knows whether rows are missing, unless another node is faster. */
    static void mark(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(MARK);
        }
    }

    /**
     * Removes, once in half a minute and on one node, the rows that could be read half a minute ago. A row of a transaction
     * that was still running then stays, however old it is.
     */
    static void sweep(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            sweepIfDue(connection);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void sweepIfDue(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var due = statement.executeQuery(DUE)) {
            if (!due.next()) {
                return;
            }
            var visible = due.getString(1);
            var removed = due.getString(2);
            try (var update = connection.createStatement()) {
                update.executeUpdate(TICK);
                update.executeUpdate(REMOVE_FOREIGN);
            }
            for (var remove : REMOVE) {
                try (var delete = connection.prepareStatement(remove)) {
                    delete.setString(1, visible);
                    delete.setString(2, visible);
                    delete.setString(3, removed);
                    delete.executeUpdate();
                }
            }
        }
    }
}
