// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.platform.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * Notices that an upstream is dead and spares it, and those who call it, the calls that would only wait. It opens after
 * {@value #FAILURES} calls in a row that could not connect or got no answer in time; whatever an upstream answers is a sign
 * of life. After {@link #PAUSE} one call at a time may try, and the first answer closes it.
 */
final class CircuitBreaker {
    static final int FAILURES = 5;
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** Whether calls pass: all, none, or one probe at a time. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** Whether one call may go to the upstream. */
    sealed interface Permission {
        /**
         * The call may go.
         *
         * @param probe whether the call is the one that tries whether the upstream is back
         */
        record Granted(boolean probe) implements Permission {}

        record Denied(Duration retryAfter) implements Permission {}
    }

    private final TimeSource time;
    private State state = State.CLOSED;
    private int failures;

    /** When it opened, or the probe began. */
    private Instant since = Instant.EPOCH;

    private boolean probing;

    CircuitBreaker(TimeSource time) {
        this.time = time;
    }

    synchronized State state() {
        return state;
    }

    synchronized Permission tryAcquire() {
        if (state == State.CLOSED) {
            return new Permission.Granted(false);
        }
        var now = time.now();
        var left = left(now);
        var waits = state == State.OPEN || probing;
        if (waits && left.isPositive()) {
            return new Permission.Denied(left);
        }
        state = State.HALF_OPEN;
        probing = true;
        since = now;
        return new Permission.Granted(true);
    }

    /** A clock that was set back does not prolong the pause beyond its length. */
    private Duration left(Instant now) {
        var left = Duration.between(now, since.plus(PAUSE));
        return left.compareTo(PAUSE) > 0 ? Duration.ZERO : left;
    }

    /**
     * The upstream answered.
     *
     * @return whether that closed it
     */
    synchronized boolean succeeded() {
        failures = 0;
        probing = false;
        if (state == State.CLOSED) {
            return false;
        }
        state = State.CLOSED;
        return true;
    }

    /**
     * The upstream could not be reached or did not answer in time.
     *
     * @param probe whether the call was the probe
     * @return whether that opened it, after it was closed
     */
    synchronized boolean failed(boolean probe) {
        if (state == State.CLOSED) {
            failures++;
            if (failures < FAILURES) {
                return false;
            }
            open();
            return true;
        }
        if (state == State.HALF_OPEN && probe) {
            open();
        }
        return false;
    }

    /** The probe ended before anything could be said of the upstream; the next call may be one. */
    synchronized void abandonProbe() {
        if (state == State.HALF_OPEN) {
            probing = false;
        }
    }

    private void open() {
        state = State.OPEN;
        since = time.now();
        probing = false;
    }
}
