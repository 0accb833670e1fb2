// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.CurrentTenant;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Provides Hibernate with the value of {@code @TenantId}, so that every entity query is limited to the current tenant.
 */
@ApplicationScoped
@PersistenceUnitExtension
class HibernateTenant implements TenantResolver {
    private final CurrentTenant tenant;

    HibernateTenant(CurrentTenant tenant) {
        this.tenant = tenant;
    }

    @Override
    public String getDefaultTenantId() {
        return CurrentTenant.DEFAULT;
    }

    @Override
    public String resolveTenantId() {
        return tenant.id();
    }
}
