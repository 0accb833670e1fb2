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
 * CORS for the services behind the gateway: which scripts may read an answer, including a denial, and whether a browser
 * may send a call. CORS grants no access; only the token does.
 */
@ApplicationScoped
public class CrossOriginCalls {
    private static final String BY_UPSTREAM = CrossOriginCalls.class.getName();

    private final Denials denials;

    CrossOriginCalls(Denials denials) {
        this.denials = denials;
    }

    /** Returns the answer to a preflight of a service whose preflights Gatehouse answers. */
    Response answerPreflight(Route route, String origin, RoutingContext routing) {
        Denials.discardBody(routing);
        var allowed = route.cors().allowed(origin);
        if (allowed.isEmpty()) {
            denials.originRefused(origin, routing);
            return Response.status(Response.Status.FORBIDDEN)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .header(HttpHeaders.VARY, "Origin")
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(new GatewayProblem(
                            null, GatewayErrors.originNotAllowed().inEnglish(), null))
                    .build();
        }
        routing.addHeadersEndHandler(sending -> Cors.allowPreflight(
                allowed.get(), methods(route), routing.response().headers()));
        return Response.noContent().build();
    }

    /** Adds CORS headers to the answer to a call, from Gatehouse or from the upstream. */
    static void announce(CorsRule rule, String origin, RoutingContext routing) {
        switch (rule.mode()) {
            case OFF -> {}
            case PASS -> routing.addHeadersEndHandler(sending -> complete(routing));
            case ALLOW ->
                routing.addHeadersEndHandler(
                        sending -> replace(rule, origin, routing.response().headers()));
        }
    }

    /**
     * Adds {@code Vary} to the answer to a call without an origin, so that a cache does not use the answer for other
     * origins.
     */
    static void announce(CorsRule rule, RoutingContext routing) {
        if (rule.depends()) {
            routing.addHeadersEndHandler(sending -> routing.response().headers().add(HttpHeaders.VARY, "Origin"));
        }
    }

    /** Marks the answer as one of the upstream. */
    public static void answeredByUpstream(RoutingContext routing) {
        routing.put(BY_UPSTREAM, true);
    }

    /**
     * Completes the headers. In the mode {@code PASS} the upstream decides about its own answers, and every script may
     * read answers of Gatehouse.
     */
    private static void complete(RoutingContext routing) {
        var answer = routing.response().headers();
        if (routing.get(BY_UPSTREAM) == null) {
            Cors.allow(Cors.ANY, answer);
        } else if (answer.contains(Cors.ALLOW_ORIGIN)) {
            Cors.exposeOurs(answer);
        }
        answer.remove(Cors.ALLOW_CREDENTIALS);
    }

    /** Replaces all CORS headers of the upstream. */
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
