// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Limits a repeated audit event to one a minute. */
final class OncePerMinuteLog {
    private static final long PERIOD = Duration.ofMinutes(1).toNanos();

    private final AtomicLong last = new AtomicLong(System.nanoTime() - PERIOD);

    boolean isDue() {
        var now = System.nanoTime();
        var before = last.get();
        return now - before >= PERIOD && last.compareAndSet(before, now);
    }
}
