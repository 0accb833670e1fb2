// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.platform.CurrentTenant;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The logos of permissions pages. */
@ApplicationScoped
class Logos implements PanacheRepositoryBase<StoredLogo, String> {
    private final CurrentTenant tenant;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final AuditLog audit;

    Logos(CurrentTenant tenant, Invalidations invalidations, Preconditions preconditions, AuditLog audit) {
        this.tenant = tenant;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.audit = audit;
    }

    /** Returns the logo of the current tenant, if any. */
    @Transactional
    Optional<Logo> current() {
        return findByIdOptional(tenant.id()).flatMap(Logos::logo);
    }

    /** Replaces the logo of the current tenant; empty removes the logo. */
    @Transactional
    void replace(Optional<Logo> logo, String actor) {
        // Of two concurrent changes, the second waits and then sees the logo of the first.
        var stored = findById(tenant.id(), LockModeType.PESSIMISTIC_WRITE);
        preconditions.checkTag(() -> logo(stored).map(before -> '"' + before.entityTag() + '"'));
        stored.content = logo.map(Logo::content).orElse(null);
        stored.type = logo.map(Logo::type).orElse(null);
        flush();
        invalidations.publish(Invalidations.Topic.SETTINGS, null);
        audit.record(AuditEvent.success(AuditAction.SETTINGS_CHANGED)
                .by(actor)
                .detail(logo.isPresent() ? TenantDetails.logoSet() : TenantDetails.logoRemoved()));
    }

    private static Optional<Logo> logo(StoredLogo stored) {
        return stored.content == null || stored.type == null
                ? Optional.empty()
                : Optional.of(new Logo(stored.type, stored.content));
    }
}
