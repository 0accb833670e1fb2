// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rate limits per key with the generic cell rate algorithm: a number of actions at once, and one more after each
 * interval. Each node counts separately. Of more than {@value #KEYS} keys, the least used are discarded.
 */
public final class Allowance {
    private static final int KEYS = 100_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);

    private final TimeSource time;
    private final int atOnce;
    private final long each;

    /** The time at which the allowance of a key is complete again, in nanoseconds of {@link TimeSource#nanos}. */
    private final Cache<Sha256, Long> fullAt = Caffeine.newBuilder()
            .maximumSize(KEYS)
            .expireAfterWrite(FORGOTTEN_AFTER)
            .build();

    /**
     * Creates the limits.
     *
     * @param atOnce the number of actions at once
     * @param each the interval after which one more action is allowed
     */
    public Allowance(TimeSource time, int atOnce, Duration each) {
        this.time = time;
        this.atOnce = atOnce;
        this.each = each.toNanos();
    }

    /** Consumes one action. If none is left, consumes nothing and returns the time until the next one. */
    public Optional<Duration> take(Sha256 key) {
        var wait = new AtomicLong();
        var now = time.nanos();
        fullAt.asMap().compute(key, (same, at) -> {
            var next = (at == null || at < now || isOfAnotherClock(at, now) ? now : at) + each;
            wait.set(next - now - atOnce * each);
            return at != null && wait.get() > 0 ? at : Long.valueOf(next);
        });
        return wait.get() > 0 ? Optional.of(Duration.ofNanos(wait.get())) : Optional.empty();
    }

    /** Returns whether the clock was set back: no value is further ahead than the complete allowance. */
    private boolean isOfAnotherClock(long at, long now) {
        return at - now > (atOnce + 1) * each;
    }

    /** Returns one consumed action to the allowance. */
    public void giveBack(Sha256 key) {
        fullAt.asMap().computeIfPresent(key, (same, at) -> at - each);
    }
}
