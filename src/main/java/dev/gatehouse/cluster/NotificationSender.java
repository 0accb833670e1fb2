// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import dev.gatehouse.cluster.Invalidations.Change;
import dev.gatehouse.cluster.Invalidations.Topic;
import dev.gatehouse.database.UnpooledConnections;
import dev.gatehouse.platform.CurrentTenant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * Notifies the change readers of all nodes after commits of this node, with {@code NOTIFY} on a connection of its own.
 * One notification covers all changes that came during the previous one. The notification is not part of the
 * transaction that makes a change, because PostgreSQL serializes the commits of transactions that notify. A
 * notification only speeds up the reading of changes. The same connection also reports this node to {@link LiveNodes}
 * and removes old rows of the {@link ChangeLog}.
 *
 * <p>Nodes of the previous version do not read the change log, so each notification also names the changes of the
 * default tenant in the format of that version. Nodes of the previous version have no other tenant.
 */
final class NotificationSender {
    /** The name of the connection in {@code pg_stat_activity}. */
    private static final String APPLICATION_NAME = "gatehouse-notifications";

    private static final Logger LOG = Logger.getLogger(NotificationSender.class);

    /** The minimum time between notifications. */
    private static final Duration PACE = Duration.ofMillis(20);

    private static final Duration UPKEEP = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(250);
    private static final int NETWORK_TIMEOUT_MILLIS = 5_000;

    /**
     * The maximum number of changes that are named for nodes of the previous version. Beyond this number, the
     * notification says that everything of the topics changed.
     */
    private static final int NAMED = 1_000;

    /** The commit does not wait for the disk, because all announced changes are committed already. */
    private static final String NOTIFY = "select set_config('synchronous_commit', 'off', true),"
            + " cast(pg_notify(n.channel, n.payload) as text)"
            + " from unnest(cast(? as text[]), cast(? as text[])) as n(channel, payload)";

    /** The number of the last notification and its time in nanoseconds of {@link System#nanoTime}. */
    record Sent(long number, long atNanos) {}

    private final String node;
    private final UnpooledConnections connections;
    private final LiveNodes nodes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Change> pending = new LinkedHashSet<>();

    /** Contains an element while a notification is requested. */
    private final BlockingQueue<Boolean> wanted = new ArrayBlockingQueue<>(1);

    private volatile boolean stopping;
    private volatile boolean connected;
    private volatile Sent last = new Sent(0, 0);
    private volatile @Nullable Thread thread;

    /**
     * Creates a sender.
     *
     * @param node the ID by which this node recognizes its own notifications
     */
    NotificationSender(String node, UnpooledConnections connections, LiveNodes nodes) {
        this.node = node;
        this.connections = connections;
        this.nodes = nodes;
    }

    void start() {
        thread = Thread.ofVirtual().name("sender").start(this::run);
    }

    /** Sends pending notifications and stops, within seconds. */
    void stop() {
        stopping = true;
        wake();
        var running = thread;
        if (running != null) {
            try {
                running.join(UPKEEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Requests a notification after the commit of changes. */
    void committed(Collection<Change> changes) {
        lock.lock();
        try {
            changes.stream()
                    .filter(change -> change.tenant().equals(CurrentTenant.DEFAULT))
                    .forEach(pending::add);
            if (pending.size() > NAMED) {
                var topics = pending.stream()
                        .map(change -> new Change(change.tenant(), change.topic(), null))
                        .toList();
                pending.clear();
                pending.addAll(topics);
            }
            wanted.offer(true);
        } finally {
            lock.unlock();
        }
    }

    /** Requests a notification without changes, to test whether notifications arrive. */
    void wake() {
        committed(List.of());
    }

    Sent last() {
        return last;
    }

    boolean isConnected() {
        return connected;
    }

    private void run() {
        while (!stopping) {
            try (var connection = connections.open(APPLICATION_NAME)) {
                connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
                committed(everything());
                serve(connection);
            } catch (SQLException | RuntimeException | OutOfMemoryError e) {
                LOG.debug("Other nodes are not woken, and read changes a little later", e);
            }
            connected = false;
            pause(RETRY);
        }
    }

    /**
     * Returns all changes that this node, or the node it replaces, may have committed without notifying nodes of the
     * previous version.
     */
    private static List<Change> everything() {
        return Stream.of(Topic.values())
                .map(topic -> new Change(CurrentTenant.DEFAULT, topic, null))
                .toList();
    }

    private void serve(PgConnection connection) throws SQLException {
        var direct = UnpooledConnections.isDirect(connection);
        connected = true;
        var kept = System.nanoTime() - UPKEEP.toNanos();
        while (true) {
            if (isWakeWanted()) {
                send(connection, take());
            }
            if (stopping) {
                nodes.leave(connection);
                return;
            }
            if (System.nanoTime() - kept >= UPKEEP.toNanos()) {
                kept = System.nanoTime();
                nodes.beat(connection, direct);
                ChangeLog.sweep(connection);
            }
            pause(PACE);
        }
    }

    /** Waits for a request for a notification, at most {@link #UPKEEP}. */
    private boolean isWakeWanted() {
        try {
            return wanted.poll(UPKEEP.toMillis(), TimeUnit.MILLISECONDS) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<Change> take() {
        lock.lock();
        try {
            var taken = List.copyOf(pending);
            pending.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void send(PgConnection connection, List<Change> changes) throws SQLException {
        var number = last.number() + 1;
        var channels = new String[changes.size() + 1];
        Arrays.fill(channels, NotificationReceiver.CHANNEL);
        channels[0] = NotificationReceiver.WAKE;
        var payloads = Stream.concat(
                        Stream.of(NotificationReceiver.payload(node, number, changes.size())),
                        changes.stream().map(Change::payload))
                .toArray(String[]::new);
        try (var statement = connection.prepareStatement(NOTIFY)) {
            statement.setArray(1, connection.createArrayOf("text", channels));
            statement.setArray(2, connection.createArrayOf("text", payloads));
            statement.executeQuery().close();
        } catch (SQLException e) {
            committed(changes);
            throw e;
        }
        last = new Sent(number, System.nanoTime());
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
