// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.AccessDecisions;
import dev.gatehouse.gateway.CrossOriginCalls;
import dev.gatehouse.gateway.Denials;
import dev.gatehouse.gateway.ForwardedHeaders;
import dev.gatehouse.gateway.ScopeAuthorizationFilter;
import dev.gatehouse.gateway.forward.ExchangeState.Answered;
import dev.gatehouse.gateway.forward.ExchangeState.Closing;
import dev.gatehouse.gateway.forward.ExchangeState.Connecting;
import dev.gatehouse.gateway.forward.ExchangeState.Ended;
import dev.gatehouse.gateway.forward.ExchangeState.Open;
import dev.gatehouse.gateway.forward.ExchangeState.Requested;
import dev.gatehouse.gateway.forward.ExchangeState.Responding;
import dev.gatehouse.gateway.forward.ExchangeState.Tunnelling;
import dev.gatehouse.gateway.forward.ExchangeState.Upgrading;
import dev.gatehouse.gateway.forward.ExchangeState.WithRequest;
import dev.gatehouse.http.connection.ConnectionFault;
import dev.gatehouse.problem.ErrorText;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
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
import org.jboss.logging.Logger;

/**
 * One call to an upstream and its answer. Both bodies stream: Gatehouse reads from neither side faster than the other
 * side accepts. When one side fails, or the call is no longer allowed, the other side gets an incomplete message that
 * cannot be mistaken for a complete one. All events run on the caller's event loop. The {@link ExchangeState} decides
 * which events apply; all others are ignored.
 */
final class Exchange implements OpenCalls.OpenCall {
    static final int CONNECT_TIMEOUT_MS = 5_000;

    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    private final UpstreamCall upstreamCall;
    private final OpenCalls calls;
    private final SlowCallers slowCallers;
    private final Allowed.ToService allowed;
    private final RoutingContext routing;
    private final HttpServerRequest http;
    private final HttpServerResponse response;
    private final boolean preflight;
    private final boolean upgrade;
    private final Context context;
    private final UpstreamTimeout timeout;
    private final Upload upload;
    private final Promise<Void> done = Promise.promise();
    private ExchangeState state = Connecting.first();

    Exchange(
            Vertx vertx,
            UpstreamCall upstreamCall,
            OpenCalls calls,
            SlowCallers slowCallers,
            Allowed.ToService allowed,
            RoutingContext routing) {
        this.upstreamCall = upstreamCall;
        this.calls = calls;
        this.slowCallers = slowCallers;
        this.allowed = allowed;
        this.routing = routing;
        this.http = routing.request();
        this.response = routing.response();
        this.preflight = ScopeAuthorizationFilter.call(routing).preflight() != null;
        this.upgrade = Tunnel.isAskedFor(http);
        this.context = vertx.getOrCreateContext();
        this.timeout = new UpstreamTimeout(vertx, allowed.route().timeout(), this::timedOut);
        this.upload = new Upload(http, timeout, slowCallers.ofUpload(this::uploadTooSlow));
    }

    /**
     * Begins the exchange. The future fails with the answer to the call if the call is denied before the upstream
     * answers.
     */
    Future<Void> begin() {
        if (response.closed()) {
            upstreamCall.release();
            return Future.succeededFuture();
        }
        http.pause();
        routing.addEndHandler(this::responseEnded);
        var entry = calls.add(this);
        done.future().onComplete(over -> entry.remove());
        connect();
        return done.future();
    }

    /**
     * Reports an immediate failure after the resource method has returned, because an answer is not possible earlier.
     */
    private void connect() {
        var target = UpstreamTarget.of(allowed, http);
        (preflight ? upstreamCall.requestWithoutToken(target) : upstreamCall.request(target, context))
                .onSuccess(this::send)
                .onFailure(failure -> context.runOnContext(next -> connectFailed(failure)));
    }

    /** Handles a failed connection. The upstream may just have closed a pooled connection; nothing was sent on it. */
    private void connectFailed(Throwable failure) {
        if (failure instanceof HttpClosedException && state instanceof Connecting connecting && !connecting.retried()) {
            state = connecting.retry();
            connect();
        } else {
            fail(failure);
        }
    }

