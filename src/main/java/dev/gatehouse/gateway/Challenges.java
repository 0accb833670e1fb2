package dev.gatehouse.gateway;

import dev.gatehouse.gateway.AccessDecision.Denied;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Says no in the words of RFC 6750 §3. */
final class Challenges {
    private Challenges() {}

    static Response answer(Denied denied) {
        var error = denied.error() == null ? null : denied.error().code();
        var scope = denied.sufficient().isEmpty() ? null : denied.sufficient().toString();
        var response = Response.status(denied.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new GatewayProblem(error, denied.description(), scope));
        if (denied.status() == 401 || error != null) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, challenge(error, denied.description(), scope));
        }
        if (denied.allowedMethods() != null) {
            response.header(HttpHeaders.ALLOW, denied.allowedMethods());
        }
        return response.build();
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
