// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The timeout of an upstream. Time counts only while Gatehouse waits for the upstream, to accept more of the body or to
 * answer. The time that the caller takes to send does not count.
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

    /** Begins or continues to wait for the upstream. */
    void begin() {
        if (!ended && timer == NO_TIMER) {
            timer = vertx.setTimer(limit.toMillis(), expired -> onTimeout.run());
        }
    }

    /** Stops waiting for the upstream. */
    void pause() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    /** Ends the timeout. */
    void end() {
        ended = true;
        pause();
    }
}
