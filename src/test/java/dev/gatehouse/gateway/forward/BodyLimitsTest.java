// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The limit of a body that Gatehouse reads as a whole, for each way to announce its length and each spelling of the
 * path.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BodyLimitsTest {
    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 32;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String DOCUMENTS = "/admin/api/v1/projects/flnone/openapi";

    @TestHTTPResource("/")
    URI base;

    @ParameterizedTest
    @CsvSource({
        "/integration/rest/oAuth/getToken, true, 413",
        "/integration/rest/oAuth/getToken, false, 413",
        "/integration/rest//oAuth/getToken, false, 413",
        "/integration/rest/oAuth;x/getToken, false, 400",
        "/signin, true, 413",
        "/signin, false, 413"
    })
    void twoMegabytesAreRefused(String path, boolean chunked, int status) throws IOException {
        assertThat(statusOf(path, chunked, CHUNKS, null)).isEqualTo(status);
    }

    /**
     * The higher limit applies only to the import of documents and only to callers who may import; Gatehouse reads no
     * body of other callers.
     */
    @ParameterizedTest
    @CsvSource({
        DOCUMENTS + ",  true,  528, true,  413",
        DOCUMENTS + ",  false, 528, true,  413",
        DOCUMENTS + ",  true,  32,  true,  400",
        DOCUMENTS + ",  false, 32,  true,  400",
        DOCUMENTS + ",  false, 32,  false, 401",
        DOCUMENTS + "/, false, 32,  true,  413",
        "/admin/api/v1/projects, false, 32, true, 413"
    })
    void documentsMayHave32Megabytes(String path, boolean chunked, int chunks, boolean administrator, int status)
            throws IOException {
        var token = administrator ? new Gate(base).adminToken() : null;

        assertThat(statusOf(path, chunked, chunks, token)).isEqualTo(status);
    }

    /** A form that contains a document. Gatehouse redirects a user who is not signed in without reading the form. */
    @ParameterizedTest
    @CsvSource({"false, 528, 413", "true, 32, 303", "false, 32, 303"})
    void formsWithDocumentsMayHave32Megabytes(boolean chunked, int chunks, int status) throws IOException {
        assertThat(statusOf("/console/services/import", chunked, chunks, null)).isEqualTo(status);
    }

    /**
     * Gatehouse closes such a connection, because the next bytes could be the body or another request (RFC 9110
     * §10.1.1).
     */
    @ParameterizedTest
    @CsvSource({"/nothing, 404", "/admin/api/v1/clients, 415"})
    void connectionEndsWithTheAnswerWhereABodyWasAwaited(String path, int status) throws Exception {
        try (var wire = Wire.to(base)) {
            wire.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            var answer = wire.read();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.values("Connection")).containsExactly("close");
            wire.awaitClose();
        }
    }

    /** Sends the body until the answer arrives, because Gatehouse may deny the call before the end of the body. */
    private int statusOf(String path, boolean chunked, int chunks, String token) throws IOException {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(30_000);
            var out = socket.getOutputStream();
            var in = socket.getInputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: " + (path.startsWith("/admin") ? "application/json" : FORM) + "\r\n"
                            + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
                            + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + CHUNK * chunks)
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var chunk = "a".repeat(CHUNK);
            var sent = chunked ? Integer.toHexString(CHUNK) + "\r\n" + chunk + "\r\n" : chunk;
            try {
                for (var i = 0; i < chunks && in.available() == 0; i++) {
                    out.write(sent.getBytes(StandardCharsets.US_ASCII));
                }
                if (chunked && in.available() == 0) {
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException closedAfterItsAnswer) {
                assertThat(in.available()).isPositive();
            }
            var head = new String(in.readNBytes("HTTP/1.1 413".length()), StandardCharsets.US_ASCII);
            return Integer.parseInt(head.substring(head.length() - 3));
        }
    }
}
