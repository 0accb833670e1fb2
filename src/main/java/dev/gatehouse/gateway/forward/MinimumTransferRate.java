// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * How fast a caller is while it is its turn: to send more of a body, or to take more of an answer. In every window of time
 * that was spent waiting for it, so many bytes have to move. Time in which the upstream is the slow one does not count.
 * Used on the caller's event loop only.
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

    /** @param bytes how many have to move in a window; none: a caller may be as slow as it likes */
    record Limit(Duration window, long bytes) {}

    /** @param tooSlow called once at most */
    MinimumTransferRate(Vertx vertx, Limit limit, Runnable tooSlow) {
        this.vertx = vertx;
        this.limit = limit;
        this.tooSlow = tooSlow;
    }

    /** It is the caller's turn, from now on or already. */
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

    /** It is not. */
    void pause() {
        if (waiting) {
            waited += System.nanoTime() - since;
            waiting = false;
        }
    }

    /** So many bytes went their way. */
    void moved(long bytes) {
        moved += bytes;
    }

    /** It never will be again. */
    void end() {
        ended = true;
        waiting = false;
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    /** The timer is not stopped by every pause, of which a fast transfer has thousands a second: it goes off too early. */
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
