// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An audit event in responses of the admin API, and as a line of an export.
 *
 * @param at the time of the event; of several events, the time of the first
 * @param action the API name of an {@link AuditAction}
 * @param actor the actor; of several events, the common actor, or null
 * @param client the client; of several events, the common client, or null
 * @param target the target; of several events, the target of the first
 * @param detail the detail; of several events, the detail of the first
 * @param occurrences the number of events: 1, or the number of denials of one kind and address within a minute
 * @param lastAt the time of the last of several events; null for a single event
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
