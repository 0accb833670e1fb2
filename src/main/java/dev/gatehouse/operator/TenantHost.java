// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A stored host of a tenant, in the form of {@link dev.gatehouse.tenant.host.HostName}. */
@Entity
@Table(name = "tenant_host")
class TenantHost {
    @Id
    String host;

    @Column(name = "tenant_id", updatable = false)
    String tenant;

    /** Whether the issuer and all URLs in responses have this host. */
    @Column(name = "is_primary")
    boolean primary;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    static TenantHost of(String host, String tenant, boolean primary, Instant now) {
        var stored = new TenantHost();
        stored.host = host;
        stored.tenant = tenant;
        stored.primary = primary;
        stored.createdAt = now;
        return stored;
    }
}
