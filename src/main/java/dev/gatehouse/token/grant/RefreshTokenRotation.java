// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.token.Resources;
import dev.gatehouse.token.TokenDetails;
import dev.gatehouse.token.Tokens;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Refresh token rotation (RFC 9700 §4.14.2). One conditional update decides which request rotates a token, and
 * decrements the remaining refreshes. A rotated token that is sent again within the grace window gets the same
 * successor, uncounted. After the grace window the grant is revoked, because one of the two senders stole the token.
 */
@ApplicationScoped
class RefreshTokenRotation implements PanacheRepositoryBase<RotatedRefreshToken, UUID>, Expiring {

    /**
     * A grant that has or had a refresh token.
     *
     * @param refreshedAt the time of the last refresh, or of the grant
     * @param refreshHash the digest of the current refresh token; null if no refresh is allowed
     */
    @RegisterForReflection
    @SuppressWarnings("ArrayRecordComponent") // columns of a row, which is not compared
    record Chain(
            UUID id,
            UUID client,
            @Nullable UUID account,
            String grantType,
            String[] scopes,
            String[] resources,
            String @Nullable [] grantedResources,
            @Nullable Sha256 refreshHash,
            Sha256 accessHash,
            @Nullable Integer refreshesLeft,
            Instant grantedAt,
            Instant refreshedAt,
            @Nullable Instant revokedAt) {

        /** The scopes that were granted. */
        ScopeNames scope() {
            return ScopeNames.stored(scopes);
        }

        /** The resources that were granted. */
        Resources granted() {
            return Resources.stored(grantedResources == null ? resources : grantedResources);
        }

        boolean isCurrent(RefreshToken presented) {
            return refreshHash != null && refreshHash.sameAs(presented.hash());
        }
    }

    /** The result of presenting a refresh token. */
    sealed interface Outcome {
        record Refreshed(IssuedTokens tokens) implements Outcome {}

        /**
         * The client sent a replaced refresh token within the grace period. The tokens are the stored response of the
         * refresh that replaced it.
         *
         * @param resources the resources of its access token
         */
        record Repeated(IssuedTokens tokens, Resources resources) implements Outcome {

            /** Returns whether the stored response also answers this request. */
            boolean answers(TokenIssuer.Grant asked) {
                return resources.sameAs(asked.resources())
                        && ScopeNames.parse(tokens.scope()).equals(asked.scope());
            }
        }

        record Refused() implements Outcome {}
    }

    /** The JSON form of a sealed response. */
    @RegisterForReflection
    record Successor(
            String accessToken,
            @Nullable Instant expiresAt,
            @Nullable String refreshToken,
            String scope) {
        /** Omits the tokens, so that no log line can contain them. */
        @Override
        public String toString() {
            return "Successor[…]";
        }
    }

    private final TimeSource time;
    private final Secrets secrets;
    private final TenantSettings settings;
    private final Tokens tokens;
    private final AuditLog audit;
    private final ObjectMapper json;

    RefreshTokenRotation(
            TimeSource time,
            Secrets secrets,
            TenantSettings settings,
            Tokens tokens,
            AuditLog audit,
            ObjectMapper json) {
        this.time = time;
        this.secrets = secrets;
        this.settings = settings;
        this.tokens = tokens;
        this.audit = audit;
        this.json = json;
    }

    /** Finds the grant of a refresh token, current or rotated. */
    @Transactional
    Optional<Chain> find(RefreshToken presented) {
        return getEntityManager()
                .createQuery(
                        "select new dev.gatehouse.token.grant.RefreshTokenRotation$Chain(id, client, account, grantType, scopes, resources,"
                                + " grantedResources,"
                                + " refreshHash, accessHash, refreshesLeft, issuedAt, accessIssuedAt, revokedAt)"
                                + " from Token where refreshChain = :chain",
                        Chain.class)
                .setParameter("chain", presented.chainHash())
                .getResultStream()
                .findFirst();
    }

