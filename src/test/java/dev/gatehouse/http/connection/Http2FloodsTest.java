// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.HostileConnections;
import dev.gatehouse.testing.Http2Wire;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gatehouse closes a connection after a few HTTP/2 frames that cost the sender little. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class Http2FloodsTest {
    private static final int FRAMES = 2_000_000;

    /** The number of frames that the sockets of both sides can hold after the server has stopped reading. */
    private static final int UNDER_WAY = 1_000_000;

    @TestHTTPResource("/")
    URI base;

    private void assertEnded(Http2Wire wire, long code) throws IOException {
        var goAway = wire.next(Http2Wire.GOAWAY);
        if (goAway != null) {
            assertThat(goAway.code()).isEqualTo(code);
            assertThat(wire.next(Http2Wire.GOAWAY)).isNull();
        }
    }

    /** Returns the bytes of a frame and of another frame, the latter repeatedly. */
    private static byte[] followed(byte[] first, byte[] next, int times) {
        var frames = new ByteArrayOutputStream();
        frames.writeBytes(first);
        for (var i = 0; i < times; i++) {
            frames.writeBytes(next);
        }
        return frames.toByteArray();
    }

    private void assertServed() throws Exception {
        try (var wire = Http2Wire.to(base, Map.of())) {
            wire.send(Http2Wire.request(1, Http2Wire.fields("GET", base, "/signin")));
            assertThat(wire.answer(1).status()).isEqualTo(200);
        }
    }

    /** CVE-2026-33871 */
    @Test
    void continuationsEndTheConnection() throws Exception {
        try (var wire = Http2Wire.to(base, Map.of())) {
            assertThat(HostileConnections.continuations(wire, base, FRAMES)).isLessThan(UNDER_WAY);
            assertEnded(wire, Http2Wire.ENHANCE_YOUR_CALM);
        }
        assertServed();
    }

    /**
     * Sends only twenty frames, in one write: a write after the server has closed the connection would fail, and the
     * answer would be lost.
     */
    @Test
    void twentyContinuationsAreTooMany() throws Exception {
        try (var wire = Http2Wire.to(base, Map.of())) {
            var begun = Http2Wire.block(Http2Wire.fields("GET", base, "/"));
            wire.send(followed(
                    Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_STREAM, 1, begun),
                    Http2Wire.frame(Http2Wire.CONTINUATION, 0, 1, new byte[0]),
                    20));
            assertThat(wire.next(Http2Wire.GOAWAY).code()).isEqualTo(Http2Wire.ENHANCE_YOUR_CALM);
            assertThat(wire.next()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Http2Wire.PING, Http2Wire.SETTINGS, Http2Wire.PRIORITY, 0x7e})
    void framesOfNoRequestEndTheConnection(int type) throws Exception {
        var payload = switch (type) {
            case Http2Wire.PING -> new byte[8];
            case Http2Wire.PRIORITY -> new byte[] {0, 0, 0, 0, 1};
            default -> new byte[0];
        };
        var stream = type == Http2Wire.PRIORITY ? 1 : 0;
        try (var wire = Http2Wire.to(base, Map.of())) {
            assertThat(HostileConnections.flood(wire, Http2Wire.frame(type, 0, stream, payload), FRAMES))
                    .isLessThan(UNDER_WAY);
            assertEnded(wire, Http2Wire.ENHANCE_YOUR_CALM);
        }
        assertServed();
    }

    /** Sends all frames in one write, as {@link #twentyContinuationsAreTooMany} does. */
    @Test
    void emptyDataEndsTheConnection() throws Exception {
        try (var wire = Http2Wire.to(base, Map.of())) {
            var block = Http2Wire.block(Http2Wire.fields("POST", base, "/signin"));
            wire.send(followed(
                    Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_HEADERS, 1, block),
                    Http2Wire.frame(Http2Wire.DATA, 0, 1, new byte[0]),
                    5));
            assertThat(wire.next(Http2Wire.GOAWAY).code()).isEqualTo(Http2Wire.ENHANCE_YOUR_CALM);
        }
    }

    /** CVE-2023-44487 */
    @Test
    void streamsThatTheCallerResetsEndTheConnection() throws Exception {
        try (var wire = Http2Wire.to(base, Map.of())) {
            var fields = Http2Wire.fields("POST", base, "/signin");
            openAndThen(
                    wire, fields, stream -> Http2Wire.frame(Http2Wire.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}));
            assertEnded(wire, Http2Wire.ENHANCE_YOUR_CALM);
        }
    }

    /** CVE-2025-8671: a window update of zero makes the server reset the stream. */
    @Test
    void streamsThatTheServerHasToResetEndTheConnection() throws Exception {
        try (var wire = Http2Wire.to(base, Map.of())) {
            var fields = Http2Wire.fields("POST", base, "/signin");
            openAndThen(wire, fields, stream -> Http2Wire.frame(Http2Wire.WINDOW_UPDATE, 0, stream, new byte[4]));
            assertEnded(wire, Http2Wire.ENHANCE_YOUR_CALM);
        }
    }

    private interface OfStream {
        byte[] frame(int stream);
    }

    private static void openAndThen(Http2Wire wire, Map<String, String> fields, OfStream next) {
        var block = Http2Wire.block(fields);
        try {
            for (var i = 0; i < 1_000; i++) {
                wire.send(Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_HEADERS, 2 * i + 1, block));
                wire.send(next.frame(2 * i + 1));
            }
        } catch (IOException endedByTheServer) {
            // The server closes the connection, which the caller of this method checks.
        }
    }

    /** RFC 7541 §4.2: the compression table has at most 4 KiB, whatever size the caller offers. */
    @Test
    void compressionTableHasABound() throws Exception {
        try (var wire = Http2Wire.to(base, Map.of(Http2Wire.HEADER_TABLE_SIZE, 0xffffffffL))) {
            wire.send(Http2Wire.request(1, Http2Wire.fields("GET", base, "/signin")));
            var head = wire.next(Http2Wire.HEADERS).payload();
            assertThat(head).containsSequence(0x3f, 0xe1, 0x1f);
        }
    }
}
