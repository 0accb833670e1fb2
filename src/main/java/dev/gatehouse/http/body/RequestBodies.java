package dev.gatehouse.http.body;

import dev.gatehouse.http.body.BodyRefusal.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies that this program reads whole, before a thread is taken to work with them ({@link IncomingBody}). Bodies
 * of endpoints that anybody may call are small and are read first of all; those of the admin API and the console are read
 * after everything was judged that can be judged without them, so that a stranger cannot make this node keep a large body.
 */
public class RequestBodies {
    /** After paths are judged, before anything takes a thread. */
    private static final int BEFORE_RULES = 1;

    private static final int AFTER_RULES = Priorities.USER + 10_000;

    private final ArrivingBodies arriving;

    RequestBodies(ArrivingBodies arriving) {
        this.arriving = arriving;
    }

    /** Refuses what says that it is too large, and reads the small bodies that are read first. */
    @ServerRequestFilter(nonBlocking = true, priority = BEFORE_RULES)
    public @Nullable Uni<Void> beforeRules(ContainerRequestContext context, RoutingContext routing) {
        var body = IncomingBody.of(routing);
        if (body == null || !body.isToBeRead()) {
            return null;
        }
        if (body.isTooLarge()) {
            return Uni.createFrom().failure(arriving.counted(body.refused(Reason.TOO_LARGE)));
        }
        return body.limit().beforeAuthentication() ? read(body, context) : null;
    }

    /** Reads every other body. What runs on the event loop forwards or ignores bodies. */
    @ServerRequestFilter(priority = AFTER_RULES)
    public @Nullable Uni<Void> afterRules(ContainerRequestContext context, RoutingContext routing) {
        var body = IncomingBody.of(routing);
        return body == null || !body.isToBeRead() || Context.isOnEventLoopThread() ? null : read(body, context);
    }

    private Uni<Void> read(IncomingBody body, ContainerRequestContext context) {
        if (body.isCoded()) {
            return Uni.createFrom().failure(arriving.counted(body.refused(Reason.CODED)));
        }
        return Uni.createFrom()
                .completionStage(body.read().toCompletionStage())
                .onFailure(BodyRefusal.class)
                .invoke(refusal -> arriving.counted(refusal))
                .invoke(context::setEntityStream)
                .replaceWithVoid();
    }
}
