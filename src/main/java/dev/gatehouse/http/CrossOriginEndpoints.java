// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.problem.BusyException;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * The Gatehouse endpoints whose responses scripts of other origins may read (CORS), always without credentials.
 * Metadata is readable from every origin. A response of the token and revocation endpoints is readable from the origins
 * of the client in the request. Responses to preflights and to requests without a client are readable from the origins
 * of all active clients, because these requests name no client. No other endpoint is readable, in particular not the
 * authorization endpoint (RFC 9700 §2.6). Calls through the gateway have separate rules.
 */
@ApplicationScoped
public class CrossOriginEndpoints {
    /** After the aliases of endpoints and the handling of unread bodies. */
    private static final int PRIORITY = 80;

    private static final String READERS = CrossOriginEndpoints.class.getName();
    private static final Set<String> OF_CLIENTS = Set.of(Paths.TOKEN, Paths.REVOKE);
    private static final Set<String> PUBLIC = Set.of(
            Paths.AUTHORIZATION_SERVER_METADATA,
            Paths.OPENID_CONFIGURATION,
            Paths.JWKS,
            Paths.PROTECTED_RESOURCE_METADATA);

    private final ClientOrigins origins;
    private final CurrentTenant tenant;

    CrossOriginEndpoints(ClientOrigins origins, CurrentTenant tenant) {
        this.origins = origins;
        this.tenant = tenant;
    }

    void register(@Observes Filters filters) {
        filters.register(this::apply, PRIORITY);
    }

    /** Limits the response to the current request to the origins of the authenticated client. */
    public static void answerIsFor(Set<String> readers) {
        var container = Arc.container();
        if (container != null && container.requestContext().isActive()) {
            var routing = container.instance(CurrentVertxRequest.class).get().getCurrent();
            if (routing != null) {
                routing.put(READERS, readers);
            }
        }
    }

    private void apply(RoutingContext routing) {
        var path = routing.request().path();
        if (PUBLIC.contains(path) || path.startsWith(Paths.PROTECTED_RESOURCE_METADATA + "/")) {
            everybody(routing);
        } else if (OF_CLIENTS.contains(path) && tenant.isKnown()) {
            Cors.origin(routing.request()).ifPresentOrElse(origin -> clients(origin, routing), routing::next);
        } else {
            routing.next();
        }
    }

    private static void everybody(RoutingContext routing) {
        if (Cors.preflight(routing.request()).isPresent()) {
            allowPreflight(Cors.ANY, "GET, HEAD", routing);
            return;
        }
        routing.addHeadersEndHandler(
                sending -> Cors.allow(Cors.ANY, routing.response().headers()));
        routing.next();
    }

    /** Loads the origins on a worker thread if they are not cached; the body is paused meanwhile. */
    private void clients(String origin, RoutingContext routing) {
        var known = origins.includeIfCached(tenant.id(), origin);
        if (known != null) {
            clients(origin, known, routing);
            return;
        }
        var asked = tenant.id();
        routing.request().pause();
        routing.vertx()
                .executeBlocking(() -> tenant.call(asked, () -> origins.include(origin)), false)
                .onSuccess(read -> clients(origin, read, routing))
                .onFailure(failure -> unknown(origin, routing));
    }

    /** Without the database, the origins are unknown. */
    private static void unknown(String origin, RoutingContext routing) {
        if (Cors.preflight(routing.request()).isPresent()) {
            routing.response()
                    .setStatusCode(503)
                    .putHeader("Retry-After", BusyException.RETRY_SECONDS)
                    .putHeader("Cache-Control", "no-store")
                    .end();
        } else {
            clients(origin, false, routing);
        }
    }

    private static void clients(String origin, boolean known, RoutingContext routing) {
        if (Cors.preflight(routing.request()).isPresent()) {
            if (known) {
                allowPreflight(origin, "POST", routing);
            } else {
                refusePreflight(routing);
            }
            return;
        }
        if (known) {
            routing.addHeadersEndHandler(sending -> {
                Set<String> readers = routing.get(READERS);
                if (readers == null || readers.contains(origin)) {
                    Cors.allow(origin, routing.response().headers());
                }
            });
        }
        routing.next();
    }

    private static void allowPreflight(String origin, String methods, RoutingContext routing) {
        Cors.allowPreflight(origin, methods, routing.response().headers());
        routing.response().setStatusCode(204).end();
    }

    private static void refusePreflight(RoutingContext routing) {
        routing.response()
                .setStatusCode(403)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Vary", "Origin")
                .end(new JsonObject()
                        .put("error", OAuthError.INVALID_REQUEST.code())
                        .put("error_description", "This origin is not an allowed origin of any client.")
                        .encode());
    }
}
