// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * The header fields of the CORS protocol (Fetch standard §3.2). Browser credentials such as cookies are never allowed:
 * Gatehouse never sends {@code Access-Control-Allow-Credentials}.
 */
public final class Cors {
    /** Every origin, without credentials. */
    public static final String ANY = "*";

    public static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    public static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";
    static final String REQUEST_METHOD = "Access-Control-Request-Method";

    /** The common prefix of all CORS header fields, in lower case. */
    public static final String FIELDS = "access-control-";

    /** The time in seconds for which a browser may cache the response to a preflight. */
    private static final String MAX_AGE = "600";

    private static final String ANY_HEADER = "*, Authorization";

    /** The response header fields that Gatehouse sets. */
    private static final String OURS = "WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy";

    /** The wildcard, followed by names for browsers that do not support the wildcard. */
    private static final String EXPOSED = "*, " + OURS;

    private static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";

    private Cors() {}

    /** Returns the origin of a cross-origin request from a script, or empty for any other request. */
    public static Optional<String> origin(HttpServerRequest request) {
        var origins = request.headers().getAll("Origin");
        return origins.size() == 1 ? Optional.of(origins.getFirst()) : Optional.empty();
    }

    /**
     * Returns the requested method of a CORS preflight, or empty if the request is no preflight. A preflight has
     * neither credentials nor a body.
     */
    public static Optional<String> preflight(HttpServerRequest request) {
        var methods = request.headers().getAll(REQUEST_METHOD);
        return request.method().name().equals("OPTIONS")
                        && methods.size() == 1
                        && origin(request).isPresent()
                        && !request.headers().contains("Authorization")
                        && !request.headers().contains("Transfer-Encoding")
                        && "0".equals(Objects.requireNonNullElse(request.getHeader("Content-Length"), "0"))
                ? Optional.of(methods.getFirst())
                : Optional.empty();
    }

    /** Allows scripts of an origin, or of {@link #ANY}, to read a response. */
    public static void allow(String origin, MultiMap answer) {
        answer.set(ALLOW_ORIGIN, origin);
        answer.add(EXPOSE_HEADERS, EXPOSED);
        if (!origin.equals(ANY)) {
            answer.add("Vary", "Origin");
        }
    }

    /** Exposes the header fields that Gatehouse adds to the response of an upstream. */
    public static void exposeOurs(MultiMap answer) {
        answer.add(EXPOSE_HEADERS, OURS);
    }

    /**
     * Allows the requested call in the response to a preflight.
     *
     * @param methods the methods of the resource, separated by commas
     */
    public static void allowPreflight(String origin, String methods, MultiMap answer) {
        answer.set(ALLOW_ORIGIN, origin)
                .set("Access-Control-Allow-Methods", methods)
                .set("Access-Control-Allow-Headers", ANY_HEADER)
                .set("Access-Control-Max-Age", MAX_AGE);
        if (!origin.equals(ANY)) {
            answer.add("Vary", "Origin");
        }
    }
}
