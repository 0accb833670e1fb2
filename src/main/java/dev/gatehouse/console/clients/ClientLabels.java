// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import dev.gatehouse.console.Labels;

/** The labels of the fields in the forms of clients. */
public final class ClientLabels {
    private ClientLabels() {}

    /** The form of a client. */
    public static final Labels CLIENT = (field, language) -> {
        var clients = language.texts(ClientMessages.class);
        var registration = language.texts(RegistrationMessages.class);
        return switch (field) {
            case "name" -> clients.name();
            case "clientVersion" -> clients.version();
            case "description" -> registration.description();
            case "type" -> registration.typeLegend();
            case "grantTypes" -> registration.grants();
            case "redirectUris" -> registration.redirectUris();
            case "origins" -> registration.origins();
            case "allowedOrigins" -> registration.allowedOrigins();
            case "requirePkce" -> registration.pkce();
            case "approval" -> registration.approval();
            case "scopes" -> registration.scopesLegend();
            case "otherScopes" -> registration.otherScopes();
            case "expiration" -> registration.expiration();
            case "expirationSeconds" -> registration.seconds();
            case "refresh" -> registration.refresh();
            case "refreshCount" -> registration.refreshCount();
            case "refreshInactivityDays" -> registration.refreshInactivity();
            case "refreshMaximumAgeDays" -> registration.refreshMaximumAge();
            case "accessTokenFormat" -> registration.format();
            case "accessTokenTypeHeader" -> registration.typeHeader();
            case "resourceServer" -> registration.resourceServer();
            case "rateLimit" -> registration.rateLimit();
            case "rateLimit.requests" -> registration.rateRequests();
            case "rateLimit.perSeconds" -> registration.ratePerSeconds();
            case "rateLimit.burst" -> registration.rateBurst();
            default -> null;
        };
    };

    /** The form that associates scopes with a client. */
    static final Labels CLIENT_SCOPES = (field, language) -> {
        var clients = language.texts(ClientMessages.class);
        return switch (field) {
            case "scopes" -> clients.found();
            default -> null;
        };
    };

    /** The form for a new secret of a client. */
    static final Labels CLIENT_SECRET = (field, language) -> {
        var clients = language.texts(ClientMessages.class);
        var registration = language.texts(RegistrationMessages.class);
        return switch (field) {
            case "overlap" -> clients.overlap();
            case "overlapSeconds" -> registration.seconds();
            default -> null;
        };
    };
}
