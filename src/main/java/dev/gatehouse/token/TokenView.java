// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A grant as the admin API returns it: the current access token, and the refresh token if there is one.
 *
 * @param accessToken the raw token, only in the response that adds a token
 * @param account the account that granted access; null if the client acts for itself
 * @param scopes the granted scopes
 * @param name the {@code token_label} of the token request
 * @param issuedAt when access was granted; not changed by a refresh
 * @param resource the URLs of the token's resources (RFC 8707), separated by spaces; null: unrestricted
 * @param expiresAt when the current access token expires; null: never
 * @param revokedAt when the grant was revoked; null: not revoked
 * @param refreshable whether there is a usable refresh token
 * @param refreshesLeft the number of refreshes left; null: unlimited
 * @param refreshExpiresAt when the refresh token expires if it is not used before; null: never, or there is none
 */
public record TokenView(
        UUID id,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String accessToken,
        OfClient client,
        @Nullable OfAccount account,
        List<String> scopes,
        @Nullable String name,
        String grantType,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String resource,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant revokedAt,
        Status status,
        boolean refreshable,
        @Nullable Integer refreshesLeft,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant refreshExpiresAt,
        @Nullable Instant lastUsedAt) {

    /** The status of the current access token. */
    public enum Status {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    @TemplateData
    public record OfClient(UUID id, String clientId, String name, String version) {}

    public record OfAccount(UUID id, String username) {}

    /** Returns whether the grant is in effect: not revoked, and not expired or refreshable. */
    @JsonIgnore
    public boolean isLive() {
        return status == Status.ACTIVE || refreshable;
    }

    /** Returns a copy with the raw access token, for the response that adds the token. */
    public TokenView withAccessToken(String raw) {
        return new TokenView(
                id,
                raw,
                client,
                account,
                scopes,
                name,
                grantType,
                resource,
                issuedAt,
                expiresAt,
                revokedAt,
                status,
                refreshable,
                refreshesLeft,
                refreshExpiresAt,
                lastUsedAt);
    }

    @Override
    public String toString() {
        return "TokenView[" + id + "]";
    }
}
