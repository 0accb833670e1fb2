package dev.gatehouse.gateway;

import dev.gatehouse.scope.RequestPath;
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
public class UnambiguousPaths {
    private static final int BEFORE_ALL_RULES = 0;
    private static final String PATH = RequestPath.class.getName();

    private final Refusals refusals;

    UnambiguousPaths(Refusals refusals) {
        this.refusals = refusals;
    }

    @ServerRequestFilter(priority = BEFORE_ALL_RULES)
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

    private static @Nullable String ambiguity(RoutingContext routing) {
        var sent = routing.request().path();
        var read = routing.normalizedPath();
        return switch (RequestPath.parse(sent)) {
            case RequestPath.Refused(var why) -> why;
            case RequestPath.Canonical ours
            when read.equals(sent) || ours.equals(RequestPath.parse(read)) -> {
                routing.put(PATH, ours);
                yield null;
            }
            case RequestPath.Canonical ignored -> "the path can be read in more than one way";
        };
    }
}
