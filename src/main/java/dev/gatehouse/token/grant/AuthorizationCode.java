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

/** A stored authorization code: its digest and the request that it is bound to. */
@Entity
@Table(name = "authorization_code")
class AuthorizationCode extends TenantOwned {
    @Id
    UUID id;

    @Column(name = "code_hash", updatable = false)
    Sha256 codeHash;

    @Column(updatable = false)
    UUID client;

    @Column(updatable = false)
    UUID account;

    @Column(name = "redirect_uri", updatable = false)
    String redirectUri;

    @Column(name = "redirect_uri_sent", updatable = false)
    boolean redirectUriSent;

    @Column(name = "code_challenge", updatable = false)
    @Nullable String codeChallenge;

    @Column(updatable = false)
    String[] scopes;

    @Column(name = "resource_uris", updatable = false)
    String[] resources;

    @Column(name = "issued_at", updatable = false)
    Instant issuedAt;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;

    @Column(name = "redeemed_at")
    @Nullable Instant redeemedAt;

    @Column
    @Nullable UUID token;

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
