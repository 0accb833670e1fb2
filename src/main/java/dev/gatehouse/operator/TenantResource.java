// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The tenants in the operator's API. Suspending and resuming hold on all nodes within a second. */
@Path(Paths.OPERATOR_API + "/tenants")
@OperatorOnly
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TenantResource {
    private final Tenants tenants;
    private final CurrentCaller caller;

    TenantResource(Tenants tenants, CurrentCaller caller) {
        this.tenants = tenants;
        this.caller = caller;
    }

    @GET
    public Page<TenantView> list(
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return tenants.list(search, sort, after, Page.size(limit));
    }

    @GET
    @Path("/{id}")
    @EntityTagged
    public TenantView get(@RestPath String id) {
        return tenants.view(id);
    }

    @POST
    public RestResponse<CreatedTenant> create(@Nullable TenantInput body) {
        var created = tenants.create(Bodies.present(body), caller.get().actor());
        return Bodies.created(
                Paths.OPERATOR_API + "/tenants/" + created.tenant().id(), created);
    }

    @PUT
    @Path("/{id}")
    @EntityTagged
    public TenantView update(@RestPath String id, @Nullable TenantInput body) {
        return tenants.update(id, Bodies.present(body), caller.get().actor());
    }

    @POST
    @Path("/{id}/suspend")
    @EntityTagged
    @Consumes(MediaType.WILDCARD)
    public TenantView suspend(@RestPath String id) {
        return tenants.suspend(id, caller.get().actor());
    }

    /** Creates a further link with which a person becomes an administrator of the tenant. */
    @POST
    @Path("/{id}/administrator-link")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<AdministratorLink> inviteAdministrator(@RestPath String id) {
        var link = tenants.inviteAdministrator(id, caller.get().actor());
        return RestResponse.ResponseBuilder.ok(link)
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Ends a suspension, or the waiting period before a deletion. */
    @POST
    @Path("/{id}/resume")
    @EntityTagged
    @Consumes(MediaType.WILDCARD)
    public TenantView resume(@RestPath String id) {
        return tenants.resume(id, caller.get().actor());
    }

    /** Begins the waiting period before the deletion. The parameter {@code confirm} repeats the ID. */
    @DELETE
    @Path("/{id}")
    @ResponseStatus(202)
    public TenantView delete(@RestPath String id, @RestQuery @Nullable String confirm) {
        return tenants.markForDeletion(id, confirm, caller.get().actor());
    }
}
