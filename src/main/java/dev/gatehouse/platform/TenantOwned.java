package dev.gatehouse.platform;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import org.hibernate.annotations.TenantId;

/**
 * The part that every entity shares: the tenant it belongs to, set by Hibernate when it is stored and never again, and
 * part of the condition of every query.
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
