// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.HostileConnections;
import dev.gatehouse.testing.Http2Wire;
import dev.gatehouse.testing.Metrics;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.WellBehavedClient;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers that callers do not read use a limited amount of memory and do not affect other callers. */
class UnreadAnswersIT {
    private static final String DOCUMENT = "/admin/api/v1/openapi.json";
    private static final int REQUESTS = 3_500;
    private static final int MEGABYTE = 1024 * 1024;
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private static PackagedGatehouse gatehouse;
    private static URI base;
    private static URI metrics;

    private final List<Closeable> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        gatehouse = PackagedGatehouse.start(
                "-Xmx512m", "-XX:MaxDirectMemorySize=192m", "-Dgatehouse.stalled-answer-timeout=PT4S");
        base = gatehouse.address();
        metrics = gatehouse.management().resolve("/q/metrics");
    }

    @AfterAll
    static void stop() {
        gatehouse.close();
    }

    @AfterEach
    void end() throws IOException {
        for (var connection : open) {
            connection.close();
        }
    }

    private <T extends Closeable> T opened(T connection) {
        open.add(connection);
        return connection;
    }

    private static double waiting() {
        return Metrics.at(metrics).value("gatehouse_answers_waiting_bytes");
    }

    private static double ended(String reason) {
        return Metrics.at(metrics).value("gatehouse_connections_ended_total{reason=\"" + reason + "\"}");
    }

    @Test
    void overHttp2CostOtherCallersNothing() throws Exception {
        try (var client = WellBehavedClient.ofDemo(base, gatehouse.management())) {
            for (var i = 0; i < 8; i++) {
                opened(HostileConnections.unreadOverHttp2(base, DOCUMENT, REQUESTS));
                opened(HostileConnections.unreadOverHttp2(base, "/assets/gatehouse.css", REQUESTS));
                assertThat(waiting()).isLessThan(65.0 * MEGABYTE);
            }
            var answered = client.answered();
            await().until(() -> client.answered() > answered + 20);
            assertThat(client.failures()).isEmpty();
            assertThat(client.medianLatency()).isLessThan(A_SECOND);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == 0);
    }

    /** Opens enough connections to reach the limit for all connections, each below the limit for one connection. */
    @Test
    void areBoundedInTotal() throws Exception {
        var before = ended("too_much_waits");
        try (var client = WellBehavedClient.ofDemo(base, gatehouse.management())) {
            for (var i = 0; i < 16; i++) {
                opened(HostileConnections.unreadOverHttp2(base, DOCUMENT, 30));
            }
            await().during(A_SECOND).atMost(Duration.ofSeconds(5)).until(() -> waiting() < 66.0 * MEGABYTE);
            assertThat(client.failures()).isEmpty();
            assertThat(client.medianLatency()).isLessThan(A_SECOND);
        }
        assertThat(ended("too_much_waits")).isGreaterThan(before);
    }

    /** The limit of streams applies even before the caller has acknowledged the setting that announces the limit. */
    @Test
    void areOfOneHundredStreamsAtMost() throws Exception {
        var wire = opened(Http2Wire.preface(base));
        wire.send(Http2Wire.settings(Map.of(Http2Wire.INITIAL_WINDOW_SIZE, 0L)));
        var fields = Http2Wire.fields("GET", base, "/assets/favicon.svg");
        for (var i = 0; i < 150; i++) {
            wire.send(Http2Wire.request(2 * i + 1, fields));
        }
        for (var i = 100; i < 150; i++) {
            var reset = wire.next(Http2Wire.RST_STREAM);
            assertThat(reset.stream()).isEqualTo(2 * i + 1);
            assertThat(reset.code()).isEqualTo(Http2Wire.REFUSED_STREAM);
        }
    }

    @Test
    void endTheConnectionWhenNothingIsTaken() throws Exception {
        var wire = opened(HostileConnections.unreadOverHttp2(base, DOCUMENT, 2));
        assertThat(wire.next(Http2Wire.GOAWAY).code()).isEqualTo(Http2Wire.ENHANCE_YOUR_CALM);
        assertThat(wire.next()).isNull();
    }

    @Test
    void endTheStreamWhenOthersAreTaken() throws Exception {
        var wire = opened(HostileConnections.unreadOverHttp2(base, DOCUMENT, 1));
        var began = System.nanoTime();
        var reset = 0;
        wire.send(windowUpdate(0, MEGABYTE));
        for (var stream = 3; reset == 0; stream += 2) {
            assertThat(System.nanoTime() - began)
                    .isLessThan(Duration.ofSeconds(15).toNanos());
            wire.send(Http2Wire.request(stream, Http2Wire.fields("GET", base, DOCUMENT)));
            wire.send(windowUpdate(stream, MEGABYTE));
            for (var frame = wire.next(); reset == 0; frame = wire.next()) {
                assertThat(frame).as("the connection stays open").isNotNull();
                var last = frame;
                assertThat(frame.type())
                        .as(() -> new String(last.payload(), StandardCharsets.US_ASCII))
                        .isNotEqualTo(Http2Wire.GOAWAY);
                if (frame.type() == Http2Wire.DATA && frame.payload().length > 0) {
                    wire.send(windowUpdate(0, frame.payload().length));
                }
                if (frame.type() == Http2Wire.RST_STREAM) {
                    reset = frame.stream();
                } else if (frame.stream() == stream && frame.endsStream()) {
                    break;
                }
            }
        }
        assertThat(reset).isEqualTo(1);
        staysOpen(wire);
    }

    /** A browser resets a stream when the user leaves a page. */
    @Test
    void endWithTheirStreamWhenTheCallerResetsIt() throws Exception {
        await("the answers of other tests").until(() -> waiting() == 0);
        var stalled = ended("stalled");
        var wire = opened(HostileConnections.unreadOverHttp2(base, DOCUMENT, 2));
        await().until(() -> waiting() > 0);
        wire.send(cancel(1));
        wire.send(windowUpdate(0, MEGABYTE));
        staysOpen(wire);

        wire.send(cancel(3));
        await().until(() -> waiting() == 0);
        assertThat(ended("stalled")).isEqualTo(stalled);
    }

    private static byte[] cancel(int stream) {
        return Http2Wire.frame(Http2Wire.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    private static void staysOpen(Http2Wire wire) throws IOException {
        wire.send(Http2Wire.request(99_999, Http2Wire.fields("GET", base, "/assets/favicon.svg")));
        wire.send(windowUpdate(99_999, MEGABYTE));
        var frame = wire.next();
        while (frame != null && !(frame.stream() == 99_999 && frame.endsStream())) {
            frame = wire.next();
        }
        assertThat(frame).as("the connection stays open").isNotNull();
    }

    private static byte[] windowUpdate(int stream, int bytes) {
        return Http2Wire.frame(
                Http2Wire.WINDOW_UPDATE,
                0,
                stream,
                ByteBuffer.allocate(4).putInt(bytes).array());
    }

    @Test
    void overHttp1CostOtherCallersNothing() throws Exception {
        var before = ended("stalled");
        try (var client = WellBehavedClient.ofDemo(base, gatehouse.management())) {
            for (var i = 0; i < 20; i++) {
                opened(HostileConnections.unreadOverHttp1(base, DOCUMENT, REQUESTS));
                opened(HostileConnections.unreadOverHttp1(base, "/.well-known/oauth-authorization-server", REQUESTS));
            }
            assertThat(waiting()).isLessThan(20.0 * MEGABYTE);
            await().atMost(Duration.ofSeconds(20)).until(() -> ended("stalled") >= before + 40);
            assertThat(client.failures()).isEmpty();
            assertThat(client.medianLatency()).isLessThan(A_SECOND);
        }
        assertThat(waiting()).isZero();
    }
}
