package dev.gatehouse.console;

import dev.gatehouse.scope.ScopeView;
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
     * Some of the scopes there are.
     *
     * @param more whether there are others, which a search finds
     */
    public record Offer(List<ScopeChoice> scopes, boolean more) {}
}
