// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A browser session of a signed-in user, identified by the digest of its cookie. */
@Entity
@Table(name = "session")
public class Session extends TenantOwned {
    @Id
    public UUID id;

    @Column(name = "session_hash")
    public Sha256 sessionHash;

    @Column(updatable = false)
    public UUID account;

    @Column(name = "authenticated_at", updatable = false)
    public Instant authenticatedAt;

    @Column(name = "last_seen_at", updatable = false)
    public Instant lastSeenAt;

    @Column(name = "expires_at", updatable = false)
    public Instant expiresAt;

    @Column(updatable = false)
    public @Nullable String address;

    @Column(name = "user_agent", updatable = false)
    public @Nullable String userAgent;
}
