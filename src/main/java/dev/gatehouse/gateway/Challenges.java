// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.Problem;
import dev.gatehouse.scope.RequestPath;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Answers denied calls as RFC 6750 §3 requires. The body is for people: problem details for the admin API, and the
 * error of the challenge for all other calls.
 */
@ApplicationScoped
class Challenges {
    private final BaseUrl baseUrl;

    Challenges(BaseUrl baseUrl) {
        this.baseUrl = baseUrl;
    }

    /**
     * Returns the answer to a denied call.
     *
     * @param path the requested path, whose metadata the challenge points to (RFC 9728 §5.1)
     */
    Response answer(Denied denied, RequestPath path, RoutingContext routing) {
        var error = denied.error() == null ? null : denied.error().code();
        var scope = denied.requestable();
        var response = Response.status(denied.status()).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (isForAdminApi(routing)) {
            response.type(Problem.MEDIA_TYPE).entity(problem(denied));
        } else {
            response.type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(new GatewayProblem(error, denied.description().inEnglish(), scope));
        }
        if (denied.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            response.header(HttpHeaders.RETRY_AFTER, BusyException.RETRY_SECONDS);
        }
        if (denied.status() == 401 || error != null) {
            var metadata = baseUrl.find(routing.request())
                    .map(base -> ProtectedResource.metadataUrl(base, path))
                    .orElse(null);
            response.header(
                    HttpHeaders.WWW_AUTHENTICATE,
                    challenge(error, denied.description().inEnglish(), scope, metadata));
        }
        if (denied.allowedMethods() != null) {
            response.header(HttpHeaders.ALLOW, denied.allowedMethods());
        }
        return response.build();
    }

    private static boolean isForAdminApi(RoutingContext routing) {
        return Paths.isForAdministration(routing.normalizedPath());
    }

    private static Problem problem(Denied denied) {
        var title = Response.Status.fromStatusCode(denied.status()).getReasonPhrase();
        return Problem.of(denied.status(), title, denied.description());
    }

    /** Returns the challenge. Without a token, the challenge has no error and only points to the metadata. */
    private static String challenge(
            @Nullable String error, String description, @Nullable String scope, @Nullable String metadata) {
        var parameters = new StringJoiner(", ", "Bearer ", "").setEmptyValue("Bearer");
        if (error != null) {
            parameters.add(parameter("error", error)).add(parameter("error_description", description));
        }
        if (scope != null) {
            parameters.add(parameter("scope", scope));
        }
        if (metadata != null) {
            parameters.add(parameter("resource_metadata", metadata));
        }
        return parameters.toString();
    }

    private static String parameter(String name, String value) {
        return name + "=\"" + value + "\"";
    }
}
