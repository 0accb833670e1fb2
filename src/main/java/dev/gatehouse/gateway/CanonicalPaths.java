// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.scope.RequestPath;
import io.vertx.core.http.impl.HttpUtils;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request come to a resource only if its path can be read in one way: the framework, which finds the resource, and
 * {@link RequestPath}, by which rules and scopes are applied, have to see the same segments. Without it, a rule that looks
 * at the path could be passed by spelling the path differently.
 */
public class CanonicalPaths {
    private static final int BEFORE_ALL_RULES = 0;
    private static final String PATH = RequestPath.class.getName();

    private final Refusals refusals;

    CanonicalPaths(Refusals refusals) {
        this.refusals = refusals;
    }

    @ServerRequestFilter(nonBlocking = true, priority = BEFORE_ALL_RULES)
    public Optional<Response> check(RoutingContext routing) {
        var why = ambiguity(routing);
        if (why == null) {
            return Optional.empty();
        }
        var request = routing.request();
        var denied = AccessDecisions.unreadable(why);
        var target = request.method().name() + " " + request.path();
        return Optional.of(refusals.answer(denied, new RequestPath.Refused(why), target, routing));
    }

    /** The path of a request in the one way in which it can be read, as it was found when the request came in. */
    static RequestPath of(RoutingContext routing) {
        RequestPath path = routing.get(PATH);
        return path == null ? RequestPath.parse(routing.request().path()) : path;
    }

    /** The same for a path that did not come with a request. */
    public static RequestPath read(String sent) {
        return RequestPath.parse(sent) instanceof RequestPath.Canonical ours
                ? read(sent, ours, HttpUtils.normalizePath(sent))
                : RequestPath.parse(sent);
    }

    private static @Nullable ErrorText ambiguity(RoutingContext routing) {
        var sent = routing.request().path();
        var path = RequestPath.parse(sent) instanceof RequestPath.Canonical ours
                ? read(sent, ours, routing.normalizedPath())
                : RequestPath.parse(sent);
        return switch (path) {
            case RequestPath.Refused(var why) -> why;
            case RequestPath.Canonical readable -> {
                routing.put(PATH, readable);
                yield null;
            }
        };
    }

    /** @param framework how the framework reads it */
    private static RequestPath read(String sent, RequestPath.Canonical ours, String framework) {
        return framework.equals(sent) || ours.equals(RequestPath.parse(framework))
                ? ours
                : new RequestPath.Refused(GatewayErrors.pathReadTwoWays());
    }
}
