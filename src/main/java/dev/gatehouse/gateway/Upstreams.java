package dev.gatehouse.gateway;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** The connections to the upstreams, shared by all calls. What happens to one call is an {@link Exchange}. */
@ApplicationScoped
class Upstreams {
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int CONNECTIONS_PER_UPSTREAM = 200;
    private static final int MAX_WAITING = 2_000;
    private static final int MAX_HEADER_SIZE = 32 * 1024;

    private final Vertx vertx;
    private final OpenCalls calls;
    private final HttpClient client;

    Upstreams(Vertx vertx, OpenCalls calls) {
        this.vertx = vertx;
        this.calls = calls;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(Exchange.CONNECT_TIMEOUT_MS)
                        .setKeepAlive(true)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(MAX_HEADER_SIZE)
                        .setMaxWaitQueueSize(MAX_WAITING)
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_UPSTREAM));
    }

    /** Forwards a call; completes when its answer has ended, one way or the other. */
    Uni<Void> forward(Allowed.ToService allowed, RoutingContext routing) {
        return new Exchange(vertx, client, calls, allowed, routing).begin();
    }
}
