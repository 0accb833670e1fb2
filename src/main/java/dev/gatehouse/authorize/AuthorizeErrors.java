// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.oauth.Fault;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.ProtocolErrors;

/** The errors of authorization requests, and of requests about the access that a user granted. */
public final class AuthorizeErrors {
    private AuthorizeErrors() {}

    static ErrorText clientUnknown() {
        return ErrorText.of("authorize.client-unknown");
    }

    static ErrorText clientInactive() {
        return ErrorText.of("authorize.client-inactive");
    }

    static ErrorText redirectUriNotRegistered() {
        return ErrorText.of("authorize.redirect-uri-not-registered");
    }

    static ErrorText redirectUriMissing() {
        return ErrorText.of("authorize.redirect-uri-missing");
    }

    /** Returns the error of a parameter, for the user whom the application sent here. */
    static ErrorText invalid(Fault fault) {
        return invalid(ProtocolErrors.of(fault));
    }

    private static ErrorText invalid(ErrorText parameter) {
        return ErrorText.of("authorize.parameter-invalid", parameter);
    }

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

    static ErrorText implicitNotAllowed() {
        return ErrorText.of("oauth.response-type.implicit");
    }

    static ErrorText signInNeeded() {
        return ErrorText.of("oauth.prompt.login-required");
    }

    static ErrorText consentNeeded() {
        return ErrorText.of("oauth.prompt.consent-required");
    }
}
