// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.http.Paths;
import dev.gatehouse.scope.RequestPath;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Keeps what a proxy asks about inside the endpoint that it asks. Envoy puts the endpoint's path in front of what its caller
 * sent: with dot segments that could lead to a public page, whose 200 would be taken for a yes.
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
                            + "\"the path can be read in more than one way\"}");
            return;
        }
        routing.next();
    }

    private static boolean isPlain(String path) {
        return RequestPath.parse(path) instanceof RequestPath.Canonical canonical && canonical.hasTheSegmentsOf(path);
    }
}
