// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.EntityTagged;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import dev.gatehouse.service.ServiceViews.ProjectInput;
import dev.gatehouse.service.ServiceViews.ProjectView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The admin API's projects, addressed by their generated ids. */
@Path(Paths.ADMIN_API + "/projects")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProjectResource {
    private final Projects projects;
    private final CurrentCaller caller;

    public ProjectResource(Projects projects, CurrentCaller caller) {
        this.projects = projects;
        this.caller = caller;
    }

    @GET
    public Page<ProjectView> list(
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return projects.list(search, sort, after, Page.size(limit));
    }

    @GET
    @Path("/{projectId}")
    @EntityTagged
    public ProjectView get(@RestPath String projectId) {
        return projects.view(projectId);
    }

    @POST
    @EntityTagged
    public RestResponse<ProjectView> create(@Nullable ProjectInput body) {
        var created = projects.create(Bodies.present(body), caller.get().actor());
        return Bodies.created(Paths.ADMIN_API + "/projects/" + created.projectId(), created);
    }

    @PUT
    @Path("/{projectId}")
    @EntityTagged
    public ProjectView update(@RestPath String projectId, @Nullable ProjectInput body) {
        return projects.update(projectId, Bodies.present(body), caller.get().actor());
    }

    @DELETE
    @Path("/{projectId}")
    public void delete(@RestPath String projectId) {
        projects.remove(projectId, caller.get().actor());
    }
}
