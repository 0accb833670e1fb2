package dev.gatehouse.authorize;

import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.client.VerifiedRedirectUri;
import dev.gatehouse.oauth.CodeChallenge;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.ResponseMode;
import dev.gatehouse.oauth.ResponseType;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.token.Resources;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that broke no rule (RFC 6749 §4.1.1); who grants it is not known yet.
 *
 * @param redirectUriSent whether the client named the redirect URI itself
 * @param scope what may be granted: what was asked for, or all that the client is associated with
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
        implements AuthorizationReading {

    /** What the client wants the person to be asked (OpenID Connect Core §3.1.2.1). */
    enum Prompt {
        NONE,
        LOGIN,
        CONSENT,
        SELECT_ACCOUNT
    }

    AuthorizationRequest {
        prompts = Set.copyOf(prompts);
    }

    /** What the client is told when this request comes to nothing after all. */
    AuthorizationFault.RedirectedToClient refusal(OAuthError error, String why) {
        return new AuthorizationFault.RedirectedToClient(redirectUri, responseMode, error, why, state);
    }

    /** Whether the person has to sign in anew, whoever they are signed in as. */
    boolean forcesSignIn() {
        return prompts.contains(Prompt.LOGIN) || prompts.contains(Prompt.SELECT_ACCOUNT);
    }
}
