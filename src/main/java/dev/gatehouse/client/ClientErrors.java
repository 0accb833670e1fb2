// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.problem.ErrorText;

/** The errors of client registration. */
public final class ClientErrors {
    private ClientErrors() {}

    static ErrorText clientId() {
        return ErrorText.of("client.id");
    }

    public static ErrorText unknownId() {
        return ErrorText.of("client.unknown-id");
    }

    static ErrorText forbiddenCharacters() {
        return ErrorText.of("client.forbidden-characters");
    }

    static ErrorText notConfidential() {
        return ErrorText.of("client.not-confidential");
    }

    static ErrorText confidentialGrants() {
        return ErrorText.of("client.confidential-grants");
    }

    static ErrorText redirectUriMissing() {
        return ErrorText.of("client.redirect-uri-missing");
    }

    static ErrorText onlyWithExpirationSeconds() {
        return ErrorText.of("client.only-with-seconds");
    }

    static ErrorText onlyWithLimitedRefresh() {
        return ErrorText.of("client.only-with-limited");
    }

    static ErrorText publicHasNoSecret() {
        return ErrorText.of("client.public-without-secret");
    }

    static ErrorText taken(String name, String version) {
        return ErrorText.of("client.taken", name, version);
    }

    static ErrorText builtIn(String name) {
        return ErrorText.of("client.built-in", name);
    }

    static ErrorText usingScope(String name, String version) {
        return ErrorText.of("client.using-scope", name, version);
    }

    static ErrorText redirectUriNotAbsolute() {
        return ErrorText.of("redirect-uri.not-absolute");
    }

    static ErrorText redirectUriFragment() {
        return ErrorText.of("redirect-uri.fragment");
    }

    static ErrorText redirectUriUser() {
        return ErrorText.of("redirect-uri.user");
    }

    static ErrorText redirectUriHost() {
        return ErrorText.of("redirect-uri.host");
    }

    static ErrorText redirectUriScheme() {
        return ErrorText.of("redirect-uri.scheme");
    }

    static ErrorText redirectUriMalformed() {
        return ErrorText.of("redirect-uri.malformed");
    }

    public static ErrorText inactive() {
        return ErrorText.of("oauth.client.inactive");
    }

    static ErrorText secretOfPublicClient() {
        return ErrorText.of("oauth.client.public-with-secret");
    }

    static ErrorText unknownClient() {
        return ErrorText.of("oauth.client.unknown");
    }

    static ErrorText secretMissing() {
        return ErrorText.of("oauth.client.secret-missing");
    }

    static ErrorText wrongSecret() {
        return ErrorText.of("oauth.client.secret-wrong");
    }

    static ErrorText authenticationFailed() {
        return ErrorText.of("oauth.client.authentication");
    }

    static ErrorText authenticatedTwice() {
        return ErrorText.of("oauth.client.two-methods");
    }

    static ErrorText otherClientInHeader() {
        return ErrorText.of("oauth.client.other-id");
    }

    public static ErrorText grantNotAllowed(String grantType) {
        return ErrorText.of("oauth.client.grant-type", grantType);
    }

    public static ErrorText noScope() {
        return ErrorText.of("oauth.client.no-scope");
    }
}
