// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The delay of invalidations: the time from the statement that announced a change, on any node, until all caches of
 * this node were invalidated. Both times come from the clock of the database, so the clocks of the nodes need not
 * agree. The error is at most half a round trip to the database.
 */
final class InvalidationDelay {
    /** The SQL expression for the current time of the database, in microseconds since the epoch. */
    static final String NOW = "cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)";

    private final Timer timer;
    private long databaseMicros;
    private long atNanos;

    InvalidationDelay(MeterRegistry metrics) {
        this.timer = Timer.builder("gatehouse.invalidations.delay")
                .description("From a change's announcement until this node's caches have forgotten what it concerns")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1))
                .register(metrics);
    }

    /**
     * Records the clock of the database.
     *
     * @param micros the time of the database, in microseconds since the epoch
     * @param askedNanos the {@link System#nanoTime} before the query
     * @param answeredNanos the {@link System#nanoTime} after the query
     */
    void clockRead(long micros, long askedNanos, long answeredNanos) {
        databaseMicros = micros;
        atNanos = askedNanos + (answeredNanos - askedNanos) / 2;
    }

    /**
     * Measures the delay of a change after all caches were invalidated.
     *
     * @param announcedMicros the time of the announcement, from the clock of the database
     */
    void heard(long announcedMicros) {
        var now = databaseMicros + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - atNanos);
        timer.record(Math.max(0, now - announcedMicros), TimeUnit.MICROSECONDS);
    }
}
