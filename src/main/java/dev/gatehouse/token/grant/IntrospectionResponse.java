// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gatehouse.account.Person;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An introspection response (RFC 7662 §2.2); only {@code active} for an inactive token. A refresh token has no type and
 * no audience, so that it is not mistaken for an access token.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IntrospectionResponse(
        boolean active,
        @Nullable String scope,
        @JsonProperty("client_id") @Nullable String clientId,
        @Nullable String username,
        @JsonProperty("token_type") @Nullable String tokenType,
        @Nullable Long exp,
        @Nullable Long iat,
        @Nullable String sub,

        @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED) @Nullable List<String> aud,

        @Nullable String iss,
        @Nullable String jti) {
    static final IntrospectionResponse INACTIVE = new Builder(false).build();

    static Builder ofActiveToken() {
        return new Builder(true);
    }

    /** Builds a response. Properties that are not set are missing in the response. */
    static final class Builder {
        private final boolean active;
        private @Nullable String scope;
        private @Nullable String clientId;
        private @Nullable String username;
        private @Nullable String tokenType;
        private @Nullable Long exp;
        private @Nullable Long iat;
        private @Nullable String sub;
        private @Nullable List<String> aud;
        private @Nullable String iss;
        private @Nullable String jti;

        private Builder(boolean active) {
            this.active = active;
        }

        Builder scope(String value) {
            scope = value;
            return this;
        }

        Builder clientId(String value) {
            clientId = value;
            return this;
        }

        /** Sets the username and the ID of the user. */
        Builder person(Person value) {
            username = value.username();
            sub = value.id().toString();
            return this;
        }

        /** Sets the subject of a token without a user. */
        Builder sub(String value) {
            sub = value;
            return this;
        }

        Builder tokenType(String value) {
            tokenType = value;
            return this;
        }

        /** Sets the time of issue, and the expiry; null: the token does not expire. */
        Builder validity(Instant issuedAt, @Nullable Instant expiresAt) {
            iat = issuedAt.getEpochSecond();
            exp = expiresAt == null ? null : Long.valueOf(expiresAt.getEpochSecond());
            return this;
        }

        Builder aud(@Nullable List<String> value) {
            aud = value;
            return this;
        }

        Builder iss(String value) {
            iss = value;
            return this;
        }

        Builder jti(@Nullable String value) {
            jti = value;
            return this;
        }

        IntrospectionResponse build() {
            return new IntrospectionResponse(
                    active, scope, clientId, username, tokenType, exp, iat, sub, aud, iss, jti);
        }
    }
}
