// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Removal of audit events of the current tenant after the retention period of the settings. */
@ApplicationScoped
class AuditRetention implements Expiring {
    private final TenantSettings settings;

    AuditRetention(TenantSettings settings) {
        this.settings = settings;
    }

    @Override
    public String what() {
        return "audit events";
    }

    @Override
    public List<ExpiredRows> expired(Instant now) {
        return settings.current()
                .auditRetention()
                .map(kept -> List.of(AuditLog.until(now.minus(kept))))
                .orElse(List.of());
    }
}
