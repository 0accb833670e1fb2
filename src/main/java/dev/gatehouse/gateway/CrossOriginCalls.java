// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.http.Cors;
import dev.gatehouse.service.CorsRule;
import dev.gatehouse.service.Route;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/**
 * What calls of scripts of other origins are told (CORS): which answers they may read, denials among them, and whether they
 * may be sent at all. Who may call is decided elsewhere, and by the token alone.
 */
@ApplicationScoped
public class CrossOriginCalls {
    private static final String REFUSED = "this origin is not an allowed origin of the service";
    private static final String BY_UPSTREAM = CrossOriginCalls.class.getName();

    private final Refusals refusals;

    CrossOriginCalls(Refusals refusals) {
        this.refusals = refusals;
    }

    /** The answer to a preflight of a service whose preflights are answered here. */
    Response answerPreflight(Route route, String origin, RoutingContext routing) {
        Refusals.discardBody(routing);
        var allowed = route.cors().allowed(origin);
        if (allowed.isEmpty()) {
            refusals.originRefused(origin, REFUSED, routing);
            return Response.status(Response.Status.FORBIDDEN)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .header(HttpHeaders.VARY, "Origin")
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(new GatewayProblem(null, REFUSED, null))
                    .build();
        }
        routing.addHeadersEndHandler(sending -> Cors.allowPreflight(
                allowed.get(), methods(route), routing.response().headers()));
        return Response.noContent().build();
    }

    /** Says on the answer to a call, whoever will give it, which scripts may read it. */
    static void announce(CorsRule rule, String origin, RoutingContext routing) {
        switch (rule.mode()) {
            case OFF -> {}
            case PASS -> routing.addHeadersEndHandler(sending -> complete(routing));
            case ALLOW ->
                routing.addHeadersEndHandler(
                        sending -> replace(rule, origin, routing.response().headers()));
        }
    }

    /** The same for a call without an origin, whose answer a cache must not give to one with an origin. */
    static void announce(CorsRule rule, RoutingContext routing) {
        if (rule.depends()) {
            routing.addHeadersEndHandler(sending -> routing.response().headers().add(HttpHeaders.VARY, "Origin"));
        }
    }

    /** From here on the answer is the upstream's. */
    public static void answeredByUpstream(RoutingContext routing) {
        routing.put(BY_UPSTREAM, true);
    }

    /** The upstream decides about its own answers; ours can be read by every script, as anybody can ask for them. */
    private static void complete(RoutingContext routing) {
        var answer = routing.response().headers();
        if (routing.get(BY_UPSTREAM) == null) {
            Cors.allow(Cors.ANY, answer);
        } else if (answer.contains(Cors.ALLOW_ORIGIN)) {
            Cors.exposeOurs(answer);
        }
        answer.remove(Cors.ALLOW_CREDENTIALS);
    }

    /** Nothing that the upstream says about origins counts. */
    private static void replace(CorsRule rule, String origin, MultiMap answer) {
        List.copyOf(answer.names()).stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(Cors.FIELDS))
                .forEach(answer::remove);
        rule.allowed(origin)
                .ifPresentOrElse(allowed -> Cors.allow(allowed, answer), () -> answer.add(HttpHeaders.VARY, "Origin"));
    }

    private static String methods(Route route) {
        return String.join(", ", route.methods().covered());
    }
}
