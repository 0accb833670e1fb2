// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.oauth.Fault;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.OAuthParameters;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.token.TokenErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token request by grant type (RFC 6749 §4): parsed and well-formed, but not checked against stored data. */
sealed interface TokenRequest {
    /** The maximum length of {@code token_label} in characters. */
    int MAX_LABEL = 200;

    GrantType grantType();

    /** Returns the {@code resource} parameters (RFC 8707 §2.2). */
    List<String> resources();

    /** The request of RFC 6749 §4.1.3, with PKCE (RFC 7636 §4.5). */
    record ForAuthorizationCode(
            String code,
            @Nullable String redirectUri,
            @Nullable String codeVerifier,
            @Nullable String label,
            List<String> resources)
            implements TokenRequest {
        @Override
        public GrantType grantType() {
            return GrantType.AUTHORIZATION_CODE;
        }

        @Override
        public String toString() {
            return "ForAuthorizationCode[…]";
        }
    }

    /**
     * The request of RFC 6749 §6.
     *
     * @param scope null: all granted scopes
     */
    record ForRefreshToken(String refreshToken, @Nullable ScopeNames scope, List<String> resources)
            implements TokenRequest {
        @Override
        public GrantType grantType() {
            return GrantType.REFRESH_TOKEN;
        }

        @Override
        public String toString() {
            return "ForRefreshToken[…]";
        }
    }

    /**
     * The request of RFC 6749 §4.4.2.
     *
     * @param scope null: all scopes that the client is associated with
     */
    record ForClientCredentials(
            @Nullable ScopeNames scope, @Nullable String label, List<String> resources) implements TokenRequest {
        @Override
        public GrantType grantType() {
            return GrantType.CLIENT_CREDENTIALS;
        }
    }

    /**
     * The request of RFC 6749 §4.3.2.
     *
     * @param scope null: all scopes that the client is associated with
     */
    record ForPassword(
            String username,
            String password,
            @Nullable ScopeNames scope,
            @Nullable String label,
            List<String> resources)
            implements TokenRequest {
        @Override
        public GrantType grantType() {
            return GrantType.PASSWORD;
        }

        @Override
        public String toString() {
            return "ForPassword[…]";
        }
    }

    /**
     * Parses a token request.
     *
     * @throws OAuthException {@code invalid_request}, {@code unsupported_grant_type} or {@code invalid_scope}
     */
    static TokenRequest parse(OAuthParameters parameters) {
        var grantType = parameters.require("grant_type");
        var label = parameters.get("token_label");
        if (label != null && label.length() > MAX_LABEL) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, Fault.tooLong("token_label", MAX_LABEL));
        }
        var resources = parameters.all("resource");
        return switch (GrantType.of(grantType).orElse(null)) {
            case AUTHORIZATION_CODE ->
                new ForAuthorizationCode(
                        parameters.require("code"),
                        parameters.get("redirect_uri"),
                        parameters.get("code_verifier"),
                        label,
                        resources);
            case REFRESH_TOKEN ->
                new ForRefreshToken(parameters.require("refresh_token"), scope(parameters), resources);
            case CLIENT_CREDENTIALS -> new ForClientCredentials(scope(parameters), label, resources);
            case PASSWORD ->
                new ForPassword(
                        parameters.require("username"),
                        parameters.require("password"),
                        scope(parameters),
                        label,
                        resources);
            case IMPLICIT ->
                throw new OAuthException(OAuthError.UNSUPPORTED_GRANT_TYPE, TokenErrors.grantTypeNotServed());
            case null -> throw new OAuthException(OAuthError.UNSUPPORTED_GRANT_TYPE, TokenErrors.grantTypeUnknown());
        };
    }

    private static @Nullable ScopeNames scope(OAuthParameters parameters) {
        var scope = parameters.get("scope");
        return scope == null ? null : ScopeNames.parse(scope);
    }
}
