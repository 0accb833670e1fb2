// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A stored consent of a user, for a client that asks once. */
@Entity
@Table(name = "consent")
class Consent extends TenantOwned {
    @Id
    UUID id;

    @Column(updatable = false)
    UUID account;

    @Column(updatable = false)
    UUID client;

    @Column
    String[] scopes;

    @Column(name = "granted_at")
    Instant grantedAt;
}
