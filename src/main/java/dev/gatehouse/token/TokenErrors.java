// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.problem.ErrorText;

/** The errors of token requests, and of tokens that an administrator adds or deletes. */
public final class TokenErrors {
    private TokenErrors() {}

    public static ErrorText notFound() {
        return ErrorText.of("token.not-found");
    }

    public static ErrorText notAssociated() {
        return ErrorText.of("token.scope-not-associated");
    }

    public static ErrorText personOnly() {
        return ErrorText.of("token.scope-for-people");
    }

    public static ErrorText limitedToGroups() {
        return ErrorText.of("token.scope-limited");
    }

    public static ErrorText clientInactive() {
        return ErrorText.of("token.client-inactive");
    }

    static ErrorText usingScope(String client, String version) {
        return ErrorText.of("token.using-scope", client, version);
    }

    static ErrorText usingScopeMany(long tokens, String client, String version) {
        return ErrorText.of("tokens.using-scope", tokens, client, version);
    }

    public static ErrorText plainHttp() {
        return ErrorText.of("plain-http");
    }

    public static ErrorText clientDeleted() {
        return ErrorText.of("oauth.client.deleted");
    }

    public static ErrorText accountDeleted() {
        return ErrorText.of("oauth.account.deleted");
    }

    public static ErrorText wrongCredentials() {
        return ErrorText.of("oauth.password.wrong");
    }

    public static ErrorText passwordGrantNotAllowed() {
        return ErrorText.of("oauth.password.not-allowed");
    }

    public static ErrorText signInsBusy() {
        return ErrorText.of("oauth.password.busy");
    }

    public static ErrorText otherMultipart() {
        return ErrorText.of("oauth.body.multipart");
    }

    public static ErrorText otherJson() {
        return ErrorText.of("oauth.body.json");
    }

    public static ErrorText otherClient() {
        return ErrorText.of("oauth.token.other-client");
    }

    public static ErrorText confidentialOnly() {
        return ErrorText.of("oauth.introspection.public-client");
    }

    public static ErrorText codeInvalid() {
        return ErrorText.of("oauth.code.invalid");
    }

    public static ErrorText otherRedirectUri() {
        return ErrorText.of("oauth.code.redirect-uri");
    }

    public static ErrorText verifierWithoutChallenge() {
        return ErrorText.of("oauth.code.no-challenge");
    }

    public static ErrorText otherVerifier() {
        return ErrorText.of("oauth.code.verifier");
    }

    public static ErrorText granterInactive() {
        return ErrorText.of("oauth.account.inactive");
    }

    public static ErrorText grantedNotAssociated() {
        return ErrorText.of("oauth.scope.granted-not-associated");
    }

    public static ErrorText grantedNoLonger() {
        return ErrorText.of("oauth.scope.granted-no-longer");
    }

    public static ErrorText refreshTokenUnknown() {
        return ErrorText.of("oauth.refresh-token.unknown");
    }

    public static ErrorText refreshTokenExpired() {
        return ErrorText.of("oauth.refresh-token.expired");
    }

    public static ErrorText refreshedForOther() {
        return ErrorText.of("oauth.refresh-token.other-use");
    }

    public static ErrorText scopesNotAssociated() {
        return ErrorText.of("oauth.scope.none-associated");
    }

    public static ErrorText scopesNoLonger() {
        return ErrorText.of("oauth.scope.no-longer");
    }

    public static ErrorText scopeExceeds() {
        return ErrorText.of("oauth.scope.exceeds");
    }

    public static ErrorText scopeNotGrantable(String scope) {
        return ErrorText.of("oauth.scope.not-grantable", scope);
    }

    public static ErrorText noneGrantable() {
        return ErrorText.of("oauth.scope.none-grantable");
    }

    public static ErrorText noneOfClientGrantable() {
        return ErrorText.of("oauth.scope.none-of-client");
    }

    public static ErrorText grantTypeNotServed() {
        return ErrorText.of("oauth.grant-type.elsewhere");
    }

    public static ErrorText grantTypeUnknown() {
        return ErrorText.of("oauth.grant-type.unknown");
    }

    static ErrorText tooManyResources(int most) {
        return ErrorText.of("oauth.resource.too-many", most);
    }

    static ErrorText resourcesTooLong(int most) {
        return ErrorText.of("oauth.resource.too-long", most);
    }

    static ErrorText otherServer() {
        return ErrorText.of("oauth.resource.other-server");
    }

    static ErrorText resourceNotGranted() {
        return ErrorText.of("oauth.resource.not-granted");
    }
}
