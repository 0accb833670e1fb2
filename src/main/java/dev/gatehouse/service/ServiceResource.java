// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.EntityTagged;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import dev.gatehouse.service.ServiceViews.ServiceInput;
import dev.gatehouse.service.ServiceViews.ServiceView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The admin API's exposed services. */
@Path(Paths.ADMIN_API + "/services")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ServiceResource {
    private final ExposedServices services;
    private final CurrentCaller caller;

    public ServiceResource(ExposedServices services, CurrentCaller caller) {
        this.services = services;
        this.caller = caller;
    }

    @GET
    public Page<ServiceView> list(
            @RestQuery @Nullable String projectId,
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String kind,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return services.list(
                new ExposedServices.Wanted(projectId, search, ServiceKind.read(kind), null),
                sort,
                after,
                Page.size(limit));
    }

    @GET
    @Path("/{id}")
    @EntityTagged
    public ServiceView get(@RestPath UUID id) {
        return services.view(id);
    }

    @POST
    @EntityTagged
    public RestResponse<ServiceView> create(@Nullable ServiceInput body) {
        var created = services.create(Bodies.present(body), caller.get().actor());
        return Bodies.created(Paths.ADMIN_API + "/services/" + created.id(), created);
    }

    @PUT
    @Path("/{id}")
    @EntityTagged
    public ServiceView update(@RestPath UUID id, @Nullable ServiceInput body) {
        return services.update(id, Bodies.present(body), caller.get().actor());
    }

    @DELETE
    @Path("/{id}")
    public void delete(@RestPath UUID id) {
        services.remove(id, caller.get().actor());
    }
}
