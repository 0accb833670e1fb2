// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.listing.Page;
import dev.gatehouse.service.Projects;
import dev.gatehouse.service.RestApi;
import dev.gatehouse.service.ServiceViews.ProjectView;
import java.util.List;

/** A project with its REST APIs and its first services. */
public record ProjectPage(ProjectView project, List<RestApi> apis, Page<ServiceRow> services) {

    /** Returns whether the project can be renamed and deleted. */
    public boolean mayChange() {
        return !Projects.isDefault(project);
    }
}
