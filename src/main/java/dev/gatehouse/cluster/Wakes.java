package dev.gatehouse.cluster;

import dev.gatehouse.cluster.Invalidations.Change;
import dev.gatehouse.database.UnpooledConnections;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGNotification;
import org.postgresql.jdbc.PgConnection;

/**
 * What the reader's connection hears: wakes of {@link Waker}s, and the changes that nodes of the version before announce by
 * {@code NOTIFY} alone. Through a pooler in transaction mode it hears nothing, because the session that listens is not its
 * own: then this node's own wakes do not come back, it stops listening and reads changes at its steady pace.
 *
 * <p>A wake is followed by as many changes as it says, in the same transaction, for nodes of the version before. This node
 * reads those in the {@link ChangeLog}.
 */
final class Wakes {
    /** Where nodes of the version before announce changes and hear of them. */
    static final String CHANNEL = "gatehouse";

    /** Where nodes of this version wake each other. */
    static final String WAKE = "gatehouse_wake";

    private static final Logger LOG = Logger.getLogger(Wakes.class);

    /** A wake of this node's own that has not come back for so long does not come. */
    private static final Duration LOST = Duration.ofSeconds(2);

    private final String node;
    private final Waker waker;
    private volatile State state = State.OFF;
    private boolean direct;
    private int listeningPid;
    private long heard;
    private int named;
    private Waker.@Nullable Sent missing;
    private boolean reported;

    private enum State {
        /** Nothing is heard, and the server may still have a session that listens for it. */
        LEAVING,
        /** Nothing is heard. */
        OFF,
        /** Nobody knows yet. */
        TRYING,
        /** This node's own wakes come back. */
        ON
    }

    /** @param waker whose wakes must come back */
    Wakes(String node, Waker waker) {
        this.node = node;
        this.waker = waker;
    }

    /** @param changes how many follow */
    static String payload(String node, long number, int changes) {
        return node + ":" + number + ":" + changes;
    }

    boolean arrive() {
        return state == State.ON && waker.isConnected();
    }

    /** Begins to listen on a new connection. */
    void begin(PgConnection connection) throws SQLException {
        state = State.TRYING;
        heard = waker.last().number();
        named = 0;
        missing = null;
        connection.setAutoCommit(false);
        listeningPid = UnpooledConnections.backendPid(connection);
        direct = listeningPid == connection.getBackendPID();
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            statement.execute("listen " + WAKE);
        }
        connection.commit();
        connection.setAutoCommit(true);
        waker.wake();
    }

    /** The changes among notifications that are written nowhere else. */
    List<Change> changes(PGNotification... notifications) {
        var changes = new ArrayList<Change>();
        for (var notification : notifications) {
            if (notification.getName().equals(WAKE)) {
                woken(notification.getParameter());
            } else if (named > 0) {
                named--;
            } else {
                Change.parse(notification.getParameter()).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private void woken(String payload) {
        var parts = payload.split(":", 3);
        named = Integer.parseInt(parts[2]);
        if (parts[0].equals(node)) {
            heard = Long.parseLong(parts[1]);
            state = state == State.TRYING ? State.ON : state;
        }
    }

    /**
     * Judges whether wakes arrive, after a reading.
     *
     * @param backendPid the process that answered the reading
     */
    void judge(PgConnection connection, int backendPid) throws SQLException {
        if (state == State.OFF || direct) {
            return;
        }
        if (state != State.LEAVING && (backendPid != listeningPid || isLost())) {
            state = State.LEAVING;
            if (!reported) {
                reported = true;
                LOG.info("A connection pooler that shares sessions stands before PostgreSQL, so that no NOTIFY arrives:"
                        + " changes are read every 150 ms");
            }
        }
        if (state == State.LEAVING && backendPid == listeningPid) {
            leave(connection);
        }
    }

    private boolean isLost() {
        var sent = waker.last();
        if (sent.number() <= heard) {
            missing = null;
            return false;
        }
        var first = missing;
        if (first == null || first.number() <= heard) {
            missing = sent;
            return false;
        }
        return System.nanoTime() - first.atNanos() > LOST.toNanos();
    }

    /** Ends the listening of the one process that began it, if that is the one that the pooler lends now. */
    private void leave(PgConnection connection) throws SQLException {
        connection.setAutoCommit(false);
        if (UnpooledConnections.backendPid(connection) == listeningPid) {
            try (var statement = connection.createStatement()) {
                statement.execute("unlisten *");
            }
            state = State.OFF;
        }
        connection.commit();
        connection.setAutoCommit(true);
    }
}
