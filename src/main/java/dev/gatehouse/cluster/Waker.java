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
 * Wakes the readers of all nodes after changes of this node were committed: {@code NOTIFY} on a connection of its own, one
 * for all changes that came while the last one was under way. It is not sent in the transaction that makes a change,
 * because PostgreSQL commits transactions that notify one after the other. Nothing depends on a wake but how soon a change
 * is read. The connection also counts this node among {@link LiveNodes} and removes old rows of the {@link ChangeLog}.
 *
 * <p>Nodes of the version before this one do not read the change log: a notification names each change in their words too.
 */
final class Waker {
    /** By which the database knows the connection. */
    private static final String APPLICATION_NAME = "gatehouse-wakes";

    private static final Logger LOG = Logger.getLogger(Waker.class);

    /** Wakes in a row are so far apart. */
    private static final Duration PACE = Duration.ofMillis(20);

    private static final Duration UPKEEP = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(250);
    private static final int NETWORK_TIMEOUT_MILLIS = 5_000;

    /** More changes than these are told to nodes of the version before as "everything of the topic". */
    private static final int NAMED = 1_000;

    /** The commit waits for no disk; nobody is told anything that was not committed before. */
    private static final String NOTIFY = "select set_config('synchronous_commit', 'off', true),"
            + " cast(pg_notify(n.channel, n.payload) as text)"
            + " from unnest(cast(? as text[]), cast(? as text[])) as n(channel, payload)";

    /** The last wake that was sent, by its number, and when by {@link System#nanoTime}. */
    record Sent(long number, long atNanos) {}

    private final String node;
    private final UnpooledConnections connections;
    private final LiveNodes nodes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Change> pending = new LinkedHashSet<>();

    /** Holds something when a wake is wanted. */
    private final BlockingQueue<Boolean> wanted = new ArrayBlockingQueue<>(1);

    private volatile boolean stopping;
    private volatile boolean connected;
    private volatile Sent last = new Sent(0, 0);
    private volatile @Nullable Thread thread;

    /** @param node by which this node knows its own wakes */
    Waker(String node, UnpooledConnections connections, LiveNodes nodes) {
        this.node = node;
        this.connections = connections;
        this.nodes = nodes;
    }

    void start() {
        thread = Thread.ofVirtual().name("waker").start(this::run);
    }

    /** Sends what is pending and returns, within seconds. */
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

    /** Changes were committed. */
    void committed(Collection<Change> changes) {
        lock.lock();
        try {
            pending.addAll(changes);
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

    /** Sends a wake without a reason, for whoever wants to know whether wakes arrive. */
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

    /** What this node, or the one that it replaces, may have committed without telling nodes of the version before. */
    private static List<Change> everything() {
        return Stream.of(Topic.values())
                .map(topic -> new Change(CurrentTenant.SINGLE, topic, null))
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

    /** Waits a while for it. */
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
        Arrays.fill(channels, Wakes.CHANNEL);
        channels[0] = Wakes.WAKE;
        var payloads = Stream.concat(
                        Stream.of(Wakes.payload(node, number, changes.size())),
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
