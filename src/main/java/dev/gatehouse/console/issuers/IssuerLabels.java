// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.issuers;

import dev.gatehouse.console.Labels;

/** The labels of the fields in the forms of trusted issuers. */
final class IssuerLabels {
    private IssuerLabels() {}

    /** The form of a trusted issuer. */
    static final Labels ISSUER = (field, language) -> {
        var issuers = language.texts(IssuerMessages.class);
        return switch (field) {
            case "name" -> issuers.name();
            case "issuer" -> issuers.issuer();
            case "description" -> issuers.description();
            case "validation" -> issuers.validation();
            case "audience" -> issuers.audience();
            case "jwksUri" -> issuers.jwksUri();
            case "algorithms" -> issuers.algorithms();
            case "tokenTypes" -> issuers.tokenTypes();
            case "introspectionEndpoint" -> issuers.endpoint();
            case "clientId" -> issuers.clientId();
            case "clientSecret" -> issuers.clientSecret();
            case "cacheSeconds" -> issuers.cacheSeconds();
            case "tokenPrefix" -> issuers.tokenPrefix();
            case "scopes" -> issuers.scopes();
            case "scopeClaim" -> issuers.scopeClaim();
            case "clientClaim" -> issuers.clientClaim();
            case "clients" -> issuers.clients();
            case "active" -> issuers.active();
            default -> null;
        };
    };
}
