// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import dev.gatehouse.problem.ErrorText;

/** The errors of queries of the audit log. */
final class AuditErrors {
    private AuditErrors() {}

    static ErrorText notFound() {
        return ErrorText.of("audit-event.not-found");
    }

    static ErrorText unknownAction() {
        return ErrorText.of("audit.action.unknown");
    }

    static ErrorText notAMoment() {
        return ErrorText.of("audit.moment.invalid");
    }

    static ErrorText afterWithSince() {
        return ErrorText.of("audit.after-with-since");
    }

    static ErrorText notAPlace() {
        return ErrorText.of("audit.since.invalid");
    }

    static ErrorText placeOfOtherLog() {
        return ErrorText.of("audit.since.other-log");
    }

    static ErrorText unknownEvent() {
        return ErrorText.of("audit.since.unknown-event");
    }
}
