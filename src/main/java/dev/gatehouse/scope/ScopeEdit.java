package dev.gatehouse.scope;

import dev.gatehouse.scope.ScopeMatcher.CoveredUrl;
import java.util.List;
import java.util.UUID;

/**
 * What an edit would make of a scope.
 *
 * @param deletion whether nothing would be left of it
 * @param groupsBefore that it is limited to; none: it is for whoever is signed in
 */
public record ScopeEdit(
        UUID scope,
        String name,
        boolean deletion,
        List<CoveredUrl> before,
        List<CoveredUrl> after,
        List<ScopeView.LimitedTo> groupsBefore,
        List<ScopeView.LimitedTo> groupsAfter) {
    public ScopeEdit {
        before = List.copyOf(before);
        after = List.copyOf(after);
        groupsBefore = List.copyOf(groupsBefore);
        groupsAfter = List.copyOf(groupsAfter);
    }
}
