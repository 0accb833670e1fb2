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
 * Tells a database that cannot answer right now from one that answers with an error, however deep the layers above have
 * wrapped it. A commit whose outcome nobody knows is an outage too; so is it when no connection was free in time, which the
 * pool tells without a SQL state.
 */
public final class DatabaseOutage {
    /** No connection, or one that broke: SQL:2023 class 08. No memory, disk or connection left: PostgreSQL's class 53. */
    private static final Set<String> CLASSES = Set.of("08", "53");

    /** The server shuts down, has crashed or is starting; or it gave this one up for another's sake, by a deadlock. */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "40001", "40P01");

    private DatabaseOutage() {}

    /** What the database, or the way to it, said, if that is why this failed. */
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
            // The transaction manager keeps there why a commit failed.
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
