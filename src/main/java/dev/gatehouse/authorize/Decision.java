// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.oauth.ScopeNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user's decision on an authorization request.
 *
 * @param scopes the granted scopes; empty if access is denied
 */
record Decision(boolean granted, Set<String> scopes) {
    static final Decision DENIED = new Decision(false, Set.of());

    Decision {
        scopes = Set.copyOf(scopes);
    }

    static Decision granted(ScopeNames scope) {
        return new Decision(true, new HashSet<>(scope.names()));
    }

    /** Returns the decision of a form. Anything but a grant denies access. */
    static Decision sent(@Nullable String decision, @Nullable List<String> scopes) {
        return "grant".equals(decision)
                ? new Decision(true, scopes == null ? Set.of() : new HashSet<>(scopes))
                : DENIED;
    }
}
