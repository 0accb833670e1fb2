// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.cluster.RateShare;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One node's share of a rate limit. The only state is the time at which the bucket is full again (the generic cell rate
 * algorithm), so that concurrent calls do not wait for each other. Times are nanoseconds of a monotonic clock.
 */
public final class TokenBucket {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final RateLimit limit;
    private final AtomicLong fullAt;
    private final AtomicLong reportedAt;

    /**
     * The level of a bucket.
     *
     * @param taken whether a call was taken
     * @param remaining the number of further calls allowed now
     * @param untilNext the time until one more call is allowed
     */
    public record Level(boolean taken, long remaining, Duration untilNext) {
        /** Returns the time in whole seconds, at least one. */
        long secondsUntilNext() {
            return Math.max(1, untilNext.plusNanos(NANOS_PER_SECOND - 1).toSeconds());
        }
    }

    /** Creates a full bucket. */
    TokenBucket(RateLimit limit, long now) {
        this.limit = limit;
        this.fullAt = new AtomicLong(now);
        this.reportedAt = new AtomicLong(now - QUIET);
    }

    boolean isOf(RateLimit other) {
        return limit.equals(other);
    }

    /** Takes one call, if there is one. */
    Level take(long now, int nodes) {
        var share = RateShare.of(limit, nodes);
        while (true) {
            var before = fullAt.get();
            var behind = share.behind(before, now);
            if (behind + share.interval() > share.capacity()) {
                return level(share, false, behind);
            }
            if (fullAt.compareAndSet(before, now + behind + share.interval())) {
                return level(share, true, behind + share.interval());
            }
        }
    }

    /** Returns one call that was taken but not used. */
    void giveBack(int nodes) {
        fullAt.addAndGet(-RateShare.of(limit, nodes).interval());
    }

    /** Returns the level without taking a call. */
    Level look(long now, int nodes) {
        var share = RateShare.of(limit, nodes);
        return level(share, false, share.behind(fullAt.get(), now));
    }

    /** Returns whether an empty bucket should be reported, once a minute. */
    boolean isReportDue(long now) {
        var before = reportedAt.get();
        return now - before >= QUIET && reportedAt.compareAndSet(before, now);
    }

    private static Level level(RateShare share, boolean taken, long behind) {
        var remaining = (share.capacity() - behind) / share.interval();
        var next = behind - (share.capacity() - (remaining + 1) * share.interval());
        return new Level(taken, remaining, Duration.ofNanos(next));
    }
}
