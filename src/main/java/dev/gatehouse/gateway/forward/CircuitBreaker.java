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

    /** Whether calls pass: all, none, or one that tries. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** What one call is told. */
    sealed interface Verdict {
        /** It may go; perhaps as the one call that tries. */
        record Pass(boolean trial) implements Verdict {}

        record Wait(Duration left) implements Verdict {}
    }

    private final TimeSource time;
    private State state = State.CLOSED;
    private int failures;

    /** When it opened, or the call that tries began. */
    private Instant since = Instant.EPOCH;

    private boolean trying;

    CircuitBreaker(TimeSource time) {
        this.time = time;
    }

    synchronized State state() {
        return state;
    }

    synchronized Verdict ask() {
        if (state == State.CLOSED) {
            return new Verdict.Pass(false);
        }
        var now = time.now();
        var left = left(now);
        var waits = state == State.OPEN || trying;
        if (waits && left.isPositive()) {
            return new Verdict.Wait(left);
        }
        state = State.HALF_OPEN;
        trying = true;
        since = now;
        return new Verdict.Pass(true);
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
        trying = false;
        if (state == State.CLOSED) {
            return false;
        }
        state = State.CLOSED;
        return true;
    }

    /**
     * The upstream could not be reached or did not answer in time.
     *
     * @param trial whether it was the call that tried
     * @return whether that opened it, after it was closed
     */
    synchronized boolean failed(boolean trial) {
        if (state == State.CLOSED) {
            failures++;
            if (failures < FAILURES) {
                return false;
            }
            open();
            return true;
        }
        if (state == State.HALF_OPEN && trial) {
            open();
        }
        return false;
    }

    /** The call that tried ended before anything could be said of the upstream; the next one may try. */
    synchronized void undecided() {
        if (state == State.HALF_OPEN) {
            trying = false;
        }
    }

    private void open() {
        state = State.OPEN;
        since = time.now();
        trying = false;
    }
}
