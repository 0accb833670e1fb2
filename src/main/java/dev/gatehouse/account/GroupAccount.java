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

/** The membership of an account in a group. */
@Entity
@Table(name = "group_account")
@IdClass(GroupAccount.Key.class)
class GroupAccount extends TenantOwned {
    @Id
    @Column(name = "member_group", updatable = false)
    UUID memberGroup;

    @Id
    @Column(updatable = false)
    UUID account;

    /** The IDs of the group and the account. */
    record Key(UUID memberGroup, UUID account) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    GroupAccount() {}

    GroupAccount(UUID memberGroup, UUID account) {
        this.memberGroup = memberGroup;
        this.account = account;
    }
}
