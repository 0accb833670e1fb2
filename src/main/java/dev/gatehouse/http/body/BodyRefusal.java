package dev.gatehouse.http.body;

import dev.gatehouse.errors.ErrorAnswers;
import java.util.Locale;

/** Thrown when a request's body is not taken. {@link ErrorAnswers} answers it, and the connection ends with the answer. */
public final class BodyRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a body is not taken. */
    public enum Reason {
        /** The body was not complete in time. */
        LATE(408),
        /** The body is, or says that it is, larger than the limit. */
        TOO_LARGE(413),
        /** The body is compressed, or coded in another way (RFC 9110 §15.5.16). */
        CODED(415),
        /** The bodies of others use the memory that there is for bodies. */
        NO_MEMORY(503),
        /** The connection or stream ended before the body did, or the body's framing is broken. */
        BROKEN_OFF(400);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }

        /** The value of a metric's tag. */
        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;
    private final String limit;

    /** @param limit the limit that holds for the body, in words */
    BodyRefusal(Reason reason, String limit) {
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
