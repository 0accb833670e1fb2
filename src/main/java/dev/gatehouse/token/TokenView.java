package dev.gatehouse.token;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A grant of access as the admin API shows it: its current access token, and the refresh token if it has one.
 *
 * @param accessToken only in the answer that adds one
 * @param account who granted it; null: the client acts for itself
 * @param scopes what was granted
 * @param name the {@code token_label} that it was given
 * @param issuedAt when access was granted, which no refresh changes
 * @param resource the URLs that it is bound to (RFC 8707), separated by spaces; null: to none
 * @param expiresAt of the current access token; null: never
 * @param revokedAt null: it was not
 * @param refreshable whether there is a refresh token that may still be used
 * @param refreshesLeft null: unlimited
 * @param refreshExpiresAt of the refresh token, unless it is used before; null: never, or there is none
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

    /** What the access token is now. */
    public enum Status {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    @TemplateData
    public record OfClient(UUID id, String clientId, String name, String version) {}

    public record OfAccount(UUID id, String username) {}

    /** Whether it is worth something: not revoked, and not expired or still to be refreshed. */
    @JsonIgnore
    public boolean isLive() {
        return status == Status.ACTIVE || refreshable;
    }

    /** The same with the raw access token, for the one answer that may hold it. */
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
