// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import java.time.Duration;

/** A rejection after too many failed attempts: 429 with {@code Retry-After} (RFC 6585 §4). */
public final class TooManyAttemptsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    public TooManyAttemptsException(Duration wait) {
        super("too many attempts failed", null, false, false);
        this.wait = wait;
    }

    /** Returns the time until the next attempt is allowed, in whole seconds, at least one. */
    public long seconds() {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** Returns the time until the next attempt is allowed, in minutes, rounded up, for display. */
    public long minutes() {
        return (seconds() + 59) / 60;
    }
}
