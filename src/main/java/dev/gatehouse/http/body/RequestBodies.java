// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import dev.gatehouse.http.body.BodyRejectedException.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies ({@link IncomingBody}) before a worker thread processes the request. Bodies of public endpoints are
 * small and are read first. Bodies of the admin API and the console are read after all checks that need no body, so
 * that unauthenticated callers cannot make this node hold a large body.
 */
public class RequestBodies {
    /** After the path is checked, before a worker thread is used. */
    private static final int BEFORE_RULES = 1;

    private static final int AFTER_RULES = Priorities.USER + 10_000;

    private final BodyRegistration arriving;

    RequestBodies(BodyRegistration arriving) {
        this.arriving = arriving;
    }

    /** Rejects bodies with a declared length over the limit, and reads small bodies of public endpoints. */
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

    /** Reads all other bodies. Resources on the event loop forward or ignore bodies. */
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
                .onFailure(BodyRejectedException.class)
                .invoke(refusal -> arriving.counted(refusal))
                .invoke(context::setEntityStream)
                .replaceWithVoid();
    }
}
