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
 * An authorization request that waits for its person to sign in and decide. Pages carry only its random id, of which the
 * digest is stored, and it is bound to the browser that began it.
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

    /** Who was last shown the permissions page. */
    @Column
    @Nullable UUID account;

    @Column(name = "response_type", updatable = false)
    String responseType;

    /** Null in a row that the version before stored: where answers of the response type stand. */
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
