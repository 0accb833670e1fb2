// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import dev.gatehouse.listing.Page;
import dev.gatehouse.token.TokenView;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The use of a client's scope that is to be removed.
 *
 * @param tokens the number of live tokens with the scope
 * @param more whether there may be more tokens than the {@value Page#MAX_SIZE} that are read
 * @param lastUsedAt the last use of the counted tokens; null: never
 */
@TemplateData
public record ScopeRemovalImpact(
        String scope, int tokens, boolean more, @Nullable Instant lastUsedAt) {

    static ScopeRemovalImpact of(String scope, Page<TokenView> carrying) {
        var live = carrying.items().stream().filter(TokenView::isLive).toList();
        return new ScopeRemovalImpact(
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
