package dev.gatehouse.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** The names that webMethods Integration Server gives the OAuth endpoints: other paths to the very same resources. */
@ApplicationScoped
class IntegrationServerAliases {
    private static final String PREFIX = "/invoke/pub.oauth/";
    private static final int PRIORITY = 200;
    private static final Map<String, String> ENDPOINTS = Map.of(
            PREFIX + "authorize", Paths.AUTHORIZE,
            PREFIX + "getToken", Paths.TOKEN,
            PREFIX + "introspectToken", Paths.INTROSPECT,
            PREFIX + "revokeToken", Paths.REVOKE);

    void register(@Observes Filters filters) {
        filters.register(IntegrationServerAliases::reroute, PRIORITY);
    }

    private static void reroute(RoutingContext routing) {
        var endpoint = ENDPOINTS.get(routing.request().path());
        if (endpoint == null) {
            routing.next();
            return;
        }
        var query = routing.request().query();
        routing.reroute(query == null ? endpoint : endpoint + "?" + query);
    }
}
