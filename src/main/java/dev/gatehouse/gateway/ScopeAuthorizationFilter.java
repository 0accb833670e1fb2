// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.adminapi.Caller;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.http.Cors;
import dev.gatehouse.http.Paths;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.service.CorsMode;
import dev.gatehouse.service.Route;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Allows a call of a scope-protected resource only if {@link AccessDecisions} allows it. {@link CanonicalPaths} has
 * checked before that the decision and the framework use the same path. A call whose facts are cached is decided on the
 * event loop.
 */
@Provider
@ScopeProtected
@Priority(Priorities.AUTHENTICATION)
public class ScopeAuthorizationFilter implements ContainerRequestFilter {
    private final DecisionPoint decisions;
    private final Denials denials;
    private final CrossOriginCalls crossOrigin;
    private final Admission admission;
    private final CurrentTenant tenant;

    ScopeAuthorizationFilter(
            DecisionPoint decisions,
            CrossOriginCalls crossOrigin,
            Denials denials,
            Admission admission,
            CurrentTenant tenant) {
        this.decisions = decisions;
        this.crossOrigin = crossOrigin;
        this.denials = denials;
        this.admission = admission;
        this.tenant = tenant;
    }

    /** Returns the decision that allowed this call. */
    public static Allowed decision(RoutingContext routing) {
        return routing.get(Allowed.class.getName());
    }

    /** Returns the call of the decision, for further decisions while the call runs. */
    public static AccessDecisions.Call call(RoutingContext routing) {
        return routing.get(AccessDecisions.Call.class.getName());
    }

    @Override
    public void filter(ContainerRequestContext context) {
        var request = (ResteasyReactiveContainerRequestContext) context;
        var routing = ((ResteasyReactiveRequestContext) request.getServerRequestContext()).unwrap(RoutingContext.class);
        var http = routing.request();
        var call = new AccessDecisions.Call(
                tenant.id(),
                http.method().name(),
                CanonicalPaths.of(routing),
                http.headers().getAll("Authorization"),
                AccessDecisions.Enforcer.GATEWAY);
        var outcome = outcome(call, routing);
        if (outcome.succeeded()) {
            apply(outcome.result(), request, routing);
        } else {
            applyLater(outcome, request, routing);
        }
    }

    /** The outcome for a request: a decision or, for a preflight, an answer. */
    private sealed interface Outcome {
        record Decided(AccessDecision decision) implements Outcome {}

        record Answered(Response answer) implements Outcome {}
    }

    private Future<Outcome> outcome(AccessDecisions.Call call, RoutingContext routing) {
        var origin = Cors.origin(routing.request());
        if (origin.isEmpty()
                || !(call.path() instanceof RequestPath.Canonical path)
                || !Paths.isForwarded(routing.normalizedPath())) {
            return decide(call, routing);
        }
        var asked = Cors.preflight(routing.request());
        var ruling = decisions.ruling(call.tenant(), asked.orElse(call.method()), path);
        return ruling.succeeded()
                ? outcome(call, origin.get(), asked, ruling.result(), routing)
                : ruling.compose(route -> outcome(call, origin.get(), asked, route, routing));
    }

    /** Returns the outcome of a cross-origin call. Without a CORS rule, only the token decides. */
    private Future<Outcome> outcome(
            AccessDecisions.Call call,
            String origin,
            Optional<String> asked,
            Optional<Route> ruling,
            RoutingContext routing) {
        if (ruling.isEmpty()) {
            return decide(call, routing);
        }
        var route = ruling.get();
        if (asked.isPresent() && route.cors().mode() == CorsMode.ALLOW) {
            return Future.succeededFuture(new Outcome.Answered(crossOrigin.answerPreflight(route, origin, routing)));
        }
        CrossOriginCalls.announce(route.cors(), origin, routing);
        return decide(
                asked.isPresent() && route.cors().mode() == CorsMode.PASS ? call.asPreflight(asked.get()) : call,
                routing);
    }

    private Future<Outcome> decide(AccessDecisions.Call call, RoutingContext routing) {
        routing.put(AccessDecisions.Call.class.getName(), call);
        var decision = decisions.decide(call);
        return decision.succeeded()
                ? Future.succeededFuture(new Outcome.Decided(decision.result()))
                : decision.map(made -> new Outcome.Decided(made));
    }

    /** Applies a later decision. The body is not read before. */
    private void applyLater(
            Future<Outcome> outcome, ResteasyReactiveContainerRequestContext request, RoutingContext routing) {
        routing.request().pause();
        request.suspend();
        outcome.map(made -> {
                    apply(made, request, routing);
                    return made;
                })
                .onSuccess(applied -> request.resume())
                .onFailure(request::resume);
    }

    private void apply(Outcome outcome, ResteasyReactiveContainerRequestContext request, RoutingContext routing) {
        switch (outcome) {
            case Outcome.Decided(var decision) -> apply(decision, request, routing);
            case Outcome.Answered(var answer) -> request.abortWith(answer);
        }
    }

    private void apply(
            AccessDecision decision, ResteasyReactiveContainerRequestContext request, RoutingContext routing) {
        switch (decision) {
            case Allowed allowed -> {
                routing.put(Caller.KEY, allowed.caller());
                routing.put(Allowed.class.getName(), allowed);
                if (allowed instanceof Allowed.ToService to
                        && !routing.request().headers().contains("Origin")) {
                    CrossOriginCalls.announce(to.route().cors(), routing);
                }
                // Preflights need no token, so they do not use up the limits of callers
                if (call(routing).preflight() == null) {
                    admission.refusal(allowed, routing).ifPresent(request::abortWith);
                }
            }
            case Denied denied -> request.abortWith(denials.answer(denied, CanonicalPaths.of(routing), routing));
        }
    }
}