    /**
     * Replaces the current tokens with new ones. If another request was first, the result is that of {@link #reused}.
     */
    @Transactional
    Outcome rotate(Chain chain, RefreshToken presented, TokenIssuer.NewAccessToken access, RegisteredClient client) {
        if (chain.revokedAt() != null) {
            return new Outcome.Refused();
        }
        var last = chain.refreshesLeft() != null && chain.refreshesLeft() <= 1;
        var successor = last ? null : presented.next(secrets);
        var scope = access.scope().toString();
        var updated = tokens.update(
                "accessHash = ?1, refreshHash = ?2, refreshesLeft = refreshesLeft - 1, accessScopes = ?3,"
                        + " resources = ?4, grantedResources = ?5,"
                        + " accessIssuedAt = ?6, expiresAt = ?7"
                        + " where id = ?8 and refreshHash = ?9 and revokedAt is null"
                        + " and (refreshesLeft is null or refreshesLeft > 0)",
                access.hash(),
                successor == null ? null : successor.hash(),
                access.scope().toArray(),
                access.resources().toArray(),
                TokenIssuer.stored(chain.granted(), access.resources()),
                access.issuedAt(),
                access.expiresAt(),
                chain.id(),
                presented.hash());
        if (updated == 0) {
            return reused(chain, presented, client);
        }
        var issued = new IssuedTokens(
                access.value(), access.expiresAt(), successor == null ? null : successor.value(), scope);
        remember(chain, presented, issued, access.resources());
        tokens.announce(chain.accessHash());
        audit.record(AuditEvent.success(AuditAction.TOKEN_REFRESHED)
                .by(client.clientId())
                .client(client.clientId())
                .target(chain.id().toString())
                .value(scope));
        return new Outcome.Refreshed(issued);
    }

    /** Handles a refresh token that is not the current one of its grant. */
    @Transactional
    Outcome reused(Chain chain, RefreshToken presented, RegisteredClient client) {
        var rotated = find("refreshHash = ?1 and expiresAt > ?2", presented.hash(), time.now())
                .firstResultOptional();
        if (rotated.isPresent() && isLive(chain.id())) {
            return box(presented)
                    .open(rotated.get().sealedSuccessor, chain.id().toString())
                    .<Outcome>map(answer -> new Outcome.Repeated(read(answer), resources(rotated.get(), chain)))
                    .orElseGet(Outcome.Refused::new);
        }
        if (isLive(chain.id())) {
            audit.record(AuditEvent.denied(AuditAction.REFRESH_TOKEN_REUSED)
                    .by(client.clientId())
                    .client(client.clientId())
                    .target(chain.id().toString())
                    .detail(TokenDetails.grantRevoked()));
            tokens.revoke(chain.id(), client.clientId(), TokenDetails.refreshTokenSentAgain());
        }
        return new Outcome.Refused();
    }

    /**
     * Returns the resources of a stored response. Rows of the previous version have none; that version always returned
     * all granted resources.
     */
    private static Resources resources(RotatedRefreshToken rotated, Chain chain) {
        return rotated.resources == null ? chain.granted() : Resources.stored(rotated.resources);
    }

    private boolean isLive(UUID id) {
        return tokens.count("id = ?1 and revokedAt is null", id) > 0;
    }

    private void remember(Chain chain, RefreshToken presented, IssuedTokens issued, Resources resources) {
        var grace = settings.current().refreshGrace();
        if (grace.isZero()) {
            return;
        }
        var rotated = new RotatedRefreshToken();
        rotated.id = secrets.id();
        rotated.refreshHash = presented.hash();
        rotated.token = chain.id();
        rotated.rotatedAt = time.now();
        rotated.expiresAt = rotated.rotatedAt.plus(grace);
        rotated.resources = resources.toArray();
        rotated.sealedSuccessor =
                box(presented).seal(secrets, write(issued), chain.id().toString());
        persist(rotated);
    }

    private static SealedBox box(RefreshToken presented) {
        return new SealedBox(presented.secret(), "gatehouse refresh token successor");
    }

    private byte[] write(IssuedTokens issued) {
        try {
            return json.writeValueAsBytes(
                    new Successor(issued.accessToken(), issued.expiresAt(), issued.refreshToken(), issued.scope()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and instants can always be written as JSON", e);
        }
    }

    private IssuedTokens read(byte[] answer) {
        try {
            var successor = json.readValue(answer, Successor.class);
            return new IssuedTokens(
                    successor.accessToken(), successor.expiresAt(), successor.refreshToken(), successor.scope());
        } catch (IOException e) {
            throw new IllegalStateException("what was put away is not what was written", e);
        }
    }

    @Override
    public String what() {
        return "rotated refresh tokens";
    }

    @Override
    public List<ExpiredRows> expired(Instant now) {
        return List.of(new ExpiredRows("rotated_refresh_token", "expires_at", now));
    }
}