    private void send(HttpClientRequest request) {
        request.exceptionHandler(failure -> requestFailed(request, failure));
        if (!(state instanceof Connecting connecting)) {
            var _ = request.reset();
            return;
        }
        state = connecting.request(request);
        if (preflight) {
            ForwardedHeaders.ofPreflight(http, request);
        } else {
            ForwardedHeaders.toUpstream(http, allowed.caller(), request);
            upstreamCall.authenticate(request);
        }
        request.earlyHintsHandler(this::forwardHints);
        if (upgrade) {
            Tunnel.ask(request);
            request.connect()
                    .onSuccess(answer -> respond(request, answer))
                    .onFailure(failure -> requestFailed(request, failure));
            timeout.begin();
            return;
        }
        request.response()
                .onSuccess(answer -> respond(request, answer))
                .onFailure(failure -> requestFailed(request, failure));
        if (preflight) {
            upload.sendEmpty(request);
            return;
        }
        if ("100-continue".equalsIgnoreCase(http.getHeader("Expect"))) {
            response.writeContinue();
        }
        upload.begin(request, failure -> callerLeft());
    }

    /** Forwards an interim answer to callers whose HTTP version has interim answers (RFC 9110 §15.2). */
    private void forwardHints(MultiMap hints) {
        if (state instanceof Requested && http.version() != HttpVersion.HTTP_1_0) {
            var forwarded = MultiMap.caseInsensitiveMultiMap();
            ForwardedHeaders.toCaller(hints, forwarded);
            response.writeEarlyHints(forwarded);
        }
    }

    private void timedOut() {
        // Anybody may send a preflight, so its failure must not open the circuit
        if (!preflight) {
            upstreamCall.timedOut();
        }
        fail(UpstreamFailure.GATEWAY_TIMEOUT);
    }

    /** Answers 408 to a slow upload (RFC 9110 §15.5.9). The rest of the body is not awaited. */
    private void uploadTooSlow() {
        if (state instanceof Open) {
            slowCallers.ended(true, allowed, upstreamCall, routing);
            if (!response.headWritten()) {
                Denials.closeAfterAnswer(routing);
            }
            fail(UpstreamFailure.SLOW_CALLER);
        }
    }

    private void downloadTooSlow() {
        if (state instanceof Open open) {
            slowCallers.ended(false, allowed, upstreamCall, routing);
            end(open);
            abort();
            closeUnflushed();
        }
    }

    /** Closes the connection without a flush. Otherwise, the close would wait until the caller reads pending bytes. */
    private void closeUnflushed() {
        if (http.version() != HttpVersion.HTTP_2 && http.connection() instanceof ConnectionBase connection) {
            var _ = connection.channel().close();
        }
    }

    private void respond(HttpClientRequest request, HttpClientResponse answer) {
        if (!(state instanceof Requested requested) || !requested.request().equals(request)) {
            return;
        }
        upstreamCall.answered(answer);
        if (upstreamCall.refusedItsToken(answer) && mayRetry(requested)) {
            answer.exceptionHandler(ignored -> {});
            retry(requested);
            var _ = request.reset();
            return;
        }
        answer.exceptionHandler(this::fail);
        var interim = answer.statusCode() < 200;
        if (interim && !(upgrade && Tunnel.isOpenedBy(answer))) {
            fail(new VertxException("status " + answer.statusCode() + " is not an answer", true));
            return;
        }
        CrossOriginCalls.answeredByUpstream(routing);
        timeout.end();
        if (interim) {
            state = requested.upgrade();
            openTunnel(answer);
        } else {
            var stream = new AnswerStream(http, answer, slowCallers.ofAnswer(this::downloadTooSlow));
            state = requested.respond(stream);
            stream.begin(this::answerComplete);
        }
    }

