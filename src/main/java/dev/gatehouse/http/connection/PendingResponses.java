// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import dev.gatehouse.platform.GatehouseConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of responses that callers have not read: bytes waiting for an HTTP/2 window or for a socket. A connection
 * above the limit per connection is closed. Above the total limit, the connections with the most waiting bytes are
 * closed.
 */
@ApplicationScoped
class PendingResponses {
    private final long limitOfOne;
    private final long limit;
    private final AtomicLong total = new AtomicLong();
    private final Set<ConnectionMonitor> waiting = ConcurrentHashMap.newKeySet();

    PendingResponses(GatehouseConfig config, MeterRegistry metrics) {
        this.limitOfOne = config.maxWaitingPerConnection().asLongValue();
        this.limit = config.maxWaiting().asLongValue();
        metrics.gauge("gatehouse.answers.waiting.bytes", total);
    }

    /** Updates the counts; called on the event loop of the connection when its number of waiting bytes changes. */
    void changed(ConnectionMonitor connection, long before, long now) {
        var all = total.addAndGet(now - before);
        if (before == 0 && now > 0) {
            waiting.add(connection);
        } else if (now == 0) {
            waiting.remove(connection);
        }
        if (now > limitOfOne && now > before) {
            connection.endSoon(ConnectionEnd.TOO_MUCH_WAITS);
        }
        if (all > limit && now > before) {
            endTheLargest(all - limit);
        }
    }

    /**
     * Closes the connections with the most waiting bytes. Each is closed later on its own event loop, so its bytes are
     * subtracted here in advance.
     */
    private synchronized void endTheLargest(long excess) {
        var left = excess - leaving();
        while (left > 0) {
            var largest = waiting.stream()
                    .filter(connection -> !connection.isEnding())
                    .max(Comparator.comparingLong(ConnectionMonitor::waiting));
            if (largest.isEmpty()) {
                return;
            }
            left -= largest.get().waiting();
            largest.get().endSoon(ConnectionEnd.TOO_MUCH_WAITS);
        }
    }

    private long leaving() {
        return waiting.stream()
                .filter(ConnectionMonitor::isEnding)
                .mapToLong(ConnectionMonitor::waiting)
                .sum();
    }
}
