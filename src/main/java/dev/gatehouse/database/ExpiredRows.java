package dev.gatehouse.database;

import java.time.Instant;

/**
 * Rows of the current tenant that nothing needs after a moment, as {@link Housekeeping} removes them. The names are parts of
 * a statement: they are constants of the program and never come from outside.
 *
 * @param table a table with a column {@code tenant_id}
 * @param column the column with the moment of each row, which an index has in order
 * @param before rows whose moment is this one or an earlier one are removed
 * @param condition what else must be true of them in SQL, as the index has it
 */
public record ExpiredRows(String table, String column, Instant before, String condition) {

    /**
     * Has the running transaction's statements read an index in its order. The planner does not know how many rows have
     * expired; where it expects few, it would read and sort all of them for each batch.
     */
    static final String IN_ORDER =
            "select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true),"
                    + " set_config('enable_seqscan', 'off', true)";

    public ExpiredRows(String table, String column, Instant before) {
        this(table, column, before, "true");
    }

    /**
     * Removes one batch, walking the index and not the table, and passing over rows that somebody else has locked. A batch
     * begins where the one before ended, so that it does not walk over what that one has removed.
     */
    String statement() {
        return """
                with removed as (
                  delete from %1$s where ctid = any (array(
                    select ctid from %1$s
                    where tenant_id = :tenant and %2$s >= :from and %2$s <= :before and %3$s
                    order by %2$s limit :batch for update skip locked))
                  returning %2$s as moment)
                select count(*) as number, max(moment) as latest from removed""".formatted(table, column, condition);
    }
}
