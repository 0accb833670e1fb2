package dev.gatehouse.account.signin;

import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A challenge that was answered, rightly or not, so that it is not taken again while it would still be good. */
@Entity
@Table(name = "used_passkey_challenge")
class UsedChallenge extends TenantOwned {
    @Id
    UUID id;

    @Column(name = "challenge_hash", updatable = false)
    Sha256 challengeHash;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;
}
