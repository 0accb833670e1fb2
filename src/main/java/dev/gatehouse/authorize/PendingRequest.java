// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

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
 * A stored authorization request that waits for sign-in and consent. Pages contain only its random handle, whose digest
 * is stored. The request is bound to the browser that started it.
 */
@Entity
@Table(name = "authorization_request")
class PendingRequest extends TenantOwned {
    @Id
    UUID id;

    @Column(name = "request_hash", updatable = false)
    Sha256 requestHash;

    @Column(name = "browser_hash", updatable = false)
    @Nullable Sha256 browserHash;

    @Column(updatable = false)
    UUID client;

    /** The account that last saw the permissions page. */
    @Column
    @Nullable UUID account;

    @Column(name = "response_type", updatable = false)
    String responseType;

    /** Null in rows of the previous version: the default mode of the response type. */
    @Column(name = "response_mode", updatable = false)
    @Nullable String responseMode;

    @Column(name = "redirect_uri", updatable = false)
    String redirectUri;

    @Column(name = "redirect_uri_sent", updatable = false)
    boolean redirectUriSent;

    @Column(updatable = false)
    String[] scopes;

    @Column(updatable = false)
    @Nullable String state;

    @Column(name = "code_challenge", updatable = false)
    @Nullable String codeChallenge;

    @Column(name = "resource_uris", updatable = false)
    String[] resources;

    @Column(name = "force_sign_in", updatable = false)
    boolean forceSignIn;

    @Column(name = "force_consent", updatable = false)
    boolean forceConsent;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;
}
