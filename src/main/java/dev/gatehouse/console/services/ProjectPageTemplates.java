// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.listing.Page;
import dev.gatehouse.service.ServiceViews.ProjectView;
import dev.gatehouse.usage.ProjectUsage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/** The project pages in {@code templates/console/projects}. */
@CheckedTemplate(basePath = "console/projects")
public final class ProjectPageTemplates {
    private ProjectPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<ProjectView> projects);

    public static native TemplateInstance view(ProjectPage page);

    /**
     * The form of a project.
     *
     * @param project the project to edit; null: a new project
     */
    public static native TemplateInstance form(@Nullable ProjectView project, Form form);

    public static native TemplateInstance delete(
            ProjectPage page, ProjectUsage usage, String version, @Nullable String problem);
}
