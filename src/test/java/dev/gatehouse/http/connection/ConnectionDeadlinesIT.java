// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Http2Wire;
import dev.gatehouse.testing.Metrics;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.WellBehavedClient;
import dev.gatehouse.testing.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Gatehouse limits the number and the lifetime of connections without a complete request. */
class ConnectionDeadlinesIT {
    private static final int CONNECTIONS = 200;
    private static final int PER_ADDRESS = 120;
    private static final Duration HEAD = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(3);

    /** A tolerance, because the node checks connections once a second and the test machine may be busy. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static PackagedGatehouse gatehouse;
    private static URI base;

    @BeforeAll
    static void start() {
        gatehouse = PackagedGatehouse.start(
                "-Dgatehouse.head-timeout=" + HEAD,
                "-Dgatehouse.connection-idle-timeout=" + IDLE,
                "-Dgatehouse.max-connections=" + CONNECTIONS,
                "-Dgatehouse.max-connections-per-address=" + PER_ADDRESS);
        base = gatehouse.address();
    }

    @AfterAll
    static void stop() {
        gatehouse.close();
    }

    /** A connection that sends a text first and then the drip again and again. */
    private record Slow(String begin, String drip) implements Callable<Duration> {
        @Override
        public Duration call() throws Exception {
            return lifetime(base, begin, drip);
        }
    }

    /** Returns the time until the server closes a connection that sends the text and then the drip again and again. */
    private static Duration lifetime(URI to, String begin, String drip) throws Exception {
        var began = System.nanoTime();
        try (var wire = Wire.to(to);
                var dripping = Executors.newSingleThreadScheduledExecutor()) {
            wire.send(begin);
            if (!drip.isEmpty()) {
                dripping.scheduleAtFixedRate(
                        () -> {
                            try {
                                wire.send(drip);
                            } catch (IOException closed) {
                                dripping.shutdown();
                            }
                        },
                        100,
                        200,
                        java.util.concurrent.TimeUnit.MILLISECONDS);
            }
            wire.awaitClose();
            dripping.shutdownNow();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String text(byte[] frames) {
        return new String(frames, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    void endlessHeadsEnd() throws Exception {
        var preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        var settings = text(Http2Wire.settings(Map.of()));
        var ack = text(Http2Wire.frame(Http2Wire.SETTINGS, Http2Wire.ACK, 0, new byte[0]));
        var ping = text(Http2Wire.frame(Http2Wire.PING, 0, 0, new byte[8]));
        var headers = text(Http2Wire.frame(
                Http2Wire.HEADERS, Http2Wire.END_STREAM, 1, Http2Wire.block(Http2Wire.fields("GET", base, "/signin"))));
        var request = "GET /signin HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n";
        var slow = List.of(
                new Slow("", ""),
                new Slow(request, ""),
                new Slow(request + "X: ", "x"),
                new Slow("", "\r\n"),
                new Slow("", "G"),
                new Slow("PRI * ", ""),
                new Slow(preface, ""),
                new Slow(preface + settings, ""),
                new Slow(preface + settings, ping),
                new Slow(preface + settings + ack + headers, ""),
                new Slow(preface + settings + ack + "\0\0\10\6", "\0"),
                new Slow(preface + settings + ack + "\0\100\0\1", "\0"));
        try (var threads = Executors.newCachedThreadPool();
                var client = WellBehavedClient.ofDemo(base, gatehouse.management())) {
            var lifetimes = threads.invokeAll(slow);
            for (var i = 0; i < slow.size(); i++) {
                assertThat(lifetimes.get(i).get())
                        .as("lifetime of %s", slow.get(i))
                        .isBetween(HEAD.minusMillis(100), HEAD.plus(SLACK));
            }
            assertThat(client.failures()).isEmpty();
        }
    }

    @Test
    void slowHeadIsAnswered() throws Exception {
        try (var wire = Wire.to(base)) {
            wire.send("GET /signin HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n");
            var answer = wire.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.value("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void idleConnectionsEndAndBusyOnesDoNot() throws Exception {
        try (var idle = Wire.to(base);
                var busy = Wire.to(base);
                var idle2 = Http2Wire.to(base, Map.of())) {
            idle.send("GET /signin HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n\r\n");
            assertThat(idle.read().status()).isEqualTo(200);
            idle2.send(Http2Wire.request(1, Http2Wire.fields("GET", base, "/signin")));
            assertThat(idle2.answer(1).status()).isEqualTo(200);
            var began = System.nanoTime();
            var body = "grant_type=client_credentials";
            busy.send("POST /integration/rest/oAuth/getToken HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nAuthorization: " + Gate.basic("partner-backend", "gcs_demo-partner-backend")
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                    + "\r\n\r\n");
            idle.awaitClose();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(IDLE.minusMillis(200), IDLE.plus(SLACK));
            assertThat(idle2.next(Http2Wire.GOAWAY).code()).isZero();
            assertThat(idle2.next()).isNull();
            // A connection with a request in progress outlives the idle ones.
            Thread.sleep(Duration.ofMillis(1500));
            busy.send(body);
            assertThat(busy.read().status()).isEqualTo(200);
        }
    }

    @Test
    void managementInterfaceHasTheSameDeadlines() throws Exception {
        assertThat(lifetime(gatehouse.management(), "GET /q/health HTTP/1.1\r\n", "X"))
                .isLessThan(HEAD.plus(SLACK));
    }

    @Test
    void thereAreSoManyAndSoManyOfOneAddress() throws Exception {
        var open = new ArrayList<Closeable>();
        try {
            assertThat(left("127.0.0.2", PER_ADDRESS + 20, PER_ADDRESS, open)).isEqualTo(PER_ADDRESS);
            try (var wire = Wire.to(base)) {
                wire.send("GET /signin HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nConnection: close\r\n\r\n");
                assertThat(wire.read().status()).isEqualTo(200);
            }
            assertThat(left("127.0.0.3", PER_ADDRESS, CONNECTIONS - PER_ADDRESS, open))
                    .isBetween(CONNECTIONS - PER_ADDRESS - 10, CONNECTIONS - PER_ADDRESS);
            assertThat(Metrics.at(gatehouse.management().resolve("/q/metrics"))
                            .value("gatehouse_connections_ended_total{reason=\"too_many\"}"))
                    .isGreaterThan(20);
        } finally {
            for (var connection : open) {
                connection.close();
            }
        }
    }

    /**
     * Opens connections from an address, waits until at most {@code mostLeft} are open, and returns the number of open
     * ones.
     */
    private static int left(String from, int connections, int mostLeft, List<Closeable> open) throws Exception {
        var opened = new ArrayList<Socket>();
        for (var i = 0; i < connections; i++) {
            var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), base.getPort(), InetAddress.ofLiteral(from), 0);
            opened.add(socket);
            open.add(socket);
        }
        await().until(() -> {
            for (var each = opened.iterator(); each.hasNext(); ) {
                if (isClosed(each.next())) {
                    each.remove();
                }
            }
            return opened.size() <= mostLeft;
        });
        return opened.size();
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(2);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        }
    }
}
