// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The invitation endpoints of the admin API. Only the response to the creation has the link. */
@Path(Paths.ADMIN_API + "/invitations")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class InvitationResource {
    private final Invitations invitations;
    private final BaseUrl baseUrl;
    private final CurrentCaller caller;

    public InvitationResource(Invitations invitations, BaseUrl baseUrl, CurrentCaller caller) {
        this.invitations = invitations;
        this.baseUrl = baseUrl;
        this.caller = caller;
    }

    @GET
    public Page<InvitationView> list(
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return invitations.list(search, sort, after, Page.size(limit));
    }

    @GET
    @Path("/{id}")
    public InvitationView get(@RestPath UUID id) {
        return invitations.view(id);
    }

    @POST
    public RestResponse<InvitationView> create(@Nullable InvitationInput body, @Context HttpServerRequest http) {
        var input = Bodies.present(body);
        var base = baseUrl.of(http);
        var created = invitations.create(input, caller.get().actor());
        var invitation = created.invitation();
        return Bodies.created(
                Paths.ADMIN_API + "/invitations/" + invitation.id(),
                invitation.withUrl(InvitationLinks.url(base, created.secret())));
    }

    @DELETE
    @Path("/{id}")
    public void revoke(@RestPath UUID id) {
        invitations.revoke(id, caller.get().actor());
    }
}
