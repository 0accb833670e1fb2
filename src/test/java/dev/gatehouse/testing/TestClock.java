// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import dev.gatehouse.platform.TimeSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The product's clock in tests: the system clock unless a test moves or stops it. Such a test resets the clock
 * afterwards.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestClock implements TimeSource {
    private static final Clock MACHINE = Clock.systemUTC();

    private final AtomicReference<Clock> clock = new AtomicReference<>(MACHINE);

    @Override
    public Instant now() {
        return clock.get().instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public long nanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.get().instant());
    }

    public void advance(Duration duration) {
        clock.updateAndGet(current -> Clock.offset(current, duration));
    }

    /** Stops the clock, so that only {@link #advance} moves the clock. */
    public void stop() {
        clock.updateAndGet(current -> Clock.fixed(current.instant(), ZoneOffset.UTC));
    }

    public void reset() {
        clock.set(MACHINE);
    }
}
