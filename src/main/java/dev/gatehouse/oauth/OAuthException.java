package dev.gatehouse.oauth;

/**
 * A request that the protocol refuses, with the code and description that its sender is told. It carries no stack trace:
 * it is an answer, not a defect. The description is ASCII without {@code "} and {@code \} (RFC 6749 §5.2).
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

    /** A client that failed to authenticate with the {@code Authorization} header: answered with its challenge. */
    public static OAuthException invalidClientByHeader(String description) {
        return new OAuthException(OAuthError.INVALID_CLIENT, description, true);
    }

    public OAuthError error() {
        return error;
    }

    public String description() {
        return description;
    }

    /** Whether the answer carries {@code WWW-Authenticate: Basic} (RFC 6749 §5.2). */
    public boolean basicChallenge() {
        return basicChallenge;
    }
}
