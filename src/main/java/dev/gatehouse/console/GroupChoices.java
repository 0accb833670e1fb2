// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.account.GroupResource;
import dev.gatehouse.listing.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** The groups that the form of an account or a scope offers. */
@ApplicationScoped
public class GroupChoices {
    private static final String MOST = String.valueOf(Page.MAX_SIZE);

    private final GroupResource groups;

    GroupChoices(GroupResource groups) {
        this.groups = groups;
    }

    /**
     * Returns the groups to choose from: the first groups by name, and all groups that are chosen already, which saving
     * would otherwise remove.
     */
    public List<GroupChoice> with(Stream<GroupChoice> chosen) {
        var first = groups.list(null, null, null, MOST).items().stream()
                .map(group -> GroupChoice.of(group.id(), group.name()));
        return Stream.concat(first, chosen).distinct().toList();
    }
}
