// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import java.util.Locale;

/**
 * A rejected body. {@code ExceptionMappers} maps the exception to a response, and the connection is closed after the
 * response.
 */
public final class BodyRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reasons for rejecting a body. */
    public enum Reason {
        /** The body was not complete in time. */
        LATE(408),
        /** The length or the declared length of the body exceeds the limit. */
        TOO_LARGE(413),
        /** The body has a content coding, for example compression (RFC 9110 §15.5.16). */
        CODED(415),
        /** Other bodies use all memory for bodies. */
        NO_MEMORY(503),
        /** The connection or stream ended before the body, or the framing of the body is malformed. */
        BROKEN_OFF(400);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }

        /** Returns the value of the metric tag. */
        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;
    private final String limit;

    /**
     * Creates a rejection.
     *
     * @param limit the limit of the body as text
     */
    BodyRejectedException(Reason reason, String limit) {
        super("the body is refused: " + reason, null, false, false);
        this.reason = reason;
        this.limit = limit;
    }

    public Reason reason() {
        return reason;
    }

    public String limit() {
        return limit;
    }
}
