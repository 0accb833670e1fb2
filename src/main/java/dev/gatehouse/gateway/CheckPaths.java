// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.http.Paths;
import dev.gatehouse.scope.RequestPath;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Keeps the path that a proxy asks about below the path of the endpoint. Envoy puts the endpoint's path before the
 * caller's path: with dot segments, the result could be a public page, and Envoy would read its 200 as permission.
 */
@ApplicationScoped
class CheckPaths {
    private static final int BEFORE_ALL_ROUTES = 300;
    private static final int FORBIDDEN = 403;

    void register(@Observes Filters filters) {
        filters.register(CheckPaths::check, BEFORE_ALL_ROUTES);
    }

    private static void check(RoutingContext routing) {
        var path = routing.request().path();
        if (path.startsWith(Paths.CHECK) && !isPlain(path)) {
            routing.response()
                    .setStatusCode(FORBIDDEN)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end("{\"error\":\"invalid_request\",\"error_description\":"
                            + "\"The path can be read in more than one way.\"}");
            return;
        }
        routing.next();
    }

    private static boolean isPlain(String path) {
        return RequestPath.parse(path) instanceof RequestPath.Canonical canonical && canonical.hasTheSegmentsOf(path);
    }
}
