// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.client.VerifiedRedirectUri;
import dev.gatehouse.oauth.ErrorDescription;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.ResponseMode;
import dev.gatehouse.problem.ErrorText;
import org.jspecify.annotations.Nullable;

/**
 * An error of an authorization request. Without a verified redirect URI, the error is shown to the user only (RFC 6749
 * §4.1.2.1); the types enforce this.
 */
sealed interface AuthorizationError extends ParsedAuthorizationRequest {

    OAuthError error();

    ErrorDescription reason();

    /** An error that is shown on a page in the user's language, without a redirect. */
    record ShownToUser(OAuthError error, ErrorText reason) implements AuthorizationError {}

    /** An error that is sent to the client, in the requested response mode. */
    record RedirectedToClient(
            VerifiedRedirectUri redirectUri,
            ResponseMode responseMode,
            OAuthError error,
            ErrorDescription reason,
            @Nullable String state)
            implements AuthorizationError {}
}
