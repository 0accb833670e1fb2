// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.account.Person;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.QuotaExceededException;
import dev.gatehouse.signing.SigningKeys;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.tenant.quota.TokenRates;
import dev.gatehouse.token.GrantOrigin;
import dev.gatehouse.token.Resources;
import dev.gatehouse.token.Token;
import dev.gatehouse.token.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Creates tokens: the raw tokens for the client, and the row that is stored. */
@ApplicationScoped
public class TokenIssuer {
    private final TimeSource time;
    private final Secrets secrets;
    private final TenantSettings settings;
    private final SigningKeys keys;
    private final Tokens tokens;
    private final TokenRates rates;
    private final LiveTokenQuota liveTokens;
    private final AuditLog audit;

    /**
     * A grant to be issued.
     *
     * @param issuer the base URL of the request
     * @param person the user; null if the client acts for itself
     * @param granted the granted resources, which a refresh may request again
     * @param resources the granted resources of this access token
     * @param label the client's name for the token, if any
     */
    public record Grant(
            String issuer,
            GrantOrigin origin,
            RegisteredClient client,
            @Nullable Person person,
            ScopeNames scope,
            Resources granted,
            Resources resources,
            @Nullable String label) {}

    /** An access token that is not stored yet. */
    record NewAccessToken(
            String value,
            ScopeNames scope,
            Resources resources,
            Instant issuedAt,
            @Nullable Instant expiresAt) {
        Sha256 hash() {
            return Sha256.of(value);
        }

        @Override
        public String toString() {
            return "NewAccessToken[…]";
        }
    }

    TokenIssuer(
            TimeSource time,
            Secrets secrets,
            TenantSettings settings,
            SigningKeys keys,
            Tokens tokens,
            TokenRates rates,
            LiveTokenQuota liveTokens,
            AuditLog audit) {
        this.time = time;
        this.secrets = secrets;
        this.settings = settings;
        this.keys = keys;
        this.tokens = tokens;
        this.rates = rates;
        this.liveTokens = liveTokens;
        this.audit = audit;
    }

    /**
     * Creates an access token, which is not valid until its digest is stored. Must be called outside a transaction.
     *
     * @throws QuotaExceededException if the tenant issues as many tokens per second as its quota
     */
    NewAccessToken make(Grant grant) {
        rates.take();
        return make(grant, grant.client().accessTokenLifetime(settings.current()));
    }

    /**
     * Creates the access token of a new grant, as {@link #make(Grant)}.
     *
     * @throws QuotaExceededException also if the tenant has as many active tokens as its quota
     */
    NewAccessToken makeFirst(Grant grant) {
        return makeFirst(grant, grant.client().accessTokenLifetime(settings.current()));
    }

    private NewAccessToken makeFirst(Grant grant, Optional<Duration> lifetime) {
        rates.take();
        liveTokens.add();
        return make(grant, lifetime);
    }

    private NewAccessToken make(Grant grant, Optional<Duration> lifetime) {
        var now = time.now();
        var expiresAt = lifetime.map(now::plus).orElse(null);
        var value = switch (grant.client().accessTokenFormat(settings.current())) {
            case OPAQUE -> secrets.next(Secrets.ACCESS_TOKEN_PREFIX);
            case JWT ->
                keys.sign(
                        grant.client().accessTokenTypeHeader(settings.current()).value(),
                        claims(grant, now, expiresAt));
        };
        return new NewAccessToken(value, grant.scope(), grant.resources(), now, expiresAt);
    }

    /** Creates and stores a grant in a transaction of its own. */
    IssuedTokens issue(Grant grant) {
        return issueIf(grant, id -> true).orElseThrow();
    }

