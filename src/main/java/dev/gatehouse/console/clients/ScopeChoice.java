// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import dev.gatehouse.listing.Page;
import dev.gatehouse.scope.ScopeView;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scope as a checkbox of a form.
 *
 * @param description the description; null if there is none, or the scope no longer exists
 */
public record ScopeChoice(String name, @Nullable String description, boolean builtIn) {

    static ScopeChoice of(ScopeView scope) {
        return new ScopeChoice(scope.name(), scope.description(), scope.builtIn());
    }

    /**
     * The first scopes of a search, the tenant's own before built-in ones.
     *
     * @param more whether the search has more scopes
     */
    public record Offer(List<ScopeChoice> scopes, boolean more) {

        /** Returns whether the tenant has no scopes of its own. */
        public boolean none() {
            return !more && scopes.stream().allMatch(ScopeChoice::builtIn);
        }

        /** Returns the scopes of a page, except some. */
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
