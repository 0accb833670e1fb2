// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user account, as stored in the database. */
@Entity
@Table(name = "account")
public class Account extends TenantOwned {
    @Id
    public UUID id;

    @Column(updatable = false)
    public String username;

    @Column(name = "display_name")
    String displayName;

    @Column(name = "password_hash")
    public String passwordHash;

    @Enumerated(EnumType.STRING)
    @Nullable Role role;

    @Column
    public boolean active;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Version
    @Column(name = "lock_version")
    int lockVersion;

    Person snapshot(Set<UUID> groups) {
        return new Person(id, username, displayName, role, active, groups);
    }
}
