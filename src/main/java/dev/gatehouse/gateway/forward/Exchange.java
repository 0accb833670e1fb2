package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.AccessDecisions;
import dev.gatehouse.gateway.CrossOriginCalls;
import dev.gatehouse.gateway.ForwardedHeaders;
import dev.gatehouse.gateway.Refusals;
import dev.gatehouse.gateway.ScopeAuthorizationFilter;
import dev.gatehouse.http.connection.ConnectionFault;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way to its upstream and back. Both bodies stream: neither side is read faster than the other takes it.
 * Whichever side breaks off, the other is told in a way that it cannot take for a good end; so are both when the call is
 * not allowed any more. All of it happens on the caller's event loop.
 */
final class Exchange implements OpenCalls.OpenCall {
    static final int CONNECT_TIMEOUT_MS = 5_000;

    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    private final UpstreamCall place;
    private final OpenCalls calls;
    private final SlowCallers slowCallers;
    private final Allowed.ToService allowed;
    private final RoutingContext routing;
    private final HttpServerRequest http;
    private final HttpServerResponse response;
    private final Context context;
    private final UpstreamTimeout patience;
    private final Upload upload;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private OpenCalls.@Nullable Entry entry;
    private @Nullable HttpClientRequest upstream;
    private @Nullable AnswerStream answer;
    private @Nullable Tunnel tunnel;
    private boolean triedAgain;
    private boolean bodyIsAskedFor;
    private boolean answering;
    private boolean over;

    Exchange(
            Vertx vertx,
            UpstreamCall place,
            OpenCalls calls,
            SlowCallers slowCallers,
            Allowed.ToService allowed,
            RoutingContext routing) {
        this.place = place;
        this.calls = calls;
        this.slowCallers = slowCallers;
        this.allowed = allowed;
        this.routing = routing;
        this.http = routing.request();
        this.response = routing.response();
        this.context = vertx.getOrCreateContext();
        this.patience = new UpstreamTimeout(vertx, allowed.route().timeout(), this::timedOut);
        this.upload = new Upload(http, patience, slowCallers.ofUpload(this::bodyIsTooSlow));
    }

    Uni<Void> begin() {
        if (response.closed()) {
            place.end();
            return Uni.createFrom().voidItem();
        }
        http.pause();
        routing.addEndHandler(this::ended);
        entry = calls.add(this);
        connect();
        return Uni.createFrom().completionStage(done);
    }

    /** A failure that is there at once is told once the resource method has returned, which takes no answer before. */
    private void connect() {
        var target = UpstreamTarget.of(allowed, http);
        (isPreflight() ? place.requestWithoutToken(target) : place.request(target, context))
                .onSuccess(this::send)
                .onFailure(failure -> context.runOnContext(next -> notConnected(failure)));
    }

    /** A connection that was kept for reuse may have been closed just now; nothing has been sent on it. */
    private void notConnected(Throwable failure) {
        if (failure instanceof HttpClosedException && !triedAgain && !over) {
            triedAgain = true;
            connect();
        } else {
            fail(failure);
        }
    }

    private void send(HttpClientRequest request) {
        request.exceptionHandler(failure -> upstreamBroke(request, failure));
        if (over) {
            var _ = request.reset();
            return;
        }
        upstream = request;
        if (isPreflight()) {
            ForwardedHeaders.ofPreflight(http, request);
        } else {
            ForwardedHeaders.toUpstream(http, allowed.caller(), request);
            place.authenticate(request);
        }
        request.earlyHintsHandler(this::passHints);
        if (Tunnel.isAskedFor(http)) {
            Tunnel.ask(request);
            request.connect()
                    .onSuccess(incoming -> answer(request, incoming))
                    .onFailure(failure -> upstreamBroke(request, failure));
            patience.begin();
            return;
        }
        request.response()
                .onSuccess(incoming -> answer(request, incoming))
                .onFailure(failure -> upstreamBroke(request, failure));
        bodyIsAskedFor = true;
        if (isPreflight()) {
            upload.leaveOut(request);
            return;
        }
        if ("100-continue".equalsIgnoreCase(http.getHeader("Expect"))) {
            response.writeContinue();
        }
        upload.begin(request, this::callerLeft);
    }

    private boolean isPreflight() {
        return call().preflight() != null;
    }

    /** RFC 9110 §15.2: what is said before the answer is passed on, to whoever understands it. */
    private void passHints(MultiMap hints) {
        if (!over && !answering && http.version() != HttpVersion.HTTP_1_0) {
            var passed = MultiMap.caseInsensitiveMultiMap();
            ForwardedHeaders.toCaller(hints, passed);
            response.writeEarlyHints(passed);
        }
    }

    private void timedOut() {
        // Strangers' preflights must not make it look down
        if (!isPreflight()) {
            place.timedOut();
        }
        fail(UpstreamFailure.GATEWAY_TIMEOUT);
    }

    /** RFC 9110 §15.5.9. What is left of the body is not waited for. */
    private void bodyIsTooSlow() {
        if (!over) {
            slowCallers.ended(true, allowed, place, routing);
            if (!response.headWritten()) {
                Refusals.endWithTheAnswer(routing);
            }
            fail(UpstreamFailure.SLOW_CALLER);
        }
    }

    private void callerTakesTooLittle() {
        if (!over) {
            slowCallers.ended(false, allowed, place, routing);
            over = true;
            letGo();
            breakOff();
            closeUnflushed();
        }
    }

