package dev.gatehouse.audit;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened or was refused. None of its texts may hold a token, code, secret, password or cookie; over-long
 * ones are cut.
 *
 * @param actor the person or client that acted
 * @param client the public id of the client that is concerned
 * @param target what it was done to
 * @param detail why, in a few words
 */
public record AuditEvent(
        AuditAction action,
        Outcome outcome,
        @Nullable String actor,
        @Nullable String client,
        @Nullable String target,
        @Nullable String detail) {

    /** How it ended. */
    public enum Outcome {
        SUCCESS,
        /** A rule said no. */
        DENIED,
        /** Something broke. */
        FAILURE
    }

    public static AuditEvent success(AuditAction action) {
        return new AuditEvent(action, Outcome.SUCCESS, null, null, null, null);
    }

    public static AuditEvent denied(AuditAction action) {
        return new AuditEvent(action, Outcome.DENIED, null, null, null, null);
    }

    public static AuditEvent failure(AuditAction action) {
        return new AuditEvent(action, Outcome.FAILURE, null, null, null, null);
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
