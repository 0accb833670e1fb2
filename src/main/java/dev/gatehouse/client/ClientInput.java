// SPDX-License-Identifier: Apache-2.0
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
        @Nullable List<String> scopes) {

    /** A client of which nothing is said yet: every value has its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** The values of a client by their names. */
    public static final class Builder {
        private @Nullable String name;
        private @Nullable String version;
        private @Nullable String description;
        private @Nullable ClientType type;
        private @Nullable List<String> redirectUris;
        private @Nullable List<String> allowedOrigins;
        private @Nullable List<String> grantTypes;
        private @Nullable PkceRule requirePkce;
        private @Nullable Expiration expiration;
        private @Nullable Integer expirationSeconds;
        private @Nullable RefreshLimit refresh;
        private @Nullable Integer refreshCount;
        private @Nullable Integer refreshInactivityDays;
        private @Nullable Integer refreshMaximumAgeDays;
        private @Nullable Approval approval;
        private @Nullable AccessTokenFormat accessTokenFormat;
        private @Nullable TokenTypeHeader accessTokenTypeHeader;
        private @Nullable Boolean resourceServer;
        private RateLimit.@Nullable Input rateLimit;
        private @Nullable Boolean active;
        private @Nullable List<String> scopes;

        private Builder() {}

        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        public Builder version(@Nullable String value) {
            version = value;
            return this;
        }

        public Builder description(@Nullable String value) {
            description = value;
            return this;
        }

        public Builder type(@Nullable ClientType value) {
            type = value;
            return this;
        }

        public Builder redirectUris(@Nullable List<String> value) {
            redirectUris = value;
            return this;
        }

        public Builder allowedOrigins(@Nullable List<String> value) {
            allowedOrigins = value;
            return this;
        }

        public Builder grantTypes(@Nullable List<String> value) {
            grantTypes = value;
            return this;
        }

        public Builder requirePkce(@Nullable PkceRule value) {
            requirePkce = value;
            return this;
        }

        public Builder expiration(@Nullable Expiration value) {
            expiration = value;
            return this;
        }

        public Builder expirationSeconds(@Nullable Integer value) {
            expirationSeconds = value;
            return this;
        }

        public Builder refresh(@Nullable RefreshLimit value) {
            refresh = value;
            return this;
        }

        public Builder refreshCount(@Nullable Integer value) {
            refreshCount = value;
            return this;
        }

        public Builder refreshInactivityDays(@Nullable Integer value) {
            refreshInactivityDays = value;
            return this;
        }

        public Builder refreshMaximumAgeDays(@Nullable Integer value) {
            refreshMaximumAgeDays = value;
            return this;
        }

        public Builder approval(@Nullable Approval value) {
            approval = value;
            return this;
        }

        public Builder accessTokenFormat(@Nullable AccessTokenFormat value) {
            accessTokenFormat = value;
            return this;
        }

        public Builder accessTokenTypeHeader(@Nullable TokenTypeHeader value) {
            accessTokenTypeHeader = value;
            return this;
        }

        public Builder resourceServer(@Nullable Boolean value) {
            resourceServer = value;
            return this;
        }

        public Builder rateLimit(RateLimit.@Nullable Input value) {
            rateLimit = value;
            return this;
        }

        public Builder active(@Nullable Boolean value) {
            active = value;
            return this;
        }

        public Builder scopes(@Nullable List<String> value) {
            scopes = value;
            return this;
        }

        /** The client as the admin API would take it. */
        public ClientInput build() {
            return new ClientInput(
                    name,
                    version,
                    description,
                    type,
                    redirectUris,
                    allowedOrigins,
                    grantTypes,
                    requirePkce,
                    expiration,
                    expirationSeconds,
                    refresh,
                    refreshCount,
                    refreshInactivityDays,
                    refreshMaximumAgeDays,
                    approval,
                    accessTokenFormat,
                    accessTokenTypeHeader,
                    resourceServer,
                    rateLimit,
                    active,
                    scopes);
        }
    }
}
