package dev.gatehouse.gateway;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.Caller;
import dev.gatehouse.service.Route;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.Pipe;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Carries calls to their upstreams and the answers back, streaming both ways: no body is ever held in memory. The caller's
 * own credentials end here; who the caller is goes along in headers that no caller can set.
 */
@ApplicationScoped
class Upstreams {
    private static final Logger LOG = Logger.getLogger(Upstreams.class);
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int CONNECTIONS_PER_UPSTREAM = 200;
    private static final int MAX_WAITING = 2_000;

    /** Ours to set: what a caller sends under these names is dropped. */
    private static final String OWN_PREFIX = "x-gatehouse-";

    private static final Set<String> DROPPED = Set.of(
            "authorization",
            "host",
            "content-length",
            "expect",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-forwarded-port",
            "x-forwarded-prefix",
            "x-real-ip",
            "http2-settings");

    private final HttpClient client;

    Upstreams(Vertx vertx) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_TIMEOUT_MS)
                        .setKeepAlive(true)
                        .setKeepAliveTimeout(30)
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(32 * 1024)
                        .setMaxWaitQueueSize(MAX_WAITING)
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_UPSTREAM));
    }

    /** Forwards a call; completes when its answer has ended, one way or the other. */
    Uni<Void> forward(Allowed.ToService allowed, RoutingContext routing) {
        var done = new CompletableFuture<Void>();
        var http = routing.request();
        var response = routing.response();
        response.endHandler(ended -> done.complete(null));
        response.closeHandler(closed -> done.complete(null));
        var pipe = http.pause().pipe();
        client.request(options(allowed, http))
                .onSuccess(upstream -> send(allowed, http, response, pipe, upstream))
                .onFailure(failure -> {
                    LOG.warnf("Upstream of %s: %s", allowed.route().path(), failure.getMessage());
                    pipe.close();
                    http.resume();
                    UpstreamFailure.BAD_GATEWAY.tell(response);
                });
        return Uni.createFrom().completionStage(done);
    }

    private static RequestOptions options(Allowed.ToService allowed, HttpServerRequest http) {
        var route = allowed.route();
        var upstream = route.upstream();
        var secure = "https".equals(upstream.getScheme());
        return new RequestOptions()
                .setMethod(http.method())
                .setSsl(secure)
                .setHost(upstream.getHost())
                .setPort(upstream.getPort() > 0 ? upstream.getPort() : secure ? 443 : 80)
                .setURI(route.target(
                        allowed.path(), Optional.ofNullable(http.query()).orElse("")))
                .setFollowRedirects(false);
    }

    private static void send(
            Allowed.ToService allowed,
            HttpServerRequest http,
            HttpServerResponse response,
            Pipe<io.vertx.core.buffer.Buffer> body,
            HttpClientRequest upstream) {
        copyRequestHeaders(allowed.caller(), http, upstream);
        var exchange = new Exchange(allowed.route(), http, response, upstream);
        response.exceptionHandler(exchange::callerLeft);
        http.exceptionHandler(exchange::callerLeft);
        upstream.exceptionHandler(exchange::upstreamBroke);
        upstream.response().onSuccess(exchange::answer).onFailure(exchange::upstreamBroke);
        if (hasBody(http)) {
            body.endOnFailure(false).to(upstream).onComplete(sent -> exchange.bodySent());
        } else {
            body.close();
            http.resume();
            upstream.end().onComplete(sent -> exchange.bodySent());
        }
    }

    private static boolean hasBody(HttpServerRequest http) {
        var length = http.getHeader("Content-Length");
        return length == null
                ? http.headers().contains("Transfer-Encoding") || isHttp2WithBody(http)
                : !"0".equals(length);
    }

    private static boolean isHttp2WithBody(HttpServerRequest http) {
        return http.version() == io.vertx.core.http.HttpVersion.HTTP_2 && !http.isEnded();
    }

    private static void copyRequestHeaders(Caller caller, HttpServerRequest http, HttpClientRequest upstream) {
        var hopByHop = HopByHop.in(http.headers());
        http.headers().forEach((name, value) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!hopByHop.contains(lower) && !DROPPED.contains(lower) && !lower.startsWith(OWN_PREFIX)) {
                upstream.headers().add(name, value);
            }
        });
        var length = http.getHeader("Content-Length");
        if (length != null) {
            upstream.putHeader("Content-Length", length);
        } else if (hasBody(http)) {
            upstream.setChunked(true);
        }
        upstream.putHeader("X-Gatehouse-Client", caller.client());
        upstream.putHeader(
                "X-Gatehouse-Subject",
                caller.account() == null ? caller.client() : caller.account().toString());
        upstream.putHeader("X-Gatehouse-Scopes", String.join(" ", new TreeSet<>(caller.scopes())));
        upstream.putHeader("Forwarded", forwarded(http));
    }

    /** RFC 7239 §4 */
    private static String forwarded(HttpServerRequest http) {
        var address = Addresses.of(http);
        var node = address.indexOf(':') >= 0 ? "\"[" + address + "]\"" : address;
        var authority = http.authority();
        return "for=" + node + (authority == null ? "" : ";host=\"" + authority + "\"") + ";proto=" + http.scheme();
    }

    /** One call that is under way. All of it happens on the caller's event loop. */
    private static final class Exchange {
        private final Route route;
        private final HttpServerRequest http;
        private final HttpServerResponse response;
        private final HttpClientRequest upstream;
        private long timer = -1;
        private boolean answering;
        private boolean over;

        private Exchange(Route route, HttpServerRequest http, HttpServerResponse response, HttpClientRequest upstream) {
            this.route = route;
            this.http = http;
            this.response = response;
            this.upstream = upstream;
        }

        /** The clock runs from here: how long an upload takes is up to the caller. */
        private void bodySent() {
            if (!answering && !over) {
                timer = vertx().setTimer(route.timeout().toMillis(), expired -> {
                    fail(UpstreamFailure.GATEWAY_TIMEOUT);
                });
            }
        }

        private void answer(HttpClientResponse answer) {
            if (over) {
                return;
            }
            answering = true;
            stopTimer();
            copyResponseHead(answer);
            answer.exceptionHandler(this::upstreamBroke);
            answer.pipe()
                    .endOnFailure(false)
                    .to(response)
                    .onSuccess(sent -> over = true)
                    .onFailure(this::upstreamBroke);
        }

        private void copyResponseHead(HttpClientResponse answer) {
            var hopByHop = HopByHop.in(answer.headers());
            response.setStatusCode(answer.statusCode());
            answer.headers().forEach((name, value) -> {
                if (!hopByHop.contains(name.toLowerCase(Locale.ROOT))) {
                    response.headers().add(name, value);
                }
            });
            if (!answer.headers().contains("Content-Length") && mayHaveBody(answer.statusCode())) {
                response.setChunked(true);
            }
        }

        private boolean mayHaveBody(int status) {
            return !http.method().name().equals("HEAD") && status >= 200 && status != 204 && status != 304;
        }

        private void upstreamBroke(Throwable failure) {
            if (!over) {
                LOG.warnf("Upstream of %s: %s", route.path(), failure.getMessage());
            }
            fail(UpstreamFailure.BAD_GATEWAY);
        }

        private void callerLeft(Throwable failure) {
            if (!over) {
                over = true;
                stopTimer();
                upstream.reset();
            }
        }

        private void fail(UpstreamFailure failure) {
            if (over) {
                return;
            }
            over = true;
            stopTimer();
            upstream.reset();
            http.resume();
            failure.tell(response);
        }

        private void stopTimer() {
            if (timer >= 0) {
                vertx().cancelTimer(timer);
                timer = -1;
            }
        }

        private Vertx vertx() {
            return io.vertx.core.Vertx.currentContext().owner();
        }
    }
}
