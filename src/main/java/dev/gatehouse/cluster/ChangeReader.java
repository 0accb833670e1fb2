// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import dev.gatehouse.cluster.ChangeLog.Position;
import dev.gatehouse.cluster.Invalidations.Change;
import dev.gatehouse.database.OutageDetector;
import dev.gatehouse.database.UnpooledConnections;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGNotification;
import org.postgresql.jdbc.PgConnection;

/**
 * Reads changes on a connection of its own: every {@value #POLL_MILLIS} ms, and immediately after a notification. Each
 * complete read renews the {@link Lease}. If changes may be missing, the reader first reports that everything changed.
 */
final class ChangeReader {
    /** The name of the connection, by which nodes of the previous version count nodes. */
    static final String APPLICATION_NAME = "gatehouse-invalidations";

    private static final int POLL_MILLIS = 150;
    private static final int NETWORK_TIMEOUT_MILLIS = 600;
    private static final Duration RETRY = Duration.ofMillis(250);

    /**
     * The minimum time between reads, whatever the number of notifications: the greater of {@link #PACE} and
     * {@link #PACES} times the duration of a read.
     */
    private static final Duration PACE = Duration.ofMillis(20);

    private static final int PACES = 10;

    private final UnpooledConnections connections;
    private final NotificationReceiver receiver;
    private final Lease lease;
    private final OutageDetector silence;
    private final InvalidationDelay delay;
    private final Consumer<Change> changed;
    private final Runnable everythingChanged;
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;

    /**
     * Creates a reader.
     *
     * @param changed removes one object from the caches
     * @param everythingChanged empties the caches
     */
    ChangeReader(
            UnpooledConnections connections,
            NotificationReceiver receiver,
            Lease lease,
            OutageDetector silence,
            InvalidationDelay delay,
            Consumer<Change> changed,
            Runnable everythingChanged) {
        this.connections = connections;
        this.receiver = receiver;
        this.lease = lease;
        this.silence = silence;
        this.delay = delay;
        this.changed = changed;
        this.everythingChanged = everythingChanged;
    }

    void start() {
        thread = Thread.ofVirtual().name("invalidations").start(this::readForever);
    }

    void stop() {
        stopping = true;
        var running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void readForever() {
        while (!stopping) {
            try (var connection = connections.open(APPLICATION_NAME)) {
                connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
                receiver.listen(connection);
                read(connection);
            } catch (SQLException | RuntimeException | OutOfMemoryError e) {
                lease.end();
                if (!stopping) {
                    silence.lost(e);
                }
            }
            if (silence.lasts()) {
                pause(RETRY);
            }
        }
    }

    private void read(PgConnection connection) throws SQLException {
        Position position = null;
        while (!stopping) {
            var asked = System.nanoTime();
            var reading = ChangeLog.read(connection, position);
            var answered = System.nanoTime();
            delay.clockRead(reading.databaseMicros(), asked, answered);
            position = reading.position();
            if (reading.complete()) {
                reading.entries().forEach(this::forget);
            } else {
                everythingChanged.run();
            }
            hear(connection.getNotifications());
            silence.answered(asked);
            if (position.generation() == null) {
                ChangeLog.mark(connection);
                continue;
            }
            lease.renew(asked);
            receiver.verify(connection, reading.backendPid());
            hear(connection.getNotifications(POLL_MILLIS));
            keepPace(asked, answered - asked);
        }
    }

    private void forget(ChangeLog.Entry entry) {
        changed.accept(entry.change());
        delay.heard(entry.announcedMicros());
    }

    private void hear(PGNotification... notifications) {
        receiver.changes(notifications).forEach(changed);
    }

    private static void keepPace(long asked, long took) {
        var next = Math.min(POLL_MILLIS * 1_000_000L, Math.max(PACE.toNanos(), PACES * took));
        var early = next - (System.nanoTime() - asked);
        if (early > 0) {
            pause(Duration.ofNanos(early));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
        }
    }
}
