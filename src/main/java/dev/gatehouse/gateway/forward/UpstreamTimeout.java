// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The clock of an upstream. It runs while it is the upstream's turn: to take more of the body or to answer. How long the
 * caller takes to send is not the upstream's fault.
 */
final class UpstreamTimeout {
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Duration limit;
    private final Runnable onTimeout;
    private long timer = NO_TIMER;
    private boolean ended;

    UpstreamTimeout(Vertx vertx, Duration limit, Runnable onTimeout) {
        this.vertx = vertx;
        this.limit = limit;
        this.onTimeout = onTimeout;
    }

    /** It is the upstream's turn, from now on or already. */
    void begin() {
        if (!ended && timer == NO_TIMER) {
            timer = vertx.setTimer(limit.toMillis(), expired -> onTimeout.run());
        }
    }

    /** It is not. */
    void pause() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    /** It never will be again. */
    void end() {
        ended = true;
        pause();
    }
}
