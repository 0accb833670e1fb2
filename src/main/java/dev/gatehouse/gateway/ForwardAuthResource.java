// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.AccessDecisions.Call;
import dev.gatehouse.gateway.AccessDecisions.Enforcer;
import dev.gatehouse.http.Paths;
import dev.gatehouse.platform.CurrentTenant;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * Forward-auth: the gateway's decision for a proxy in front of services that Gatehouse does not expose, for nginx
 * ({@code auth_request}), Traefik ({@code forwardAuth}) and Envoy ({@code ext_authz}). The answer is 200 with the
 * caller, 401 with a challenge, 403, 429 for a caller beyond its limit, or 503. The proxy is not authenticated, because
 * the answer says nothing about other tokens.
 */
@Path(Paths.CHECK + "{original: (/.*)?}")
@NonBlocking
public class ForwardAuthResource {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final DecisionPoint decisions;
    private final Denials denials;
    private final Admission admission;
    private final CurrentTenant tenant;

    ForwardAuthResource(DecisionPoint decisions, Denials denials, Admission admission, CurrentTenant tenant) {
        this.decisions = decisions;
        this.denials = denials;
        this.admission = admission;
        this.tenant = tenant;
    }

    @GET
    public Uni<Response> get(@Context RoutingContext routing) {
        return check(routing);
    }

    @HEAD
    public Uni<Response> head(@Context RoutingContext routing) {
        return check(routing);
    }

    @POST
    public Uni<Response> post(@Context RoutingContext routing) {
        return check(routing);
    }

    @PUT
    public Uni<Response> put(@Context RoutingContext routing) {
        return check(routing);
    }

    @PATCH
    public Uni<Response> patch(@Context RoutingContext routing) {
        return check(routing);
    }

    @DELETE
    public Uni<Response> delete(@Context RoutingContext routing) {
        return check(routing);
    }

    @OPTIONS
    public Uni<Response> options(@Context RoutingContext routing) {
        return check(routing);
    }

    private Uni<Response> check(RoutingContext routing) {
        var http = routing.request();
        http.resume();
        var original = OriginalRequest.of(http);
        var call = new Call(
                tenant.id(),
                original.method(),
                original.path(),
                http.headers().getAll("Authorization"),
                Enforcer.PROXY);
        var decision = decisions.decide(call);
        return decision.succeeded()
                ? Uni.createFrom().item(answer(decision.result(), original, routing))
                : Uni.createFrom()
                        .completionStage(decision.map(made -> answer(made, original, routing))
                                .toCompletionStage());
    }

    private Response answer(AccessDecision decision, OriginalRequest original, RoutingContext routing) {
        return switch (decision) {
            case Allowed allowed -> {
                var refusal = admission.refusal(allowed, original::target, routing);
                if (refusal.isPresent()) {
                    yield refusal.get();
                }
                var response = Response.ok().header(HttpHeaders.CACHE_CONTROL, "no-store");
                ForwardedHeaders.identity(allowed.caller()).forEach(response::header);
                yield response.build();
            }
            case Denied denied -> {
                var status = switch (denied.status()) {
                    case UNAUTHORIZED, UNAVAILABLE -> denied.status();
                    default -> FORBIDDEN;
                };
                var answer = denials.answer(denied, original.path(), original.target(), routing);
                yield Response.fromResponse(answer).status(status).build();
            }
        };
    }
}
