// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.adminapi.ManagedMark;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A set of accounts and clients to which a scope can be limited. The entity name in queries is {@code MemberGroup}. */
@Entity(name = "MemberGroup")
@Table(name = "member_group")
class Group extends TenantOwned {
    @Id
    UUID id;

    @Column
    String name;

    @Column
    @Nullable String description;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    /** The mark of configuration files; null: not managed. */
    @Enumerated(EnumType.STRING)
    @Column
    @Nullable ManagedMark managed;

    @Version
    @Column(name = "lock_version")
    int lockVersion;
}
