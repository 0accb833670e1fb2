package dev.gatehouse.account.signin;

import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A credential with which a person signs in instead of a password: the public half of a key that stays with them. */
@Entity
@Table(name = "passkey")
class Passkey extends TenantOwned {
    @Id
    UUID id;

    @Column(updatable = false)
    UUID account;

    @Column(name = "credential_id", updatable = false)
    byte[] credentialId;

    @Column(name = "public_key", updatable = false)
    byte[] publicKey;

    /** The highest that was seen; 0 for an authenticator that does not count. */
    @Column(name = "sign_count")
    long signCount;

    /** How browsers reach the authenticator, by commas. */
    @Column(updatable = false)
    String transports;

    @Column(updatable = false)
    UUID aaguid;

    @Column
    String name;

    @Column(name = "backup_eligible", updatable = false)
    boolean backupEligible;

    @Column(name = "backed_up")
    boolean backedUp;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "last_used_at")
    @Nullable Instant lastUsedAt;
}
