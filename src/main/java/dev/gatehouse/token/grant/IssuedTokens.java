package dev.gatehouse.token.grant;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets, raw: for the answer alone, never to be stored or logged.
 *
 * @param expiresAt when the access token expires; null: never
 * @param refreshToken null: no refresh is allowed (any more)
 * @param scope the scopes of the access token, in wire form
 */
public record IssuedTokens(
        String accessToken,
        @Nullable Instant expiresAt,
        @Nullable String refreshToken,
        String scope) {

    /** The answer of the token endpoint, its lifetime counted from now. */
    TokenResponse toResponse(Instant now) {
        var seconds = expiresAt == null
                ? null
                : Long.valueOf(Math.max(
                        0, Duration.between(now, expiresAt).plusMillis(999).toSeconds()));
        return new TokenResponse(accessToken, "Bearer", seconds, refreshToken, scope);
    }

    @Override
    public String toString() {
        return "IssuedTokens[…]";
    }
}
