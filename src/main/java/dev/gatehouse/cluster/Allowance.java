package dev.gatehouse.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often something may be done, told apart by a key: so many times at once, and one more each time that an interval has
 * passed (the generic cell rate algorithm). Each node counts for itself. The least used of more than {@value #KEYS} keys are
 * forgotten.
 */
public final class Allowance {
    private static final int KEYS = 100_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);

    private final TimeSource time;
    private final int atOnce;
    private final long each;

    /** When all of a key's allowance is there again, in nanoseconds of {@link TimeSource#nanos}. */
    private final Cache<Sha256, Long> fullAt = Caffeine.newBuilder()
            .maximumSize(KEYS)
            .expireAfterWrite(FORGOTTEN_AFTER)
            .build();

    /**
     * @param atOnce how many times at once
     * @param each the interval
     */
    public Allowance(TimeSource time, int atOnce, Duration each) {
        this.time = time;
        this.atOnce = atOnce;
        this.each = each.toNanos();
    }

    /** Uses one up. If none is left, nothing is used up, and the answer is how long until there is one. */
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

    /** Nothing is used up further ahead than all of the allowance: the clock was set back. */
    private boolean isOfAnotherClock(long at, long now) {
        return at - now > (atOnce + 1) * each;
    }

    /** Gives one back that was used up. */
    public void giveBack(Sha256 key) {
        fullAt.asMap().computeIfPresent(key, (same, at) -> at - each);
    }
}
