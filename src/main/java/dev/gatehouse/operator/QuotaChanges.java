// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.Changes;
import dev.gatehouse.database.AdvisoryLock;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.tenant.quota.QuotasInput;
import dev.gatehouse.tenant.quota.QuotasView;
import dev.gatehouse.tenant.quota.TenantQuotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The quotas of tenants, for the operator. Every method requires that the operator's tenant is the current one. */
@ApplicationScoped
class QuotaChanges {
    private final Tenants tenants;
    private final TenantQuotas quotas;
    private final TenantSettings settings;
    private final CurrentTenant current;
    private final AdvisoryLock lock;
    private final Changes changes;
    private final AuditLog audit;

    QuotaChanges(
            Tenants tenants,
            TenantQuotas quotas,
            TenantSettings settings,
            CurrentTenant current,
            AdvisoryLock lock,
            Changes changes,
            AuditLog audit) {
        this.tenants = tenants;
        this.quotas = quotas;
        this.settings = settings;
        this.current = current;
        this.lock = lock;
        this.changes = changes;
        this.audit = audit;
    }

    @Transactional
    QuotasView view(String id) {
        tenants.view(id);
        return quotas.view(id);
    }

    /**
     * Replaces the quotas of a tenant. What a tenant has beyond a lowered quota remains, except for a longer audit
     * retention, which becomes as long as the quota.
     *
     * @throws ProblemException 400 if a quota is out of range; 404 if there is no such tenant; 412 if the quotas were
     *     changed concurrently
     */
    QuotasView replace(String id, QuotasInput input, String actor) {
        var after = store(id, input, actor);
        current.call(id, () -> {
            settings.applyQuota(CurrentTenant.OPERATOR);
            return true;
        });
        return after;
    }

    @Transactional
    QuotasView store(String id, QuotasInput input, String actor) {
        tenants.view(id);
        lock.takeFor(id, "quotas");
        var before = quotas.view(id);
        var after = quotas.replace(id, input);
        audit.record(AuditEvent.success(AuditAction.TENANT_QUOTAS_CHANGED)
                .by(actor)
                .target(id)
                .detail(changes.between(before, after)));
        return after;
    }
}
