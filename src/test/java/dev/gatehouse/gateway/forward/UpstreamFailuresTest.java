// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import static dev.gatehouse.testing.GatewayProject.assertAnswered;
import static dev.gatehouse.testing.GatewayProject.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.Metrics;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RefusingPort;
import dev.gatehouse.testing.TestClock;
import dev.gatehouse.testing.Upstream;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Failures of an upstream that is dead, slow or full, which affect only the callers of this upstream. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UpstreamFailuresTest {
    private static final String UNREACHABLE =
            "The service behind the gateway can't be reached, or broke off the connection.";
    private static final String NO_ANSWER = "The service behind the gateway did not answer in time.";
    private static final String DOWN = "The service behind the gateway does not answer at the moment.";
    private static final String FULL = "The service behind the gateway already has its maximum of concurrent calls.";
    private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final int HASTY_MS = 200;

    /** The share of one client in the ten places for streams of an upstream that has one place for calls. */
    private static final int STREAMS_OF_ONE_CLIENT = 8;

    private static GatewayProject project;

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Inject
    TestClock clock;

    private Upstream upstream;

    @BeforeEach
    void start() {
        if (project == null) {
            project = GatewayProject.create(new Gate(base));
        }
        upstream = Upstream.start();
        clock.stop();
    }

    @AfterEach
    void stop() throws Exception {
        clock.reset();
        project.withdrawAll();
        upstream.close();
    }

    private static void assertSilent(Answer answer) {
        assertFailed(answer, 504, "gateway_timeout", NO_ANSWER);
    }

    private static void assertDown(Answer answer, int retryAfter) {
        assertFailed(answer, 503, "service_unavailable", DOWN);
        assertThat(answer.header("retry-after")).isEqualTo(String.valueOf(retryAfter));
    }

    private static void assertNoRefusalIsLoggedAsAFault() throws Exception {
        assertThat(Files.readString(Path.of("target/test.log"))).doesNotContain("Response has already been written");
    }

    private double metric(String series) {
        return Metrics.at(metrics).value(series);
    }

    @Nested
    class Breaker {

        /** Exposes an upstream that accepts calls and does not answer them, and returns the path that leads to it. */
        private String silent() {
            upstream.on("/silent", Wire::awaitClose);
            return project.expose(upstream.address() + "/silent", HASTY_MS) + "/x";
        }

        private void fail(String path) {
            for (var i = 0; i < CircuitBreaker.FAILURES; i++) {
                assertSilent(project.get(path));
            }
            assertThat(upstream.callsWaiting()).isEqualTo(CircuitBreaker.FAILURES);
            upstream.forgetCalls();
        }

        @Test
        void silentUpstreamIsNotAskedAfterFiveCallsInARow() throws Exception {
            var path = silent();
            var open = metric("gatehouse_upstreams{state=\"open\"}");
            var refused = metric("gatehouse_upstream_refused_total{reason=\"down\"}");
            fail(path);

            assertDown(project.get(path), 5);
            clock.advance(Duration.ofMillis(3500));
            assertDown(project.send("POST", path, "body", Map.of()), 2);

            assertThat(upstream.callsWaiting()).isZero();
            assertThat(metric("gatehouse_upstreams{state=\"open\"}")).isEqualTo(open + 1);
            assertThat(metric("gatehouse_upstream_refused_total{reason=\"down\"}"))
                    .isEqualTo(refused + 2);
            assertNoRefusalIsLoggedAsAFault();
        }

        @Test
        void otherUpstreamsAnswerMeanwhile() throws Exception {
            fail(silent());
            try (var other = Upstream.start()) {
                assertAnswered(project.get(project.expose(other.address(), HASTY_MS) + "/x"));
            }
        }

        @Test
        void refusedConnectionsOpenItToo() {
            try (var gone = new RefusingPort()) {
                var path = project.expose(gone.url()) + "/x";
                for (var i = 0; i < CircuitBreaker.FAILURES; i++) {
                    assertFailed(project.get(path), 502, "bad_gateway", UNREACHABLE);
                }
                assertDown(project.get(path), 5);
            }
        }

        @Test
        void afterThePauseOneCallTriesAndItsAnswerLetsAllPass() throws Exception {
            var path = silent();
            fail(path);
            clock.advance(CircuitBreaker.PAUSE);
            var mayAnswer = new CountDownLatch(1);
            upstream.on("/silent", connection -> {
                assertThat(mayAnswer.await(20, TimeUnit.SECONDS)).isTrue();
                connection.send(EMPTY);
            });
            var patient = project.expose(upstream.address() + "/silent") + "/x";

            var trial = CompletableFuture.supplyAsync(() -> project.get(patient));
            upstream.nextCall();
            assertDown(project.get(patient), 5);
            mayAnswer.countDown();

            assertAnswered(trial.get(20, TimeUnit.SECONDS));
            assertAnswered(project.get(path));
        }

        @Test
        void callThatTriesInVainBeginsAnotherPause() throws Exception {
            var path = silent();
            fail(path);
            clock.advance(CircuitBreaker.PAUSE);
            assertSilent(project.get(path));
            assertDown(project.get(path), 5);
            clock.advance(CircuitBreaker.PAUSE);
            upstream.on("/silent", EMPTY);
            assertAnswered(project.get(path));
        }

        @Test
        void callerThatLeavesWhileTryingLeavesTheNextOneToTry() throws Exception {
            var path = silent();
            fail(path);
            clock.advance(CircuitBreaker.PAUSE);
            var tries = new CountDownLatch(1);
            upstream.on("/silent", connection -> {
                tries.countDown();
                connection.awaitClose();
            });
            var patient = project.expose(upstream.address() + "/silent") + "/x";
            try (var wire = Wire.to(base)) {
                wire.send("GET " + patient + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + project.token()
                        + "\r\n\r\n");
                assertThat(tries.await(20, TimeUnit.SECONDS)).isTrue();
                wire.abort();
            }
            upstream.on("/silent", EMPTY);
            await().untilAsserted(() -> assertAnswered(project.get(path)));
        }

        @Test
        void errorsThatAnUpstreamAnswersAreAnswers() {
            upstream.on("/silent", "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy");
            var path = project.expose(upstream.address() + "/silent") + "/x";
            for (var i = 0; i < 2 * CircuitBreaker.FAILURES; i++) {
                assertThat(project.get(path).body()).isEqualTo("busy");
            }
        }

        @Test
        void answersInBetweenKeepItClosed() {
            var path = silent();
            var sound = project.expose(upstream.address()) + "/x";
            for (var i = 0; i < 2 * CircuitBreaker.FAILURES; i++) {
                assertSilent(project.get(path));
                if (i % (CircuitBreaker.FAILURES - 1) == 0) {
                    assertAnswered(project.get(sound));
                }
            }
        }

        @Test
        void changedDeclarationBeginsAnew() {
            var path = silent();
            var declaration = new JsonObject().put("url", upstream.address().toString());
            var id = project.declare(declaration);
            fail(path);
            assertDown(project.get(path), 5);

            project.declare(id, declaration.put("maxConcurrent", 10));
            assertSilent(project.get(path));
        }

        @Test
        void declaredPathsOfOneServerAreJudgedApart() {
            project.declare(new JsonObject().put("url", upstream.address() + "/silent"));
            fail(silent());
            assertAnswered(project.get(project.expose(upstream.address()) + "/x"));
        }
    }

    @Nested
    class FullUpstream {
        private final CountDownLatch mayAnswer = new CountDownLatch(1);

        @BeforeEach
        void nobodyIsLeftOver() {
            await().untilAsserted(
                            () -> assertThat(metric("gatehouse_upstream_calls")).isZero());
        }

        private void assertFull(Answer answer) {
            assertFailed(answer, 503, "service_unavailable", FULL);
            assertThat(answer.header("retry-after")).isEqualTo("1");
        }

        @Test
        void callBeyondTheLimitIsToldAtOnceAndNobodyElseIs() throws Exception {
            upstream.on("/slow", connection -> {
                assertThat(mayAnswer.await(20, TimeUnit.SECONDS)).isTrue();
                connection.send(EMPTY);
            });
            var slow = project.expose(upstream.address() + "/slow") + "/x";
            project.declare(
                    new JsonObject().put("url", upstream.address() + "/slow").put("maxConcurrent", 2));
            var refused = metric("gatehouse_upstream_refused_total{reason=\"full\"}");
            var running = new ArrayList<CompletableFuture<Answer>>();
            for (var i = 0; i < 2; i++) {
                running.add(CompletableFuture.supplyAsync(() -> project.get(slow), Thread::startVirtualThread));
                upstream.nextCall();
            }

            assertThat(metric("gatehouse_upstream_calls")).isEqualTo(2);
            assertFull(project.get(slow));
            assertFull(project.send("POST", slow, "x".repeat(1024 * 1024), Map.of()));
            assertAnswered(project.get(project.expose(upstream.address()) + "/x"));
            mayAnswer.countDown();
            for (var one : running) {
                assertAnswered(one.get(20, TimeUnit.SECONDS));
            }

            await().untilAsserted(() -> assertAnswered(project.get(slow)));
            assertThat(metric("gatehouse_upstream_refused_total{reason=\"full\"}"))
                    .isEqualTo(refused + 2);
            await().untilAsserted(
                            () -> assertThat(metric("gatehouse_upstream_calls")).isZero());
        }

        @Test
        void callerThatLeavesGivesItsPlaceBack() throws Exception {
            upstream.on("/slow", Wire::awaitClose);
            var slow = project.expose(upstream.address()) + "/slow";
            project.declare(
                    new JsonObject().put("url", upstream.address().toString()).put("maxConcurrent", 1));
            try (var wire = Wire.to(base)) {
                wire.send("GET " + slow + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + project.token()
                        + "\r\n\r\n");
                upstream.nextCall();
                assertFull(project.get(slow));
                wire.abort();
            }
            await().untilAsserted(() -> assertAnswered(project.get(slow.replace("/slow", "/other"))));
        }

        @Test
        void answerThatBreaksOffGivesItsPlaceBack() throws Exception {
            upstream.on("/breaks", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc");
                connection.close();
            });
            var path = project.expose(upstream.address());
            project.declare(
                    new JsonObject().put("url", upstream.address().toString()).put("maxConcurrent", 1));
            for (var i = 0; i < 3; i++) {
                try (var wire = Wire.to(base)) {
                    wire.send("GET " + path + "/breaks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + project.token()
                            + "\r\n\r\n");
                    var answer = wire.read();
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.complete()).isFalse();
                }
            }
            assertAnswered(project.get(path + "/x"));
        }

        @Test
        void eventStreamsTakeNoPlaceOfACall() throws Exception {
            upstream.on("/events", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n");
                connection.awaitClose();
            });
            var path = project.expose(upstream.address());
            project.declare(
                    new JsonObject().put("url", upstream.address().toString()).put("maxConcurrent", 1));
            var streams = new ArrayList<Wire>();
            try {
                for (var i = 0; i < STREAMS_OF_ONE_CLIENT; i++) {
                    streams.add(stream(path));
                    assertThat(streams.getLast().readHead().status()).isEqualTo(200);
                }
                assertAnswered(project.get(path + "/x"));
                assertThat(metric("gatehouse_upstream_streams")).isEqualTo(STREAMS_OF_ONE_CLIENT);

                streams.add(stream(path));
                assertThat(streams.getLast().readHead().status()).isEqualTo(200);
                assertFull(project.get(path + "/x"));
            } finally {
                for (var stream : streams) {
                    stream.abort();
                }
            }
            await().untilAsserted(() -> assertAnswered(project.get(path + "/x")));
            await().untilAsserted(() ->
                    assertThat(metric("gatehouse_upstream_streams")).isZero());
        }

        private Wire stream(String path) throws Exception {
            var wire = Wire.to(base);
            wire.send("GET " + path + "/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + project.token()
                    + "\r\n\r\n");
            return wire;
        }
    }

    @Nested
    class Repeating {

        /**
         * Exposes an upstream that answers the first call on a connection and closes the connection on the second call.
         */
        private String closingOnReuse() {
            upstream.on("/reused", connection -> {
                connection.send(EMPTY);
                connection.readHead();
                connection.close();
            });
            return project.expose(upstream.address()) + "/reused";
        }

        /**
         * Repeats a call that gets a new connection: a connection is reused only some moments after its last answer.
         */
        private Answer onReusedConnection(Supplier<Answer> call) {
            Answer answer;
            var calls = 0;
            do {
                upstream.forgetCalls();
                answer = call.get();
                calls++;
            } while (answer.status() == 200 && calls < 20);
            return answer;
        }

        @Test
        void callThatMayHaveBeenDoneIsNotRepeated() {
            var path = closingOnReuse();
            assertAnswered(project.get(path));

            var answer = onReusedConnection(() -> project.send("POST", path, null, Map.of()));

            assertFailed(answer, 502, "bad_gateway", UNREACHABLE);
            assertThat(upstream.callsWaiting()).isZero();
        }

        @Test
        void callWithABodyIsNotRepeated() {
            var path = closingOnReuse();
            assertAnswered(project.get(path));

            var answer = onReusedConnection(() -> project.send("PUT", path, "body", Map.of()));

            assertFailed(answer, 502, "bad_gateway", UNREACHABLE);
            assertThat(upstream.callsWaiting()).isZero();
        }

        @Test
        void callThatDoesTheSameTwiceIs() {
            var path = closingOnReuse();
            assertAnswered(project.get(path));
            upstream.forgetCalls();

            assertAnswered(project.get(path));
            assertThat(upstream.callsWaiting()).isEqualTo(1);
        }
    }
}
