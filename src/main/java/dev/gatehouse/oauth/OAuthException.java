// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

/**
 * An OAuth error response: the error code and the description for the client. The exception has no stack trace, because
 * the cause is the request and not a defect.
 */
public final class OAuthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final OAuthError error;
    private final String description;
    private final transient ErrorDescription reason;
    private final boolean basicChallenge;

    public OAuthException(OAuthError error, ErrorDescription reason) {
        this(error, reason, false);
    }

    private OAuthException(OAuthError error, ErrorDescription reason, boolean basicChallenge) {
        super(error.code() + ": " + reason.inEnglish(), null, false, false);
        this.error = error;
        this.description = reason.inEnglish();
        this.reason = reason;
        this.basicChallenge = basicChallenge;
    }

    /**
     * Returns {@code invalid_client} for a client that failed to authenticate with the {@code Authorization} header.
     * The response includes the challenge of that scheme.
     */
    public static OAuthException invalidClientByHeader(ErrorDescription reason) {
        return new OAuthException(OAuthError.INVALID_CLIENT, reason, true);
    }

    public OAuthError error() {
        return error;
    }

    /** Returns the English description for the client. */
    public String description() {
        return description;
    }

    /** Returns the reason, which pages can show in another language. */
    public ErrorDescription reason() {
        return reason;
    }

    /** Returns whether the response has {@code WWW-Authenticate: Basic} (RFC 6749 §5.2). */
    public boolean basicChallenge() {
        return basicChallenge;
    }
}
