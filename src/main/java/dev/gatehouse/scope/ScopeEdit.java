// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.scope.ScopeMatcher.CoveredUrl;
import java.util.List;
import java.util.UUID;

/**
 * A scope before and after an edit.
 *
 * @param deletion whether the edit deletes the scope
 * @param groupsBefore the groups that the scope is limited to; empty: not limited
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