    /** Otherwise the end of the connection waits behind what the caller does not take. */
    private void closeUnflushed() {
        if (http.version() != HttpVersion.HTTP_2 && http.connection() instanceof ConnectionBase connection) {
            var _ = connection.channel().close();
        }
    }

    private void answer(HttpClientRequest request, HttpClientResponse incoming) {
        if (over || !request.equals(upstream)) {
            return;
        }
        place.answered(incoming);
        if (place.refusedItsToken(incoming) && mayTryAgain()) {
            incoming.exceptionHandler(nobodyListens -> {});
            tryAgain();
            var _ = request.reset();
            return;
        }
        incoming.exceptionHandler(this::fail);
        if (incoming.statusCode() < 200 && !(Tunnel.isAskedFor(http) && Tunnel.isOpenedBy(incoming))) {
            fail(new VertxException("status " + incoming.statusCode() + " is not an answer", true));
            return;
        }
        answering = true;
        CrossOriginCalls.answeredByUpstream(routing);
        patience.end();
        if (incoming.statusCode() < 200) {
            openTunnel(incoming);
        } else {
            answer = new AnswerStream(http, incoming, slowCallers.ofAnswer(this::callerTakesTooLittle));
            answer.begin(this::endAnswer);
        }
    }

    private void openTunnel(HttpClientResponse agreed) {
        if (!(agreed.request().connection() instanceof ConnectionBase connection)) {
            fail(new VertxException("a WebSocket needs a connection of its own", true));
            return;
        }
        var there = agreed.netSocket();
        there.pause();
        response.setStatusCode(agreed.statusCode());
        ForwardedHeaders.toCaller(agreed, response);
        Tunnel.agree(response);
        http.toNetSocket().onFailure(failure -> there.close()).onSuccess(here -> {
            tunnel = new Tunnel(here, there, connection, context);
            tunnel.open(this::finish);
            if (over) {
                tunnel.close();
            }
        });
    }

    /** An upstream that has said everything before it heard everything does not want the rest. */
    private void endAnswer() {
        over = true;
        if (!upload.isWhole()) {
            letGo();
        }
    }

    /** The answer went out whole, or the caller's connection is gone. */
    private void ended(AsyncResult<Void> outcome) {
        if (outcome.failed()) {
            callerLeft(outcome.cause());
        }
        if (tunnel == null) {
            finish();
        }
    }

    private void finish() {
        over = true;
        if (entry != null) {
            entry.remove();
        }
        place.end();
        done.complete(null);
    }

    private void callerLeft(Throwable failure) {
        if (!over) {
            over = true;
            letGo();
        }
    }

    private void upstreamBroke(HttpClientRequest request, Throwable failure) {
        if (over || !request.equals(upstream)) {
            return;
        }
        if (mayTryAgain()) {
            tryAgain();
        } else {
            fail(failure);
        }
    }

    private void tryAgain() {
        triedAgain = true;
        patience.pause();
        upstream = null;
        connect();
    }

    /**
     * A connection that was kept for reuse may be closed by the upstream just when a call is sent on it. A call that does
     * the same when done twice and has no body is then sent once more (RFC 9112 §9.3.1).
     */
    private boolean mayTryAgain() {
        return !triedAgain && !answering && upload.isEmpty() && IDEMPOTENT.contains(http.method());
    }

    private void fail(Throwable failure) {
        if (over) {
            return;
        }
        if (!(failure instanceof UpstreamToken.Failure)) {
            LOG.warnf("Upstream of %s: %s", allowed.route().path(), ConnectionFault.words(failure));
        }
        fail(UpstreamFailure.of(failure));
    }

    private void fail(UpstreamFailure failure) {
        if (!over) {
            over = true;
            letGo();
            if (response.headWritten()) {
                breakOff();
            } else {
                if (!bodyIsAskedFor) {
                    Refusals.letTheBodyPass(routing);
                }
                failure.tell(response);
            }
        }
    }

    @Override
    public AccessDecisions.Call call() {
        return ScopeAuthorizationFilter.call(routing);
    }

    @Override
    public Allowed.ToService allowed() {
        return allowed;
    }

    @Override
    public void deny(Denied denied) {
        context.runOnContext(now -> {
            if (over) {
                return;
            }
            if (answering) {
                end(denied.step() + ": " + denied.description());
                return;
            }
            over = true;
            letGo();
            var refused = calls.refusals().answer(denied, allowed.path(), routing);
            done.completeExceptionally(new WebApplicationException(refused));
        });
    }

    @Override
    public void breakOff(String why) {
        context.runOnContext(now -> {
            if (!over && answering) {
                end(why);
            }
        });
    }

    /** Ends what streams, for a reason that is not the upstream's. */
    private void end(String why) {
        calls.refusals().ended(allowed.caller(), why, routing);
        over = true;
        letGo();
        if (tunnel == null) {
            breakOff();
        } else {
            tunnel.close();
        }
    }

    /** Nobody else tells the end of what is broken off. */
    private void breakOff() {
        UpstreamFailure.breakOff(response);
        finish();
    }

    /** Cancels what the upstream is doing and lets what the caller still sends pass unread. */
    private void letGo() {
        patience.end();
        upload.stop();
        if (answer != null) {
            answer.stop();
        }
        if (upstream != null && tunnel == null) {
            var _ = upstream.reset();
        }
        place.end();
    }
}
