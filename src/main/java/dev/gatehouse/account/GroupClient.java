// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** The membership of a client in a group. */
@Entity
@Table(name = "group_client")
@IdClass(GroupClient.Key.class)
class GroupClient extends TenantOwned {
    @Id
    @Column(name = "member_group", updatable = false)
    UUID memberGroup;

    @Id
    @Column(updatable = false)
    UUID client;

    /** The IDs of the group and the client. */
    record Key(UUID memberGroup, UUID client) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    GroupClient() {}

    GroupClient(UUID memberGroup, UUID client) {
        this.memberGroup = memberGroup;
        this.client = client;
    }
}
