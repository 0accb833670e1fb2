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

/** A browser in which a person is signed in, known by the digest of its cookie. */
@Entity
@Table(name = "session")
class Session extends TenantOwned {
    @Id
    UUID id;

    @Column(name = "session_hash")
    Sha256 sessionHash;

    @Column(updatable = false)
    UUID account;

    @Column(name = "authenticated_at", updatable = false)
    Instant authenticatedAt;

    @Column(name = "last_seen_at", updatable = false)
    Instant lastSeenAt;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;

    @Column(updatable = false)
    @Nullable String address;

    @Column(name = "user_agent", updatable = false)
    @Nullable String userAgent;
}
