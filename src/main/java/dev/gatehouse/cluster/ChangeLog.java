// SPDX-License-Identifier: Apache-2.0
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
 * The table in which a transaction records its changes, and from which every node reads the changes after the commit. A
 * row contains the ID of its transaction. A reader keeps the snapshot of its last read and asks for the rows of
 * transactions that were running in that snapshot or began later. Each row is read exactly once, however late its
 * transaction commits, and rows that were read before cost nothing.
 *
 * <p>{@link #sweep} removes a row between 30 and 60 seconds after the row became visible. The table is unlogged, so a
 * crash or a failover empties the table. A {@link Position} detects missed rows: the generation, in another unlogged
 * row, identifies one run of the server, and the tick counts the removals.
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

    /**
     * Rows that are visible now and were not visible in the given snapshot. Rows with future transaction IDs, from a
     * dump of another server, are not read.
     */
    private static final String NEXT = SELECT.formatted(ROW
            + "xid >= pg_snapshot_xmax(cast(? as pg_snapshot)) and xid < pg_snapshot_xmax(pg_current_snapshot())"
            + " union all " + ROW + "xid = any (array(select pg_snapshot_xip(cast(? as pg_snapshot))))");

    private static final String MARK = "insert into change_log_mark default values on conflict (only_row) do update"
            + " set generation = excluded.generation, server_started = excluded.server_started, tick = excluded.tick,"
            + " snapshot = excluded.snapshot, swept = excluded.swept, ticked_at = excluded.ticked_at"
            + " where change_log_mark.server_started <> excluded.server_started";

    /** One node at a time locks the row; the other nodes skip the work. */
    private static final String DUE = "select cast(snapshot as text), cast(swept as text) from change_log_mark"
            + " where server_started = pg_postmaster_start_time() and ticked_at < clock_timestamp() - interval '30 seconds'"
            + " for update skip locked";

    private static final String TICK = "update change_log_mark set tick = tick + 1, swept = snapshot,"
            + " snapshot = pg_current_snapshot(), ticked_at = clock_timestamp()";

    /** Rows that were visible in the last snapshot but not in the previous one, whose rows are removed already. */
    private static final List<String> REMOVE = List.of(
            "delete from change_log where pg_visible_in_snapshot(xid, cast(? as pg_snapshot))"
                    + " and xid < pg_snapshot_xmax(cast(? as pg_snapshot))"
                    + " and xid >= pg_snapshot_xmax(cast(? as pg_snapshot))",
            "delete from change_log where pg_visible_in_snapshot(xid, cast(? as pg_snapshot))"
                    + " and xid < pg_snapshot_xmax(cast(? as pg_snapshot))"
                    + " and xid = any (array(select pg_snapshot_xip(cast(? as pg_snapshot))))");

    /** Rows from a dump of another server, with transaction IDs that this server has not reached. */
    private static final String REMOVE_FOREIGN =
            "delete from change_log where xid >= pg_snapshot_xmax(pg_current_snapshot())";

    private final EntityManager entityManager;

    /**
     * The position of a reader.
     *
     * @param snapshot the snapshot of the last read
     * @param generation the run of the server; null if there was no mark
     * @param tick the number of removals
     */
    record Position(String snapshot, @Nullable String generation, long tick) {

        /** Returns whether all rows that became visible between the two positions still existed at the later one. */
        private boolean leadsTo(Position later) {
            return generation != null && generation.equals(later.generation) && later.tick - tick <= 1;
        }
    }

    /**
     * A change and the time of its announcement.
     *
     * @param announcedMicros microseconds since the epoch, from the clock of the database
     */
    record Entry(Change change, long announcedMicros) {}

    /**
     * The result of one read.
     *
     * @param complete false if changes since the previous position may be missing
     * @param entries the changes since the previous position, if complete
     * @param backendPid the ID of the server process that answered
     * @param databaseMicros the clock of the database, in microseconds since the epoch
     */
    record Reading(Position position, boolean complete, List<Entry> entries, int backendPid, long databaseMicros) {}

    ChangeLog(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Records a change in the current transaction. */
    void append(Change change) {
        entityManager
                .createNativeQuery("insert into change_log (tenant_id, topic, key) values (:tenant, :topic, :key)")
                .setParameter("tenant", change.tenant())
                .setParameter("topic", change.topic().name())
                .setParameter("key", change.key())
                .executeUpdate();
    }

    /**
     * Reads the changes committed since a position, in one statement and therefore in one snapshot.
     *
     * @param since the position of the previous read; null reads no changes and returns the current position
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

    /**
     * Creates the mark, unless another node has created the mark. Without the mark, readers cannot detect missed rows.
     */
    static void mark(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(MARK);
        }
    }

    /**
     * Removes the rows that were visible 30 seconds ago; one node does so every 30 seconds. Rows of transactions that
     * were running at that time remain, regardless of age.
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
