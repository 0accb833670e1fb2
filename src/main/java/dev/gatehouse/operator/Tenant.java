// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored tenant. */
@Entity
@Table(name = "tenant")
class Tenant {
    @Id
    String id;

    /** Orders tenants with equal names in lists. */
    @Column(name = "uid", updatable = false)
    UUID uid;

    @Column
    String name;

    /** False while the tenant is suspended or marked for deletion. */
    @Column
    boolean active;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** The end of the waiting period before the deletion; null unless the tenant is marked for deletion. */
    @Column(name = "delete_after")
    @Nullable Instant deleteAfter;

    @Version
    @Column(name = "lock_version")
    int lockVersion;

    TenantState state() {
        if (deleteAfter != null) {
            return TenantState.DELETING;
        }
        return active ? TenantState.ACTIVE : TenantState.SUSPENDED;
    }
}
