// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.RequestPath;
import io.vertx.core.http.impl.HttpUtils;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Rejects paths that servers may interpret differently. The framework, which selects the resource, and
 * {@link RequestPath}, which rules and scopes use, must see the same segments. Otherwise another spelling of a path
 * could avoid a rule.
 */
public class CanonicalPaths {
    private static final int BEFORE_ALL_RULES = 0;
    /** The parameters of a segment, which the framework leaves out where it selects the resource. */
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

    private static final String PATH = RequestPath.class.getName();

    private final Denials denials;

    CanonicalPaths(Denials denials) {
        this.denials = denials;
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
        if (isPage(request.path())) {
            denials.noteUnreadable(denied, target, routing);
            throw ProblemException.refused(denied.status(), why);
        }
        return Optional.of(denials.answer(denied, new RequestPath.Refused(why), target, routing));
    }

    /** Returns whether a browser of a user requests a path, so that the answer is a page. */
    private static boolean isPage(String sent) {
        return Paths.isForPeople(Paths.plain(PARAMETERS.matcher(sent).replaceAll("")));
    }

    /** Returns the canonical path of a request, as parsed when the request arrived. */
    static RequestPath of(RoutingContext routing) {
        RequestPath path = routing.get(PATH);
        return path == null ? RequestPath.parse(routing.request().path()) : path;
    }

    /** Parses a path that is not the path of a request. */
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

    /**
     * Parses a path.
     *
     * @param framework the path as the framework reads it
     */
    private static RequestPath read(String sent, RequestPath.Canonical ours, String framework) {
        return framework.equals(sent) || ours.equals(RequestPath.parse(framework))
                ? ours
                : new RequestPath.Refused(GatewayErrors.pathReadTwoWays());
    }
}
