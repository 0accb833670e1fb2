// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import java.time.Duration;

/**
 * The share of a rate limit for one of several nodes: an equal part, but at least one call in the window. The state of a
 * share is the time at which the share is full again (the generic cell rate algorithm), so that concurrent calls do not
 * wait for each other.
 *
 * @param interval the nanoseconds in which one call is added
 * @param capacity the nanoseconds in which an empty share fills
 */
public record RateShare(long interval, long capacity) {
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    /** Returns the share of one of the nodes. */
    public static RateShare of(RateLimit limit, int nodes) {
        var window = limit.perSeconds() * NANOS_PER_SECOND;
        var interval = Math.max(1, Math.min(window, window * nodes / limit.requests()));
        return new RateShare(interval, interval * Math.max(1, limit.burst() / nodes));
    }

    /** Returns the nanoseconds until the share is full, at most the capacity, which may have become smaller. */
    public long behind(long fullAt, long now) {
        return Math.clamp(fullAt - now, 0, capacity);
    }
}
