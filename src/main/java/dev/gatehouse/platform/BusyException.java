package dev.gatehouse.platform;

/** Too many others are doing what is costly; the caller may ask again in a moment and is answered 503 until then. */
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BusyException(String what) {
        super(what, null, false, false);
    }
}
