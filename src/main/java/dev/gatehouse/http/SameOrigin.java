package dev.gatehouse.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that changes something comes from our own pages, so that no other site can act with a person's cookie.
 * Browsers say so in {@code Sec-Fetch-Site}; older ones send {@code Origin}; a request with neither comes from no browser,
 * which has no cookie of anybody but itself.
 */
public final class SameOrigin {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private SameOrigin() {}

    /** Whether a request may act with the cookies that it carries. */
    public static boolean allows(HttpServerRequest request, String baseUrl) {
        if (SAFE_METHODS.contains(request.method().name())) {
            return true;
        }
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return OWN_SITES.contains(site);
        }
        return isOwn(request.getHeader("Origin"), request, baseUrl);
    }

    private static boolean isOwn(@Nullable String origin, HttpServerRequest request, String baseUrl) {
        return origin == null
                || origin.equalsIgnoreCase(baseUrl)
                || origin.equalsIgnoreCase(Transport.scheme(request) + "://" + request.authority());
    }
}
