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

/** A stored decision on an authorization request, kept while the browser may return to the request. */
@Entity
@Table(name = "decided_request")
class DecidedRequest extends TenantOwned {
    /** The id of the pending request. */
    @Id
    UUID id;

    @Column(name = "request_hash", updatable = false)
    Sha256 requestHash;

    @Column(name = "browser_hash", updatable = false)
    Sha256 browserHash;

    @Column(updatable = false)
    UUID client;

    /** The account that decided, or that access was granted for without asking. */
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

    /** The id of the issued code or token. */
    @Column(updatable = false)
    @Nullable UUID issued;

    @Column(name = "sealed_answer", updatable = false)
    byte[] sealedAnswer;

    /** Until when the response may be repeated. */
    @Column(name = "answer_until", updatable = false)
    Instant answerUntil;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;
}
