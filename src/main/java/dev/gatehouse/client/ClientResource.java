// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

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
import java.time.Duration;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The admin API's clients, addressed by their public ids. */
@Path(Paths.ADMIN_API + "/clients")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClientResource {

    /**
     * A request for a new secret.
     *
     * @param overlapSeconds how long the old secret stays valid, in seconds; default 0
     */
    public record SecretInput(@Nullable Long overlapSeconds) {}

    private final Clients clients;
    private final CurrentCaller caller;

    public ClientResource(Clients clients, CurrentCaller caller) {
        this.clients = clients;
        this.caller = caller;
    }

    @GET
    public Page<ClientView> list(
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return clients.list(search, sort, after, Page.size(limit));
    }

    @GET
    @Path("/{clientId}")
    @EntityTagged
    public ClientView get(@RestPath String clientId) {
        return clients.view(clientId);
    }

    @POST
    @EntityTagged
    public RestResponse<ClientView> create(@Nullable ClientInput body) {
        var created = clients.create(Bodies.present(body), caller.get().actor());
        return Bodies.created(Paths.ADMIN_API + "/clients/" + created.clientId(), created);
    }

    @PUT
    @Path("/{clientId}")
    @EntityTagged
    public RestResponse<ClientView> update(@RestPath String clientId, @Nullable ClientInput body) {
        return once(clients.update(clientId, Bodies.present(body), caller.get().actor()));
    }

    @POST
    @Path("/{clientId}/secret")
    @EntityTagged
    public RestResponse<ClientView> regenerateSecret(@RestPath String clientId, @Nullable SecretInput body) {
        var seconds = body == null || body.overlapSeconds() == null ? 0 : body.overlapSeconds();
        return once(clients.regenerateSecret(
                clientId, Duration.ofSeconds(seconds), caller.get().actor()));
    }

    @DELETE
    @Path("/{clientId}")
    public void delete(@RestPath String clientId) {
        clients.remove(clientId, caller.get().actor());
    }

    /** Returns a response that must not be cached, because it may contain a secret. */
    private static RestResponse<ClientView> once(ClientView view) {
        return RestResponse.ResponseBuilder.ok(view)
                .header("Cache-Control", "no-store")
                .build();
    }
}
