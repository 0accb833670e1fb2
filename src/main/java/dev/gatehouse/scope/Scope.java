// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

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

/** A stored scope: a named set of service URLs that clients can be granted access to. */
@Entity
@Table(name = "scope")
class Scope extends TenantOwned {
    @Id
    UUID id;

    @Column(updatable = false)
    String name;

    @Column
    @Nullable String description;

    @Column(name = "built_in", updatable = false)
    boolean builtIn;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** The mark of configuration files; null: not managed. */
    @Enumerated(EnumType.STRING)
    @Column
    @Nullable ManagedMark managed;

    @Version
    @Column(name = "lock_version")
    int lockVersion;
}
