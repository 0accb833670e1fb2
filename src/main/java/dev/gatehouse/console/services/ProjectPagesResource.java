// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.service.ProjectResource;
import dev.gatehouse.service.RestApis;
import dev.gatehouse.service.ServiceResource;
import dev.gatehouse.service.ServiceViews.ProjectInput;
import dev.gatehouse.service.ServiceViews.ProjectView;
import dev.gatehouse.usage.ProjectUsageResource;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The project pages: projects and their services. */
@Path(ProjectPagesResource.LIST)
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class ProjectPagesResource {
    static final String LIST = ServicePagesResource.LIST + "/projects";

    private static final String VIEW = LIST + "/{projectId}";
    private static final String FIRST = "25";

    private final ProjectResource projects;
    private final ProjectUsageResource usages;
    private final ServiceResource services;
    private final RestApis apis;
    private final FormSubmissions submissions;
    private final EntityTags tags;

    ProjectPagesResource(
            ProjectResource projects,
            ProjectUsageResource usages,
            ServiceResource services,
            RestApis apis,
            FormSubmissions submissions,
            EntityTags tags) {
        this.projects = projects;
        this.usages = usages;
        this.services = services;
        this.apis = apis;
        this.submissions = submissions;
        this.tags = tags;
    }

    @GET
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        return ProjectPageTemplates.list(query, projects.list(query.search(), query.sort(), query.after(), null));
    }

    @GET
    @Path("/new")
    public TemplateInstance add() {
        return ProjectPageTemplates.form(null, Form.blank());
    }

    @POST
    @Path("/new")
    public RestResponse<?> create(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, ServiceLabels.PROJECT);
        return submissions.create(
                form,
                () -> projects.create(input(form)).getEntity(),
                created -> ConsoleResponses.done(Notice.CREATED, VIEW, created.projectId()),
                refused -> ConsoleResponses.refused(ProjectPageTemplates.form(null, refused)));
    }

    @GET
    @Path("/{projectId}")
    public TemplateInstance view(@RestPath String projectId) {
        return ProjectPageTemplates.view(page(projects.get(projectId)));
    }

    @GET
    @Path("/{projectId}/edit")
    public TemplateInstance edit(@RestPath String projectId) {
        var project = projects.get(projectId);
        return ProjectPageTemplates.form(project, filled(project));
    }

    @POST
    @Path("/{projectId}/edit")
    public RestResponse<?> save(@RestPath String projectId, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, ServiceLabels.PROJECT);
        return submissions.change(
                form,
                () -> projects.update(projectId, input(form)),
                saved -> ConsoleResponses.done(Notice.SAVED, VIEW, projectId),
                () -> filled(projects.get(projectId)),
                refused -> ConsoleResponses.refused(ProjectPageTemplates.form(projects.get(projectId), refused)));
    }

    @GET
    @Path("/{projectId}/delete")
    public TemplateInstance confirmDeletion(@RestPath String projectId) {
        return deletion(projectId, null);
    }

    @POST
    @Path("/{projectId}/delete")
    public RestResponse<?> delete(@RestPath String projectId, @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.delete(
                version, () -> projects.delete(projectId), LIST, problem -> deletion(projectId, problem));
    }

    private TemplateInstance deletion(String projectId, @Nullable String problem) {
        var project = projects.get(projectId);
        return ProjectPageTemplates.delete(page(project), usages.usage(projectId), tags.of(project), problem);
    }

    private ProjectPage page(ProjectView project) {
        return new ProjectPage(
                project,
                apis.of(project.projectId()),
                services.list(project.projectId(), null, null, null, null, FIRST)
                        .map(ServiceRow::of));
    }

    private Form filled(ProjectView project) {
        return Form.blank()
                .with(Form.VERSION, tags.of(project))
                .with("name", project.name())
                .with("environment", project.environment());
    }

    private static ProjectInput input(Form form) {
        return new ProjectInput(form.text("name"), form.text("environment"));
    }
}
