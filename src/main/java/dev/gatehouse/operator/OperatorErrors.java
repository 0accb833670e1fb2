// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.problem.ErrorText;

/** The errors of the operator's API. */
final class OperatorErrors {
    private OperatorErrors() {}

    static ErrorText tenantNotFound() {
        return ErrorText.of("tenant.not-found");
    }

    static ErrorText tenantId() {
        return ErrorText.of("tenant.id");
    }

    static ErrorText idTaken(String id) {
        return ErrorText.of("tenant.id-taken", id);
    }

    static ErrorText nameTaken(String name) {
        return ErrorText.of("tenant.name-taken", name);
    }

    static ErrorText invalidHost() {
        return ErrorText.of("tenant.host");
    }

    static ErrorText configuredHost() {
        return ErrorText.of("tenant.host-configured");
    }

    static ErrorText hostTaken(String host) {
        return ErrorText.of("tenant.host-taken", host);
    }

    static ErrorText operator() {
        return ErrorText.of("tenant.operator");
    }

    static ErrorText permanent() {
        return ErrorText.of("tenant.default");
    }

    static ErrorText confirmation() {
        return ErrorText.of("tenant.confirmation");
    }

    static ErrorText withoutIssuer() {
        return ErrorText.of("tenant.without-issuer");
    }

    static ErrorText deletionBegan() {
        return ErrorText.of("tenant.deletion-began");
    }
}
