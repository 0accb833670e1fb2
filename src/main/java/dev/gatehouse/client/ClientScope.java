// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** The association of a client with a scope that the client may request. */
@Entity
@Table(name = "client_scope")
@IdClass(ClientScope.Key.class)
class ClientScope extends TenantOwned {
    @Id
    @Column(updatable = false)
    UUID client;

    @Id
    @Column(updatable = false)
    UUID scope;

    /** The primary key of the association. */
    record Key(UUID client, UUID scope) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    ClientScope() {}

    ClientScope(UUID client, UUID scope) {
        this.client = client;
        this.scope = scope;
    }
}
