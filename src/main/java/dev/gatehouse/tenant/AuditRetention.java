// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Removal of audit events after the retention period in the settings of their tenant. */
@ApplicationScoped
class AuditRetention implements Expiring {

    @Override
    public String what() {
        return "audit events";
    }

    @Override
    public List<ExpiredRows> expired(Instant now) {
        return List.of(AuditLog.keptNoLonger(now));
    }
}
