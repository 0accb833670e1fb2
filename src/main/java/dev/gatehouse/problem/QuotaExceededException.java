// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import java.time.Duration;

/** A rejection because the tenant has used up a quota for now: 429 with {@code Retry-After} (RFC 6585 §4). */
public final class QuotaExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorText reason;
    private final Duration wait;

    /**
     * Creates the rejection.
     *
     * @param reason names the quota
     * @param wait the time until the next attempt may succeed
     */
    public QuotaExceededException(ErrorText reason, Duration wait) {
        super(reason.inEnglish(), null, false, false);
        this.reason = reason;
        this.wait = wait;
    }

    public ErrorText reason() {
        return reason;
    }

    /** Returns the time until the next attempt may succeed, in whole seconds, at least one. */
    public long seconds() {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
