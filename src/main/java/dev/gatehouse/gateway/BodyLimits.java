package dev.gatehouse.gateway;

import dev.gatehouse.platform.Paths;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Limits the bodies that this program reads whole, which is all but the gateway's: those stream through and may be of any
 * size.
 */
@ApplicationScoped
class BodyLimits {
    private static final long MAX_BYTES = 1024 * 1024;
    private static final int PRIORITY = 100;

    void register(@Observes Filters filters) {
        filters.register(BodyLimits::check, PRIORITY);
    }

    private static void check(RoutingContext routing) {
        // On every request, however its path is spelled: the gateway never reads a body through a VertxInputStream.
        routing.put(VertxInputStream.MAX_REQUEST_SIZE_KEY, MAX_BYTES);
        var path = routing.normalizedPath();
        var streams = path.startsWith(Paths.INTEGRATION + "/") && !path.startsWith(Paths.OAUTH + "/");
        var length = routing.request().getHeader("Content-Length");
        if (!streams && length != null && isTooLong(length)) {
            routing.response()
                    .setStatusCode(413)
                    .putHeader("Connection", "close")
                    .end();
            return;
        }
        routing.next();
    }

    private static boolean isTooLong(String length) {
        try {
            return Long.parseLong(length) > MAX_BYTES;
        } catch (NumberFormatException notANumber) {
            return true;
        }
    }
}
