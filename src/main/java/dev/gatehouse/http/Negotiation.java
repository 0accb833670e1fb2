// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Content negotiation (RFC 9110 §12.5). Quarkus fails on preferences that are malformed or not available. A server may
 * ignore preferences, so Gatehouse removes such headers. OAuth endpoints answer clients with JSON only.
 */
@ApplicationScoped
class Negotiation {
    private static final int PRIORITY = 150;
    private static final int MAX_LENGTH = 2_000;
    private static final List<String> FIELDS =
            List.of("Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language");

    private static final String PREFERENCE =
            "\\s*[\\w*!#$&^.+/-]++(\\s*+;\\s*+(q=(0(\\.\\d{0,3})?+|1(\\.0{0,3})?+)|(?!q=)[\\w-]++=[\\w.-]++))*+\\s*";

    private static final Pattern PREFERENCES = Pattern.compile(PREFERENCE + "(," + PREFERENCE + ")*+");

    void register(@Observes Filters filters) {
        filters.register(Negotiation::leaveOut, PRIORITY);
    }

    private static void leaveOut(RoutingContext routing) {
        var path = routing.request().path();
        var headers = routing.request().headers();
        if (Paths.isForPeople(path)) {
            leaveOutUnreadable(headers);
        } else if (Paths.isOfOAuth(path)) {
            leaveOutUnreadable(headers);
            if (!path.equals(Paths.JWKS) || !names(headers.getAll("Accept"), Paths.JWK_SET)) {
                headers.remove("Accept");
            }
        }
        routing.next();
    }

    private static boolean names(List<String> preferences, String type) {
        return preferences.stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(type));
    }

    private static void leaveOutUnreadable(MultiMap headers) {
        FIELDS.stream()
                .filter(field -> !headers.getAll(field).stream().allMatch(Negotiation::isReadable))
                .toList()
                .forEach(headers::remove);
    }

    private static boolean isReadable(String value) {
        return value.length() <= MAX_LENGTH && PREFERENCES.matcher(value).matches();
    }
}
