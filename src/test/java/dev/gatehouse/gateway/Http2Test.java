// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Frames;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.ThrowawayCertificate;
import dev.gatehouse.testing.Upstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway for callers that use HTTP/2: with prior knowledge over plain TCP, and with ALPN over TLS. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(Http2Test.WithTls.class)
class Http2Test {
    private static final int MEGABYTE = 1024 * 1024;
    private static final long PROTOCOL_ERROR = 1;
    private static final long INTERNAL_ERROR = 2;

    /** Configures a certificate, so that the server listens for TLS too. */
    public static final class WithTls implements QuarkusTestProfile {
        static final ThrowawayCertificate CERTIFICATE = certificate();

        /** Returns the same certificate to both class loaders that may load this class. */
        private static ThrowawayCertificate certificate() {
            var directory = Path.of("target", "tls-" + ProcessHandle.current().pid());
            if (Files.exists(directory.resolve("authority.pem"))) {
                return new ThrowawayCertificate(directory.resolve("server.p12"), directory.resolve("authority.pem"));
            }
            try {
                return ThrowawayCertificate.in(Files.createDirectories(directory));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.ssl.certificate.key-store-file",
                    CERTIFICATE.keyStore().toAbsolutePath().toString(),
                    "quarkus.http.ssl.certificate.key-store-password",
                    ThrowawayCertificate.PASSWORD,
                    "quarkus.http.ssl.certificate.key-store-key-alias",
                    ThrowawayCertificate.SERVER,
                    "quarkus.http.test-ssl-port",
                    "0");
        }
    }

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", tls = true)
    URI secure;

    private final Vertx vertx = Vertx.vertx();
    private Upstream upstream;
    private GatewayProject project;
    private String token;
    private HttpClient http;

