// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.oauth.OAuthParameters;
import dev.gatehouse.problem.ErrorText;

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
    static ErrorText parameter(String name, OAuthParameters.Fault fault) {
        return switch (fault) {
            case MISSING -> parameterMissing(name);
            case REPEATED -> parameterRepeated(name);
            case TOO_LONG -> parameterTooLong(name, OAuthParameters.maxLength(name));
            case CONTROL_CHARACTER -> parameterControlCharacter(name);
            case UNDECODABLE -> parameterUndecodable(name);
        };
    }

    private static ErrorText parameterMissing(String name) {
        return ErrorText.of("authorize.parameter-missing", name);
    }

    private static ErrorText parameterRepeated(String name) {
        return ErrorText.of("authorize.parameter-repeated", name);
    }

    private static ErrorText parameterTooLong(String name, int most) {
        return ErrorText.of("authorize.parameter-too-long", name, most);
    }

    private static ErrorText parameterControlCharacter(String name) {
        return ErrorText.of("authorize.parameter-control-character", name);
    }

    private static ErrorText parameterUndecodable(String name) {
        return ErrorText.of("authorize.parameter-undecodable", name);
    }

    public static ErrorText accessNotFound() {
        return ErrorText.of("given-access.not-found");
    }

    public static ErrorText crossSite() {
        return ErrorText.of("cross-site");
    }
}
