// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.listing.Page;
import dev.gatehouse.service.ProjectResource;
import dev.gatehouse.service.ServiceViews.ProjectView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All projects as the options of a form. Unlike groups, which a form limits to the first ones, every project must be an
 * option, because a form selects exactly one.
 */
@ApplicationScoped
class ProjectChoices {
    private static final String MOST = String.valueOf(Page.MAX_SIZE);

    private final ProjectResource projects;

    ProjectChoices(ProjectResource projects) {
        this.projects = projects;
    }

    List<ProjectView> all() {
        var all = new ArrayList<ProjectView>();
        @Nullable String after = null;
        do {
            var page = projects.list(null, "name", after, MOST);
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return all;
    }
}