    /**
     * Creates a grant, and stores the grant in a transaction of its own if a condition holds. The access token is
     * signed before the transaction begins, so that no lock is held meanwhile.
     *
     * @param condition decides in the same transaction; gets the primary key that the grant will have, and what the
     *     condition wrote is kept in any case
     * @return nothing if the condition does not hold
     */
    Optional<IssuedTokens> issueIf(Grant grant, Predicate<UUID> condition) {
        var access = makeFirst(grant);
        var id = secrets.id();
        return QuarkusTransaction.requiringNew()
                .call(() -> condition.test(id) ? Optional.of(store(id, grant, access)) : Optional.empty());
    }

    /**
     * Creates and stores a grant that an administrator adds, with a given lifetime.
     *
     * @param id the primary key of the grant
     * @param actor the administrator
     */
    public IssuedTokens add(UUID id, Grant grant, Duration lifetime, String actor) {
        var access = makeFirst(grant, Optional.of(lifetime));
        return QuarkusTransaction.requiringNew().call(() -> store(id, grant, access, actor));
    }

    /**
     * Stores a grant, in the running transaction: its access token and, if the grant type and the client's refresh
     * count allow one, a refresh token.
     *
     * @param id the primary key of the grant
     */
    @Transactional(Transactional.TxType.MANDATORY)
    IssuedTokens store(UUID id, Grant grant, NewAccessToken access) {
        var person = grant.person();
        return store(id, grant, access, person == null ? grant.client().clientId() : person.username());
    }

    private IssuedTokens store(UUID id, Grant grant, NewAccessToken access, String actor) {
        var client = grant.client();
        var refreshable = switch (grant.origin()) {
            case AUTHORIZATION_CODE, PASSWORD -> client.refreshCount() == null || client.refreshCount() > 0;
            case IMPLICIT, CLIENT_CREDENTIALS, ADMINISTRATOR -> false;
        };
        var refresh = refreshable ? RefreshToken.first(secrets) : null;
        var token = new Token();
        token.id = id;
        token.accessHash = access.hash();
        token.refreshChain = refresh == null ? null : refresh.chainHash();
        token.refreshHash = refresh == null ? null : refresh.hash();
        token.client = client.id();
        token.account = grant.person() == null ? null : grant.person().id();
        token.grantType = grant.origin().wireName();
        token.label = grant.label();
        token.scopes = grant.scope().toArray();
        token.accessScopes = token.scopes;
        token.resources = access.resources().toArray();
        token.grantedResources = stored(grant.granted(), access.resources());
        token.issuedAt = access.issuedAt();
        token.accessIssuedAt = access.issuedAt();
        token.expiresAt = access.expiresAt();
        token.refreshesLeft = refreshable ? client.refreshCount() : Integer.valueOf(0);
        tokens.persistAndFlush(token);
        audit.record(AuditEvent.success(AuditAction.TOKEN_ISSUED)
                .by(actor)
                .client(client.clientId())
                .target(id.toString())
                .value(token.grantType + ": " + grant.scope()));
        return new IssuedTokens(
                access.value(),
                access.expiresAt(),
                refresh == null ? null : refresh.value(),
                grant.scope().toString());
    }

    /** Returns the granted resources as stored; null if they are those of the access token. */
    static String @Nullable [] stored(Resources granted, Resources ofAccessToken) {
        return granted.equals(ofAccessToken) ? null : granted.toArray();
    }

    /** The claims of RFC 9068 §2.2; the subject of a client that acts for itself is the client. */
    private JwtClaimsBuilder claims(Grant grant, Instant now, @Nullable Instant expiresAt) {
        var claims = Jwt.issuer(grant.issuer())
                .subject(
                        grant.person() == null
                                ? grant.client().clientId()
                                : grant.person().id().toString())
                .audience(new LinkedHashSet<>(grant.resources().audience(grant.issuer())))
                .claim("client_id", grant.client().clientId())
                .claim("scope", grant.scope().toString())
                .claim("jti", Secrets.base64(secrets.bytes(16)))
                .issuedAt(now.getEpochSecond());
        return expiresAt == null ? claims : claims.expiresAt(expiresAt.getEpochSecond());
    }
}
