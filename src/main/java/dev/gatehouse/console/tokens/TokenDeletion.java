// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tokens;

import dev.gatehouse.token.TokenView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The tokens to delete.
 *
 * @param lately the number of live tokens that were used within the last week
 */
public record TokenDeletion(List<TokenView> tokens, int lately) {
    private static final Duration LATELY = Duration.ofDays(7);

    static TokenDeletion of(List<TokenView> tokens, Instant now) {
        var since = now.minus(LATELY);
        return new TokenDeletion(tokens, (int) tokens.stream()
                .filter(TokenView::isLive)
                .filter(token ->
                        token.lastUsedAt() != null && token.lastUsedAt().isAfter(since))
                .count());
    }
}
