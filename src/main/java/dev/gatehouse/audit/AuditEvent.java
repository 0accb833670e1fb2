// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import dev.gatehouse.problem.ErrorText;
import org.jspecify.annotations.Nullable;

/**
 * An action that succeeded, was denied or failed. No text may contain a token, code, secret, password or cookie. Long
 * texts are truncated.
 *
 * @param actor the user or client that acted
 * @param client the public ID of the client involved
 * @param target the object of the action
 * @param detail the reason in a few English words, or a value such as a name
 * @param wording the detail for readers of any language; null for a value
 */
public record AuditEvent(
        AuditAction action,
        Outcome outcome,
        @Nullable String actor,
        @Nullable String client,
        @Nullable String target,
        @Nullable String detail,
        @Nullable ErrorText wording) {

    /** The outcome of an action. */
    public enum Outcome {
        SUCCESS,
        /** A rule denied the action. */
        DENIED,
        /** The action failed because of an error. */
        FAILURE
    }

    public static AuditEvent success(AuditAction action) {
        return of(action, Outcome.SUCCESS);
    }

    public static AuditEvent denied(AuditAction action) {
        return of(action, Outcome.DENIED);
    }

    public static AuditEvent failure(AuditAction action) {
        return of(action, Outcome.FAILURE);
    }

    private static AuditEvent of(AuditAction action, Outcome outcome) {
        return new AuditEvent(action, outcome, null, null, null, null, null);
    }

    public AuditEvent by(@Nullable String value) {
        return new AuditEvent(action, outcome, value, client, target, detail, wording);
    }

    public AuditEvent client(@Nullable String value) {
        return new AuditEvent(action, outcome, actor, value, target, detail, wording);
    }

    public AuditEvent target(@Nullable String value) {
        return new AuditEvent(action, outcome, actor, client, value, detail, wording);
    }

    /** Sets the detail. Pages show it in their language, and everything else in English. */
    public AuditEvent detail(@Nullable ErrorText value) {
        return new AuditEvent(action, outcome, actor, client, target, value == null ? null : value.inEnglish(), value);
    }

    /** Sets a detail that is the same in every language, such as a name, scopes or a URL. */
    public AuditEvent value(@Nullable String value) {
        return new AuditEvent(action, outcome, actor, client, target, value, null);
    }

    /** Returns the event with texts that fit the columns of {@link AuditRecord}. */
    AuditEvent cut() {
        return new AuditEvent(
                action,
                outcome,
                AuditRecord.cutOrNull(actor, 200),
                AuditRecord.cutOrNull(client, 200),
                AuditRecord.cutOrNull(target, 300),
                AuditRecord.cutOrNull(detail, AuditRecord.MAX_DETAIL),
                wording == null ? null : StoredDetail.cut(wording));
    }
}
