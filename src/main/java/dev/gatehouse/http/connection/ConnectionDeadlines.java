// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import dev.gatehouse.platform.GatehouseConfig;
import io.netty.channel.EventLoop;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The time limits of connections: for request heads, for idle connections and for unread responses. Every event loop
 * checks its connections once per second. So a connection needs no timer, and may exceed a limit by one second.
 */
@ApplicationScoped
class ConnectionDeadlines {
    private static final Logger LOG = Logger.getLogger(ConnectionDeadlines.class);
    private static final long INTERVAL_MS = 1_000;

    private final long head;
    private final long idle;
    private final long stalled;
    private final Map<EventLoop, Set<ConnectionMonitor>> loops = new ConcurrentHashMap<>();

    ConnectionDeadlines(GatehouseConfig config) {
        this.head = nanos(config.headTimeout());
        this.idle = nanos(config.connectionIdleTimeout());
        this.stalled = nanos(config.stalledAnswerTimeout());
    }

    boolean headIsOverdue(long nanos) {
        return nanos > head;
    }

    boolean isIdleTooLong(long nanos) {
        return nanos > idle;
    }

    boolean isStalled(long nanos) {
        return nanos > stalled;
    }

    /** Starts checking a connection; called on the event loop of the connection. */
    void begin(EventLoop loop, ConnectionMonitor connection) {
        loops.computeIfAbsent(loop, ConnectionDeadlines::looking).add(connection);
    }

    /** Stops checking a closed connection; called on the event loop of the connection. */
    void end(EventLoop loop, ConnectionMonitor connection) {
        var connections = loops.get(loop);
        if (connections != null) {
            connections.remove(connection);
        }
    }

    private static Set<ConnectionMonitor> looking(EventLoop loop) {
        var connections = new HashSet<ConnectionMonitor>();
        var _ = loop.scheduleWithFixedDelay(() -> look(connections), INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
        return connections;
    }

    private static void look(Set<ConnectionMonitor> connections) {
        var now = System.nanoTime();
        for (var connection : connections.toArray(ConnectionMonitor[]::new)) {
            try {
                connection.check(now);
            } catch (RuntimeException e) {
                LOG.warnf(e, "A connection could not be looked at");
            }
        }
    }

    private static long nanos(Duration duration) {
        return duration.toNanos();
    }
}
