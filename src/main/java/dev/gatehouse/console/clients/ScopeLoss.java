package dev.gatehouse.console.clients;

import dev.gatehouse.listing.Page;
import dev.gatehouse.token.TokenView;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes on with a scope of a client that is to be taken from it.
 *
 * @param tokens how many live tokens carry it
 * @param more whether there may be others: they are counted up to {@value Page#MAX_SIZE}
 * @param lastUsedAt of those; null: never
 */
@TemplateData
public record ScopeLoss(
        String scope, int tokens, boolean more, @Nullable Instant lastUsedAt) {

    static ScopeLoss of(String scope, Page<TokenView> carrying) {
        var live = carrying.items().stream().filter(TokenView::isLive).toList();
        return new ScopeLoss(
                scope,
                live.size(),
                carrying.next() != null,
                live.stream()
                        .map(TokenView::lastUsedAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }
}
