// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The raw tokens of a token response, never to be stored or logged.
 *
 * @param expiresAt when the access token expires; null: never
 * @param refreshToken the refresh token; null if no refresh is allowed
 * @param scope the scopes of the access token, separated by spaces
 */
public record IssuedTokens(
        String accessToken,
        @Nullable Instant expiresAt,
        @Nullable String refreshToken,
        String scope) {

    /** Returns the token response, with the lifetime counted from now. */
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
