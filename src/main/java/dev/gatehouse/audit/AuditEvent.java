// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import org.jspecify.annotations.Nullable;

/**
 * An action that succeeded, was denied or failed. No text may contain a token, code, secret, password or cookie. Long
 * texts are truncated.
 *
 * @param actor the user or client that acted
 * @param client the public ID of the client involved
 * @param target the object of the action
 * @param detail the reason in a few words
 */
public record AuditEvent(
        AuditAction action,
        Outcome outcome,
        @Nullable String actor,
        @Nullable String client,
        @Nullable String target,
        @Nullable String detail) {

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
        return new AuditEvent(action, outcome, null, null, null, null);
    }

    public AuditEvent by(@Nullable String value) {
        return new AuditEvent(action, outcome, value, client, target, detail);
    }

    public AuditEvent client(@Nullable String value) {
        return new AuditEvent(action, outcome, actor, value, target, detail);
    }

    public AuditEvent target(@Nullable String value) {
        return new AuditEvent(action, outcome, actor, client, value, detail);
    }

    public AuditEvent detail(@Nullable String value) {
        return new AuditEvent(action, outcome, actor, client, target, value);
    }
}
