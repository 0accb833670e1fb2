// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator.entry;

import dev.gatehouse.problem.ErrorText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The details of audit events of entries. */
final class EntryDetails {
    private EntryDetails() {}

    static ErrorText entered(OperatorEntry entry) {
        return entered(access(entry), entry.reason(), entry.expiresAt().truncatedTo(ChronoUnit.SECONDS));
    }

    static ErrorText left(OperatorEntry entry) {
        return left(access(entry), entry.reason());
    }

    private static ErrorText entered(ErrorText access, String reason, Instant until) {
        return ErrorText.of("event.tenant.entered", access, reason, until);
    }

    private static ErrorText left(ErrorText access, String reason) {
        return ErrorText.of("event.tenant.left", access, reason);
    }

    private static ErrorText access(OperatorEntry entry) {
        return entry.changes() ? withChanges() : readOnly();
    }

    private static ErrorText withChanges() {
        return ErrorText.of("event.tenant.with-changes");
    }

    private static ErrorText readOnly() {
        return ErrorText.of("event.tenant.read-only");
    }
}
