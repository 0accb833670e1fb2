// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

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

/** The admin API's scopes. */
@Path(Paths.ADMIN_API + "/scopes")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ScopeResource {
    private final Scopes scopes;
    private final CurrentCaller caller;

    public ScopeResource(Scopes scopes, CurrentCaller caller) {
        this.scopes = scopes;
        this.caller = caller;
    }

    @GET
    public Page<ScopeView> list(
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return scopes.list(search, sort, after, Page.size(limit));
    }

    @GET
    @Path("/{id}")
    @EntityTagged
    public ScopeView get(@RestPath UUID id) {
        return scopes.view(id);
    }

    @POST
    @EntityTagged
    public RestResponse<ScopeView> create(@Nullable ScopeInput body) {
        var created = scopes.create(Bodies.present(body), caller.get().actor());
        return Bodies.created(Paths.ADMIN_API + "/scopes/" + created.id(), created);
    }

    @PUT
    @Path("/{id}")
    @EntityTagged
    public ScopeView update(@RestPath UUID id, @Nullable ScopeInput body) {
        return scopes.update(id, Bodies.present(body), caller.get().actor());
    }

    @DELETE
    @Path("/{id}")
    public void delete(@RestPath UUID id) {
        scopes.remove(id, caller.get().actor());
    }
}
