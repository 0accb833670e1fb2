package dev.gatehouse.console.clients;

import dev.gatehouse.listing.Page;
import dev.gatehouse.scope.ScopeView;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scope to tick in a form.
 *
 * @param description null: none, or there is no scope of that name any more
 */
public record ScopeChoice(String name, @Nullable String description, boolean builtIn) {

    static ScopeChoice of(ScopeView scope) {
        return new ScopeChoice(scope.name(), scope.description(), scope.builtIn());
    }

    /**
     * Some of the scopes there are, the tenant's own first.
     *
     * @param more whether there are others, which a search finds
     */
    public record Offer(List<ScopeChoice> scopes, boolean more) {

        /** Whether the tenant has none of its own. */
        public boolean none() {
            return !more && scopes.stream().allMatch(ScopeChoice::builtIn);
        }

        /** A page of scopes, without some. */
        static Offer of(Page<ScopeView> found, Collection<String> without) {
            return new Offer(
                    found.items().stream()
                            .filter(scope -> !without.contains(scope.name()))
                            .sorted(Comparator.comparing(ScopeView::builtIn))
                            .map(ScopeChoice::of)
                            .toList(),
                    found.next() != null);
        }
    }
}
