// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.NetClientOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An attack with slow request bodies: each request announces {@value #LENGTH} bytes and sends one byte every ten
 * seconds. {@link #close} ends the attack.
 */
public final class SlowBodies implements AutoCloseable {
    public static final int LENGTH = 1000;

    private static final long PAUSE_MILLIS = 10_000;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Vertx vertx = Vertx.vertx();
    private final URI base;
    private final List<CompletableFuture<String>> answers = new ArrayList<>();

    public SlowBodies(URI base) {
        this.base = base;
    }

    /** Opens connections with one request each and uses the paths in turn. */
    public SlowBodies overHttp1(int connections, List<String> paths) {
        return overHttp1(connections, paths, FORM, null);
    }

    /** @param token a bearer token, or null for none */
    public SlowBodies overHttp1(int connections, List<String> paths, String contentType, String token) {
        var client = vertx.createNetClient(new NetClientOptions().setReconnectAttempts(0));
        for (var i = 0; i < connections; i++) {
            var head = "POST " + paths.get(i % paths.size()) + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                    + contentType
                    + (token == null ? "" : "\r\nAuthorization: Bearer " + token) + "\r\nContent-Length: " + LENGTH
                    + "\r\n\r\na";
            var answer = new CompletableFuture<String>();
            answers.add(answer);
            client.connect(base.getPort(), base.getHost())
                    .onFailure(answer::completeExceptionally)
                    .onSuccess(socket -> {
                        var read = Buffer.buffer();
                        socket.handler(read::appendBuffer);
                        socket.closeHandler(closed -> answer.complete(read.toString(StandardCharsets.UTF_8)));
                        socket.write(head);
                        vertx.setPeriodic(PAUSE_MILLIS, tick -> socket.write("a"));
                    });
        }
        return this;
    }

    /** Opens HTTP/2 connections without TLS, each with several requests. */
    public SlowBodies overHttp2(int connections, int streams, List<String> paths) {
        for (var i = 0; i < connections; i++) {
            var client = vertx.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false)
                            .setHttp2MultiplexingLimit(streams),
                    new PoolOptions().setHttp2MaxSize(1));
            for (var j = 0; j < streams; j++) {
                var path = paths.get(j % paths.size());
                var answer = new CompletableFuture<String>();
                answers.add(answer);
                client.request(HttpMethod.POST, base.getPort(), base.getHost(), path)
                        .onFailure(answer::completeExceptionally)
                        .onSuccess(request -> {
                            request.exceptionHandler(endedByTheServer -> {});
                            request.putHeader("Content-Type", FORM).putHeader("Content-Length", "" + LENGTH);
                            request.response()
                                    .onFailure(answer::completeExceptionally)
                                    .onSuccess(response -> response.body()
                                            .onComplete(body -> answer.complete(
                                                    "HTTP/2 " + response.statusCode() + "\r\n\r\n" + body.result())));
                            request.write("a");
                        });
            }
        }
        return this;
    }

    /** Waits until all connections are closed and all streams have ended. Returns what the server sent on each. */
    public List<String> answers(long seconds) throws Exception {
        var all = new ArrayList<String>();
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (var answer : answers) {
            all.add(answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        }
        return all;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
