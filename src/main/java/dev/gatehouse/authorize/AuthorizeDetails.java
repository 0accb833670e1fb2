// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.problem.ErrorText;

/** The details of audit events of authorization requests and of access. */
final class AuthorizeDetails {
    private AuthorizeDetails() {}

    static ErrorText tooMany() {
        return ErrorText.of("event.authorization.too-many");
    }

    static ErrorText withdrawn(long tokens) {
        return ErrorText.of("event.access.withdrawn", tokens);
    }

    static ErrorText withdrawnWithConsent(long tokens) {
        return ErrorText.of("event.access.withdrawn-with-consent", tokens);
    }
}
