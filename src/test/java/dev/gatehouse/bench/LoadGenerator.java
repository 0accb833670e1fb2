// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;

/**
 * Callers that each send one request after the other on their own connection. All callers share one event loop, so the
 * measurement uses little processor time and no state is shared between threads.
 */
final class LoadGenerator implements AutoCloseable {
    private static final int MAX_ANSWERS = 4_000_000;

    /** A request. A null body sends no body. */
    record Request(HttpMethod method, String uri, Map<String, String> headers, String body) {}

    /** A caller that sends requests and checks the responses. */
    interface Caller {
        /** Returns the next request, or empty if there are no more requests. */
        Optional<Request> next();

        /** @throws AssertionError if the response to the last request is wrong */
        void answered(int status, String body);
    }

    /** The results of a measurement. Latencies are in milliseconds. */
    record Figures(int answers, double perSecond, double median, double p99) {}

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client;
    private final URI base;

    LoadGenerator(URI base, int connections) {
        this.base = base;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(connections).setEventLoopSize(1));
    }

    /** Runs the callers for a time or until they have no more requests. The first wrong response ends the run. */
    Figures run(int callers, Duration time, IntFunction<? extends Caller> making) throws InterruptedException {
        var run = new Run(time);
        vertx.runOnContext(begin -> {
            run.begin = System.nanoTime();
            for (var i = 0; i < callers; i++) {
                run.active++;
                run.call(making.apply(i));
            }
        });
        try {
            return run.done.future().toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause());
        }
    }

    /** One measurement. All its work runs on the event loop. */
    private final class Run {
        private final long nanos;
        private final Promise<Figures> done = Promise.promise();
        private int[] micros = new int[1024];
        private int answers;
        private int active;
        private long begin;

        Run(Duration time) {
            this.nanos = time.toNanos();
        }

        void call(Caller caller) {
            var request = System.nanoTime() - begin < nanos
                            && answers < MAX_ANSWERS
                            && !done.future().isComplete()
                    ? caller.next()
                    : Optional.<Request>empty();
            if (request.isEmpty()) {
                active--;
                if (active == 0) {
                    done.tryComplete(figures());
                }
                return;
            }
            var sent = System.nanoTime();
            send(request.get(), caller)
                    .onSuccess(answered -> {
                        note(System.nanoTime() - sent);
                        call(caller);
                    })
                    .onFailure(done::tryFail);
        }

        private Future<Void> send(Request request, Caller caller) {
            var options = new RequestOptions()
                    .setHost(base.getHost())
                    .setPort(base.getPort())
                    .setMethod(request.method())
                    .setURI(request.uri());
            request.headers().forEach(options::putHeader);
            return client.request(options)
                    .compose(http -> request.body() == null ? http.send() : http.send(Buffer.buffer(request.body())))
                    .compose(answer -> answer.body().map(body -> {
                        caller.answered(answer.statusCode(), body.toString());
                        return null;
                    }));
        }

        private void note(long latency) {
            if (answers == micros.length) {
                micros = Arrays.copyOf(micros, answers * 2);
            }
            micros[answers++] = (int) (latency / 1000);
        }

        private Figures figures() {
            var seconds = (System.nanoTime() - begin) / 1e9;
            Arrays.sort(micros, 0, answers);
            return new Figures(answers, answers / seconds, percentile(0.50), percentile(0.99));
        }

        private double percentile(double share) {
            return answers == 0 ? 0 : micros[(int) Math.min(answers - 1, Math.floor(answers * share))] / 1e3;
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
