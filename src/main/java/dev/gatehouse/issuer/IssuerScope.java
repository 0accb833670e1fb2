// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** That a scope of an issuer stands for one of ours. */
@Entity
@Table(name = "issuer_scope")
@IdClass(IssuerScope.Key.class)
class IssuerScope extends TenantOwned {
    @Id
    @Column(updatable = false)
    UUID issuer;

    @Id
    @Column(updatable = false)
    String external;

    @Id
    @Column(updatable = false)
    UUID scope;

    /** All of it. */
    record Key(UUID issuer, String external, UUID scope) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    IssuerScope() {}

    IssuerScope(UUID issuer, String external, UUID scope) {
        this.issuer = issuer;
        this.external = external;
        this.scope = scope;
    }
}
