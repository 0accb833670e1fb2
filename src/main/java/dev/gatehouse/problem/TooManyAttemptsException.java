package dev.gatehouse.problem;

import java.time.Duration;

/** So many attempts failed that the next one has to wait: answered 429 with {@code Retry-After} (RFC 6585 §4). */
public final class TooManyAttemptsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    public TooManyAttemptsException(Duration wait) {
        super("too many attempts failed", null, false, false);
        this.wait = wait;
    }

    /** How long until the next attempt is heard, in whole seconds, at least one. */
    public long seconds() {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** The same in minutes, rounded up, for people. */
    public long minutes() {
        return (seconds() + 59) / 60;
    }
}
