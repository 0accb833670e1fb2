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
    private final boolean basicChallenge;

    public OAuthException(OAuthError error, String description) {
        this(error, description, false);
    }

    private OAuthException(OAuthError error, String description, boolean basicChallenge) {
        super(error.code() + ": " + description, null, false, false);
        this.error = error;
        this.description = description;
        this.basicChallenge = basicChallenge;
    }

    /**
     * Returns {@code invalid_client} for a client that failed to authenticate with the {@code Authorization} header.
     * The response includes the challenge of that scheme.
     */
    public static OAuthException invalidClientByHeader(String description) {
        return new OAuthException(OAuthError.INVALID_CLIENT, description, true);
    }

    public OAuthError error() {
        return error;
    }

    public String description() {
        return description;
    }

    /** Returns whether the response has {@code WWW-Authenticate: Basic} (RFC 6749 §5.2). */
    public boolean basicChallenge() {
        return basicChallenge;
    }
}
