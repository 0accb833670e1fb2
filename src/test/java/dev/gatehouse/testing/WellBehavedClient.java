// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Sends requests at a fixed rate during an attack, independent of response times, and records latencies and failures. A
 * failure is an unexpected response or no response in time. Every second request opens a new connection. All requests
 * come from 127.0.0.9, because attackers use up the limits of 127.0.0.1.
 */
public final class WellBehavedClient implements AutoCloseable {
    private static final Duration PATIENCE_OF_DEMO = Duration.ofSeconds(10);
    private static final int PER_SECOND = 10;
    private static final int CONNECTIONS = 16;
    private static final int FRESH_CONNECTIONS = 1_000;
    private static final String ADDRESS = "127.0.0.9";

    /** A request and the expected status of its response. */
    public record Request(
            String kind, HttpMethod method, URI url, Map<String, String> headers, String body, int status) {
        /** @param token the access token, or null for none */
        public static Request get(String kind, URI url, String token) {
            return new Request(kind, HttpMethod.GET, url, Gate.bearer(token), "", 200);
        }

        public static Request form(String kind, URI url, String basic, String body) {
            return new Request(
                    kind,
                    HttpMethod.POST,
                    url,
                    Map.of("Authorization", basic, "Content-Type", "application/x-www-form-urlencoded"),
                    body,
                    200);
        }
    }

    /** @param began the start in nanoseconds of {@link System#nanoTime} */
    private record Sample(String kind, long began, double millis, String failure) {
        boolean failed() {
            return !failure.isEmpty();
        }
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Duration patience;
    private final HttpClient kept;
    private final HttpClient fresh;
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final long begun;
    private int sent;

    /**
     * Sends each request {@value #PER_SECOND} times a second until closed. The constructor returns when each request
     * has a response.
     * @param patience the maximum time for a response
     */
    public WellBehavedClient(Duration patience, Request... requests) {
        this.patience = patience;
        kept = client(true);
        fresh = client(false);
        for (var request : requests) {
            repeat(request, PER_SECOND);
        }
        await().until(() -> since(Long.MIN_VALUE, sample -> !sample.failed()).stream()
                        .map(Sample::kind)
                        .distinct()
                        .count()
                == requests.length);
        begun = System.nanoTime();
    }

    /**
     * Returns a client of the demo that requests tokens, the server's metadata and readiness.
     * @param management the address of health and metrics
     */
    public static WellBehavedClient ofDemo(URI base, URI management) {
        return new WellBehavedClient(
                PATIENCE_OF_DEMO,
                Request.form(
                        "token request",
                        base.resolve(Gate.TOKEN),
                        Gate.basic(Gate.CONFIDENTIAL_CLIENT, Gate.CONFIDENTIAL_SECRET),
                        "grant_type=client_credentials"),
                Request.get("metadata", base.resolve("/.well-known/oauth-authorization-server"), null),
                Request.get("readiness", management.resolve("/q/health/ready"), null));
    }

    /** Sends one more request, {@code perSecond} times a second. */
    public void repeat(Request request, int perSecond) {
        vertx.setPeriodic(1000 / perSecond, timer -> send(request));
    }

    private HttpClient client(boolean keepAlive) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setLocalAddress(ADDRESS)
                        .setKeepAlive(keepAlive)
                        .setConnectTimeout((int) patience.toMillis()),
                new PoolOptions().setHttp1MaxSize(keepAlive ? CONNECTIONS : FRESH_CONNECTIONS));
    }

    private void send(Request request) {
        var began = System.nanoTime();
        var options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(request.url().getPort())
                .putHeader("Host", request.url().getAuthority())
                .setMethod(request.method())
                .setURI(request.url().getRawPath())
                .setTimeout(patience.toMillis());
        request.headers().forEach(options::putHeader);
        (sent++ % 2 == 0 ? kept : fresh)
                .request(options)
                .compose(call -> call.send(Buffer.buffer(request.body())))
                .compose(answer -> answer.body()
                        .map(body -> answer.statusCode() == request.status()
                                ? ""
                                : "status " + answer.statusCode() + ": " + body))
                .onComplete(result -> samples.add(new Sample(
                        request.kind(),
                        began,
                        (System.nanoTime() - began) / 1e6,
                        result.succeeded() ? result.result() : result.cause().toString())));
    }

    /** Returns the number of expected responses since the constructor returned. */
    public int answered() {
        return since(begun, sample -> !sample.failed()).size();
    }

    /** Returns the median of the latencies since the constructor returned. */
    public Duration medianLatency() {
        var millis = sorted(since(begun, sample -> true));
        return Duration.ofMillis(Math.round(millis.get(millis.size() / 2)));
    }

    /** Returns the failures since the constructor returned. */
    public List<String> failures() {
        return failuresSince(begun);
    }

    /** Returns the failures since a moment of {@link System#nanoTime}. */
    public List<String> failuresSince(long moment) {
        return since(moment, Sample::failed).stream()
                .map(sample -> sample.kind() + ": " + sample.failure())
                .toList();
    }

    /** Prints the number, p50, p99 and maximum of each kind of request since a moment of {@link System#nanoTime}. */
    public void print(String during, long moment) {
        since(moment, sample -> true).stream()
                .collect(Collectors.groupingBy(Sample::kind, LinkedHashMap::new, Collectors.toList()))
                .forEach((kind, all) -> {
                    var millis = sorted(all);
                    System.out.printf(
                            "%-34s %-22s %7d %7d %9.1f ms %9.1f ms %9.1f ms%n",
                            during,
                            kind,
                            millis.size(),
                            all.stream().filter(Sample::failed).count(),
                            millis.get(millis.size() / 2),
                            millis.get(Math.min(millis.size() - 1, millis.size() * 99 / 100)),
                            millis.getLast());
                });
    }

    private static List<Double> sorted(List<Sample> samples) {
        return samples.stream().map(Sample::millis).sorted().toList();
    }

    private List<Sample> since(long moment, Predicate<Sample> which) {
        return samples.stream()
                .filter(sample -> sample.began() >= moment)
                .filter(which)
                .toList();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
