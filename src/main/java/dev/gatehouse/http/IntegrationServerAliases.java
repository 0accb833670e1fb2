// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Aliases of the OAuth endpoints: the paths of webMethods Integration Server, and other spellings of the Gatehouse
 * paths. In Integration Server, a service is a folder and a name, joined with a slash or a colon. Case and a trailing
 * slash are ignored.
 */
@ApplicationScoped
public class IntegrationServerAliases {
    private static final String KEY = IntegrationServerAliases.class.getName();
    private static final int PRIORITY = 200;
    private static final int LONGEST = 100;

    private static final Map<String, String> ENDPOINTS = endpoints();

    void register(@Observes Filters filters) {
        filters.register(IntegrationServerAliases::reroute, PRIORITY);
    }

    /** Returns whether a request used an alias. */
    public static boolean wasRerouted(RoutingContext routing) {
        return routing.get(KEY) != null;
    }

    /** Returns the path of the endpoint that an alias names, or the same path if it is no alias. */
    public static String endpoint(String path) {
        return path.length() > LONGEST ? path : ENDPOINTS.getOrDefault(plain(path), path);
    }

    private static void reroute(RoutingContext routing) {
        var path = routing.request().path();
        var endpoint = endpoint(path);
        if (endpoint.equals(path)) {
            routing.next();
            return;
        }
        routing.put(KEY, true);
        var query = routing.request().query();
        routing.reroute(query == null ? endpoint : endpoint + "?" + query);
    }

    private static String plain(String path) {
        var plain = path.toLowerCase(Locale.ROOT).replace("%3a", ":");
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private static Map<String, String> endpoints() {
        var endpoints = new HashMap<String, String>();
        for (var endpoint : List.of(Paths.AUTHORIZE, Paths.TOKEN, Paths.INTROSPECT, Paths.REVOKE, Paths.JWKS)) {
            endpoints.put(plain(endpoint), endpoint);
        }
        Map.of(
                        "authorize", Paths.AUTHORIZE,
                        "getToken", Paths.TOKEN,
                        "getAccessToken", Paths.TOKEN,
                        "refreshAccessToken", Paths.TOKEN,
                        "introspectToken", Paths.INTROSPECT,
                        "revokeToken", Paths.REVOKE)
                .forEach((service, endpoint) -> {
                    endpoints.put(plain("/invoke/pub.oauth/" + service), endpoint);
                    endpoints.put(plain("/invoke/pub.oauth:" + service), endpoint);
                });
        return Map.copyOf(endpoints);
    }
}
