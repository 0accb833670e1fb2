package dev.gatehouse.console.tokens;

import dev.gatehouse.token.TokenView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tokens that somebody is about to delete.
 *
 * @param lately how many of them can still be used, and were within the last week
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
