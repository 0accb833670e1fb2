// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A passkey: the public key of a credential that replaces the password of a user. */
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

    /** The highest signature counter so far; 0 for an authenticator without a counter. */
    @Column(name = "sign_count")
    long signCount;

    /** The transports of the authenticator, separated by commas. */
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
