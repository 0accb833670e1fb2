// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.whydenied;

import dev.gatehouse.console.Labels;

/** The labels of the fields in the forms of <i>Why denied?</i>. */
final class WhyDeniedLabels {
    private WhyDeniedLabels() {}

    /** The form of Why denied? */
    static final Labels WHY_DENIED = (field, language) -> {
        var why = language.texts(WhyDeniedMessages.class);
        return switch (field) {
            case "method" -> why.method();
            case "url" -> why.url();
            case "by" -> why.by();
            case "token" -> why.token();
            case "tokenId" -> why.tokenId();
            case "client" -> why.client();
            case "scopes" -> why.scopes();
            case "account" -> why.account();
            default -> null;
        };
    };
}
