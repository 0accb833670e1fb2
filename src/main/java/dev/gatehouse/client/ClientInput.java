package dev.gatehouse.client;

import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.tenant.AccessTokenFormat;
import dev.gatehouse.tenant.TokenTypeHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as the admin API takes it. Name and version cannot change once they are saved; what is left out has its default:
 * a confidential client with the authorization code grant, the tenant's lifetimes and refresh count, always asking.
 *
 * @param allowedOrigins the web origins whose scripts may read its answers (CORS); none: those of its https redirect URIs
 * @param grantTypes of {@code authorization_code}, {@code implicit}, {@code client_credentials}, {@code password}
 * @param refresh without it, the tenant's default
 * @param refreshCount with {@code LIMITED}: how many refreshes; 0 or none: no refresh token
 * @param refreshInactivityDays days without a refresh after which a refresh token expires; 0: never; none: the tenant's
 * @param refreshMaximumAgeDays days after which a grant is refreshed no more; 0: no maximum; none: the tenant's
 * @param accessTokenFormat none: the tenant's
 * @param accessTokenTypeHeader the {@code typ} of its access tokens in JWT format; none: the tenant's
 * @param resourceServer whether it may introspect the tokens whose scopes cover URLs of its own; confidential clients only
 * @param rateLimit how often it may call, over all services; none: as often as it likes
 * @param scopes the names of the associated scopes
 */
public record ClientInput(
        @Nullable String name,
        @Nullable String version,
        @Nullable String description,
        @Nullable ClientType type,
        @Nullable List<String> redirectUris,
        @Nullable List<String> allowedOrigins,
        @Nullable List<String> grantTypes,
        @Nullable PkceRule requirePkce,
        @Nullable Expiration expiration,
        @Nullable Integer expirationSeconds,
        @Nullable RefreshLimit refresh,
        @Nullable Integer refreshCount,
        @Nullable Integer refreshInactivityDays,
        @Nullable Integer refreshMaximumAgeDays,
        @Nullable Approval approval,
        @Nullable AccessTokenFormat accessTokenFormat,
        @Nullable TokenTypeHeader accessTokenTypeHeader,
        @Nullable Boolean resourceServer,
        RateLimit.@Nullable Input rateLimit,
        @Nullable Boolean active,
        @Nullable List<String> scopes) {}
