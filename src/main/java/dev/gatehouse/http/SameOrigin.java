// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Protection against cross-site request forgery: whether a changing request comes from a Gatehouse page. Browsers send
 * {@code Sec-Fetch-Site}, older browsers send {@code Origin}. A request with neither header comes from no browser and
 * therefore carries no cookie of a user.
 */
public final class SameOrigin {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private SameOrigin() {}

    /** Returns whether a request may use its cookies. */
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
