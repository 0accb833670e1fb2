// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.console.services.ApiPage.Counts;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.CorsMode;
import dev.gatehouse.service.CorsRule;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.service.ProjectResource;
import dev.gatehouse.service.RestApiResource;
import dev.gatehouse.service.RestApis;
import dev.gatehouse.service.ServiceErrors;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The pages of a project's REST APIs, which follow an import and from which scopes are created. */
@Path(ProjectPagesResource.LIST + "/{projectId}/apis")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class ApiPagesResource {
    private final ProjectResource projects;
    private final RestApis apis;
    private final RestApiResource apiRules;
    private final ExposedServices services;
    private final FormSubmissions submissions;
    private final Scopes scopes;

    ApiPagesResource(
            ProjectResource projects,
            RestApis apis,
            RestApiResource apiRules,
            ExposedServices services,
            FormSubmissions submissions,
            Scopes scopes) {
        this.projects = projects;
        this.apis = apis;
        this.apiRules = apiRules;
        this.services = services;
        this.submissions = submissions;
        this.scopes = scopes;
    }

    @GET
    @Path("/{name}")
    public TemplateInstance view(@RestPath String projectId, @RestPath String name, @Context UriInfo uri) {
        var project = projects.get(projectId);
        if (!apis.exists(projectId, name)) {
            throw ProblemException.notFound(ServiceErrors.apiNotFound());
        }
        var query = new ListQuery(uri);
        var path = apis.path(project, name);
        var own = apis.resources(projectId, name, query.sort(), query.after()).map(ServiceRow::of);
        var covering = scopes.matcher().overlapping(UrlPattern.stored(path + "/**")).stream()
                .map(ScopeMatcher.Coverage::scope)
                .distinct()
                .sorted()
                .toList();
        return ImportPageTemplates.api(query, new ApiPage(project, name, path, own, covering, counts(query)));
    }

    @GET
    @Path("/{name}/cors")
    public TemplateInstance cors(@RestPath String projectId, @RestPath String name) {
        return cors(projectId, name, null);
    }

    @POST
    @Path("/{name}/cors")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public RestResponse<?> saveCors(
            @RestPath String projectId, @RestPath String name, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, ServiceLabels.API_ORIGINS);
        return submissions.create(
                form,
                () -> {
                    var mode = form.choice("mode", CorsMode.class);
                    var origins = mode == CorsMode.ALLOW ? form.lines("origins") : null;
                    return apiRules.replaceCors(projectId, name, new CorsRule.Input(mode, origins));
                },
                saved -> ConsoleResponses.done(
                        Notice.SAVED, ProjectPagesResource.LIST + "/{projectId}/apis/{name}", projectId, name),
                refused -> ConsoleResponses.refused(cors(projectId, name, refused)));
    }

    /**
     * Shows the CORS form.
     *
     * @param sent the rejected form; null: the stored rule is shown
     */
    private TemplateInstance cors(String projectId, String name, @Nullable Form sent) {
        var project = projects.get(projectId);
        if (!apis.exists(projectId, name)) {
            throw ProblemException.notFound(ServiceErrors.apiNotFound());
        }
        var rule = services.cors(projectId, name);
        var form = sent != null
                ? sent
                : rule.map(stored -> Form.blank().with("mode", stored.mode()).with("origins", stored.origins()))
                        .orElseGet(Form::blank);
        return ImportPageTemplates.cors(project, name, form, rule.isEmpty());
    }

    /**
     * Reads the result of an import from the URL. Accepts numbers only, so that links cannot make the page display
     * other texts.
     */
    private static @Nullable Counts counts(ListQuery query) {
        return Notice.of(query.get(Notice.PARAMETER))
                        .filter(Notice.IMPORTED::equals)
                        .isPresent()
                ? new Counts(number(query, "added"), number(query, "changed"), number(query, "removed"))
                : null;
    }

    private static int number(ListQuery query, String parameter) {
        var text = query.value(parameter);
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }
}
