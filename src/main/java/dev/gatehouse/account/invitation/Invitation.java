// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import dev.gatehouse.account.Role;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An open invitation, as stored in the database. The database has the digest of the secret only. */
@Entity
@Table(name = "invitation")
class Invitation extends TenantOwned {
    @Id
    UUID id;

    @Column(name = "secret_hash", updatable = false)
    Sha256 secretHash;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    @Nullable Role role;

    @Column(updatable = false)
    @Nullable String username;

    @Column(name = "display_name", updatable = false)
    @Nullable String displayName;

    @Column(name = "created_by", updatable = false)
    String createdBy;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;
}
