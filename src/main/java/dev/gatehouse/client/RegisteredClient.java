// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.tenant.AccessTokenFormat;
import dev.gatehouse.tenant.Settings;
import dev.gatehouse.tenant.TokenTypeHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of a client's registration, with all data that decides requests.
 *
 * @param allowedOrigins the web origins whose scripts may read responses of the token and revocation endpoints to this
 *     client
 * @param refreshCount the maximum number of refreshes; null: unlimited
 * @param refreshInactivityDays 0: no limit; null: the tenant's setting
 * @param refreshMaximumAgeDays 0: no maximum; null: the tenant's setting
 * @param accessTokenTypeHeader the {@code typ} header of JWT access tokens; null: the tenant's setting
 * @param resourceServer whether the client may introspect tokens whose scopes cover URLs of its own scopes
 * @param rateLimit the limit of calls to all services together; null: unlimited
 * @param scopes the names of the scopes that the client may request
 * @param groups the ids of the client's groups
 */
public record RegisteredClient(
        UUID id,
        String clientId,
        String name,
        String version,
        @Nullable String description,
        ClientType type,
        List<String> redirectUris,
        Set<String> allowedOrigins,
        Set<GrantType> grantTypes,
        PkceRule requirePkce,
        Expiration expiration,
        @Nullable Integer expirationSeconds,
        @Nullable Integer refreshCount,
        @Nullable Integer refreshInactivityDays,
        @Nullable Integer refreshMaximumAgeDays,
        Approval approval,
        @Nullable AccessTokenFormat accessTokenFormat,
        @Nullable TokenTypeHeader accessTokenTypeHeader,
        boolean resourceServer,
        @Nullable RateLimit rateLimit,
        boolean active,
        List<Secret> secrets,
        Set<String> scopes,
        Set<UUID> groups) {

    public RegisteredClient {
        redirectUris = List.copyOf(redirectUris);
        allowedOrigins = Set.copyOf(allowedOrigins);
        grantTypes = Set.copyOf(grantTypes);
        secrets = List.copyOf(secrets);
        scopes = Set.copyOf(scopes);
        groups = Set.copyOf(groups);
    }

    /** Returns the estimated heap size of texts, scopes and groups in bytes. */
    int bytesOfTexts() {
        return CacheBound.bytes(name)
                + CacheBound.bytes(description)
                + CacheBound.bytes(redirectUris)
                + CacheBound.bytes(allowedOrigins)
                + CacheBound.bytes(scopes)
                + CacheBound.bytesOfIds(groups);
    }

    /**
     * The digest of a client secret.
     *
     * @param expiresAt when the secret expires; null: never
     */
    public record Secret(Sha256 hash, @Nullable Instant expiresAt) {
        boolean isValid(Instant now) {
            return expiresAt == null || now.isBefore(expiresAt);
        }
    }

    /**
     * Returns the requested scopes that the client is associated with, in any letter case (RFC 6749 §3.3). A request
     * without scopes means all of them.
     *
     * @return no scopes if the client is associated with none of the requested ones
     */
    public ScopeNames requested(@Nullable ScopeNames asked) {
        var found = asked == null ? ScopeNames.NONE : asked.intersectIgnoringCase(scopes);
        return found.isEmpty() && (asked == null || asked.nameNothing()) ? ScopeNames.of(new TreeSet<>(scopes)) : found;
    }

    /** Returns the redirect URI if this client has registered it. */
    public Optional<VerifiedRedirectUri> verify(String requested) {
        return redirectUris.stream().anyMatch(registered -> RedirectUri.matches(registered, requested))
                ? Optional.of(new VerifiedRedirectUri(requested))
                : Optional.empty();
    }

    /**
     * Returns the client's only redirect URI, which a request may omit (RFC 6749 §3.1.2.3); empty if there are several.
     */
    public Optional<VerifiedRedirectUri> onlyRedirectUri() {
        return redirectUris.size() == 1
                ? Optional.of(new VerifiedRedirectUri(redirectUris.getFirst()))
                : Optional.empty();
    }

    public boolean isPublic() {
        return type == ClientType.PUBLIC;
    }

    /** Returns whether authorization requests of this client must contain a code challenge. */
    public boolean needsPkce(Settings settings) {
        return switch (requirePkce) {
            case YES -> true;
            case NO -> false;
            case GLOBAL -> isPublic() || settings.requirePkce();
        };
    }

    /** Returns the lifetime of access tokens; empty: they never expire. */
    public Optional<Duration> accessTokenLifetime(Settings settings) {
        return switch (expiration) {
            case GLOBAL -> settings.accessTokenLifetime();
            case NEVER -> Optional.empty();
            case SECONDS -> Optional.ofNullable(expirationSeconds).map(Duration::ofSeconds);
        };
    }

    /** Returns the expiry rule of refresh tokens. */
    public RefreshExpiry refreshExpiry(Settings settings) {
        return RefreshExpiry.of(refreshInactivityDays, refreshMaximumAgeDays, settings);
    }

    public AccessTokenFormat accessTokenFormat(Settings settings) {
        return accessTokenFormat == null ? settings.accessTokenFormat() : accessTokenFormat;
    }

    /** Returns the {@code typ} header of JWT access tokens. */
    public TokenTypeHeader accessTokenTypeHeader(Settings settings) {
        return accessTokenTypeHeader == null ? settings.accessTokenTypeHeader() : accessTokenTypeHeader;
    }

    /** Returns whether a secret is one of the client's valid secrets. */
    boolean hasSecret(String secret, Instant now) {
        var hash = Sha256.of(secret);
        var found = false;
        for (var ours : secrets) {
            found |= ours.hash().sameAs(hash) && ours.isValid(now);
        }
        return found;
    }
}
