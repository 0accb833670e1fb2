package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body that is read whole has a limit, however its length is told and its path is spelled. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BodyLimitsTest {
    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 32;

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
        assertThat(statusOf(path, chunked)).isEqualTo(status);
    }

    /** Sends until the answer comes or all is sent: a refusal need not wait for the end. */
    private int statusOf(String path, boolean chunked) throws IOException {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(30_000);
            var out = socket.getOutputStream();
            var in = socket.getInputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n"
                            + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + CHUNK * CHUNKS)
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var chunk = "a".repeat(CHUNK);
            var sent = chunked ? Integer.toHexString(CHUNK) + "\r\n" + chunk + "\r\n" : chunk;
            try {
                for (var i = 0; i < CHUNKS && in.available() == 0; i++) {
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
