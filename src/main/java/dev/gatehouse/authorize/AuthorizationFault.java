package dev.gatehouse.authorize;

import dev.gatehouse.client.VerifiedRedirectUri;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.ResponseMode;
import org.jspecify.annotations.Nullable;

/**
 * A rule that an authorization request breaks. Whom it may be told depends on what is known: without a verified redirect
 * URI only the person at the browser (RFC 6749 §4.1.2.1), and the types allow nothing else.
 */
sealed interface AuthorizationFault extends AuthorizationReading {

    OAuthError error();

    String description();

    /** Told to the person, on a page; the browser goes nowhere. */
    record ShownToUser(OAuthError error, String description) implements AuthorizationFault {}

    /** Told to the client, in the way that it asked for. */
    record RedirectedToClient(
            VerifiedRedirectUri redirectUri,
            ResponseMode responseMode,
            OAuthError error,
            String description,
            @Nullable String state)
            implements AuthorizationFault {}
}
