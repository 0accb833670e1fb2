// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.scopes;

import dev.gatehouse.console.Labels;

/** The labels of the fields in the forms of scopes. */
public final class ScopeLabels {
    private ScopeLabels() {}

    /** The form of a scope. */
    public static final Labels SCOPE = (field, language) -> {
        var scopes = language.texts(ScopeMessages.class);
        return switch (field) {
            case "name" -> scopes.name();
            case "description" -> scopes.description();
            case "serviceUrls" -> scopes.serviceUrls();
            case "groups" -> scopes.limitedTo();
            default -> null;
        };
    };
}
