// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator.entry;

import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry of an operator into the tenant of the row, as stored in the database. */
@Entity
@Table(name = "operator_entry")
class StoredEntry extends TenantOwned {
    @Id
    UUID id;

    /** The digest of the code until the code is used, then of the cookie. */
    @Column(name = "secret_hash")
    Sha256 secretHash;

    /** An account of the operator's tenant. */
    @Column(name = "operator_account", updatable = false)
    UUID operatorAccount;

    /** The session of the operator's account in which the entry was created. */
    @Column(name = "operator_session", updatable = false)
    UUID operatorSession;

    @Column(name = "operator_name", updatable = false)
    String operatorName;

    @Column(updatable = false)
    String reason;

    /** Whether the operator may change things. Otherwise the entry is read-only. */
    @Column(updatable = false)
    boolean changes;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    /** The time at which the code was used; null before. */
    @Column(name = "entered_at")
    @Nullable Instant enteredAt;

    @Column(name = "expires_at")
    Instant expiresAt;
}
