package dev.gatehouse.problem;

/** Too many others are doing what is costly; the caller may ask again in a moment and is answered 503 until then. */
public final class BusyException extends RuntimeException {
    /** After how many seconds the caller is told to ask again, as {@code Retry-After} has it. */
    public static final String RETRY_SECONDS = "2";

    private static final long serialVersionUID = 1L;

    public BusyException(String what) {
        super(what, null, false, false);
    }
}
