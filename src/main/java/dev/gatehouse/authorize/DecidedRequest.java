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

/** What became of an authorization request, for as long as its browser may come back to it. */
@Entity
@Table(name = "decided_request")
class DecidedRequest extends TenantOwned {
    /** That of the pending request. */
    @Id
    UUID id;

    @Column(name = "request_hash", updatable = false)
    Sha256 requestHash;

    @Column(name = "browser_hash", updatable = false)
    Sha256 browserHash;

    @Column(updatable = false)
    UUID client;

    /** Who decided, or was decided for. */
    @Column(updatable = false)
    UUID account;

    /** Whether the permissions page was shown. */
    @Column(updatable = false)
    boolean asked;

    @Column(updatable = false)
    boolean granted;

    @Column(updatable = false)
    String[] scopes;

    @Column(name = "response_type", updatable = false)
    String responseType;

    @Column(name = "response_mode", updatable = false)
    String responseMode;

    @Column(name = "redirect_uri", updatable = false)
    String redirectUri;

    /** The id of the code or token that was issued. */
    @Column(updatable = false)
    @Nullable UUID issued;

    @Column(name = "sealed_answer", updatable = false)
    byte[] sealedAnswer;

    /** Until when the answer may be given again. */
    @Column(name = "answer_until", updatable = false)
    Instant answerUntil;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;
}
