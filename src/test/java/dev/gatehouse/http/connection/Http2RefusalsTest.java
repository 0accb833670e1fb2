// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Http2Wire;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 requests that Gatehouse rejects before it selects a resource, with a short answer of its own. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class Http2RefusalsTest {
    @TestHTTPResource("/")
    URI base;

    /**
     * Checks that a request is rejected with a problem document, and that the connection still serves the next request.
     */
    private void assertRefused(Map<String, String> fields, boolean ends, int status) throws Exception {
        try (var wire = Http2Wire.to(base, Map.of())) {
            var flags = Http2Wire.END_HEADERS | (ends ? Http2Wire.END_STREAM : 0);
            wire.send(Http2Wire.frame(Http2Wire.HEADERS, flags, 1, Http2Wire.block(fields)));
            var answer = wire.answer(1);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers())
                    .containsEntry("content-type", "application/problem+json")
                    .containsEntry("cache-control", "no-store");
            var problem = new JsonObject(answer.body());
            assertThat(problem.fieldNames()).containsExactly("type", "title", "status", "detail", "code");
            assertThat(problem.getInteger("status")).isEqualTo(status);
            wire.send(Http2Wire.request(3, Http2Wire.fields("GET", base, "/signin")));
            assertThat(wire.answer(3).status()).isEqualTo(200);
        }
    }

    private static String log() throws Exception {
        return Files.readString(Path.of("target", "test.log"), StandardCharsets.ISO_8859_1);
    }

    /**
     * Gatehouse ignores an upgrade to HTTP/2 (RFC 9113 §3.1), because the limits for HTTP/2 would not apply after an
     * upgrade.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: h2c",
                "Upgrade: websocket\r\nUpgrade: h2c",
                "Upgrade: h2c\r\nUpgrade: websocket",
                "Upgrade: websocket, h2c"
            })
    void upgradeToHttp2IsNotHeard(String fields) throws Exception {
        try (var wire = Wire.to(base)) {
            wire.send("GET /signin HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n" + fields
                    + "\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAAAA\r\n\r\n");
            assertThat(wire.read().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectIsNotImplemented(boolean ends) throws Exception {
        var host = "h" + UUID.randomUUID() + ".example";
        var before = log().length();
        assertRefused(Map.of(":method", "CONNECT", ":authority", host + ":443"), ends, 501);
        assertThat(log().substring(before)).doesNotContain("ERROR", "Exception", host);
    }

    /** RFC 8441 */
    @Test
    void extendedConnectIsNotImplemented() throws Exception {
        var fields = Http2Wire.fields("CONNECT", base, "/integration/x");
        fields.put(":protocol", "websocket");
        assertRefused(fields, false, 501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PROPFIND", "get", "M0000001"})
    void otherMethodsAreNotImplemented(String method) throws Exception {
        assertRefused(Http2Wire.fields(method, base, "/signin"), true, 501);
    }

    @Test
    void noAuthorityIsRefused() throws Exception {
        var fields = Http2Wire.fields("GET", base, "/signin");
        fields.remove(":authority");
        assertRefused(fields, true, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user@host.example", "a b", "host.example/path", "host.example:99999999"})
    void authorityThatIsNoneIsRefused(String authority) throws Exception {
        var fields = Http2Wire.fields("GET", base, "/signin");
        fields.put(":authority", authority);
        assertRefused(fields, true, 400);
    }

    @Test
    void hostThatIsNotTheAuthorityIsRefused() throws Exception {
        var fields = Http2Wire.fields("GET", base, "/signin");
        fields.put("host", "other.example");
        assertRefused(fields, true, 400);
    }

    /** RFC 9113 §8.3.1 */
    @Test
    void hostInsteadOfAnAuthorityIsAllowed() throws Exception {
        var fields = Http2Wire.fields("GET", base, "/signin");
        fields.remove(":authority");
        fields.put("host", base.getAuthority());
        try (var wire = Http2Wire.to(base, Map.of())) {
            wire.send(Http2Wire.request(1, fields));
            assertThat(wire.answer(1).status()).isEqualTo(200);
        }
    }

    /**
     * A rejected request leaves no stream open, even if the window of the stream has no room for the body of the
     * answer.
     */
    @Test
    void bodyIsLeftOutWhereThereIsNoWindow() throws Exception {
        try (var wire = Http2Wire.to(base, Map.of(Http2Wire.INITIAL_WINDOW_SIZE, 0L))) {
            for (var i = 0; i < 150; i++) {
                wire.send(Http2Wire.request(2 * i + 1, Http2Wire.fields("BREW", base, "/signin")));
                var answer = wire.answer(2 * i + 1);
                assertThat(answer.status()).isEqualTo(501);
                assertThat(answer.body()).isEmpty();
            }
        }
    }
}
