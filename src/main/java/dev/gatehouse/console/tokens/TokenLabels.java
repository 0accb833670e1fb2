// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tokens;

import dev.gatehouse.console.Labels;

/** The labels of the fields in the forms of Token Management. */
final class TokenLabels {
    private TokenLabels() {}

    /** The form for an added token. */
    static final Labels TOKEN = (field, language) -> {
        var tokens = language.texts(TokenMessages.class);
        return switch (field) {
            case "name" -> tokens.name();
            case "expiresInDays" -> tokens.days();
            case "scopes" -> tokens.scopes();
            case "client" -> tokens.client();
            default -> null;
        };
    };
}
