// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Person;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.CodeChallenge;
import dev.gatehouse.oauth.ErrorDescription;
import dev.gatehouse.oauth.Fault;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.token.GrantOrigin;
import dev.gatehouse.token.Resources;
import dev.gatehouse.token.TokenErrors;
import dev.gatehouse.token.TokenHolder;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The authorization code grant (RFC 6749 §4.1.3) with PKCE (RFC 7636 §4.6). */
@ApplicationScoped
class AuthorizationCodeGrant {
    private final TimeSource time;
    private final AuthorizationCodes codes;
    private final Accounts accounts;
    private final GrantableScopes grantableScopes;
    private final TokenIssuer issuer;

    AuthorizationCodeGrant(
            TimeSource time,
            AuthorizationCodes codes,
            Accounts accounts,
            GrantableScopes grantableScopes,
            TokenIssuer issuer) {
        this.time = time;
        this.codes = codes;
        this.accounts = accounts;
        this.grantableScopes = grantableScopes;
        this.issuer = issuer;
    }

    IssuedTokens issue(TokenRequest.ForAuthorizationCode request, RegisteredClient client, String base) {
        var code = codes.byRaw(request.code())
                .filter(found -> found.client.equals(client.id()))
                .orElseThrow(() -> invalidGrant(TokenErrors.codeInvalid()));
        if (code.redeemedAt != null) {
            codes.replayed(code, client);
            throw invalidGrant(TokenErrors.codeInvalid());
        }
        if (code.isExpired(time.now())) {
            throw invalidGrant(TokenErrors.codeInvalid());
        }
        checkRedirectUri(code, request.redirectUri());
        checkVerifier(code.codeChallenge, request.codeVerifier());
        var person = person(code);
        var holder = new TokenHolder(GrantOrigin.AUTHORIZATION_CODE, client, person);
        var asked = Resources.parse(request.resources(), base);
        var granted = granted(code, asked);
        var grant = new TokenIssuer.Grant(
                base,
                holder.origin(),
                client,
                person,
                scope(code, holder),
                granted,
                granted.narrowedTo(asked),
                request.label());
        return issuer.issueIf(grant, token -> codes.redeem(code, token, client))
                .orElseThrow(() -> invalidGrant(TokenErrors.codeInvalid()));
    }

    private static void checkRedirectUri(AuthorizationCode code, @Nullable String sent) {
        if (sent == null ? code.redirectUriSent : !sent.equals(code.redirectUri)) {
            throw invalidGrant(TokenErrors.otherRedirectUri());
        }
    }

    /** Rejects a verifier without a challenge too: an attacker may have removed the challenge (RFC 9700 §4.8.2). */
    private static void checkVerifier(@Nullable String challenge, @Nullable String verifier) {
        if (challenge == null && verifier != null) {
            throw invalidGrant(TokenErrors.verifierWithoutChallenge());
        }
        if (challenge == null) {
            return;
        }
        if (verifier == null) {
            throw invalidGrant(Fault.missing("code_verifier"));
        }
        if (!new CodeChallenge(challenge).matches(verifier)) {
            throw invalidGrant(TokenErrors.otherVerifier());
        }
    }

    private Person person(AuthorizationCode code) {
        var person = accounts.person(code.account);
        if (person == null || !person.active()) {
            throw invalidGrant(TokenErrors.granterInactive());
        }
        return person;
    }

    /** Returns the granted scopes that the client may still request and the user may still grant. */
    private ScopeNames scope(AuthorizationCode code, TokenHolder holder) {
        var scope = ScopeNames.stored(code.scopes).intersect(holder.client().scopes());
        if (scope.isEmpty()) {
            throw invalidGrant(TokenErrors.grantedNotAssociated());
        }
        var held = grantableScopes.among(scope, holder);
        if (held.isEmpty()) {
            throw invalidGrant(TokenErrors.grantedNoLonger());
        }
        return held;
    }

    /** Returns the resources of the authorization request or, if there were none, of the token request. */
    private static Resources granted(AuthorizationCode code, Resources asked) {
        var granted = Resources.stored(code.resources);
        return granted.isEmpty() ? asked : granted;
    }

    private static OAuthException invalidGrant(ErrorDescription description) {
        return new OAuthException(OAuthError.INVALID_GRANT, description);
    }
}
