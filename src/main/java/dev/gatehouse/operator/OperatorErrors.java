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

    static ErrorText entryOfOperator() {
        return ErrorText.of("tenant.entry-operator");
    }

    static ErrorText entryOfSuspended() {
        return ErrorText.of("tenant.entry-suspended");
    }

    static ErrorText deletionBegan() {
        return ErrorText.of("tenant.deletion-began");
    }

    static ErrorText operatorArchive() {
        return ErrorText.of("tenant.operator-archive");
    }

    static ErrorText archiveKey() {
        return ErrorText.of("tenant.archive-key");
    }

    static ErrorText notAnArchive() {
        return ErrorText.of("tenant.not-an-archive");
    }

    static ErrorText otherArchiveKey() {
        return ErrorText.of("tenant.other-archive-key");
    }

    static ErrorText archiveContent() {
        return ErrorText.of("tenant.archive-content");
    }

    static ErrorText newerArchive() {
        return ErrorText.of("tenant.newer-archive");
    }

    static ErrorText unreadableSecret() {
        return ErrorText.of("tenant.unreadable-secret");
    }

    static ErrorText archiveInProgress() {
        return ErrorText.of("tenant.archive-in-progress");
    }
}