    private void openTunnel(HttpClientResponse agreed) {
        if (!(agreed.request().connection() instanceof ConnectionBase connection)) {
            fail(new VertxException("a WebSocket needs a connection of its own", true));
            return;
        }
        var upstream = agreed.netSocket();
        upstream.pause();
        response.setStatusCode(agreed.statusCode());
        ForwardedHeaders.toCaller(agreed, response);
        Tunnel.agree(response);
        http.toNetSocket().onFailure(failure -> upstream.close()).onSuccess(caller -> {
            var tunnel = new Tunnel(caller, upstream, connection, context);
            tunnel.open(this::finish);
            if (state instanceof Upgrading upgrading) {
                state = upgrading.open(tunnel);
            } else {
                tunnel.close();
            }
        });
    }

    /** Ends the upload, because an upstream with a complete answer does not need the rest of the request. */
    private void answerComplete() {
        if (state instanceof Responding responding) {
            if (upload.isComplete()) {
                state = responding.end();
            } else {
                end(responding);
            }
        }
    }

    /**
     * Handles the end of the answer: sent completely, or the caller's connection is closed. A tunnel reports its end
     * itself.
     */
    private void responseEnded(AsyncResult<Void> outcome) {
        if (outcome.failed()) {
            callerLeft();
        }
        if (!(state instanceof Tunnelling || state instanceof Closing)) {
            finish();
        }
    }

    private void finish() {
        state = new Ended();
        upstreamCall.release();
        done.tryComplete();
    }

    private void callerLeft() {
        if (state instanceof Open open) {
            end(open);
        }
    }

    private void requestFailed(HttpClientRequest request, Throwable failure) {
        if (!(state instanceof WithRequest current) || !current.request().equals(request)) {
            return;
        }
        if (current instanceof Requested requested && mayRetry(requested)) {
            retry(requested);
        } else {
            fail(failure);
        }
    }

    private void retry(Requested requested) {
        timeout.pause();
        state = requested.retry();
        connect();
    }

    /**
     * Returns whether to send the call again. The upstream may close a pooled connection while a call is sent on it. An
     * idempotent call without a body is then sent once more (RFC 9112 §9.3.1).
     */
    private boolean mayRetry(Requested requested) {
        return !requested.retried() && upload.isEmpty() && IDEMPOTENT.contains(http.method());
    }

    private void fail(Throwable failure) {
        if (!(state instanceof Open)) {
            return;
        }
        if (!(failure instanceof UpstreamToken.Failure)) {
            LOG.warnf("Upstream of %s: %s", allowed.route().path(), ConnectionFault.words(failure));
        }
        fail(UpstreamFailure.of(failure));
    }

    private void fail(UpstreamFailure failure) {
        if (!(state instanceof Open open)) {
            return;
        }
        end(open);
        if (response.headWritten()) {
            abort();
            return;
        }
        var bodyExpected = open instanceof Connecting connecting ? connecting.bodyExpected() : !upgrade;
        if (!bodyExpected) {
            Denials.discardBody(routing);
        }
        failure.tell(response);
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
            switch (state) {
                case Answered answered -> endAnswered(answered, denied.forAudit());
                case Open unanswered -> {
                    end(unanswered);
                    var refused = calls.denials().answer(denied, allowed.path(), routing);
                    done.tryFail(new WebApplicationException(refused));
                }
                case Closing _, Ended _ -> {}
            }
        });
    }

    @Override
    public void breakOff(ErrorText why) {
        context.runOnContext(now -> {
            if (state instanceof Answered answered) {
                endAnswered(answered, why);
            }
        });
    }

    /** Ends an answer for a reason that the upstream did not cause. */
    private void endAnswered(Answered answered, ErrorText why) {
        calls.denials().ended(allowed.caller(), why, routing);
        end(answered);
        if (answered instanceof Tunnelling tunnelling) {
            tunnelling.tunnel().close();
        } else {
            abort();
        }
    }

    /** Aborts an answer that has begun. No other event reports the end. */
    private void abort() {
        UpstreamFailure.breakOff(response);
        finish();
    }

    /** Cancels the work of the upstream and discards the rest of the request. */
    private void end(Open open) {
        state = open.end();
        timeout.end();
        upload.stop();
        open.cancel();
        upstreamCall.release();
    }
}
