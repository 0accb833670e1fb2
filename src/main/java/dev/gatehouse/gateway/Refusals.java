// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.adminapi.Caller;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.scope.RequestPath;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What follows from a denied call: it is noted in the audit log, and answered with a challenge. */
@ApplicationScoped
public class Refusals {
    private static final long HTTP_2_NO_ERROR = 0;

    private final Challenges challenges;
    private final AuditLog audit;

    Refusals(Challenges challenges, AuditLog audit) {
        this.challenges = challenges;
        this.audit = audit;
    }

    /** Refuses the call that came in. */
    public Response answer(Denied denied, RequestPath path, RoutingContext routing) {
        var request = routing.request();
        discardBody(routing);
        return answer(denied, path, request.method().name() + " " + request.path(), routing);
    }

    /** @param target the method and URL that were asked for, as they were sent */
    Response answer(Denied denied, RequestPath path, String target, RoutingContext routing) {
        note(denied.caller(), target, denied.forAudit(), routing);
        return challenges.answer(denied, path, routing);
    }

    /** Notes that a call was ended whose answer, or whose tunnel, had begun already. */
    public void ended(Caller caller, String why, RoutingContext routing) {
        var request = routing.request();
        note(caller, request.method().name() + " " + request.path(), why + ", while the call ran", routing);
    }

    /** Notes that a browser was told not to send a call for a script of some origin (CORS). */
    void originRefused(String origin, String why, RoutingContext routing) {
        var request = routing.request();
        note(null, request.method().name() + " " + request.path(), "CORS: " + why + ": " + origin, routing);
    }

    private void note(@Nullable Caller caller, String target, String detail, RoutingContext routing) {
        audit.note(
                AuditEvent.denied(AuditAction.GATEWAY_DENIED)
                        .by(caller == null ? null : caller.actor())
                        .client(caller == null ? null : caller.client())
                        .target(target)
                        .detail(detail + ofToken(caller)),
                Addresses.of(routing.request()));
    }

    /** Which token it was: with that, its page shows what it was denied, and <em>Why denied?</em> can ask about it. */
    private static String ofToken(@Nullable Caller caller) {
        return caller == null
                ? ""
                : caller.ownToken().map(token -> "; token " + token).orElse("");
    }

    /**
     * The next request on this connection comes after the body. Where the caller waits for a 100 before it sends one, it
     * may send it all the same or go on with another request: nobody can tell them apart, so the connection ends with the
     * answer (RFC 9110 §10.1.1).
     */
    public static void discardBody(RoutingContext routing) {
        if (!routing.request().isEnded()) {
            routing.request().resume();
        }
        closeIfBodyIsAwaited(routing);
    }

    /** The same for an answer whose body, if there is one, is read by somebody else or nobody. */
    static void closeIfBodyIsAwaited(RoutingContext routing) {
        var http = routing.request();
        if (http.headers().contains("Expect") && http.version() != HttpVersion.HTTP_2) {
            closeAfterAnswer(routing);
        }
    }

    /** The body is not read to its end: the connection ends with the answer, or in HTTP/2 the stream (RFC 9113 §8.1). */
    public static void closeAfterAnswer(RoutingContext routing) {
        if (routing.request().version() == HttpVersion.HTTP_2) {
            routing.addEndHandler(ended -> routing.response().reset(HTTP_2_NO_ERROR));
        } else {
            routing.addHeadersEndHandler(sending -> routing.response().putHeader("Connection", "close"));
            routing.addEndHandler(ended -> routing.request().connection().close());
        }
    }
}
