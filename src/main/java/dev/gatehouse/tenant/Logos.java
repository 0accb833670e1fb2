package dev.gatehouse.tenant;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Invalidations;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The logos of tenants' permissions pages. */
@ApplicationScoped
class Logos implements PanacheRepositoryBase<StoredLogo, String> {
    private final CurrentTenant tenant;
    private final Invalidations invalidations;
    private final AuditLog audit;

    Logos(CurrentTenant tenant, Invalidations invalidations, AuditLog audit) {
        this.tenant = tenant;
        this.invalidations = invalidations;
        this.audit = audit;
    }

    /** The current tenant's logo, if it has one. */
    @Transactional
    Optional<Logo> current() {
        return findByIdOptional(tenant.id())
                .flatMap(stored -> stored.content == null || stored.type == null
                        ? Optional.empty()
                        : Optional.of(new Logo(stored.type, stored.content)));
    }

    /** Replaces the current tenant's logo; nothing: it has none any more. */
    @Transactional
    void replace(Optional<Logo> logo, String actor) {
        var stored = findById(tenant.id());
        stored.content = logo.map(Logo::content).orElse(null);
        stored.type = logo.map(Logo::type).orElse(null);
        flush();
        invalidations.publish(Invalidations.Topic.SETTINGS, null);
        audit.record(AuditEvent.success(AuditAction.SETTINGS_CHANGED)
                .by(actor)
                .detail(logo.isPresent() ? "approval logo set" : "approval logo removed"));
    }
}
