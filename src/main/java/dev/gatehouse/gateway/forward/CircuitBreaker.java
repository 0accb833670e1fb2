// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.platform.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * Detects an unavailable upstream and denies calls that would only wait. The circuit opens after {@value #FAILURES}
 * consecutive calls that could not connect or got no answer in time; any answer counts as a success. After
 * {@link #PAUSE}, one call at a time is a probe, and the first answer closes the circuit.
 */
final class CircuitBreaker {
    static final int FAILURES = 5;
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** The calls that pass: all, none, or one probe at a time. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** The permission to send a call to the upstream. */
    sealed interface Permission {
        /**
         * The call may be sent.
         *
         * @param probe whether the call is a probe
         */
        record Granted(boolean probe) implements Permission {}

        record Denied(Duration retryAfter) implements Permission {}
    }

    private final TimeSource time;
    private State state = State.CLOSED;
    private int failures;

    /** The time when the circuit opened or the probe began. */
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

    /** Returns the rest of the pause. A clock that was set back does not prolong the pause. */
    private Duration left(Instant now) {
        var left = Duration.between(now, since.plus(PAUSE));
        return left.compareTo(PAUSE) > 0 ? Duration.ZERO : left;
    }

    /**
     * Records an answer of the upstream.
     *
     * @return whether the answer closed the circuit
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
     * Records that the upstream could not be reached or did not answer in time.
     *
     * @param probe whether the call was the probe
     * @return whether the failure opened a closed circuit
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

    /** Ends a probe without a result; the next call may be a probe. */
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
