// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import java.time.Instant;

/**
 * The rows of the current tenant that {@link Housekeeping} removes after their expiry. The names are inserted into SQL
 * text, so they must be constants and never input.
 *
 * @param table a table with a column {@code tenant_id}
 * @param column the column with the expiry of a row; an index has the column in order
 * @param before the latest expiry of the rows to remove
 * @param condition a further SQL condition on the rows, identical to the condition of the index
 */
public record ExpiredRows(String table, String column, Instant before, String condition) {

    /**
     * Makes the statements of the current transaction read an index in order. The planner does not know how many rows
     * have expired. If the planner expects few, the planner reads and sorts all of them for each batch.
     */
    static final String IN_ORDER =
            "select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true),"
                    + " set_config('enable_seqscan', 'off', true)";

    public ExpiredRows(String table, String column, Instant before) {
        this(table, column, before, "true");
    }

    /**
     * Returns the statement that removes one batch, reading the index instead of the table and skipping locked rows. A
     * batch starts at the end of the previous batch, so that PostgreSQL does not read removed index entries again.
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
