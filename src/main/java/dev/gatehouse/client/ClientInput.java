package dev.gatehouse.client;

import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.tenant.AccessTokenFormat;
import dev.gatehouse.tenant.TokenTypeHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client in an admin API request. Name and version cannot be changed after creation. Omitted fields have defaults: a
 * confidential client with the authorization code grant, the tenant's lifetimes and refresh count, and consent on every
 * request.
 *
 * @param allowedOrigins the web origins whose scripts may read responses to this client (CORS); null: the origins of
 *     the https redirect URIs
 * @param grantTypes any of {@code authorization_code}, {@code implicit}, {@code client_credentials}, {@code password}
 * @param refresh whether refreshes are limited; null: the tenant's default
 * @param refreshCount the number of refreshes if {@code LIMITED}; 0 or null: no refresh token
 * @param refreshInactivityDays days without a refresh after which a refresh token expires; 0: never; null: the tenant's
 *     setting
 * @param refreshMaximumAgeDays days after which a grant cannot be refreshed; 0: no maximum; null: the tenant's setting
 * @param accessTokenFormat the format of access tokens; null: the tenant's setting
 * @param accessTokenTypeHeader the {@code typ} header of JWT access tokens; null: the tenant's setting
 * @param resourceServer whether the client may introspect tokens whose scopes cover URLs of its own scopes;
 *     confidential clients only
 * @param rateLimit the limit of calls to all services together; null: unlimited
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
