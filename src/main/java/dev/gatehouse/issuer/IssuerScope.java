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

/** The mapping of an issuer's scope to a scope of Gatehouse. */
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

    /** The primary key, which is the whole row. */
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
