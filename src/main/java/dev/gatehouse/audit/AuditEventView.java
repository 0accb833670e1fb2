package dev.gatehouse.audit;

import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An audit event as the admin API shows it, and as a line of its export.
 *
 * @param at when it happened; of several, when the first of them did
 * @param action the wire name of an {@link AuditAction}
 * @param actor of several refusals what all of them have in common, else null; so the client
 * @param target of several refusals that of the first; so the detail
 * @param occurrences how many refusals the event stands for: 1, or those of one kind and address in a minute
 * @param lastAt when the last of several happened; null: there is one
 */
@RegisterForReflection
@TemplateData
public record AuditEventView(
        UUID id,
        Instant at,
        String action,
        AuditEvent.Outcome outcome,
        @Nullable String actor,
        @Nullable String client,
        @Nullable String target,
        @Nullable String address,
        @Nullable String detail,
        long occurrences,
        @Nullable Instant lastAt) {}
