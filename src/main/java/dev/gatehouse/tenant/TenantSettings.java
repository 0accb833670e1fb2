// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.Changes;
import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.cluster.CoherentCache;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.tenant.quota.TenantQuotas;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The cached settings of the current tenant, and their changes. */
@ApplicationScoped
public class TenantSettings implements PanacheRepositoryBase<StoredSettings, String> {
    private static final int TENANTS = 10_000;

    private final CurrentTenant tenant;
    private final TenantQuotas quotas;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final ManagedObjects managed;
    private final Changes changes;
    private final AuditLog audit;
    private final CoherentCache<String, Settings> cache;

    TenantSettings(
            CurrentTenant tenant,
            TenantQuotas quotas,
            Invalidations invalidations,
            Preconditions preconditions,
            ManagedObjects managed,
            Changes changes,
            AuditLog audit) {
        this.tenant = tenant;
        this.quotas = quotas;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.managed = managed;
        this.changes = changes;
        this.audit = audit;
        this.cache = CoherentCache.perTenant(invalidations, CacheBound.entries(TENANTS), Invalidations.Topic.SETTINGS);
    }

    /** Returns the settings; during an apply those of its transaction, which the cache does not know. */
    public Settings current() {
        if (ManagedObjects.isApply()) {
            return load(tenant.id());
        }
        return Objects.requireNonNull(cache.get(tenant.id(), this::load), "every tenant has settings");
    }

    /** Creates the settings of the current tenant, which is new, with the defaults of the database. */
    @Transactional
    public void create() {
        getEntityManager()
                .createQuery("insert into StoredSettings (tenantId, lockVersion) values (:tenant, 0)")
                .setParameter("tenant", tenant.id())
                .executeUpdate();
        var most = quotas.current().auditDays();
        if (most != null) {
            var stored = findById(tenant.id());
            stored.auditRetention = lower(stored.auditRetention, most);
        }
    }

    /**
     * Lowers the audit retention of the current tenant to its quota, if the retention is longer.
     *
     * @param actor the actor for the audit log of the tenant
     */
    @Transactional
    public void applyQuota(String actor) {
        var most = quotas.current().auditDays();
        if (most == null) {
            return;
        }
        var stored = findById(tenant.id(), LockModeType.PESSIMISTIC_WRITE);
        var before = SettingsView.of(stored);
        var lowered = lower(stored.auditRetention, most);
        if (Objects.equals(stored.auditRetention, lowered)) {
            return;
        }
        stored.auditRetention = lowered;
        flush();
        invalidations.publish(Invalidations.Topic.SETTINGS, null);
        audit.record(AuditEvent.success(AuditAction.SETTINGS_CHANGED)
                .by(actor)
                .detail(changes.between(before, SettingsView.of(stored))));
    }

    private static Integer lower(@Nullable Integer days, int most) {
        return days == null ? most : Math.min(days, most);
    }

    /** Sets whether OAuth endpoints reject plain HTTP. */
    @Transactional
    public void requireHttps(boolean required) {
        findById(tenant.id()).requireHttps = required;
        invalidations.publish(Invalidations.Topic.SETTINGS, null);
    }

    @Transactional
    public SettingsView view() {
        return SettingsView.of(findById(tenant.id()));
    }

    /**
     * Replaces all settings.
     *
     * @throws dev.gatehouse.problem.ProblemException if a setting is not valid
     */
    @Transactional
    public SettingsView replace(SettingsInput input, String actor) {
        var stored = findById(tenant.id());
        var before = SettingsView.of(stored);
        preconditions.check(() -> before);
        var mark = managed.change(stored.managed, "The settings");
        var errors = new FieldErrors();
        input.apply(stored, quotas.current().auditDays(), errors);
        errors.refuse();
        if (ManagedObjects.isApply() && SettingsView.of(stored).equals(before)) {
            stored.managed = mark;
            return before;
        }
        stored.managed = mark;
        flush();
        invalidations.publish(Invalidations.Topic.SETTINGS, null);
        var after = SettingsView.of(stored);
        audit.record(AuditEvent.success(AuditAction.SETTINGS_CHANGED).by(actor).detail(changes.between(before, after)));
        return after;
    }

    @Transactional
    Settings load(String tenantId) {
        return findById(tenantId).snapshot();
    }
}
