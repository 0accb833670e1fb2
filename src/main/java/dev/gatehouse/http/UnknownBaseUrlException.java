package dev.gatehouse.http;

/**
 * A request for a host other than a loopback address while {@code gatehouse.base-url} is not set. Accepting the host
 * would let callers choose the issuer of the tokens.
 */
public final class UnknownBaseUrlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final String MESSAGE =
            "gatehouse.base-url is not set, so Gatehouse is served at localhost only; set it to the address that clients use";

    UnknownBaseUrlException() {
        super(MESSAGE, null, false, false);
    }
}
