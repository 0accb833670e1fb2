// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.adminapi.FieldNames;
import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.scope.RequestPath;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The call that a proxy asks about. nginx sends {@code X-Original-Method} and {@code X-Original-URI}, Traefik sends
 * {@code X-Forwarded-Method} and {@code X-Forwarded-Uri}, and Envoy sends its own method and appends the path to the
 * endpoint's path. A request with two of these forms is rejected, because a caller may have added one of them.
 *
 * @param uri path and query as sent
 * @param path rejected if the path is invalid
 */
public record OriginalRequest(String method, String uri, RequestPath path) {
    private static final String NGINX_METHOD = "X-Original-Method";
    private static final String NGINX_URI = "X-Original-URI";
    private static final String TRAEFIK_METHOD = "X-Forwarded-Method";
    private static final String TRAEFIK_URI = "X-Forwarded-Uri";
    private static final Set<String> WAYS = Set.of(NGINX_METHOD, NGINX_URI, TRAEFIK_METHOD, TRAEFIK_URI);
    private static final int MAX_NAME = 60;
    private static final String INTEGRATION = "integration";
    private static final String UNKNOWN = "?";

    public static OriginalRequest of(HttpServerRequest http) {
        if (!http.path().startsWith(Paths.CHECK)) {
            return refused(GatewayErrors.checkSpelling());
        }
        var unsafe = unsafeField(http);
        if (unsafe.isPresent()) {
            return refused(unsafe.get());
        }
        var below = http.path().substring(Paths.CHECK.length());
        var nginx = has(http, NGINX_METHOD) || has(http, NGINX_URI);
        var traefik = has(http, TRAEFIK_METHOD) || has(http, TRAEFIK_URI);
        var ways = (nginx ? 1 : 0) + (traefik ? 1 : 0) + (below.isEmpty() ? 0 : 1);
        if (ways != 1) {
            return refused(ways == 0 ? GatewayErrors.proxySilent() : GatewayErrors.proxyTwice());
        }
        if (nginx) {
            return of(only(http, NGINX_METHOD), only(http, NGINX_URI));
        }
        return traefik
                ? of(only(http, TRAEFIK_METHOD), only(http, TRAEFIK_URI))
                : of(http.method().name(), below);
    }

    public static OriginalRequest of(@Nullable String method, @Nullable String uri) {
        if (method == null || uri == null) {
            return refused(GatewayErrors.proxyIncomplete());
        }
        if (!HttpMethods.isKnown(method)) {
            return new OriginalRequest(UNKNOWN, uri, new RequestPath.Refused(GatewayErrors.methodUncovered()));
        }
        var query = uri.indexOf('?');
        return new OriginalRequest(method, uri, path(query < 0 ? uri : uri.substring(0, query)));
    }

    /**
     * Returns the reason why a field of the call prevents a decision. The proxy forwards the caller's fields, and a
     * service may use a field for another method or URL, or trust a field as one of Gatehouse. The fields of the proxy
     * itself are excepted.
     */
    private static Optional<ErrorText> unsafeField(HttpServerRequest http) {
        for (var name : http.headers().names()) {
            if (RestrictedFields.isMisspelled(name)) {
                return Optional.of(GatewayErrors.misspelledField(shown(name)));
            }
            if (RestrictedFields.isOverride(FieldNames.plain(name))
                    && WAYS.stream().noneMatch(name::equalsIgnoreCase)) {
                return Optional.of(GatewayErrors.overridingField(shown(name)));
            }
        }
        return Optional.empty();
    }

    private static String shown(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...";
    }

    /** The service gets the path as sent, so the decision is about the path that the service reads. */
    private static RequestPath path(String raw) {
        return switch (RequestPath.parse(raw)) {
            case RequestPath.Canonical path
            when !path.hasTheSegmentsOf(raw) -> new RequestPath.Refused(GatewayErrors.dotSegments());
            case RequestPath.Canonical path
            when !path.segments().getFirst().equals(INTEGRATION) ->
                new RequestPath.Refused(GatewayErrors.urlUncovered(Paths.INTEGRATION));
            case RequestPath path -> path;
        };
    }

    private static boolean has(HttpServerRequest http, String header) {
        return http.headers().contains(header);
    }

    private static @Nullable String only(HttpServerRequest http, String header) {
        var values = http.headers().getAll(header);
        return values.size() == 1 ? values.getFirst() : null;
    }

    private static OriginalRequest refused(ErrorText why) {
        return new OriginalRequest(UNKNOWN, "", new RequestPath.Refused(why));
    }

    /** Returns method and path for the audit log. */
    String target() {
        var query = uri.indexOf('?');
        return method + " " + (query < 0 ? uri : uri.substring(0, query));
    }
}
