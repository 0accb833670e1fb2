// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.client.VerifiedRedirectUri;
import dev.gatehouse.oauth.CodeChallenge;
import dev.gatehouse.oauth.ErrorDescription;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.ResponseMode;
import dev.gatehouse.oauth.ResponseType;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.token.Resources;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A valid authorization request (RFC 6749 §4.1.1), before a user is known.
 *
 * @param redirectUriSent whether the request contained the redirect URI
 * @param scope the scopes that may be granted: the requested scopes, or all scopes of the client
 */
record AuthorizationRequest(
        RegisteredClient client,
        VerifiedRedirectUri redirectUri,
        boolean redirectUriSent,
        ResponseType responseType,
        ResponseMode responseMode,
        ScopeNames scope,
        @Nullable String state,
        @Nullable CodeChallenge codeChallenge,
        Resources resources,
        Set<Prompt> prompts)
        implements ParsedAuthorizationRequest {

    /** The values of {@code prompt} (OpenID Connect Core §3.1.2.1). */
    enum Prompt {
        NONE,
        LOGIN,
        CONSENT,
        SELECT_ACCOUNT
    }

    AuthorizationRequest {
        prompts = Set.copyOf(prompts);
    }

    /** Returns the error response of this request. */
    AuthorizationError.RedirectedToClient refusal(OAuthError error, ErrorDescription why) {
        return new AuthorizationError.RedirectedToClient(redirectUri, responseMode, error, why, state);
    }

    /** Returns whether the user must sign in again, even if already signed in. */
    boolean forcesSignIn() {
        return prompts.contains(Prompt.LOGIN) || prompts.contains(Prompt.SELECT_ACCOUNT);
    }
}
