package dev.gatehouse.gateway;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.Caller;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.ScopeProtected;
import io.quarkus.runtime.BlockingOperationControl;
import io.vertx.core.http.HttpVersion;
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
 * is decided where it arrives, on the event loop; any other hops to a thread that may wait for the database and comes back.
 */
@Provider
@ScopeProtected
@Priority(Priorities.AUTHENTICATION)
public class ScopeAuthorizationFilter implements ContainerRequestFilter {
    private final AccessDecisions decisions;
    private final Knowledge.Sources sources;
    private final CurrentTenant tenant;
    private final AuditLog audit;

    ScopeAuthorizationFilter(
            AccessDecisions decisions, Knowledge.Sources sources, CurrentTenant tenant, AuditLog audit) {
        this.decisions = decisions;
        this.sources = sources;
        this.tenant = tenant;
        this.audit = audit;
    }

    /** The decision that let this call pass. */
    static Allowed decision(RoutingContext routing) {
        return routing.get(Allowed.class.getName());
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
                http.headers().getAll("Authorization"));
        try {
            apply(decisions.decide(call, sources.inMemory(call.tenant())), request, routing);
        } catch (Knowledge.NotInMemory miss) {
            if (BlockingOperationControl.isBlockingAllowed()) {
                apply(decisions.decide(call, sources.complete()), request, routing);
            } else {
                decideElsewhere(call, request, routing);
            }
        }
    }

    /** The body waits meanwhile: nothing of it is read before the decision. */
    private void decideElsewhere(
            AccessDecisions.Call call, ResteasyReactiveContainerRequestContext request, RoutingContext routing) {
        routing.request().pause();
        request.suspend();
        routing.vertx()
                .executeBlocking(
                        () -> tenant.call(call.tenant(), () -> decisions.decide(call, sources.complete())), false)
                .map(decision -> {
                    apply(decision, request, routing);
                    return decision;
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
            }
            case Denied denied -> refuse(denied, request, routing);
        }
    }

    private void refuse(Denied denied, ResteasyReactiveContainerRequestContext request, RoutingContext routing) {
        var caller = denied.caller();
        audit.note(
                AuditEvent.denied(AuditAction.GATEWAY_DENIED)
                        .by(caller == null ? null : caller.actor())
                        .client(caller == null ? null : caller.client())
                        .target(routing.request().method().name() + " "
                                + routing.request().path())
                        .detail(denied.step() + ": " + denied.description()),
                Addresses.of(routing.request()));
        letTheBodyPass(routing);
        request.abortWith(Challenges.answer(denied, routing));
    }

    /**
     * The next request on this connection comes after the body. Where the caller waits for a 100 before it sends one, it
     * may send it all the same or go on with another request: nobody can tell them apart, so the connection ends with the
     * answer (RFC 9110 §10.1.1).
     */
    private static void letTheBodyPass(RoutingContext routing) {
        var http = routing.request();
        http.resume();
        if (http.headers().contains("Expect") && http.version() != HttpVersion.HTTP_2) {
            routing.response().putHeader("Connection", "close");
            routing.addEndHandler(ended -> http.connection().close());
        }
    }
}
