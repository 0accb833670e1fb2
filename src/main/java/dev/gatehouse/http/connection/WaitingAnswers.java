package dev.gatehouse.http.connection;

import dev.gatehouse.platform.GatehouseConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of answers that callers have not taken yet: what waits for an HTTP/2 window and what waits for a socket. One
 * connection that has more than its share waiting is ended; when too much waits in total, those that have most are.
 */
@ApplicationScoped
class WaitingAnswers {
    private final long limitOfOne;
    private final long limit;
    private final AtomicLong total = new AtomicLong();
    private final Set<ConnectionWatch> waiting = ConcurrentHashMap.newKeySet();

    WaitingAnswers(GatehouseConfig config, MeterRegistry metrics) {
        this.limitOfOne = config.maxWaitingPerConnection().asLongValue();
        this.limit = config.maxWaiting().asLongValue();
        metrics.gauge("gatehouse.answers.waiting.bytes", total);
    }

    /** Called on the connection's event loop whenever it has more or fewer bytes waiting than before. */
    void changed(ConnectionWatch connection, long before, long now) {
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

    /** Each is ended on its own event loop, so its bytes are counted off here, before they are free. */
    private synchronized void endTheLargest(long excess) {
        var left = excess - leaving();
        while (left > 0) {
            var largest = waiting.stream()
                    .filter(connection -> !connection.isEnding())
                    .max(Comparator.comparingLong(ConnectionWatch::waiting));
            if (largest.isEmpty()) {
                return;
            }
            left -= largest.get().waiting();
            largest.get().endSoon(ConnectionEnd.TOO_MUCH_WAITS);
        }
    }

    private long leaving() {
        return waiting.stream()
                .filter(ConnectionWatch::isEnding)
                .mapToLong(ConnectionWatch::waiting)
                .sum();
    }
}
