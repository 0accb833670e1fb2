// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import dev.gatehouse.console.Labels;

/** The labels of the fields in the forms of the audit log. */
final class AuditLabels {
    private AuditLabels() {}

    /** The filters of the audit log. */
    static final Labels AUDIT = (field, language) -> {
        var audit = language.texts(AuditMessages.class);
        return switch (field) {
            case "actor" -> audit.actor();
            case "client" -> audit.client();
            case "address" -> audit.address();
            case "from" -> audit.fromMoment();
            case "to" -> audit.toMoment();
            case "search" -> audit.searchLabel();
            case "action" -> audit.whatHappened();
            case "outcome" -> audit.outcome();
            default -> null;
        };
    };
}
