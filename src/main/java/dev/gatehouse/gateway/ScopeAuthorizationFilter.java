package dev.gatehouse.gateway;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.platform.Caller;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.ScopeProtected;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Lets nothing pass to a scope-protected resource but what {@link AccessDecisions} allows; that the path decided on is the
 * one by which the resource was found, {@link UnambiguousPaths} has made sure of before. A call whose facts are in memory
 * is decided where it arrives, on the event loop.
 */
@Provider
@ScopeProtected
@Priority(Priorities.AUTHENTICATION)
public class ScopeAuthorizationFilter implements ContainerRequestFilter {
    private final DecisionPoint decisions;
    private final Refusals refusals;
    private final Admission admission;
    private final CurrentTenant tenant;

    ScopeAuthorizationFilter(DecisionPoint decisions, Refusals refusals, Admission admission, CurrentTenant tenant) {
        this.decisions = decisions;
        this.refusals = refusals;
        this.admission = admission;
        this.tenant = tenant;
    }

    /** The decision that let this call pass. */
    static Allowed decision(RoutingContext routing) {
        return routing.get(Allowed.class.getName());
    }

    /** The call that it was about, to decide about it again while it runs. */
    static AccessDecisions.Call call(RoutingContext routing) {
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
                UnambiguousPaths.of(routing),
                http.headers().getAll("Authorization"),
                AccessDecisions.Enforcer.GATEWAY);
        routing.put(AccessDecisions.Call.class.getName(), call);
        var decision = decisions.decide(call);
        if (decision.succeeded()) {
            apply(decision.result(), request, routing);
        } else {
            applyLater(decision, request, routing);
        }
    }

    /** The body waits meanwhile: nothing of it is read before the decision. */
    private void applyLater(
            Future<AccessDecision> decision, ResteasyReactiveContainerRequestContext request, RoutingContext routing) {
        routing.request().pause();
        request.suspend();
        decision.map(made -> {
                    apply(made, request, routing);
                    return made;
                })
                .onSuccess(applied -> request.resume())
                .onFailure(request::resume);
    }

    private void apply(
            AccessDecision decision, ResteasyReactiveContainerRequestContext request, RoutingContext routing) {
        switch (decision) {
            case Allowed allowed -> {
                routing.put(Caller.KEY, allowed.caller());
                routing.put(Allowed.class.getName(), allowed);
                admission.refusal(allowed, routing).ifPresent(request::abortWith);
            }
            case Denied denied -> request.abortWith(refusals.answer(denied, UnambiguousPaths.of(routing), routing));
        }
    }
}
