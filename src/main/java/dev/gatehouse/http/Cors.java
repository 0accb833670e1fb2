package dev.gatehouse.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * The words of the CORS protocol (Fetch standard §3.2). Credentials of the browser, such as cookies, are never allowed:
 * there is no {@code Access-Control-Allow-Credentials}.
 */
public final class Cors {
    /** Every origin, without credentials. */
    public static final String ANY = "*";

    public static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    public static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";
    public static final String REQUEST_METHOD = "Access-Control-Request-Method";

    /** What the header fields begin with that only the protocol speaks of, in lower case. */
    public static final String FIELDS = "access-control-";

    /** For how many seconds a browser may keep the answer to a preflight. */
    private static final String MAX_AGE = "600";

    private static final String ANY_HEADER = "*, Authorization";

    /** The names that Gatehouse itself sets. */
    private static final String OURS = "WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy";

    /** The wildcard is for browsers that know it. */
    private static final String EXPOSED = "*, " + OURS;

    private static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";

    private Cors() {}

    /** The origin whose script sent a request; nothing for any other request. */
    public static Optional<String> origin(HttpServerRequest request) {
        var origins = request.headers().getAll("Origin");
        return origins.size() == 1 ? Optional.of(origins.getFirst()) : Optional.empty();
    }

    /** The method that a browser asks about, without credentials or a body, before it sends a request; nothing otherwise. */
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

    /** Lets scripts of an origin, or of {@link #ANY}, read an answer. */
    public static void allow(String origin, MultiMap answer) {
        answer.set(ALLOW_ORIGIN, origin);
        answer.add(EXPOSE_HEADERS, EXPOSED);
        if (!origin.equals(ANY)) {
            answer.add("Vary", "Origin");
        }
    }

    /** Lets the scripts that may read an upstream's answer read what Gatehouse adds to it. */
    public static void exposeOurs(MultiMap answer) {
        answer.add(EXPOSE_HEADERS, OURS);
    }

    /**
     * Answers a preflight with yes.
     *
     * @param methods those that the resource has, with commas in between
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
