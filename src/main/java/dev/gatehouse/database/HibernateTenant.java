// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.CurrentTenant;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Provides Hibernate with the value of {@code @TenantId}, so that every entity query is limited to the current tenant.
 * Hibernate asks when a transaction uses entities for the first time, before it takes a connection.
 */
@ApplicationScoped
@PersistenceUnitExtension
class HibernateTenant implements TenantResolver {
    private final CurrentTenant tenant;
    private final ConnectionShares shares;

    HibernateTenant(CurrentTenant tenant, ConnectionShares shares) {
        this.tenant = tenant;
        this.shares = shares;
    }

    @Override
    public String getDefaultTenantId() {
        return CurrentTenant.DEFAULT;
    }

    @Override
    public String resolveTenantId() {
        var id = tenant.id();
        shares.enter(id);
        return id;
    }
}
