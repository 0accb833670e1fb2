// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The digest of a client secret. A replaced secret has an expiry, the end of its overlap. */
@Entity
@Table(name = "client_secret")
class ClientSecret extends TenantOwned {
    @Id
    UUID id;

    @Column(updatable = false)
    UUID client;

    @Column(name = "secret_hash", updatable = false)
    Sha256 secretHash;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "expires_at")
    @Nullable Instant expiresAt;
}
