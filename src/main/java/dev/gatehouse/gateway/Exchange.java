package dev.gatehouse.gateway;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import io.netty.channel.ConnectTimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way to its upstream and back. Both bodies stream: neither side is read faster than the other takes it.
 * Whichever side breaks off, the other is told in a way that it cannot take for a good end. All of it happens on the
 * caller's event loop.
 */
final class Exchange {
    static final int CONNECT_TIMEOUT_MS = 5_000;

    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final long NO_TIMER = -1;
    private static final Pattern BEYOND_ASCII = Pattern.compile("[\\x80-\\xff]");
    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    private final Vertx vertx;
    private final HttpClient client;
    private final Allowed.ToService allowed;
    private final RoutingContext routing;
    private final HttpServerRequest http;
    private final HttpServerResponse response;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private @Nullable HttpClientRequest upstream;
    private long timer = NO_TIMER;
    private boolean bodyBegan;
    private boolean uploaded;
    private boolean triedAgain;
    private boolean answering;
    private boolean over;

    Exchange(Vertx vertx, HttpClient client, Allowed.ToService allowed, RoutingContext routing) {
        this.vertx = vertx;
        this.client = client;
        this.allowed = allowed;
        this.routing = routing;
        this.http = routing.request();
        this.response = routing.response();
    }

    Uni<Void> begin() {
        if (response.closed()) {
            return Uni.createFrom().voidItem();
        }
        http.pause();
        routing.addEndHandler(this::ended);
        connect();
        return Uni.createFrom().completionStage(done);
    }

    private void connect() {
        client.request(options()).onSuccess(this::send).onFailure(this::fail);
    }

    private RequestOptions options() {
        var target = allowed.route().upstream();
        var secure = "https".equals(target.getScheme());
        var port = target.getPort() > 0 ? target.getPort() : secure ? 443 : 80;
        var host = target.getHost();
        var address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new RequestOptions()
                .setMethod(http.method())
                .setSsl(secure)
                .setServer(SocketAddress.inetSocketAddress(port, address))
                .setHost(host)
                .setPort(port)
                .setURI(allowed.route().target(allowed.path(), rawQuery()))
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setFollowRedirects(false);
    }

    /** What follows the path as it was sent, the question mark included; bytes beyond ASCII, one a char, are encoded. */
    private String rawQuery() {
        var uri = http.uri();
        var mark = uri.indexOf('?');
        return mark < 0
                ? ""
                : BEYOND_ASCII
                        .matcher(uri.substring(mark))
                        .replaceAll(found -> "%"
                                + HexFormat.of().withUpperCase().toHexDigits((byte)
                                        found.group().charAt(0)));
    }

    private void send(HttpClientRequest request) {
        if (over) {
            var _ = request.reset();
            return;
        }
        upstream = request;
        ForwardedHeaders.toUpstream(http, allowed.caller(), request);
        request.exceptionHandler(failure -> upstreamBroke(request, failure));
        request.response().onSuccess(this::answer).onFailure(failure -> upstreamBroke(request, failure));
        if ("100-continue".equalsIgnoreCase(http.getHeader("Expect"))) {
            response.writeContinue();
        }
        upload(request);
    }

    private void upload(HttpClientRequest request) {
        if (http.isEnded()) {
            endUpload(request);
            return;
        }
        http.exceptionHandler(this::callerLeft);
        http.endHandler(ended -> endUpload(request));
        http.handler(chunk -> upload(chunk, request));
        http.resume();
    }

    /** A body of unknown length becomes chunked with its first byte, so that a call without a body stays without one. */
    private void upload(Buffer chunk, HttpClientRequest request) {
        if (over) {
            return;
        }
        if (!bodyBegan && !http.headers().contains("Content-Length")) {
            request.setChunked(true);
        }
        bodyBegan = true;
        request.write(chunk);
        if (request.writeQueueFull()) {
            http.pause();
            expectAnswer();
            request.drainHandler(drained -> {
                stopTimer();
                http.resume();
            });
        }
    }

    private void endUpload(HttpClientRequest request) {
        if (!over) {
            uploaded = true;
            request.end().onSuccess(sent -> expectAnswer());
        }
    }

    /**
     * The clock runs while it is the upstream's turn: to take more of the body or to answer. How long the caller takes to
     * send is not the upstream's fault.
     */
    private void expectAnswer() {
        if (!answering && !over && timer == NO_TIMER) {
            timer = vertx.setTimer(
                    allowed.route().timeout().toMillis(), expired -> fail(UpstreamFailure.GATEWAY_TIMEOUT));
        }
    }

    private void answer(HttpClientResponse answer) {
        if (over) {
            return;
        }
        answering = true;
        stopTimer();
        response.setStatusCode(answer.statusCode());
        ForwardedHeaders.toCaller(answer, response);
        answer.exceptionHandler(this::fail);
        answer.endHandler(ended -> endAnswer());
        answer.handler(chunk -> answer(chunk, answer));
        if (isOfUnknownLength(answer)) {
            response.setChunked(true);
            // Sends the head: the first byte of an event stream may be long in coming.
            response.write(Buffer.buffer());
        }
    }

    private void answer(Buffer chunk, HttpClientResponse answer) {
        if (over) {
            return;
        }
        response.write(chunk);
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(drained -> answer.resume());
        }
    }

    private boolean isOfUnknownLength(HttpClientResponse answer) {
        var status = answer.statusCode();
        return !answer.headers().contains("Content-Length")
                && !http.method().name().equals("HEAD")
                && status != 204
                && status != 304;
    }

    /** An upstream that has said everything before it heard everything does not want the rest. */
    private void endAnswer() {
        if (over) {
            return;
        }
        over = true;
        if (!uploaded) {
            letGo();
        }
        response.end();
    }

    /** The answer went out whole, or the caller's connection is gone. */
    private void ended(AsyncResult<Void> outcome) {
        if (outcome.failed()) {
            callerLeft(outcome.cause());
        }
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
            triedAgain = true;
            stopTimer();
            upstream = null;
            connect();
        } else {
            fail(failure);
        }
    }

    /**
     * A connection that was kept for reuse may be closed by the upstream just when a call is sent on it. A call that does
     * the same when done twice and has no body is then sent once more (RFC 9112 §9.3.1).
     */
    private boolean mayTryAgain() {
        return !triedAgain && !answering && uploaded && !bodyBegan && IDEMPOTENT.contains(http.method());
    }

    private void fail(Throwable failure) {
        if (over) {
            return;
        }
        LOG.warnf("Upstream of %s: %s", allowed.route().path(), failure.getMessage());
        fail(
                failure instanceof ConnectTimeoutException || failure instanceof TimeoutException
                        ? UpstreamFailure.GATEWAY_TIMEOUT
                        : UpstreamFailure.BAD_GATEWAY);
    }

    private void fail(UpstreamFailure failure) {
        if (!over) {
            over = true;
            letGo();
            failure.tell(response);
        }
    }

    /** Cancels what the upstream is doing and lets what the caller still sends pass unread. */
    private void letGo() {
        stopTimer();
        if (upstream != null) {
            var _ = upstream.reset();
        }
        http.resume();
    }

    private void stopTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
