package dev.gatehouse.audit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An audit event as the admin API shows it, and as a line of its export.
 *
 * @param action the wire name of an {@link AuditAction}
 */
@RegisterForReflection
public record AuditEventView(
        UUID id,
        Instant at,
        String action,
        AuditEvent.Outcome outcome,
        @Nullable String actor,
        @Nullable String client,
        @Nullable String target,
        @Nullable String address,
        @Nullable String detail) {}
