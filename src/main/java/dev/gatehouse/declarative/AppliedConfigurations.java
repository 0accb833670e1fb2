// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.TimeSource;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Whether the configuration directory was ever applied to the current tenant. */
@ApplicationScoped
class AppliedConfigurations implements PanacheRepositoryBase<AppliedConfiguration, String> {
    private final CurrentTenant tenant;
    private final TimeSource time;

    AppliedConfigurations(CurrentTenant tenant, TimeSource time) {
        this.tenant = tenant;
        this.time = time;
    }

    @Transactional
    boolean exist() {
        return findById(tenant.id()) != null;
    }

    /** Notes the first apply. */
    @Transactional(Transactional.TxType.MANDATORY)
    void note() {
        if (findById(tenant.id()) == null) {
            var row = new AppliedConfiguration();
            row.tenantId = tenant.id();
            row.appliedAt = time.now();
            persist(row);
        }
    }
}
