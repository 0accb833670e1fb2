package dev.gatehouse.gateway;

import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.platform.Paths;
import dev.gatehouse.platform.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Says no in the words of RFC 6750 §3. The body is for people: problem details for the admin API, as all its errors are,
 * and the challenge's own words for everything else.
 */
final class Challenges {
    private Challenges() {}

    static Response answer(Denied denied, RoutingContext routing) {
        var error = denied.error() == null ? null : denied.error().code();
        var scope = denied.sufficient().isEmpty() ? null : denied.sufficient().toString();
        var response = Response.status(denied.status()).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (isForAdminApi(routing)) {
            response.type(Problem.MEDIA_TYPE).entity(problem(denied));
        } else {
            response.type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(new GatewayProblem(error, denied.description(), scope));
        }
        if (denied.status() == 401 || error != null) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, challenge(error, denied.description(), scope));
        }
        if (denied.allowedMethods() != null) {
            response.header(HttpHeaders.ALLOW, denied.allowedMethods());
        }
        return response.build();
    }

    private static boolean isForAdminApi(RoutingContext routing) {
        return routing.normalizedPath().startsWith(Paths.ADMIN);
    }

    private static Problem problem(Denied denied) {
        var title = Response.Status.fromStatusCode(denied.status()).getReasonPhrase();
        return Problem.of(denied.status(), title, denied.description());
    }

    /** Without a token there is nothing to say but that one is needed. */
    private static String challenge(@Nullable String error, String description, @Nullable String scope) {
        if (error == null) {
            return "Bearer";
        }
        return "Bearer error=\"" + error + "\", error_description=\"" + description + "\""
                + (scope == null ? "" : ", scope=\"" + scope + "\"");
    }
}
