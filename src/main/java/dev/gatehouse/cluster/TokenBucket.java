// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

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
        public long secondsUntilNext() {
            return Math.max(1, untilNext.plusNanos(NANOS_PER_SECOND - 1).toSeconds());
        }
    }

    /** The share of a limit for one of several nodes: an equal part, but at least one call in the window. */
    private record Share(long interval, long capacity) {
        static Share of(RateLimit limit, int nodes) {
            var window = limit.perSeconds() * NANOS_PER_SECOND;
            var interval = Math.max(1, Math.min(window, window * nodes / limit.requests()));
            return new Share(interval, interval * Math.max(1, limit.burst() / nodes));
        }

        Level level(boolean taken, long behind) {
            var remaining = (capacity - behind) / interval;
            var next = behind - (capacity - (remaining + 1) * interval);
            return new Level(taken, remaining, Duration.ofNanos(next));
        }
    }

    /** Creates a full bucket. */
    public TokenBucket(RateLimit limit, long now) {
        this.limit = limit;
        this.fullAt = new AtomicLong(now);
        this.reportedAt = new AtomicLong(now - QUIET);
    }

    public boolean isOf(RateLimit other) {
        return limit.equals(other);
    }

    /** Takes one call, if there is one. */
    public Level take(long now, int nodes) {
        var share = Share.of(limit, nodes);
        while (true) {
            var before = fullAt.get();
            var behind = behind(before, now, share);
            if (behind + share.interval > share.capacity) {
                return share.level(false, behind);
            }
            if (fullAt.compareAndSet(before, now + behind + share.interval)) {
                return share.level(true, behind + share.interval);
            }
        }
    }

    /** Returns one call that was taken but not used. */
    public void giveBack(int nodes) {
        fullAt.addAndGet(-Share.of(limit, nodes).interval);
    }

    /** Returns the level without taking a call. */
    public Level look(long now, int nodes) {
        var share = Share.of(limit, nodes);
        return share.level(false, behind(fullAt.get(), now, share));
    }

    /** Returns whether an empty bucket should be reported, once a minute. */
    public boolean isReportDue(long now) {
        var before = reportedAt.get();
        return now - before >= QUIET && reportedAt.compareAndSet(before, now);
    }

    /** Returns the time until the bucket is full, at most the capacity of the share, which may have become smaller. */
    private static long behind(long fullAt, long now, Share share) {
        return Math.clamp(fullAt - now, 0, share.capacity);
    }
}
