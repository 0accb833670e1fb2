// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

/** A rejection because too many expensive operations are in progress. The caller gets 503 and may retry soon. */
public final class BusyException extends RuntimeException {
    /** The value of {@code Retry-After}, in seconds. */
    public static final String RETRY_SECONDS = "2";

    private static final long serialVersionUID = 1L;

    public BusyException(String what) {
        super(what, null, false, false);
    }
}
