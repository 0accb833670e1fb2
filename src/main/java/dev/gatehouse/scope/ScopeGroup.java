// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** An entry of a scope's access control list: a group that the scope is limited to. */
@Entity
@Table(name = "scope_group")
@IdClass(ScopeGroup.Key.class)
class ScopeGroup extends TenantOwned {
    @Id
    @Column(updatable = false)
    UUID scope;

    @Id
    @Column(name = "member_group", updatable = false)
    UUID memberGroup;

    /** The primary key of the entry. */
    record Key(UUID scope, UUID memberGroup) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    ScopeGroup() {}

    ScopeGroup(UUID scope, UUID memberGroup) {
        this.scope = scope;
        this.memberGroup = memberGroup;
    }
}
