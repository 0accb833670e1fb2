// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import org.hibernate.annotations.TenantId;

/**
 * The base class of all entities: the tenant of the entity. Hibernate sets the tenant on insert, never updates the
 * tenant, and adds the tenant to the condition of every query.
 */
@MappedSuperclass
public abstract class TenantOwned {
    @TenantId
    @Column(name = "tenant_id", updatable = false, nullable = false)
    private String tenantId;

    public String tenantId() {
        return tenantId;
    }
}
