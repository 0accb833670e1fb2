// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The minimum rate at which a caller must send a body or read an answer. In every window of time spent waiting for the
 * caller, a minimum number of bytes must move. Time spent waiting for the upstream does not count. Used on the caller's
 * event loop only.
 */
final class MinimumTransferRate {
    private static final long NO_TIMER = -1;
    private static final long NANOS_PER_MS = 1_000_000;

    private final Vertx vertx;
    private final Limit limit;
    private final Runnable tooSlow;
    private long timer = NO_TIMER;
    private boolean waiting;
    private boolean ended;
    private long since;
    private long waited;
    private long moved;

    /**
     * The minimum rate.
     *
     * @param bytes the bytes that must move in a window; zero for no minimum
     */
    record Limit(Duration window, long bytes) {}

    /**
     * Creates the measurement for one transfer.
     *
     * @param tooSlow called at most once
     */
    MinimumTransferRate(Vertx vertx, Limit limit, Runnable tooSlow) {
        this.vertx = vertx;
        this.limit = limit;
        this.tooSlow = tooSlow;
    }

    /** Begins or continues to wait for the caller. */
    void begin() {
        if (ended || waiting || limit.bytes() == 0) {
            return;
        }
        waiting = true;
        since = System.nanoTime();
        if (timer == NO_TIMER) {
            schedule(limit.window().toNanos() - waited);
        }
    }

    /** Stops waiting for the caller. */
    void pause() {
        if (waiting) {
            waited += System.nanoTime() - since;
            waiting = false;
        }
    }

    /** Adds transferred bytes. */
    void moved(long bytes) {
        moved += bytes;
    }

    /** Ends the measurement. */
    void end() {
        ended = true;
        waiting = false;
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    /**
     * Checks the rate. A fast transfer pauses thousands of times a second, so a pause does not cancel the timer, and
     * the timer may fire too early.
     */
    private void check() {
        timer = NO_TIMER;
        if (!waiting) {
            return;
        }
        pause();
        if (waited >= limit.window().toNanos()) {
            if (moved < limit.bytes()) {
                end();
                tooSlow.run();
                return;
            }
            waited = 0;
            moved = 0;
        }
        begin();
    }

    private void schedule(long nanos) {
        timer = vertx.setTimer(Math.max(1, Math.ceilDiv(nanos, NANOS_PER_MS)), expired -> check());
    }
}
