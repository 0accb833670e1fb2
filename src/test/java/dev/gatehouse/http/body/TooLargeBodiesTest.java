// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gatehouse answers a too large body immediately, names the limit and closes the connection soon (RFC 9110 §15.5.14).
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TooLargeBodiesTest {
    private static final int MIB = 1024 * 1024;

    @TestHTTPResource("/")
    URI base;

    /** The test sends no byte of the body, because Gatehouse has to answer as soon as it knows the length. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/integration/rest/oAuth/getToken | en | {\"error\":\"invalid_request\",\"error_description\":\"The body is larger than 64 KiB.\"}",
                "/integration/rest/oAuth/introspect | en | The body is larger than 64 KiB.",
                "/signin | en | The limit for this page is 64 KiB.",
                "/signin | de | Die Grenze für diese Seite ist 64 KiB.",
                "/console/settings/approval | de | Die Grenze für diese Seite ist 1 MiB.",
                "/console/services/import | en | The limit for this page is 32 MiB.",
                "/passkeys/authentication | en | \"detail\":\"The body is larger than 64 KiB.\",\"code\":\"body.too-large\"",
                "/admin/api/v1/scopes | en | {\"type\":\"about:blank\",\"title\":\"Request Entity Too Large\",\"status\":413,\"detail\":\"The body is larger than 1 MiB.\",\"code\":\"body.too-large\"}"
            })
    void answerNamesTheLimit(String path, String language, String words) throws IOException {
        try (var wire = Wire.to(base)) {
            wire.send(head(path, language) + "Content-Length: 50000000\r\n\r\n");
            var answer = wire.read();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.values("Connection")).containsExactly("close");
            assertThat(answer.text()).contains(words);
        }
    }

    /**
     * Gatehouse discards the rest of the body, so that a caller that sends the whole body first still receives the
     * answer.
     */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void restIsTakenAndThrownAwayBeforeTheConnectionEnds(boolean chunked) throws IOException {
        try (var wire = Wire.to(base)) {
            wire.send(head("/signin", "en")
                    + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + MIB)
                    + "\r\n\r\n");
            if (chunked) {
                wire.send(Integer.toHexString(MIB) + "\r\n");
            }
            wire.send(new byte[MIB]);
            if (chunked) {
                wire.send("\r\n0\r\n\r\n");
            }
            var answer = wire.read();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.text()).contains("The limit for this page is 64 KiB.");
            assertThat(wire.line()).isNull();
        }
    }

    @Test
    void connectionEndsWithinSecondsThoughTheBodyDoesNot() throws IOException {
        try (var wire = Wire.to(base)) {
            wire.send(head("/signin", "en") + "Content-Length: 2000000\r\n\r\nabc");
            assertThat(wire.read().status()).isEqualTo(413);
            var began = System.nanoTime();

            wire.awaitClose();

            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began))
                    .isLessThan(10);
        }
    }

    /** A caller that waits for 100 (Continue) receives the final answer instead (RFC 9110 §10.1.1). */
    @Test
    void expectationIsAnsweredWithTheRefusal() throws IOException {
        try (var wire = Wire.to(base)) {
            wire.send(head(Gate.TOKEN, "en") + "Content-Length: 2000000\r\nExpect: 100-continue\r\n\r\n");

            assertThat(wire.read().status()).isEqualTo(413);
            wire.awaitClose();
        }
    }

    @Test
    void expectationOfABodyThatIsTakenIsMet() throws IOException {
        try (var wire = Wire.to(base)) {
            wire.send(head(Gate.TOKEN, "en") + "Content-Length: 9\r\nExpect: 100-continue\r\n\r\n");
            assertThat(wire.read().status()).isEqualTo(100);
            wire.send("grant_typ");
            assertThat(wire.read().status()).isEqualTo(401);
            wire.send("GET /signin HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(wire.read().status()).isEqualTo(200);
        }
    }

    /**
     * Gatehouse answers before it reads the body and then discards the body, so that the connection can serve the next
     * request.
     */
    @Test
    void bodyOfAnEarlyAnswerIsThrownAway() throws IOException {
        try (var wire = Wire.to(base)) {
            wire.send(head("/nothing", "en") + "Content-Length: 500000\r\n\r\n");
            assertThat(wire.read().status()).isEqualTo(404);
            wire.send(new byte[500_000]);
            wire.send("GET /signin HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(wire.read().status()).isEqualTo(200);
        }
    }

    @Test
    void streamIsResetInHttp2() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
            var status = new CompletableFuture<Integer>();
            var reset = new CompletableFuture<Long>();
            client.request(HttpMethod.POST, base.getPort(), base.getHost(), "/signin")
                    .onFailure(status::completeExceptionally)
                    .onSuccess(request -> {
                        request.exceptionHandler(failure -> {
                            if (failure instanceof StreamResetException one) {
                                reset.complete(one.getCode());
                            }
                        });
                        request.response().onSuccess(response -> status.complete(response.statusCode()));
                        request.setChunked(true).write(Buffer.buffer(new byte[40_000]));
                        request.write(Buffer.buffer(new byte[40_000]));
                    });

            assertThat(status.get(5, TimeUnit.SECONDS)).isEqualTo(413);
            assertThat(reset.get(10, TimeUnit.SECONDS)).isZero();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static String head(String path, String language) {
        var type = path.startsWith("/admin") || path.startsWith("/passkeys")
                ? "application/json"
                : "application/x-www-form-urlencoded";
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept-Language: " + language + "\r\nContent-Type: "
                + type + "\r\n";
    }
}
