package dev.gatehouse.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long changes take until this node has forgotten what they concern: from the statement that announced one, in a
 * transaction on any node, until every cache here has heard of it. Both moments are read from the database's clock, so that
 * the nodes' own need not agree; this node's idea of it is off by half a round trip at most.
 */
final class InvalidationDelay {
    /** The moment of the statement that it stands in, as the database has it. */
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

    /** What the database's clock said, between these two readings of {@link System#nanoTime}. */
    void clockRead(long micros, long askedNanos, long answeredNanos) {
        databaseMicros = micros;
        atNanos = askedNanos + (answeredNanos - askedNanos) / 2;
    }

    /** All caches have heard of a change that was announced then, by the database's clock. */
    void heard(long announcedMicros) {
        var now = databaseMicros + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - atNanos);
        timer.record(Math.max(0, now - announcedMicros), TimeUnit.MICROSECONDS);
    }
}
