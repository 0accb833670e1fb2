// SPDX-License-Identifier: Apache-2.0
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
 * The notifications on the reader's connection: notifications of {@link NotificationSender}s, and changes that nodes of
 * the previous version announce by {@code NOTIFY} alone. Through a pooler in transaction mode no notifications arrive,
 * because the listening session does not belong to the connection. This node then misses its own notifications, stops
 * listening and reads changes periodically.
 *
 * <p>A notification states the number of changes that follow in the same transaction for nodes of the previous version.
 * This node ignores the following changes and reads the {@link ChangeLog} instead.
 */
final class NotificationReceiver {
    /** The channel on which nodes of the previous version announce changes. */
    static final String CHANNEL = "gatehouse";

    /** The channel on which nodes of this version notify each other. */
    static final String WAKE = "gatehouse_wake";

    private static final Logger LOG = Logger.getLogger(NotificationReceiver.class);

    /** The time after which an own notification that did not arrive counts as lost. */
    private static final Duration LOST = Duration.ofSeconds(2);

    private final String node;
    private final NotificationSender sender;
    private volatile State state = State.OFF;
    private boolean direct;
    private int listeningPid;
    private long heard;
    private int named;
    private NotificationSender.@Nullable Sent missing;
    private boolean reported;

    private enum State {
        /** Notifications do not arrive, and a session of the server may still be listening. */
        LEAVING,
        /** Notifications do not arrive. */
        OFF,
        /** The arrival of notifications is not known yet. */
        TRYING,
        /** The notifications of this node arrive. */
        ON
    }

    /**
     * Creates the receiver of notifications.
     *
     * @param sender the sender whose notifications must arrive
     */
    NotificationReceiver(String node, NotificationSender sender) {
        this.node = node;
        this.sender = sender;
    }

    /**
     * Returns the payload of a notification.
     *
     * @param changes the number of changes that follow
     */
    static String payload(String node, long number, int changes) {
        return node + ":" + number + ":" + changes;
    }

    boolean isListening() {
        return state == State.ON && sender.isConnected();
    }

    /** Starts listening on a new connection. */
    void listen(PgConnection connection) throws SQLException {
        state = State.TRYING;
        heard = sender.last().number();
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
        sender.wake();
    }

    /**
     * Returns the changes that only the notifications contain, because nodes of the previous version do not write the
     * change log.
     */
    List<Change> changes(PGNotification... notifications) {
        var changes = new ArrayList<Change>();
        for (var notification : notifications) {
            if (notification.getName().equals(WAKE)) {
                received(notification.getParameter());
            } else if (named > 0) {
                named--;
            } else {
                Change.parse(notification.getParameter()).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private void received(String payload) {
        var parts = payload.split(":", 3);
        named = Integer.parseInt(parts[2]);
        if (parts[0].equals(node)) {
            heard = Long.parseLong(parts[1]);
            state = state == State.TRYING ? State.ON : state;
        }
    }

    /**
     * Decides after a read whether notifications arrive.
     *
     * @param backendPid the ID of the server process that answered the read
     */
    void verify(PgConnection connection, int backendPid) throws SQLException {
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
            stopListening(connection);
        }
    }

    private boolean isLost() {
        var sent = sender.last();
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

    /** Stops listening in the session that started listening, if the pooler currently assigns that session. */
    private void stopListening(PgConnection connection) throws SQLException {
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
