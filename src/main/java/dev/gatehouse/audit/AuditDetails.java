// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import dev.gatehouse.oauth.ErrorDescription;
import dev.gatehouse.oauth.Fault;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.ProtocolErrors;
import java.util.List;

/** The details of audit events that several packages record, and of changes. */
public final class AuditDetails {
    private AuditDetails() {}

    static ErrorText changes(List<ErrorText> changes) {
        return ErrorText.of("event.changes", changes);
    }

    static ErrorText changed(String field, ErrorText from, ErrorText to) {
        return ErrorText.of("event.changed", field, from, to);
    }

    static ErrorText none() {
        return ErrorText.of("event.changed.none");
    }

    static ErrorText nothing() {
        return ErrorText.of("event.changes.nothing");
    }

    static ErrorText everything() {
        return ErrorText.of("event.export.everything");
    }

    static ErrorText filters(List<ErrorText> filters) {
        return ErrorText.of("event.export.filters", filters);
    }

    static ErrorText filter(String parameter, String value) {
        return ErrorText.of("event.export.filter", parameter, value);
    }

    /** Returns a value as a detail: the same in every language. */
    static ErrorText value(String value) {
        return ErrorText.of("event.value", value);
    }

    /** Returns the detail of an OAuth error. A reason that is neither a text nor a {@link Fault} stays English. */
    public static ErrorText refused(OAuthError error, ErrorDescription reason) {
        return refused(
                error.code(),
                switch (reason) {
                    case ErrorText known -> known;
                    case Fault fault -> ProtocolErrors.of(fault);
                    default -> value(reason.inEnglish());
                });
    }

    private static ErrorText refused(String error, ErrorText reason) {
        return ErrorText.of("event.refused", error, reason);
    }
}
