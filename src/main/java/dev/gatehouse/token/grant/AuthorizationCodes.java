// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.account.Person;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.client.VerifiedRedirectUri;
import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import dev.gatehouse.oauth.CodeChallenge;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.token.Resources;
import dev.gatehouse.token.TokenDetails;
import dev.gatehouse.token.Tokens;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The authorization codes of the current tenant. Each code is redeemed at most once, even by concurrent requests; a
 * second redemption revokes the tokens of the first (RFC 6749 §4.1.2).
 */
@ApplicationScoped
public class AuthorizationCodes implements PanacheRepositoryBase<AuthorizationCode, UUID>, Expiring {
    private final TimeSource time;
    private final Secrets secrets;
    private final TenantSettings settings;
    private final Tokens tokens;
    private final AuditLog audit;

    /**
     * The approved authorization request of a code.
     *
     * @param redirectUriSent whether the authorization request contained the redirect URI, so that the token request
     *     must contain it too
     */
    public record Approved(
            RegisteredClient client,
            Person person,
            VerifiedRedirectUri redirectUri,
            boolean redirectUriSent,
            @Nullable CodeChallenge codeChallenge,
            ScopeNames scope,
            Resources resources) {}

    /**
     * An issued code.
     *
     * @param raw the code; only for the redirect, never to be stored or logged
     */
    public record Issued(UUID id, String raw) {
        @Override
        public String toString() {
            return "Issued[" + id + "]";
        }
    }

    AuthorizationCodes(TimeSource time, Secrets secrets, TenantSettings settings, Tokens tokens, AuditLog audit) {
        this.time = time;
        this.secrets = secrets;
        this.settings = settings;
        this.tokens = tokens;
        this.audit = audit;
    }

    /** Issues a code, in the running transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Issued issue(Approved approved) {
        var raw = secrets.next("");
        var code = new AuthorizationCode();
        code.id = secrets.id();
        code.codeHash = Sha256.of(raw);
        code.client = approved.client().id();
        code.account = approved.person().id();
        code.redirectUri = approved.redirectUri().value();
        code.redirectUriSent = approved.redirectUriSent();
        code.codeChallenge = approved.codeChallenge() == null
                ? null
                : approved.codeChallenge().value();
        code.scopes = approved.scope().toArray();
        code.resources = approved.resources().toArray();
        code.issuedAt = time.now();
        code.expiresAt = code.issuedAt.plus(settings.current().authorizationCodeLifetime());
        persist(code);
        return new Issued(code.id, raw);
    }

    /** Returns whether a code exists, was not redeemed and has not expired. */
    @Transactional
    public boolean isRedeemable(UUID id) {
        return count("id = ?1 and redeemedAt is null and expiresAt > ?2", id, time.now()) > 0;
    }

    /** Finds a code by its digest. {@link #redeem} checks again whether the code was redeemed. */
    @Transactional
    Optional<AuthorizationCode> byRaw(String raw) {
        return find("codeHash = ?1", Sha256.of(raw)).firstResultOptional();
    }

    /**
     * Redeems a code for a token, in the transaction that stores the token.
     *
     * @return false if the code was already redeemed; the tokens of the first redemption are then revoked
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean redeem(AuthorizationCode code, UUID token, RegisteredClient client) {
        if (update("redeemedAt = ?1, token = ?2 where id = ?3 and redeemedAt is null", time.now(), token, code.id)
                > 0) {
            return true;
        }
        revokeReplayed(code.id, client);
        return false;
    }

    /**
     * Deletes the unredeemed codes of an account for a client. Waits for redemptions in progress.
     *
     * @return the number of deleted codes
     */
    @Transactional(Transactional.TxType.MANDATORY)
    long withdraw(UUID account, UUID client) {
        return delete("account = ?1 and client = ?2 and redeemedAt is null", account, client);
    }

    /** Revokes the tokens of a code that its own client sent again. */
    @Transactional
    void replayed(AuthorizationCode code, RegisteredClient client) {
        revokeReplayed(code.id, client);
    }

    /**
     * Revokes the tokens of a code. A code that no longer exists expired unused, or was deleted with its client or
     * account: nothing is revoked.
     */
    private void revokeReplayed(UUID code, RegisteredClient client) {
        var found = findByIdOptional(code);
        if (found.isEmpty()) {
            return;
        }
        var token = found.get().token;
        audit.record(AuditEvent.denied(AuditAction.CODE_REPLAYED)
                .by(client.clientId())
                .client(client.clientId())
                .target(token == null ? null : token.toString())
                .detail(TokenDetails.ofCodeRevoked()));
        if (token != null) {
            tokens.revoke(token, client.clientId(), TokenDetails.codeSentAgain());
        }
    }

    @Override
    public String what() {
        return "authorization codes";
    }

    @Override
    public List<ExpiredRows> expired(Instant now) {
        return List.of(new ExpiredRows("authorization_code", "expires_at", now, "redeemed_at is null"));
    }
}
