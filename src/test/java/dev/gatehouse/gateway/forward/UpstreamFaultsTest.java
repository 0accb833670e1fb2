// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RefusingPort;
import dev.gatehouse.testing.Upstream;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Upstreams that violate HTTP. The caller gets a correct or a recognizably incomplete answer, and other callers are not
 * delayed.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UpstreamFaultsTest {
    private static final String BAD_GATEWAY = "{\"error\":\"bad_gateway\",\"error_description\":"
            + "\"The service behind the gateway can't be reached, or broke off the connection.\"}";
    private static final String GATEWAY_TIMEOUT = "{\"error\":\"gateway_timeout\",\"error_description\":"
            + "\"The service behind the gateway did not answer in time.\"}";

    @TestHTTPResource("/")
    URI base;

    private static Upstream upstream;
    private static GatewayProject project;
    private static String token;

    @BeforeEach
    void exposeTheUpstream() {
        if (upstream == null) {
            upstream = Upstream.start();
            project = GatewayProject.create(new Gate(base));
            project.expose("Echo", upstream.address(), 30_000);
            project.expose("Hasty", upstream.address(), 500);
            token = project.token();
        }
        upstream.forgetCalls();
    }

    @AfterAll
    static void stopTheUpstream() throws Exception {
        upstream.close();
        upstream = null;
    }

    private Wire.Message call(String path, String... headers) throws Exception {
        try (var wire = Wire.to(base)) {
            wire.send(project.request("GET", path, token, headers));
            return wire.read();
        }
    }

    private static void assertFailed(Wire.Message answer, int status, String body) {
        assertThat(answer.text()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.complete()).isTrue();
    }

    /** A server whose connection queue is full, so that it accepts no connection, like a dead host. */
    private static final class Full implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        private final List<Socket> waiting = new ArrayList<>();

        Full() throws IOException {
            var address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            try {
                while (waiting.size() < 64) {
                    var socket = new Socket();
                    waiting.add(socket);
                    socket.connect(address, 300);
                }
            } catch (SocketTimeoutException full) {
                return;
            }
            throw new AssertionError("the queue takes more than it should");
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            for (var socket : waiting) {
                socket.close();
            }
            server.close();
        }
    }

    @Nested
    class Connecting {

        @Test
        void slowToConnectIs504() throws Exception {
            try (var full = new Full()) {
                project.expose("Full", full.address(), 30_000);
                var began = System.nanoTime();
                assertFailed(call("/Full/x"), 504, GATEWAY_TIMEOUT);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(ofSeconds(4), ofSeconds(9));
            }
        }

        private Duration ofSeconds(int seconds) {
            return Duration.ofSeconds(seconds);
        }
    }

    @Nested
    class ExpectedBodies {

        /**
         * Gatehouse closes such a connection, because the next bytes could be the body or another request (RFC 9110
         * §10.1.1).
         */
        @Test
        void areNotAskedForInVain() throws Exception {
            try (var gone = new RefusingPort()) {
                project.expose("Gone", gone.url(), 30_000);
                for (var i = 0; i <= CircuitBreaker.FAILURES; i++) {
                    try (var wire = Wire.to(base)) {
                        wire.send(
                                project.request("POST", "/Gone/x", token, "Content-Length: 5", "Expect: 100-continue"));
                        var answer = wire.read();
                        assertThat(answer.status()).isEqualTo(i < CircuitBreaker.FAILURES ? 502 : 503);
                        assertThat(answer.values("Connection")).containsExactly("close");
                        wire.awaitClose();
                    }
                }
            }
        }
    }

    @Nested
    class SlowDrip {

        @Test
        void ofTheHeadIsTimedOut() throws Exception {
            upstream.on("/drip-head", connection -> {
                for (var b : ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: " + "x".repeat(1000)).getBytes()) {
                    connection.send(new byte[] {b});
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            });
            assertFailed(call("/Hasty/drip-head"), 504, GATEWAY_TIMEOUT);
        }

        /** The timeout ends when the answer begins, and does not include the time for the body. */
        @Test
        void ofTheBodyArrives() throws Exception {
            upstream.on("/drip-body", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n");
                for (var i = 0; i < 30; i++) {
                    connection.send("x");
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            });
            var answer = call("/Hasty/drip-body");
            assertThat(answer.text()).isEqualTo("x".repeat(30));
            assertThat(answer.complete()).isTrue();
        }
    }

    @Nested
    class BadAnswers {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK|nocolon||",
                    "HTTP/1.1 200 OK|: no name||",
                    "HTTP/1.1 200 OK|X: a\0b||",
                    "HTTP/1.1 200 OK|X: a\rb||",
                    "HTTP/1.1 200 OK|Content-Length: x||",
                    "HTTP/1.1 200 OK|Content-Length: -1||",
                    "HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 6||hello",
                    "HTTP/1.1 200 OK|Content-Length: 5, 6||hello",
                    "HTTP/1.1 abc OK||",
                    "HTTP/1.1 99 Low||",
                    "HTTP/2.0 200 OK||",
                    "HTTP/1.1||",
                    "HTTP/1.1 102 Processing||HTTP/1.1 200 OK|Content-Length: 0||",
                    "HTTP/1.1 101 Switching Protocols|Upgrade: foo||",
                    "HTTP/1.1 199 Odd||"
                })
        void are502(String answer) throws Exception {
            var path = "/bad" + Math.abs(answer.hashCode());
            upstream.on(path, answer.replace("|", "\r\n"));
            assertFailed(call("/Hasty" + path), 502, BAD_GATEWAY);
        }

        @Test
        void withAHugeHeadAre502() throws Exception {
            upstream.on("/huge", "HTTP/1.1 200 OK\r\nX: " + "x".repeat(40_000) + "\r\nContent-Length: 0\r\n\r\n");
            assertFailed(call("/Echo/huge"), 502, BAD_GATEWAY);
        }

        @Test
        void withALargeHeadArrive() throws Exception {
            upstream.on("/large", "HTTP/1.1 200 OK\r\nX: " + "x".repeat(30_000) + "\r\nContent-Length: 0\r\n\r\n");
            assertThat(call("/Echo/large").value("X")).hasSize(30_000);
        }

        @Test
        void thatAreShorterThanTheySayBreakOff() throws Exception {
            upstream.on("/short", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                connection.close();
            });
            var answer = call("/Echo/short");
            assertThat(answer.text()).isEqualTo("hello");
            assertThat(answer.complete()).isFalse();
        }

        /** A caller must not receive the surplus bytes as the answer to another call. */
        @Test
        void thatAreLongerThanTheySayAreCutAndLeaveNothingBehind() throws Exception {
            upstream.on(
                    "/long",
                    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
                            + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
            upstream.on("/clean", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nclean");
            for (var i = 0; i < 20; i++) {
                var answer = call("/Echo/long");
                assertThat(answer.text()).isEqualTo("hello");
                assertThat(answer.value("Content-Length")).isEqualTo("5");
                assertThat(call("/Echo/clean").text()).isEqualTo("clean");
            }
        }

        @Test
        void withBothLengthsAreABadGateway() throws Exception {
            upstream.on(
                    "/both",
                    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
            var answer = call("/Echo/both");
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.text()).contains("bad_gateway").doesNotContain("hello");
            assertThat(answer.complete()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"301", "302", "303", "307", "308"})
        void redirectsAreTheCallersToFollow(int status) throws Exception {
            upstream.on(
                    "/moved" + status,
                    "HTTP/1.1 " + status + " Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
            var answer = call("/Echo/moved" + status);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.value("Location")).isEqualTo("/elsewhere");
        }
    }

    @Nested
    class BeforeTheAnswer {

        @Test
        void continueIsNothing() throws Exception {
            upstream.on(
                    "/continue",
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                            + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            assertThat(call("/Echo/continue").text()).isEqualTo("ok");
        }

        @Test
        void earlyHintsArePassedOn() throws Exception {
            upstream.on(
                    "/hints",
                    "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nConnection: X-Mine\r\nX-Mine: 1\r\n\r\n"
                            + "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </b.css>\r\n\r\n"
                            + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            try (var wire = Wire.to(base)) {
                wire.send(project.request("GET", "/Echo/hints", token));
                var hints = wire.readHead();
                assertThat(hints.startLine()).isEqualTo("HTTP/1.1 103 Early Hints");
                assertThat(hints.headers()).containsExactly("Link: </a.css>; rel=preload");
                assertThat(wire.readHead().headers()).containsExactly("Link: </b.css>");
                assertThat(wire.read().text()).isEqualTo("ok");
            }
        }
    }

    @Nested
    class Others {

        @Test
        void stayFastWhileFiftyCallsHang() throws Exception {
            var release = new CountDownLatch(1);
            try (var dead = Upstream.start()) {
                dead.on("/hang", connection -> release.await(60, TimeUnit.SECONDS));
                project.expose("Dead", dead.address(), 30_000);
                var hanging = new ArrayList<Wire>();
                for (var i = 0; i < 50; i++) {
                    var wire = Wire.to(base);
                    wire.send(project.request("GET", "/Dead/hang", token));
                    hanging.add(wire);
                }
                await().until(() -> dead.openConnections() == 50);
                assertThat(call("/Echo/x").status()).isEqualTo(200);
                var slowest = Duration.ZERO;
                for (var i = 0; i < 100; i++) {
                    var began = System.nanoTime();
                    assertThat(call("/Echo/x").status()).isEqualTo(200);
                    var took = Duration.ofNanos(System.nanoTime() - began);
                    slowest = took.compareTo(slowest) > 0 ? took : slowest;
                }
                assertThat(slowest).isLessThan(Duration.ofSeconds(5));
                for (var wire : hanging) {
                    wire.close();
                }
                // A call whose caller has disconnected holds no connection.
                await().until(() -> {
                    release.countDown();
                    return dead.openConnections() == 0;
                });
            }
        }

        /** Provokes every kind of failure many times at once, and checks that no connection stays open afterwards. */
        @Test
        void loseNoConnectionToFailures() throws Exception {
            try (var faulty = Upstream.start()) {
                faulty.on("/hangup", Wire::close);
                faulty.on("/silent", Wire::awaitClose);
                faulty.on("/gibberish", "gibberish\r\n\r\n");
                faulty.on("/cut", connection -> {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                    connection.close();
                });
                faulty.on("/endless", connection -> {
                    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                    connection.awaitClose();
                });
                faulty.onHead("/early", connection -> {
                    connection.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
                    connection.awaitClose();
                });
                project.expose("Faulty", faulty.address(), 300);
                var callers = new ArrayList<Thread>();
                for (var i = 0; i < 60; i++) {
                    var path = List.of("/hangup", "/silent", "/gibberish", "/cut", "/endless", "/early")
                            .get(i % 6);
                    callers.add(Thread.ofVirtual().start(() -> fail(path)));
                }
                for (var caller : callers) {
                    assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
                }
                await().until(() -> faulty.openConnections() == 0);
                // The circuit breaker may have opened because of the failures.
                await().until(() -> call("/Faulty/ok").status() == 200);
            }
        }

        private void fail(String path) {
            try (var wire = Wire.to(base)) {
                wire.send(
                        path.equals("/early")
                                ? project.request("POST", "/Faulty" + path, token, "Content-Length: 1000000") + "abc"
                                : project.request("GET", "/Faulty" + path, token));
                if (path.equals("/endless")) {
                    wire.readHead();
                    wire.abort();
                } else {
                    wire.read();
                }
            } catch (IOException broken) {
                // Some of these failures break the connection to the caller.
            }
        }
    }
}
