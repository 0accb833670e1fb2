// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.ScopeAuthorizationFilter;
import dev.gatehouse.http.Paths;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;

/**
 * Forwards every call below {@code /integration/} that is not for an OAuth endpoint, after the filter allowed the call.
 */
@Path(Paths.INTEGRATION + "/{path: .*}")
@ScopeProtected
@NonBlocking
public class GatewayResource {
    private final Upstreams upstreams;

    GatewayResource(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    @GET
    public Uni<Void> get(@Context RoutingContext routing) {
        return forward(routing);
    }

    @HEAD
    public Uni<Void> head(@Context RoutingContext routing) {
        return forward(routing);
    }

    @POST
    public Uni<Void> post(@Context RoutingContext routing) {
        return forward(routing);
    }

    @PUT
    public Uni<Void> put(@Context RoutingContext routing) {
        return forward(routing);
    }

    @PATCH
    public Uni<Void> patch(@Context RoutingContext routing) {
        return forward(routing);
    }

    @DELETE
    public Uni<Void> delete(@Context RoutingContext routing) {
        return forward(routing);
    }

    @OPTIONS
    public Uni<Void> options(@Context RoutingContext routing) {
        return forward(routing);
    }

    private Uni<Void> forward(RoutingContext routing) {
        return switch (ScopeAuthorizationFilter.decision(routing)) {
            case Allowed.ToService allowed ->
                Uni.createFrom()
                        .completionStage(upstreams.forward(allowed, routing).toCompletionStage());
            case Allowed.ToAdminApi _, Allowed.Elsewhere _ ->
                throw new IllegalStateException("a call that is not to be forwarded reached the gateway");
        };
    }
}
