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
 * A client's registration at a moment: everything that a request of it is decided by.
 *
 * @param allowedOrigins the web origins whose scripts may read what the token and revocation endpoints answer it
 * @param refreshCount null: unlimited
 * @param refreshInactivityDays 0: no limit; null: what the settings say
 * @param refreshMaximumAgeDays 0: no maximum; null: what the settings say
 * @param accessTokenTypeHeader null: what the settings say
 * @param resourceServer whether it may introspect the tokens whose scopes cover URLs of its own
 * @param rateLimit how often it may call, over all services; null: as often as it likes
 * @param scopes the names of the scopes that it may request
 * @param groups the ids of the groups that it is in
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

    /** The bytes of heap that its texts, scopes and groups take, estimated. */
    int bytesOfTexts() {
        return CacheBound.bytes(name)
                + CacheBound.bytes(description)
                + CacheBound.bytes(redirectUris)
                + CacheBound.bytes(allowedOrigins)
                + CacheBound.bytes(scopes)
                + CacheBound.bytesOfIds(groups);
    }

    /** A secret by its digest, valid until it expires, if it does. */
    public record Secret(Sha256 hash, @Nullable Instant expiresAt) {
        boolean isValid(Instant now) {
            return expiresAt == null || now.isBefore(expiresAt);
        }
    }

    /**
     * What a request for some scopes means (RFC 6749 §3.3): those of them that this client is associated with, in whatever
     * case they were named. A request that names none is for all.
     *
     * @return none: the client is associated with nothing of what was asked for
     */
    public ScopeNames requested(@Nullable ScopeNames asked) {
        var found = asked == null ? ScopeNames.NONE : asked.spelledAs(scopes);
        return found.isEmpty() && (asked == null || asked.nameNothing()) ? ScopeNames.of(new TreeSet<>(scopes)) : found;
    }

    /** The redirect URI, if this client has registered it. */
    public Optional<VerifiedRedirectUri> verify(String requested) {
        return redirectUris.stream().anyMatch(registered -> RedirectUri.matches(registered, requested))
                ? Optional.of(new VerifiedRedirectUri(requested))
                : Optional.empty();
    }

    /** The redirect URI that a request may leave out: the only one (RFC 6749 §3.1.2.3). */
    public Optional<VerifiedRedirectUri> onlyRedirectUri() {
        return redirectUris.size() == 1
                ? Optional.of(new VerifiedRedirectUri(redirectUris.getFirst()))
                : Optional.empty();
    }

    public boolean isPublic() {
        return type == ClientType.PUBLIC;
    }

    /** Whether a request of this client for an authorization code must carry a code challenge. */
    public boolean needsPkce(Settings settings) {
        return switch (requirePkce) {
            case YES -> true;
            case NO -> false;
            case GLOBAL -> isPublic() || settings.requirePkce();
        };
    }

    /** How long its access tokens live; empty: they never expire. */
    public Optional<Duration> accessTokenLifetime(Settings settings) {
        return switch (expiration) {
            case GLOBAL -> settings.accessTokenLifetime();
            case NEVER -> Optional.empty();
            case SECONDS -> Optional.ofNullable(expirationSeconds).map(Duration::ofSeconds);
        };
    }

    /** When its refresh tokens expire. */
    public RefreshExpiry refreshExpiry(Settings settings) {
        return RefreshExpiry.of(refreshInactivityDays, refreshMaximumAgeDays, settings);
    }

    public AccessTokenFormat accessTokenFormat(Settings settings) {
        return accessTokenFormat == null ? settings.accessTokenFormat() : accessTokenFormat;
    }

    /** The {@code typ} of its access tokens in JWT format. */
    public TokenTypeHeader accessTokenTypeHeader(Settings settings) {
        return accessTokenTypeHeader == null ? settings.accessTokenTypeHeader() : accessTokenTypeHeader;
    }

    /** Whether a secret is one of this client's that are valid now. */
    boolean hasSecret(String secret, Instant now) {
        var hash = Sha256.of(secret);
        var found = false;
        for (var ours : secrets) {
            found |= ours.hash().sameAs(hash) && ours.isValid(now);
        }
        return found;
    }
}
