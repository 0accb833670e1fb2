// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.EntityTagged;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
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

/** The admin API's upstreams: settings for calls to the servers behind the gateway. */
@Path(Paths.ADMIN_API + "/upstreams")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UpstreamResource {
    private final DeclaredUpstreams upstreams;
    private final CurrentCaller caller;

    public UpstreamResource(DeclaredUpstreams upstreams, CurrentCaller caller) {
        this.upstreams = upstreams;
        this.caller = caller;
    }

    @GET
    public Page<UpstreamView> list(
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return upstreams.list(search, sort, after, Page.size(limit));
    }

    @GET
    @Path("/{id}")
    @EntityTagged
    public UpstreamView get(@RestPath UUID id) {
        return upstreams.view(id);
    }

    @POST
    @EntityTagged
    public RestResponse<UpstreamView> create(@Nullable UpstreamInput body) {
        var created = upstreams.create(Bodies.present(body), caller.get().actor());
        return Bodies.created(Paths.ADMIN_API + "/upstreams/" + created.id(), created);
    }

    @PUT
    @Path("/{id}")
    @EntityTagged
    public UpstreamView update(@RestPath UUID id, @Nullable UpstreamInput body) {
        return upstreams.update(id, Bodies.present(body), caller.get().actor());
    }

    @DELETE
    @Path("/{id}")
    public void delete(@RestPath UUID id) {
        upstreams.remove(id, caller.get().actor());
    }
}
