// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A challenge that has a response, valid or not, so that the challenge cannot be used again before its expiry. */
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
