// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token that was rotated within the grace window, with the response that replaced it. The response is
 * encrypted with a key derived from the rotated token, so the database alone does not reveal the response.
 */
@Entity
@Table(name = "rotated_refresh_token")
class RotatedRefreshToken extends TenantOwned {
    @Id
    UUID id;

    @Column(name = "refresh_hash", updatable = false)
    Sha256 refreshHash;

    @Column(updatable = false)
    UUID token;

    /** The resources of the access token in the response; null if a node of the previous version wrote the row. */
    @Column(name = "resource_uris", updatable = false)
    String @Nullable [] resources;

    @Column(name = "sealed_successor", updatable = false)
    byte[] sealedSuccessor;

    @Column(name = "rotated_at", updatable = false)
    Instant rotatedAt;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;
}