    @BeforeEach
    void exposeTheUpstream() {
        upstream = Upstream.start();
        project = GatewayProject.create(new Gate(base));
        project.expose("Echo", upstream.address(), 30_000);
        token = project.token();
        http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false)
                        .setDefaultHost(base.getHost())
                        .setDefaultPort(base.getPort()),
                new PoolOptions().setHttp2MaxSize(1));
    }

    @AfterEach
    void stopTheUpstream() throws Exception {
        upstream.close();
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static long resetCode(Future<?> future) {
        var failure = new CompletableFuture<Throwable>();
        future.onComplete(outcome -> failure.complete(outcome.cause()));
        return ((StreamResetException) failure.orTimeout(30, TimeUnit.SECONDS).join()).getCode();
    }

    private HttpClientRequest request(String method, String path, String bearer) throws Exception {
        return get(http.request(new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setURI(project.url(path))
                .putHeader("Authorization", "Bearer " + bearer)));
    }

    /** Pauses the answer, so that its body waits until the test reads it. */
    private static HttpClientResponse waiting(Future<HttpClientResponse> answer) throws Exception {
        return get(answer.onSuccess(HttpClientResponse::pause));
    }

    private HttpClientResponse answer(String path, String bearer) throws Exception {
        return waiting(request("GET", path, bearer).send());
    }

    private static String text(HttpClientResponse answer) throws Exception {
        var body = answer.body();
        answer.resume();
        return get(body).toString();
    }

    @Nested
    class Messages {

        @Test
        void headersAreThoseOfHttp2() throws Exception {
            upstream.on("/x", """
                    HTTP/1.1 200 OK\r
                    Content-Length: 2\r
                    Connection: keep-alive, X-Mine\r
                    Keep-Alive: timeout=5\r
                    X-Mine: 1\r
                    Proxy-Connection: keep-alive\r
                    X-Custom: one\r
                    \r
                    ok""");
            var request = request("GET", "/Echo/x?a=1", token);
            request.headers()
                    .add("cookie", "a=1")
                    .add("cookie", "gatehouse-session=secret")
                    .add("cookie", "b=2; c=3");
            request.putHeader("te", "trailers");
            var answer = waiting(request.send());
            assertThat(answer.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(answer.headers().names()).containsExactlyInAnyOrder("content-length", "x-custom");
            assertThat(text(answer)).isEqualTo("ok");
            var call = upstream.nextCall();
            assertThat(call.startLine()).isEqualTo("GET /x?a=1 HTTP/1.1");
            assertThat(call.values("Cookie")).containsExactly("a=1; b=2; c=3");
            assertThat(call.value("TE")).isEqualTo("trailers");
            assertThat(call.values("Host")).containsExactly(upstream.address().getAuthority());
            assertThat(call.value("Forwarded"))
                    .isEqualTo("for=127.0.0.1;host=\"" + base.getAuthority() + "\";proto=http");
        }

        @Test
        void chunksHaveNoTransferEncoding() throws Exception {
            upstream.on(
                    "/chunks",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n");
            var answer = answer("/Echo/chunks", token);
            assertThat(text(answer)).isEqualTo("abc");
            assertThat(answer.headers().names()).isEmpty();
            assertThat(answer.trailers().get("x-sum")).isEqualTo("1");
        }

        @Test
        void refusalsAreWhole() throws Exception {
            var answer = answer("/Echo/x", "gat_unknown");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().names()).doesNotContain("connection", "transfer-encoding");
            assertThat(text(answer))
                    .isEqualTo("{\"error\":\"invalid_token\",\"error_description\":\"The access token is unknown.\"}");
        }

        @Test
        void bodyOfUnknownLengthArrives() throws Exception {
            var request = request("POST", "/Echo/body", token);
            var answer = request.setChunked(true).response();
            get(request.write("hel"));
            get(request.end("lo"));
            assertThat(get(answer).statusCode()).isEqualTo(200);
            assertThat(upstream.nextCall().text()).isEqualTo("hello");
        }

        @Test
        void eventsArriveOneByOne() throws Exception {
            var next = new LinkedBlockingQueue<Integer>();
            upstream.on("/events", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
                for (var i = next.take(); i >= 0; i = next.take()) {
                    connection.send("data: " + i + "\n\n");
                }
                connection.close();
            });
            var answer = answer("/Echo/events", token);
            var events = new LinkedBlockingQueue<String>();
            var ended = new CountDownLatch(1);
            answer.handler(event -> events.add(event.toString())).endHandler(end -> ended.countDown());
            answer.resume();
            for (var i = 0; i < 10; i++) {
                next.add(i);
                assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo("data: " + i + "\n\n");
            }
            next.add(-1);
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Nested
    class FlowControl {

        @Test
        void downloadWaitsForASlowCaller() throws Exception {
            var sent = new AtomicInteger();
            upstream.on("/large", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + 128 * MEGABYTE + "\r\n\r\n");
                for (; sent.get() < 128; sent.incrementAndGet()) {
                    connection.send(new byte[MEGABYTE]);
                }
            });
            var received = new AtomicInteger();
            var ended = new CountDownLatch(1);
            var answer = get(request("GET", "/Echo/large", token).send().onSuccess(arrived -> {
                arrived.handler(chunk -> received.addAndGet(chunk.length()));
                arrived.endHandler(end -> ended.countDown());
                arrived.pause();
            }));
            await().during(Duration.ofMillis(500)).until(() -> sent.get() < 96);
            answer.resume();
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(received.get()).isEqualTo(128 * MEGABYTE);
        }

        @Test
        void uploadWaitsForASlowUpstream() throws Exception {
            var mayRead = new CountDownLatch(1);
            var whole = new CompletableFuture<Integer>();
            upstream.onHead("/slow", connection -> {
                assertThat(mayRead.await(30, TimeUnit.SECONDS)).isTrue();
                var size = 0;
                for (var line = connection.line(); line != null && !line.equals("end"); line = connection.line()) {
                    size += line.length() + 1;
                }
                whole.complete(size);
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            });
            var line = Buffer.buffer("x".repeat(MEGABYTE - 1) + "\n");
            var request = request("POST", "/Echo/slow", token);
            request.putHeader("Content-Length", String.valueOf(128L * MEGABYTE + 4));
            var answer = request.response();
            var sent = new AtomicInteger();
            for (var i = 0; i < 128; i++) {
                request.write(line).onSuccess(written -> sent.incrementAndGet());
            }
            request.end("end\n");
            await().during(Duration.ofMillis(500)).until(() -> sent.get() < 96);
            mayRead.countDown();
            assertThat(whole.get(60, TimeUnit.SECONDS)).isEqualTo(128 * MEGABYTE);
            assertThat(get(answer).statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class Streams {

        @Test
        void areResetWhenTheUpstreamBreaksOff() throws Exception {
            upstream.on("/breaks", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                connection.close();
            });
            var body = new CompletableFuture<Future<Buffer>>();
            request("GET", "/Echo/breaks", token).send().onSuccess(answer -> body.complete(answer.body()));
            assertThat(resetCode(body.get(20, TimeUnit.SECONDS))).isEqualTo(INTERNAL_ERROR);
            assertThat(answer("/Echo/next", token).statusCode()).isEqualTo(200);
        }

        @Test
        void thatTheCallerResetsAreCancelledAtTheUpstream() throws Exception {
            var cancelled = new CountDownLatch(1);
            upstream.on("/endless", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                connection.awaitClose();
                cancelled.countDown();
            });
            var request = request("GET", "/Echo/endless", token);
            get(request.send());
            request.reset(8);
            assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void mayBeAnsweredBeforeTheUploadEnds() throws Exception {
            upstream.onHead("/early", connection -> {
                connection.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 4\r\n\r\nbig!");
                connection.awaitClose();
            });
            var request = request("POST", "/Echo/early", token);
            request.putHeader("Content-Length", String.valueOf(8 * MEGABYTE));
            var coming = request.response().onSuccess(HttpClientResponse::pause);
            get(request.write(Buffer.buffer(new byte[1000])));
            var answer = get(coming);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(text(answer)).isEqualTo("big!");
            assertThat(answer("/Echo/next", token).statusCode()).isEqualTo(200);
        }

        @Test
        void ofOneConnectionAreDecidedAboutOneByOne() throws Exception {
            var narrow = project.client().accessToken();
            project.client().revoke(narrow);
            var answers = new ArrayList<Future<HttpClientResponse>>();
            for (var i = 0; i < 200; i++) {
                answers.add(request("GET", "/Echo/x" + i, i % 2 == 0 ? token : narrow)
                        .send());
            }
            for (var i = 0; i < 200; i++) {
                assertThat(get(answers.get(i)).statusCode()).isEqualTo(i % 2 == 0 ? 200 : 401);
            }
        }

        @Test
        void endWhenTheTokenIsRevokedAndLeaveTheOthersAlone() throws Exception {
            upstream.on("/events", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                connection.awaitClose();
            });
            var its = project.client().accessToken();
            var bodies = new LinkedBlockingQueue<Future<Buffer>>();
            request("GET", "/Echo/events", its).send().onSuccess(answer -> bodies.add(answer.body()));
            var ending = bodies.poll(20, TimeUnit.SECONDS);
            request("GET", "/Echo/events", token).send().onSuccess(answer -> bodies.add(answer.body()));
            var staying = bodies.poll(20, TimeUnit.SECONDS);
            var began = System.nanoTime();
            project.client().revoke(its);
            assertThat(resetCode(ending)).isEqualTo(INTERNAL_ERROR);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            assertThat(answer("/Echo/x", its).statusCode()).isEqualTo(401);
            assertThat(answer("/Echo/x", token).statusCode()).isEqualTo(200);
            assertThat(staying.isComplete()).isFalse();
        }

        /** CVE-2023-44487 */
        @Test
        void thatAreOpenedAndResetInMassesEndTheConnection() throws Exception {
            var closed = new CountDownLatch(1);
            var probe = request("GET", "/Echo/x", token);
            probe.connection().closeHandler(gone -> closed.countDown());
            get(probe.send());
            for (var i = 0; i < 1000 && closed.getCount() > 0; i++) {
                request("GET", "/Echo/x", "gat_unknown").send().onComplete(ignored -> {});
                http.request(new RequestOptions().setURI(project.url("/Echo/x")))
                        .onSuccess(request -> {
                            request.exceptionHandler(reset -> {});
                            request.sendHead().onSuccess(sent -> request.reset(8));
                        });
            }
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Nested
    class Anomalies {

        private long refusalOf(HttpClientRequest request) {
            var answer = request.send();
            var outcome = new CompletableFuture<Long>();
            answer.onSuccess(arrived -> outcome.complete((long) arrived.statusCode()))
                    .onFailure(failure -> outcome.complete(
                            failure instanceof StreamResetException reset ? reset.getCode() : PROTOCOL_ERROR));
            return outcome.orTimeout(30, TimeUnit.SECONDS).join();
        }

        @Test
        void hostThatIsNotTheAuthorityIsRefused() throws Exception {
            var request = request("GET", "/Echo/x", token);
            request.putHeader("host", "other.example");
            assertThat(refusalOf(request)).isIn(400L, PROTOCOL_ERROR);
            assertThat(upstream.wasCalled()).isFalse();
        }

        /** RFC 9113 §8.2.1: field names and values that HTTP/1.1 cannot express or would read as another request. */
        @ParameterizedTest
        @CsvSource({
            "x,'a|X-Smuggled: 1'",
            "x,'a$X-Smuggled: 1'",
            "x,a@b",
            "x,a\u007fb",
            "x,a\u0001b",
            "x y,a",
            "x:y,a",
            "x\u00e9,a",
            ":scheme,gopher",
            ":scheme,'http|X-Smuggled: 1'"
        })
        void fieldsThatHttp11CannotCarryAreRefused(String name, String value) throws Exception {
            assertThat(Frames.statusOf(
                            base,
                            project.url("/Echo/x"),
                            token,
                            name,
                            value.replace("|", "\r\n").replace('$', '\n').replace('@', '\0')))
                    .isEqualTo(400);
            assertThat(upstream.wasCalled()).isFalse();
        }

        @Test
        void otherFieldsAreNot() throws Exception {
            assertThat(Frames.statusOf(base, project.url("/Echo/x"), token, "x_y", "a\tb\u00e9"))
                    .isEqualTo(200);
        }

        @Test
        void bodyThatIsLongerThanItSaysIsRefused() throws Exception {
            var request = request("POST", "/Echo/x", token);
            request.putHeader("Content-Length", "3");
            var answer = request.response();
            request.write("abc");
            request.write("defgh");
            request.end();
            assertThat(resetCode(answer)).isEqualTo(PROTOCOL_ERROR);
            assertThat(upstream.wasCalled()).isFalse();
        }
    }

    @Nested
    class Tls {

        private HttpRequest request(String path) {
            return HttpRequest.newBuilder(secure.resolve(project.url(path)))
                    .header("Authorization", "Bearer " + token)
                    .build();
        }

        private java.net.http.HttpClient client(java.net.http.HttpClient.Version version) throws Exception {
            return java.net.http.HttpClient.newBuilder()
                    .sslContext(WithTls.CERTIFICATE.trusted())
                    .version(version)
                    .build();
        }

        @Test
        void offersHttp2() throws Exception {
            var answer =
                    client(java.net.http.HttpClient.Version.HTTP_2).send(request("/Echo/x"), BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(upstream.nextCall().value("Forwarded")).endsWith(";proto=https");
        }

        @Test
        void offersHttp11() throws Exception {
            var answer =
                    client(java.net.http.HttpClient.Version.HTTP_1_1).send(request("/Echo/x"), BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_1_1);
            assertThat(answer.statusCode()).isEqualTo(200);
        }

        /** TLS does not exempt a connection from the rules for HTTP/1.1. */
        @Test
        void refusesWhatCouldBeReadInTwoWays() throws Exception {
            try (var socket =
                    WithTls.CERTIFICATE.trusted().getSocketFactory().createSocket(secure.getHost(), secure.getPort())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write(("POST " + project.url("/Echo/x") + " HTTP/1.1\r\nHost: " + secure.getAuthority()
                                        + "\r\nAuthorization: Bearer " + token
                                        + "\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .startsWith("HTTP/1.1 400 ");
            }
            assertThat(upstream.wasCalled()).isFalse();
        }

        @Test
        void servesTheOAuthEndpoints() throws Exception {
            assertThat(new Gate(secure, WithTls.CERTIFICATE.trusted())
                            .get("/.well-known/oauth-authorization-server", null)
                            .status())
                    .isEqualTo(200);
        }
    }

    /**
     * Gatehouse ignores an upgrade from HTTP/1.1, because the upgrade can be smuggled past a proxy. HTTP/2 callers use
     * prior knowledge.
     */
    @Test
    void upgradeInTheClearIsNotOffered() throws Exception {
        var client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_2)
                .build();
        var answer = client.send(
                HttpRequest.newBuilder(base.resolve(project.url("/Echo/x")))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_1_1);
        assertThat(answer.statusCode()).isEqualTo(200);
        var call = upstream.nextCall();
        assertThat(List.of("Upgrade", "HTTP2-Settings", "Connection"))
                .allSatisfy(name -> assertThat(call.values(name)).isEmpty());
    }
}
