package dev.gatehouse.http;

/**
 * A request came to a host that nobody has said to be Gatehouse's: {@code gatehouse.base-url} is not set, and without it
 * only loopback addresses are believed. Whoever names another host would choose the issuer of the tokens.
 */
public final class UnknownBaseUrlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final String MESSAGE =
            "gatehouse.base-url is not set, so Gatehouse is served at localhost only; set it to the address that clients use";

    UnknownBaseUrlException() {
        super(MESSAGE, null, false, false);
    }
}
