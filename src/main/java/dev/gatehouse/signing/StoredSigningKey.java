// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.platform.TenantOwned;
import dev.gatehouse.tenant.SigningAlgorithm;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored key pair with an encrypted private key. */
@Entity
@Table(name = "signing_key")
class StoredSigningKey extends TenantOwned implements SigningKeyLifecycle {
    @Id
    UUID id;

    @Column(updatable = false)
    String kid;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    SigningAlgorithm algorithm;

    @Column(name = "public_key", updatable = false)
    byte[] publicKey;

    @Column(name = "sealed_private_key", updatable = false)
    byte[] sealedPrivateKey;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "active_from", updatable = false)
    Instant activeFrom;

    @Column(name = "superseded_at")
    @Nullable Instant supersededAt;

    @Column(name = "retired_at")
    @Nullable Instant retiredAt;

    @Override
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public Instant activeFrom() {
        return activeFrom;
    }

    @Override
    public @Nullable Instant supersededAt() {
        return supersededAt;
    }

    @Override
    public @Nullable Instant retiredAt() {
        return retiredAt;
    }
}
