package dev.gatehouse.http;

import dev.gatehouse.problem.CommonErrors;

/**
 * A request came to a host that nobody has said to be Gatehouse's: {@code gatehouse.base-url} is not set, and without it
 * only loopback addresses are believed. Whoever names another host would choose the issuer of the tokens.
 */
public final class UnknownBaseUrlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownBaseUrlException() {
        super(CommonErrors.unknownBaseUrl().inEnglish(), null, false, false);
    }
}
