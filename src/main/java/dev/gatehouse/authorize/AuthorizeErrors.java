// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.problem.ErrorText;

/** The errors of requests about the access that a user granted. */
public final class AuthorizeErrors {
    private AuthorizeErrors() {}

    public static ErrorText accessNotFound() {
        return ErrorText.of("given-access.not-found");
    }

    static ErrorText crossSite() {
        return ErrorText.of("cross-site");
    }

    static ErrorText deniedByOwner() {
        return ErrorText.of("oauth.access.denied");
    }

    static ErrorText nothingGrantable() {
        return ErrorText.of("oauth.access.nothing-grantable");
    }

    static ErrorText responseModeUnknown() {
        return ErrorText.of("oauth.response-mode.unknown");
    }

    static ErrorText tokensInQuery() {
        return ErrorText.of("oauth.response-mode.query");
    }

    static ErrorText formPostNeedsHttp() {
        return ErrorText.of("oauth.response-mode.form-post");
    }

    static ErrorText applicationUnknown() {
        return ErrorText.of("oauth.application.unknown");
    }

    static ErrorText addressNotRegistered() {
        return ErrorText.of("oauth.application.redirect-uri");
    }

    static ErrorText addressMissing() {
        return ErrorText.of("oauth.application.no-redirect-uri");
    }

    static ErrorText challengeMissing() {
        return ErrorText.of("oauth.code-challenge.missing");
    }

    static ErrorText scopeNotAssociated(String scope) {
        return ErrorText.of("oauth.scope.not-associated", scope);
    }

    static ErrorText scopesNotAssociated() {
        return ErrorText.of("oauth.scope.requested-not-associated");
    }

    static ErrorText promptNoneAlone() {
        return ErrorText.of("oauth.prompt.none");
    }

    static ErrorText promptUnknown() {
        return ErrorText.of("oauth.prompt.unknown");
    }

    static ErrorText responseTypes() {
        return ErrorText.of("oauth.response-type.unknown");
    }

    static ErrorText codeOnly() {
        return ErrorText.of("oauth.response-type.code-only");
    }
}
