// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, of all tenants, that {@link Housekeeping} removes after their expiry. The texts are inserted into
 * SQL text, so they must be constants and never input.
 *
 * @param table a table with a column {@code tenant_id}
 * @param column the column with the expiry of a row; an index has the column in order
 * @param before the latest expiry of the rows to remove
 * @param condition a further SQL condition on the rows, identical to the condition of the index
 * @param owners the owners of the rows, if the latest expiry differs between owners; null if {@code before} applies to
 *     all rows
 */
public record ExpiredRows(
        String table,
        String column,
        Instant before,
        String condition,
        @Nullable Owners owners) {

    /**
     * Makes the statements of the current transaction read an index in order. The planner does not know how many rows
     * have expired. If the planner expects few, the planner reads and sorts all of them for each batch. The high costs
     * of what is switched off would have each statement compiled first.
     */
    static final String IN_ORDER =
            "select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true),"
                    + " set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)";

    /** The ID of owners without one, such as the settings of a tenant. */
    private static final String NO_ID = "uuid '" + Position.NOBODY + "'";

    /**
     * The owners of rows, for example clients as owners of tokens. An index of the rows has the tenant, the reference
     * and the expiry in order. A batch visits the owners in the order of their primary key, so that owners without
     * expired rows cost one look into that index each.
     *
     * @param from the SQL tables of the owners, the owners under the name {@code o}
     * @param id the second column of the owners' primary key; null if the tenant is the whole key
     * @param reference the column of the rows that refers to the ID; null if the tenant is the owner
     * @param before the SQL expression of the latest expiry of an owner's rows to remove, null for none
     */
    public record Owners(
            String from, @Nullable String id, @Nullable String reference, String before) {}

    /**
     * The position in the order of the index at which a batch ends and the next one starts, so that PostgreSQL does not
     * read removed index entries again.
     *
     * @param tenant the tenant and the ID of the owner; without meaning for rows without owners
     * @param moment the expiry of the last removed row
     */
    record Position(String tenant, UUID owner, Instant moment) {
        private static final UUID NOBODY = new UUID(0, 0);
        static final Position START = new Position("", NOBODY, Instant.EPOCH);
    }

    /** The rows that one statement looks at. */
    enum Reach {
        /** The rows of all tenants. */
        ALL,
        /** The rows of one tenant. */
        TENANT,
        /**
         * The rows of one tenant, whom each part of the statement names, so that Citus executes all of the statement on the
         * shard of the tenant.
         */
        SHARD
    }

    /** The result of one batch: the number of removed rows and the position of the last one. */
    record Batch(int number, Position last) {}

    public ExpiredRows(String table, String column, Instant before, String condition) {
        this(table, column, before, condition, null);
    }

    public ExpiredRows(String table, String column, Instant before) {
        this(table, column, before, "true");
    }

    /**
     * Returns the statement that removes one batch, reading the index instead of the table and skipping locked rows.
     */
    String statement(Reach reach) {
        return owners == null
                ? """
                with removed as (
                  delete from %1$s where %4$sctid = any (array(%3$s))
                  returning %2$s as moment)
                select count(*) as number, max(moment) as moment from removed""".formatted(table, column, selection(reach), ofShard(reach))
                : """
                with removed as (
                  delete from %1$s where %5$sctid = any (array(%4$s))
                  returning tenant_id, %3$s as owner, %2$s as moment)
                select (select count(*) from removed) as number, tenant_id, owner, moment
                from removed order by tenant_id desc, owner desc, moment desc limit 1""".formatted(
                                table,
                                column,
                                owners.reference() == null ? NO_ID : owners.reference(),
                                selection(reach),
                                ofShard(reach));
    }

    private static String ofShard(Reach reach) {
        return reach == Reach.SHARD ? "tenant_id = ? and " : "";
    }

    /** Returns the query for the physical positions of the rows of one batch, which locks these rows. */
    String selection(Reach reach) {
        return owners == null
                ? """
                select ctid from %1$s
                where %4$s %2$s >= ? and %2$s <= ? and %3$s
                order by %2$s limit ? for update skip locked""".formatted(table, column, condition, reach == Reach.ALL ? "" : "tenant_id = ? and")
                : """
                select expired.ctid from (
                  select o.tenant_id, %5$s as id, %7$s as before from %4$s
                  where %8$s (o.tenant_id, %5$s) >= (?, ?)
                  order by o.tenant_id, %5$s) owner
                cross join lateral (
                  select r.ctid from %1$s r
                  where r.tenant_id = %9$s and %6$s and %3$s and r.%2$s <= owner.before
                    and r.%2$s >= case when (owner.tenant_id, owner.id) = (?, ?) then ? else timestamptz 'epoch' end
                  order by r.%2$s limit ? for update skip locked) expired
                limit ?""".formatted(
                                table,
                                column,
                                condition,
                                owners.from(),
                                owners.id() == null ? NO_ID : "o." + owners.id(),
                                ofOwner("owner.id"),
                                owners.before(),
                                reach == Reach.ALL ? "" : "o.tenant_id = ? and",
                                reach == Reach.SHARD ? "?" : "owner.tenant_id");
    }

    /** Returns the query for the tenants with expired rows, whose only parameter is {@link #before}. */
    String tenants() {
        return owners == null
                ? "select distinct tenant_id from %1$s where %2$s <= ? and %3$s".formatted(table, column, condition)
                : """
                select distinct o.tenant_id from %4$s
                where exists (
                  select from %1$s r
                  where r.tenant_id = o.tenant_id and %5$s and %3$s and r.%2$s <= ? and r.%2$s <= %6$s)""".formatted(
                                table,
                                column,
                                condition,
                                owners.from(),
                                ofOwner(owners.id() == null ? NO_ID : "o." + owners.id()),
                                owners.before());
    }

    private String ofOwner(String id) {
        return owners == null || owners.reference() == null ? "true" : "r." + owners.reference() + " = " + id;
    }

    /**
     * Sets the values of {@link #statement}.
     *
     * @param tenant the tenant of the rows; without meaning for {@link Reach#ALL}
     */
    void bind(PreparedStatement statement, Reach reach, @Nullable String tenant, Position from, int limit)
            throws SQLException {
        var first = 1;
        if (reach == Reach.SHARD) {
            statement.setString(first++, tenant);
        }
        bind(statement, first, reach, tenant, from, limit);
    }

    /** Sets the values of {@link #selection}. */
    void bindSelection(PreparedStatement statement, Reach reach, @Nullable String tenant, Position from, int limit)
            throws SQLException {
        bind(statement, 1, reach, tenant, from, limit);
    }

    private void bind(
            PreparedStatement statement, int first, Reach reach, @Nullable String tenant, Position from, int limit)
            throws SQLException {
        var next = first;
        if (reach != Reach.ALL) {
            statement.setString(next++, tenant);
        }
        if (owners == null) {
            statement.setTimestamp(next++, Timestamp.from(from.moment()));
            statement.setTimestamp(next++, Timestamp.from(before));
        } else {
            statement.setString(next++, from.tenant());
            statement.setObject(next++, from.owner());
            if (reach == Reach.SHARD) {
                statement.setString(next++, tenant);
            }
            statement.setString(next++, from.tenant());
            statement.setObject(next++, from.owner());
            statement.setTimestamp(next++, Timestamp.from(from.moment()));
            statement.setInt(next++, limit);
        }
        statement.setInt(next, limit);
    }

    /** Reads the result of {@link #statement}. */
    Batch read(ResultSet result, Position from) throws SQLException {
        if (!result.next() || result.getInt("number") == 0) {
            return new Batch(0, from);
        }
        var moment = result.getTimestamp("moment").toInstant();
        var last = owners == null
                ? new Position(from.tenant(), from.owner(), moment)
                : new Position(result.getString("tenant_id"), result.getObject("owner", UUID.class), moment);
        return new Batch(result.getInt("number"), last);
    }
}
