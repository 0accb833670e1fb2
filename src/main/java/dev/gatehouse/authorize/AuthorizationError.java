// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.client.VerifiedRedirectUri;
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

    /** Returns the error in English, for the audit log and the client. */
    String description();

    /** An error that is shown on a page in the user's language, without a redirect. */
    record ShownToUser(OAuthError error, ErrorText explanation) implements AuthorizationError {
        @Override
        public String description() {
            return explanation.inEnglish();
        }
    }

    /** An error that is sent to the client, in the requested response mode. */
    record RedirectedToClient(
            VerifiedRedirectUri redirectUri,
            ResponseMode responseMode,
            OAuthError error,
            String description,
            @Nullable String state)
            implements AuthorizationError {}
}
