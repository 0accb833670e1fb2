package dev.gatehouse.authorize;

import dev.gatehouse.oauth.ScopeNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person says to an authorization request.
 *
 * @param scopes what is granted; nothing where access is denied
 */
record Decision(boolean granted, Set<String> scopes) {
    static final Decision DENIED = new Decision(false, Set.of());

    Decision {
        scopes = Set.copyOf(scopes);
    }

    static Decision granted(ScopeNames scope) {
        return new Decision(true, new HashSet<>(scope.names()));
    }

    /** The decision of a form; whatever does not say that it grants denies. */
    static Decision sent(@Nullable String decision, @Nullable List<String> scopes) {
        return "grant".equals(decision)
                ? new Decision(true, scopes == null ? Set.of() : new HashSet<>(scopes))
                : DENIED;
    }
}
