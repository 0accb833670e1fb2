package dev.gatehouse.console.services;

import dev.gatehouse.listing.Page;
import dev.gatehouse.service.Projects;
import dev.gatehouse.service.RestApi;
import dev.gatehouse.service.ServiceViews.ProjectView;
import java.util.List;

/** One project with what is exposed in it; of many services the first. */
public record ProjectPage(ProjectView project, List<RestApi> apis, Page<ServiceRow> services) {

    /** Whether it can be renamed and deleted. */
    public boolean mayChange() {
        return !Projects.isDefault(project);
    }
}
