// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.database.ScheduledWork;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.TimeSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Lowers the audit retention of tenants whose retention is longer than their quota, for example after the default quota
 * of the configuration was lowered. The removal of events follows the settings of the tenant.
 */
@ApplicationScoped
class AuditDaysQuota {
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final ScheduledWork scheduled;
    private final TenantSettings settings;
    private final TimeSource time;
    private final String longerThanQuota;

    AuditDaysQuota(ScheduledWork scheduled, TenantSettings settings, TimeSource time, GatehouseConfig config) {
        this.scheduled = scheduled;
        this.settings = settings;
        this.time = time;
        this.longerThanQuota =
                """
                select s.tenant_id from settings s
                join tenant t on t.id = s.tenant_id and t.created_at <= ?
                left join tenant_quota q on q.tenant_id = s.tenant_id
                where coalesce(s.audit_retention, %1$d) > coalesce(q.audit_days, %2$d)""".formatted(UNLIMITED, config.quota().auditDays().orElse(UNLIMITED));
    }

    @Scheduled(
            identity = "audit-days-quota",
            every = "{gatehouse.housekeeping-interval}",
            delayed = "{gatehouse.housekeeping-interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        scheduled.runForTenants(
                "Audit retentions", longerThanQuota, time.now(), () -> settings.applyQuota(CurrentTenant.OPERATOR));
    }
}
