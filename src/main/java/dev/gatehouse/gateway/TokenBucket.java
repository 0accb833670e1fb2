// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.cluster.RateLimit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One node's share of a rate limit. All that it keeps is when it would be full again (the generic cell rate algorithm), so
 * that any number of calls may take from it at once without waiting for each other. Times are those of a clock that is
 * never set back, in nanoseconds.
 */
final class TokenBucket {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final RateLimit limit;
    private final AtomicLong fullAt;
    private final AtomicLong reportedAt;

    /**
     * What is in it.
     *
     * @param taken whether a call was taken out
     * @param remaining how many more may be, now
     * @param untilNext how long until there is one more
     */
    record Level(boolean taken, long remaining, Duration untilNext) {
        /** In whole seconds, at least one. */
        long secondsUntilNext() {
            return Math.max(1, untilNext.plusNanos(NANOS_PER_SECOND - 1).toSeconds());
        }
    }

    /** The part of a limit that one of so many nodes grants: evenly divided, but never less than one call in the window. */
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

    /** A full one. */
    TokenBucket(RateLimit limit, long now) {
        this.limit = limit;
        this.fullAt = new AtomicLong(now);
        this.reportedAt = new AtomicLong(now - QUIET);
    }

    boolean isOf(RateLimit other) {
        return limit.equals(other);
    }

    /** Takes one call out, if there is one. */
    Level take(long now, int nodes) {
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

    /** Puts one back that was taken out and not used. */
    void giveBack(int nodes) {
        fullAt.addAndGet(-Share.of(limit, nodes).interval);
    }

    /** Looks without taking. */
    Level look(long now, int nodes) {
        var share = Share.of(limit, nodes);
        return share.level(false, behind(fullAt.get(), now, share));
    }

    /** Whether it is time to report that it is empty, which is said once a minute. */
    boolean isReportDue(long now) {
        var before = reportedAt.get();
        return now - before >= QUIET && reportedAt.compareAndSet(before, now);
    }

    /** How much time is missing until it is full; no more than it holds, should the share have become smaller. */
    private static long behind(long fullAt, long now, Share share) {
        return Math.clamp(fullAt - now, 0, share.capacity);
    }
}
