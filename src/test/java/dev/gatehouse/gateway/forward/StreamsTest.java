// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TestClock;
import dev.gatehouse.testing.Upstream;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long calls: WebSockets, event streams and bodies with trailers, and the events that end them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StreamsTest {
    private static final int LINES = 240;
    private static final String[] HANDSHAKE = {
        "Connection: keep-alive, Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol: chat"
    };
    private static final String SWITCHING = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
            + "Sec-WebSocket-Protocol: chat\r\n\r\n";
    private static final String EVENTS =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final int MEGABYTE = 1024 * 1024;

    @TestHTTPResource("/")
    URI base;

    private final TestClock clock;

    private static Upstream upstream;
    private static GatewayProject project;
    private static String token;
    private static String service;

    StreamsTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void exposeTheUpstream() {
        if (upstream == null) {
            upstream = Upstream.start();
            project = GatewayProject.create(new Gate(base));
            project.expose("Echo", upstream.address(), 30_000);
            project.expose("Hasty", upstream.address(), 300);
            service = project.expose("Other", URI.create(upstream.address() + "/other"), 30_000);
            token = project.token();
        }
        upstream.forgetCalls();
    }

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    @AfterAll
    static void stopTheUpstream() throws Exception {
        upstream.close();
        upstream = null;
    }

    private Wire open(String path, String bearer, String... headers) throws Exception {
        var wire = Wire.to(base);
        wire.send(project.request("GET", path, bearer, headers));
        return wire;
    }

    @Nested
    class WebSockets {

        @Test
        void areTunnelledWithTheirHandshake() throws Exception {
            upstream.on("/chat", connection -> {
                connection.send(SWITCHING + "hello");
                for (var line = connection.line(); line != null; line = connection.line()) {
                    connection.send("you said " + line + "\n");
                }
            });
            try (var wire = open("/Echo/chat?room=1", token, HANDSHAKE)) {
                var head = wire.readHead();
                assertThat(head.startLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
                assertThat(head.headers())
                        .containsExactlyInAnyOrder(
                                "Connection: Upgrade",
                                "Upgrade: websocket",
                                "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                                "Sec-WebSocket-Protocol: chat");
                wire.send("\r\n");
                assertThat(wire.line()).isEqualTo("helloyou said ");
                for (var i = 0; i < 100; i++) {
                    wire.send("GET / HTTP/1.1 " + i + "\n");
                    assertThat(wire.line()).isEqualTo("you said GET / HTTP/1.1 " + i);
                }
            }
            var call = upstream.nextCall();
            assertThat(call.startLine()).isEqualTo("GET /chat?room=1 HTTP/1.1");
            assertThat(call.headers())
                    .contains(
                            "Connection: Upgrade",
                            "Upgrade: websocket",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                            "Sec-WebSocket-Protocol: chat",
                            "X-Gatehouse-Client: " + project.client().clientId());
            assertThat(call.values("Authorization")).isEmpty();
        }

        @Test
        void areDecidedAboutFirst() throws Exception {
            try (var wire = open("/Echo/chat", "gat_unknown", HANDSHAKE)) {
                assertThat(wire.read().status()).isEqualTo(401);
            }
            assertThat(upstream.wasCalled()).isFalse();
        }

        @Test
        void callerThatLeavesIsToldToTheUpstream() throws Exception {
            var closed = new CountDownLatch(1);
            upstream.on("/left", connection -> {
                connection.send(SWITCHING);
                connection.awaitClose();
                closed.countDown();
            });
            var before = upstream.openConnections();
            try (var wire = open("/Echo/left", token, HANDSHAKE)) {
                assertThat(wire.readHead().status()).isEqualTo(101);
            }
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            await().until(() -> upstream.openConnections() <= before);
        }

        @Test
        void upstreamThatLeavesIsToldToTheCallerAfterItsLastWord() throws Exception {
            upstream.on("/bye", connection -> {
                connection.send(SWITCHING + "x".repeat(MEGABYTE) + "\nbye\n");
                connection.close();
            });
            try (var wire = open("/Echo/bye", token, HANDSHAKE)) {
                assertThat(wire.readHead().status()).isEqualTo(101);
                assertThat(wire.line()).hasSize(MEGABYTE);
                assertThat(wire.line()).isEqualTo("bye");
                assertThat(wire.line()).isNull();
            }
        }

        /**
         * The gateway stops reading from a caller whose upstream is slow, so that the data does not fill the memory.
         * The socket buffers may hold some tens of megabytes.
         */
        @Test
        void callerWaitsForASlowUpstream() throws Exception {
            var mayRead = new CountDownLatch(1);
            var read = new CompletableFuture<Integer>();
            upstream.on("/slow", connection -> {
                connection.send(SWITCHING);
                assertThat(mayRead.await(60, TimeUnit.SECONDS)).isTrue();
                read.complete(readAll(connection));
            });
            try (var wire = open("/Echo/slow", token, HANDSHAKE)) {
                assertThat(wire.readHead().status()).isEqualTo(101);
                var sent = new AtomicInteger();
                var sender = Thread.ofVirtual().start(() -> sendAll(wire, sent));

                standsStill(sent);

                mayRead.countDown();
                assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(LINES);
                sender.join();
            }
        }

        @Test
        void upstreamWaitsForASlowCaller() throws Exception {
            var sent = new AtomicInteger();
            upstream.on("/fast", connection -> {
                connection.send(SWITCHING);
                sendAll(connection, sent);
            });
            try (var wire = open("/Echo/fast", token, HANDSHAKE)) {
                assertThat(wire.readHead().status()).isEqualTo(101);

                standsStill(sent);

                assertThat(readAll(wire)).isEqualTo(LINES);
            }
        }

        private void sendAll(Wire wire, AtomicInteger sent) {
            try {
                for (; sent.get() < LINES; sent.incrementAndGet()) {
                    wire.send("x".repeat(MEGABYTE) + "\n");
                }
            } catch (IOException broken) {
                sent.set(-1);
            }
        }

        private int readAll(Wire wire) throws IOException {
            var lines = 0;
            for (; lines < LINES; lines++) {
                assertThat(wire.line()).hasSize(MEGABYTE);
            }
            return lines;
        }

        private void standsStill(AtomicInteger sent) {
            var before = new AtomicInteger(-1);
            await().pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> before.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isBetween(1, LINES / 2);
        }

        @Test
        void refusedByTheUpstreamAreAnsweredAsItDid() throws Exception {
            upstream.on("/no", "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nX-Why: not\r\n\r\nno");
            try (var wire = open("/Echo/no", token, HANDSHAKE)) {
                var answer = wire.read();
                assertThat(answer.startLine()).isEqualTo("HTTP/1.1 403 Forbidden");
                assertThat(answer.headers()).containsExactlyInAnyOrder("Content-Length: 2", "X-Why: not");
                assertThat(answer.text()).isEqualTo("no");
                wire.send(project.request("GET", "/Echo/next", token));
                assertThat(wire.read().status()).isEqualTo(200);
            }
        }

        @Test
        void silenceIsTimedOutBeforeTheHandshakeOnly() throws Exception {
            var agree = new CountDownLatch(1);
            upstream.on("/silent", connection -> {
                agree.await(20, TimeUnit.SECONDS);
            });
            try (var wire = open("/Hasty/silent", token, HANDSHAKE)) {
                assertThat(wire.read().status()).isEqualTo(504);
            } finally {
                agree.countDown();
            }
            upstream.on("/quiet", connection -> {
                connection.send(SWITCHING);
                connection.line();
                connection.send("still here\n");
            });
            try (var wire = open("/Hasty/quiet", token, HANDSHAKE)) {
                assertThat(wire.readHead().status()).isEqualTo(101);
                var began = System.nanoTime();
                await().until(() ->
                        System.nanoTime() - began > Duration.ofMillis(900).toNanos());
                wire.send("\n");
                assertThat(wire.line()).isEqualTo("still here");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"h2c", "HTTP/2.0", "TLS/1.2", "websocket, h2c", "foo"})
        void noOtherProtocolIsUpgradedTo(String protocol) throws Exception {
            try (var wire = open(
                    "/Echo/other",
                    token,
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: " + protocol,
                    "HTTP2-Settings: AAMAAABkAAQAAP__")) {
                assertThat(wire.read().status()).isEqualTo(200);
            }
            var call = upstream.nextCall();
            assertThat(call.values("Upgrade")).isEmpty();
            assertThat(call.values("Connection")).isEmpty();
            assertThat(call.values("HTTP2-Settings")).isEmpty();
        }

        @Test
        void areNotUpgradedToByPost() throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send(project.request("POST", "/Echo/post", token, HANDSHAKE));
                assertThat(wire.read().status()).isEqualTo(200);
            }
            assertThat(upstream.nextCall().values("Upgrade")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
                    "HTTP/1.1 101 Switching Protocols\r\n\r\n"
                })
        void upstreamThatSwitchesToSomethingElseIs502(String answer) throws Exception {
            upstream.on("/else" + answer.length(), answer);
            var before = upstream.openConnections();
            try (var wire = open("/Echo/else" + answer.length(), token, HANDSHAKE)) {
                assertThat(wire.read().status()).isEqualTo(502);
            }
            await().until(() -> upstream.openConnections() <= before);
        }
    }

    @Nested
    class ServerSentEvents {

        @Test
        void arriveOneByOne() throws Exception {
            var next = new LinkedBlockingQueue<Integer>();
            upstream.on("/events", connection -> {
                connection.send(EVENTS);
                for (var i = next.take(); i >= 0; i = next.take()) {
                    var event = "id: " + i + "\ndata: x\n\n";
                    connection.send(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
                }
                connection.send("0\r\n\r\n");
            });
            try (var wire = open("/Echo/events", token, "Accept: text/event-stream", "Last-Event-ID: 41")) {
                assertThat(wire.readHead().value("Content-Type")).isEqualTo("text/event-stream");
                for (var i = 42; i < 52; i++) {
                    next.add(i);
                    // The upstream sends the next event only after the caller has received this one.
                    wire.line();
                    assertThat(wire.line()).isEqualTo("id: " + i);
                    wire.line();
                    wire.line();
                    wire.line();
                }
                next.add(-1);
                assertThat(wire.line()).isEqualTo("0");
            }
            assertThat(upstream.nextCall().value("Last-Event-ID")).isEqualTo("41");
        }

        @Test
        void areCancelledWhenTheCallerLeaves() throws Exception {
            var cancelled = new CountDownLatch(1);
            upstream.on("/forever", connection -> {
                connection.send(EVENTS);
                connection.awaitClose();
                cancelled.countDown();
            });
            try (var wire = open("/Echo/forever", token)) {
                assertThat(wire.readHead().status()).isEqualTo(200);
            }
            assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Nested
    class TrailersOfAnAnswer {
        private static final String ANSWER = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                + "Trailer: X-Checksum, Content-Length, X-Mine\r\nConnection: X-Mine\r\n\r\n3\r\nabc\r\n0\r\n"
                + "X-Checksum: 1\r\nX-Unannounced: 2\r\nX-Mine: 3\r\nX-Gatehouse-Client: 4\r\nSet-Cookie: a=b\r\n\r\n";

        @Test
        void reachACallerWhoTakesThem() throws Exception {
            upstream.on("/trailers", ANSWER);
            try (var wire = open("/Echo/trailers", token, "TE: trailers", "Connection: TE")) {
                var head = wire.readHead();
                assertThat(head.value("Trailer")).isEqualTo("X-Checksum");
                assertThat(wire.line()).isEqualTo("3");
                assertThat(wire.line()).isEqualTo("abc");
                assertThat(wire.line()).isEqualTo("0");
                assertThat(List.of(wire.line(), wire.line()))
                        .containsExactlyInAnyOrder("X-Checksum: 1", "X-Unannounced: 2");
                assertThat(wire.line()).isEmpty();
                wire.send(project.request("GET", "/Echo/next", token));
                assertThat(wire.read().status()).isEqualTo(200);
            }
            assertThat(upstream.nextCall().value("TE")).isEqualTo("trailers");
        }

        @Test
        void endHereOtherwise() throws Exception {
            upstream.on("/trailers", ANSWER);
            try (var wire = open("/Echo/trailers", token)) {
                var answer = wire.read();
                assertThat(answer.value("Trailer")).isNull();
                assertThat(answer.text()).isEqualTo("abc");
                wire.send(project.request("GET", "/Echo/next", token));
                assertThat(wire.read().startLine()).isEqualTo("HTTP/1.1 200 OK");
            }
            assertThat(upstream.nextCall().value("TE")).isNull();
        }

        /** The server does not expose trailers of requests, and RFC 9110 §6.5.1 lets a gateway discard them. */
        @Test
        void ofARequestEndHere() throws Exception {
            var ended = new CompletableFuture<String>();
            upstream.onHead("/upload", connection -> {
                connection.line();
                connection.line();
                connection.line();
                ended.complete(connection.line());
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            });
            try (var wire = Wire.to(base)) {
                wire.send(project.request(
                                "POST", "/Echo/upload", token, "Transfer-Encoding: chunked", "Trailer: X-Checksum")
                        + "3\r\nabc\r\n0\r\nX-Checksum: 1\r\n\r\n");
                assertThat(wire.read().status()).isEqualTo(200);
            }
            assertThat(ended.get(20, TimeUnit.SECONDS)).isEmpty();
            assertThat(upstream.nextCall().value("Trailer")).isNull();
        }
    }

    /** Gatehouse checks calls in progress again when the reasons for the decision change. */
    @Nested
    class DecidedAgain {

        /** The kinds of long calls. */
        enum Kind {
            WEB_SOCKET(SWITCHING, 101),
            EVENTS(StreamsTest.EVENTS, 200),
            DOWNLOAD("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc", 200);

            private final String answer;
            private final int status;

            Kind(String answer, int status) {
                this.answer = answer;
                this.status = status;
            }
        }

        private final CountDownLatch toldTheUpstream = new CountDownLatch(1);

        private Wire begin(Kind kind, String path, String bearer) throws Exception {
            upstream.on(path.replace("/Echo", "").toLowerCase(), connection -> {
                connection.send(kind.answer);
                connection.awaitClose();
                toldTheUpstream.countDown();
            });
            var wire = open(path, bearer, kind == Kind.WEB_SOCKET ? HANDSHAKE : new String[0]);
            assertThat(wire.readHead().status()).isEqualTo(kind.status);
            return wire;
        }

        /** Waits until a call ends and returns the time that this took. */
        private Duration untilItEnds(Wire wire) throws Exception {
            var began = System.nanoTime();
            wire.awaitClose();
            assertThat(toldTheUpstream.await(20, TimeUnit.SECONDS)).isTrue();
            return Duration.ofNanos(System.nanoTime() - began);
        }

        private void assertEndsWithinASecond(Wire wire, Partner partner, String why) throws Exception {
            assertThat(untilItEnds(wire)).isLessThan(Duration.ofSeconds(1));
            await().untilAsserted(() -> assertThat(AuditTrail.of("gateway.denied", partner.clientId()))
                    .singleElement()
                    .asString()
                    .startsWith("DENIED " + why + ", while the call ran; token "));
            await().during(Duration.ofMillis(600))
                    .until(() ->
                            AuditTrail.of("gateway.denied", partner.clientId()).size() == 1);
        }

        @ParameterizedTest
        @EnumSource(Kind.class)
        void endsWhenTheTokenIsRevoked(Kind kind) throws Exception {
            var partner = project.partner(Map.of());
            var its = partner.accessToken();
            try (var wire = begin(kind, "/Echo/long", its)) {
                partner.revoke(its);
                assertEndsWithinASecond(wire, partner, "NOT_REVOKED: The access token was revoked");
            }
        }

        @ParameterizedTest
        @EnumSource(Kind.class)
        void endsWhenTheClientIsDeactivated(Kind kind) throws Exception {
            var partner = project.partner(Map.of());
            try (var wire = begin(kind, "/Echo/long", partner.accessToken())) {
                partner.change("active", false);
                assertEndsWithinASecond(wire, partner, "CLIENT_ACTIVE: The client is not active");
            }
        }

        @ParameterizedTest
        @EnumSource(Kind.class)
        void endsWhenTheTokenExpires(Kind kind) throws Exception {
            var partner = project.partner(Map.of());
            try (var wire = begin(kind, "/Echo/long", partner.accessToken())) {
                clock.advance(Duration.ofHours(2));
                assertEndsWithinASecond(wire, partner, "NOT_EXPIRED: The access token has expired");
            }
        }

        @Test
        void endsWhenTheScopeDoesNotCoverItAnyMore() throws Exception {
            var name = AdminApi.unique();
            var id = project.admin().createScope(name, project.url("/Echo/**"));
            var partner = project.partner(Map.of("scopes", List.of(name)));
            try (var wire = begin(Kind.EVENTS, "/Echo/long", partner.accessToken())) {
                project.admin().put("/scopes/" + id, AdminApi.scope(name, project.url("/Echo/short")));
                assertEndsWithinASecond(wire, partner, "SCOPE: No scope of the access token covers GET of this URL");
            }
        }

        @Test
        void endsWhenTheServiceLeadsElsewhere() throws Exception {
            var partner = project.partner(Map.of());
            try (var wire = begin(Kind.EVENTS, "/Other/long", partner.accessToken())) {
                var moved = project.admin()
                        .put(
                                "/services/" + service,
                                new JsonObject()
                                        .put("name", "Other")
                                        .put("resource", "/**")
                                        .put("upstreamUrl", upstream.address() + "/moved"));
                assertThat(moved.status()).as("%s", moved).isEqualTo(200);
                assertEndsWithinASecond(wire, partner, "SERVICE: the URL leads elsewhere");
            }
        }

        @Test
        void callWithoutAnAnswerYetIsRefused() throws Exception {
            var partner = project.partner(Map.of());
            var its = partner.accessToken();
            upstream.on("/waiting", connection -> {
                connection.awaitClose();
                toldTheUpstream.countDown();
            });
            try (var wire = open("/Echo/waiting", its)) {
                upstream.nextCall();
                partner.revoke(its);
                var answer = wire.read();
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.text())
                        .isEqualTo(
                                "{\"error\":\"invalid_token\",\"error_description\":\"The access token was revoked.\"}");
                assertThat(answer.value("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
            }
            assertThat(toldTheUpstream.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void uploadThatIsNotAllowedAnyMoreIsRefused() throws Exception {
            var partner = project.partner(Map.of());
            var its = partner.accessToken();
            upstream.onHead("/uploading", connection -> {
                connection.awaitClose();
                toldTheUpstream.countDown();
            });
            try (var wire = Wire.to(base)) {
                wire.send(project.request("POST", "/Echo/uploading", its, "Content-Length: 1000") + "abc");
                upstream.nextCall();
                partner.revoke(its);
                assertThat(wire.readHead().status()).isEqualTo(401);
            }
            assertThat(toldTheUpstream.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void callOfAnotherTokenGoesOn() throws Exception {
            var partner = project.partner(Map.of());
            var its = partner.accessToken();
            upstream.on("/parrot", connection -> {
                connection.send(SWITCHING);
                for (var line = connection.line(); line != null; line = connection.line()) {
                    connection.send(line + "\n");
                }
            });
            try (var ended = open("/Echo/parrot", its, HANDSHAKE);
                    var other = open("/Echo/parrot", partner.accessToken(), HANDSHAKE)) {
                assertThat(ended.readHead().status()).isEqualTo(101);
                assertThat(other.readHead().status()).isEqualTo(101);
                partner.revoke(its);
                ended.awaitClose();
                other.send("still here\n");
                assertThat(other.line()).isEqualTo("still here");
            }
        }
    }
}
