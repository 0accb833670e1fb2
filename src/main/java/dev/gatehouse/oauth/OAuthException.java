// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

/**
 * An OAuth error response: the error code and the description for the client. The exception has no stack trace, because
 * the cause is the request and not a defect. The description is ASCII without {@code "} and {@code \} (RFC 6749 §5.2).
 */
public final class OAuthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final OAuthError error;
    private final String description;
    private final transient Object reason;
    private final boolean basicChallenge;

    /**
     * Creates an error.
     *
     * @param reason the description, or an object whose string is the description and that pages can show in another
     *     language
     */
    public OAuthException(OAuthError error, Object reason) {
        this(error, reason, false);
    }

    private OAuthException(OAuthError error, Object reason, boolean basicChallenge) {
        super(error.code() + ": " + reason, null, false, false);
        this.error = error;
        this.description = reason.toString();
        this.reason = reason;
        this.basicChallenge = basicChallenge;
    }

    /**
     * Returns {@code invalid_client} for a client that failed to authenticate with the {@code Authorization} header.
     * The response includes the challenge of that scheme.
     */
    public static OAuthException invalidClientByHeader(Object reason) {
        return new OAuthException(OAuthError.INVALID_CLIENT, reason, true);
    }

    public OAuthError error() {
        return error;
    }

    public String description() {
        return description;
    }

    /** Returns the object whose string is the description. */
    public Object reason() {
        return reason;
    }

    /** Returns whether the response has {@code WWW-Authenticate: Basic} (RFC 6749 §5.2). */
    public boolean basicChallenge() {
        return basicChallenge;
    }
}
