// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.adminapi.Caller;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.scope.RequestPath;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Handles a denied call: notes the denial in the audit log and answers with a challenge. */
@ApplicationScoped
public class Denials {
    private static final long HTTP_2_NO_ERROR = 0;

    private final Challenges challenges;
    private final AuditLog audit;

    Denials(Challenges challenges, AuditLog audit) {
        this.challenges = challenges;
        this.audit = audit;
    }

    /** Denies the call of the request. */
    public Response answer(Denied denied, RequestPath path, RoutingContext routing) {
        var request = routing.request();
        discardBody(routing);
        return answer(denied, path, request.method().name() + " " + request.path(), routing);
    }

    /**
     * Denies a call.
     *
     * @param target the requested method and URL, as sent
     */
    Response answer(Denied denied, RequestPath path, String target, RoutingContext routing) {
        note(denied.caller(), target, denied.forAudit(), routing);
        return challenges.answer(denied, path, routing);
    }

    /** Notes the request of a page whose path cannot be read. The answer is a page. */
    void noteUnreadable(Denied denied, String target, RoutingContext routing) {
        note(null, target, denied.forAudit(), routing);
    }

    /** Notes the end of a call whose answer or tunnel had begun. */
    public void ended(Caller caller, ErrorText why, RoutingContext routing) {
        var request = routing.request();
        note(caller, request.method().name() + " " + request.path(), GatewayDetails.whileRunning(why), routing);
    }

    /** Notes a rejected preflight (CORS). */
    void originRefused(String origin, RoutingContext routing) {
        var request = routing.request();
        note(null, request.method().name() + " " + request.path(), GatewayDetails.origin(origin), routing);
    }

    private void note(@Nullable Caller caller, String target, ErrorText detail, RoutingContext routing) {
        audit.note(
                AuditEvent.denied(AuditAction.GATEWAY_DENIED)
                        .by(caller == null ? null : caller.actor())
                        .client(caller == null ? null : caller.client())
                        .target(target)
                        .detail(withToken(detail, caller)),
                Addresses.of(routing.request()));
    }

    /**
     * Names the token, so that the token's page shows its denials, and <em>Why denied?</em> can ask about the token.
     */
    private static ErrorText withToken(ErrorText detail, @Nullable Caller caller) {
        return caller == null
                ? detail
                : caller.ownToken()
                        .map(token -> GatewayDetails.withToken(detail, token.toString()))
                        .orElse(detail);
    }

    /**
     * Discards the body, because the next request on this connection follows the body. A caller that waits for a 100
     * may send the body or the next request: Gatehouse can't tell them apart, so it closes the connection after the
     * answer (RFC 9110 §10.1.1).
     */
    public static void discardBody(RoutingContext routing) {
        if (!routing.request().isEnded()) {
            routing.request().resume();
        }
        closeIfBodyIsAwaited(routing);
    }

    /** Closes the connection if the caller waits for a 100, without discarding the body. */
    static void closeIfBodyIsAwaited(RoutingContext routing) {
        var http = routing.request();
        if (http.headers().contains("Expect") && http.version() != HttpVersion.HTTP_2) {
            closeAfterAnswer(routing);
        }
    }

    /**
     * Closes the connection after the answer, or in HTTP/2 the stream (RFC 9113 §8.1), because the body is not read to
     * its end.
     */
    public static void closeAfterAnswer(RoutingContext routing) {
        if (routing.request().version() == HttpVersion.HTTP_2) {
            routing.addEndHandler(ended -> routing.response().reset(HTTP_2_NO_ERROR));
        } else {
            routing.addHeadersEndHandler(sending -> routing.response().putHeader("Connection", "close"));
            routing.addEndHandler(ended -> routing.request().connection().close());
        }
    }
}
