// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

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
 * A stored grant with the digests of its current access token and refresh token. A refresh replaces both digests in the
 * same row, so the grant keeps its id.
 */
@Entity
@Table(name = "token")
public class Token extends TenantOwned {
    @Id
    public UUID id;

    @Column(name = "access_hash")
    public Sha256 accessHash;

    /**
     * The digest of the part that all refresh tokens of this grant share; null if the grant never had a refresh token.
     */
    @Column(name = "refresh_chain", updatable = false)
    public @Nullable Sha256 refreshChain;

    @Column(name = "refresh_hash")
    public @Nullable Sha256 refreshHash;

    @Column(updatable = false)
    public UUID client;

    @Column(updatable = false)
    public @Nullable UUID account;

    @Column(name = "grant_type", updatable = false)
    public String grantType;

    @Column(updatable = false)
    public @Nullable String label;

    @Column(updatable = false)
    public String[] scopes;

    /** The scopes of the access token. A refresh may narrow them. */
    @Column(name = "access_scopes")
    public String[] accessScopes;

    /** The resources of the access token. */
    @Column(name = "resource_uris")
    public String[] resources;

    /** The granted resources; null if they are those of the access token. */
    @Column(name = "granted_resource_uris")
    public String @Nullable [] grantedResources;

    @Column(name = "issued_at", updatable = false)
    public Instant issuedAt;

    @Column(name = "access_issued_at")
    public Instant accessIssuedAt;

    @Column(name = "expires_at")
    public @Nullable Instant expiresAt;

    @Column(name = "refreshes_left")
    public @Nullable Integer refreshesLeft;

    /** Written only by {@link dev.gatehouse.database.LastUses}. */
    @Column(name = "last_used_at", insertable = false, updatable = false)
    @Nullable Instant lastUsedAt;

    @Column(name = "revoked_at")
    @Nullable Instant revokedAt;
}
