// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.hibernate.JDBCException;

/**
 * Distinguishes a database that is unavailable from a database that answers with an error, through any number of
 * wrapping exceptions. A commit with an unknown outcome counts as an outage. So does a timeout of the pool, which has
 * no SQL state.
 */
public final class DatabaseOutage {
    /**
     * Class 08 of SQL:2023: no connection or a broken connection. Class 53 of PostgreSQL: no memory, disk space or
     * connections left.
     */
    private static final Set<String> CLASSES = Set.of("08", "53");

    /**
     * The server is shutting down, has crashed or is starting, or aborted the transaction because of a serialization
     * failure or a deadlock.
     */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "40001", "40P01");

    private DatabaseOutage() {}

    /** Returns the exception of the driver or the pool if a database outage caused the failure. */
    public static Optional<SQLException> behind(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var open = new ArrayDeque<Throwable>();
        open.add(failure);
        while (!open.isEmpty()) {
            var next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            if (next instanceof SQLException sql && isOutage(sql)) {
                return Optional.of(sql);
            }
            if (next instanceof JDBCException noConnection && noConnection.getSQLState() == null) {
                return Optional.of(noConnection.getSQLException());
            }
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
            // The transaction manager adds the cause of a failed commit to the suppressed exceptions.
            open.addAll(Arrays.asList(next.getSuppressed()));
        }
        return Optional.empty();
    }

    private static boolean isOutage(SQLException failure) {
        var state = failure.getSQLState();
        return state != null
                && (STATES.contains(state) || (state.length() == 5 && CLASSES.contains(state.substring(0, 2))));
    }
}
