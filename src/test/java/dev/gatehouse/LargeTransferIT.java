// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.PostgresResource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged Gatehouse with a heap of 256 MB transfers bodies of 200 MB in both directions. Gatehouse reads only as
 * much of a body as the receiver accepts.
 */
class LargeTransferIT {
    private static final long SIZE = 200L * 1024 * 1024;
    private static final int PIECE = 64 * 1024;

    /** The maximum number of bytes in the buffers of the sockets and of Gatehouse, far less than the whole body. */
    private static final long UNDER_WAY = SIZE / 4;

    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    @TempDir
    static Path directory;

    private static final AtomicLong SENT_BY_UPSTREAM = new AtomicLong();
    private static final CountDownLatch UPSTREAM_MAY_READ = new CountDownLatch(1);

    private static HttpServer upstream;
    private static Process program;
    private static Gate gate;
    private static String token;
    private static String path;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A body with the same bytes every time, in which each piece differs from the previous piece. */
    private static final class Content extends InputStream {
        private long position;

        static byte at(long position) {
            return (byte) (position * 31 + (position >>> 16) * 17);
        }

        @Override
        public int read() {
            return position == SIZE ? -1 : at(position++) & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            if (position == SIZE) {
                return -1;
            }
            var count = (int) Math.min(length, SIZE - position);
            for (var i = 0; i < count; i++) {
                bytes[from + i] = at(position++);
            }
            return count;
        }

        static String digest() throws Exception {
            return digestOf(new Content());
        }
    }

    private static String digestOf(InputStream content) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        var piece = new byte[PIECE];
        var length = 0L;
        for (var count = content.read(piece); count >= 0; count = content.read(piece)) {
            digest.update(piece, 0, count);
            length += count;
        }
        return length + " " + HexFormat.of().formatHex(digest.digest());
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        upstream.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        upstream.createContext("/down/length", exchange -> download(exchange, SIZE));
        upstream.createContext("/down/chunked", exchange -> download(exchange, 0));
        upstream.createContext("/up", LargeTransferIT::upload);
        upstream.createContext("/late", exchange -> {
            try {
                UPSTREAM_MAY_READ.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            upload(exchange);
        });
        upstream.start();
        startProgram();
        exposeTheUpstream();
    }

    @AfterAll
    static void stop() throws Exception {
        upstream.stop(0);
        program.destroy();
        if (!program.waitFor(60, TimeUnit.SECONDS)) {
            program.destroyForcibly();
        }
    }

    private static void startProgram() throws Exception {
        var stdout = directory.resolve("stdout");
        program = new ProcessBuilder(PackagedGatehouse.command(List.of(
                        "-Xmx256m",
                        "-XX:MaxDirectMemorySize=128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dgatehouse.demo=true",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.management.port=0",
                        "-Dquarkus.datasource.jdbc.url=" + PostgresResource.freshDatabase(),
                        "-Dquarkus.datasource.username=" + PostgresResource.username(),
                        "-Dquarkus.datasource.password=" + PostgresResource.password())))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(stdout.toFile())
                .start();
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(program.isAlive()).as(() -> read(stdout)).isTrue();
            return LISTENING.matcher(read(stdout)).find();
        });
        var listening = LISTENING.matcher(read(stdout));
        assertThat(listening.find()).isTrue();
        gate = new Gate(URI.create("http://localhost:" + listening.group(1) + "/"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void exposeTheUpstream() {
        var admin = gate.adminToken();
        var project = gate.postJson("/admin/api/v1/projects", "{\"name\":\"Large\"}", admin)
                .json()
                .getString("projectId");
        path = "/integration/restv2/development/" + project + "/Large";
        gate.postJson(
                "/admin/api/v1/services",
                AdminApi.restResource(
                                project,
                                "Large",
                                "/**",
                                "http://127.0.0.1:" + upstream.getAddress().getPort())
                        .encode(),
                admin);
        gate.postJson(
                "/admin/api/v1/scopes",
                new JsonObject()
                        .put("name", "large")
                        .put("serviceUrls", new JsonArray().add(new JsonObject().put("url", path + "/**")))
                        .encode(),
                admin);
        var client = gate.postJson(
                        "/admin/api/v1/clients",
                        new JsonObject()
                                .put("name", "large")
                                .put("version", "1")
                                .put("grantTypes", List.of("client_credentials"))
                                .put("scopes", List.of("large"))
                                .encode(),
                        admin)
                .json();
        token = gate.tokenWithBasic(
                        client.getString("clientId"),
                        client.getString("clientSecret"),
                        Map.entry("grant_type", "client_credentials"))
                .json()
                .getString("access_token");
    }

    private static void download(HttpExchange exchange, long length) throws IOException {
        SENT_BY_UPSTREAM.set(0);
        exchange.sendResponseHeaders(200, length);
        try (var out = exchange.getResponseBody()) {
            var content = new Content();
            var piece = new byte[PIECE];
            for (var count = content.read(piece); count >= 0; count = content.read(piece)) {
                out.write(piece, 0, count);
                SENT_BY_UPSTREAM.addAndGet(count);
            }
        }
    }

    private static void upload(HttpExchange exchange) throws IOException {
        try {
            var answer = (exchange.getRequestHeaders().getFirst("Transfer-Encoding")
                            + " "
                            + exchange.getRequestHeaders().getFirst("Content-Length")
                            + " "
                            + digestOf(exchange.getRequestBody()))
                    .getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder call(String below) {
        return HttpRequest.newBuilder(gate.base().resolve(path + below)).header("Authorization", "Bearer " + token);
    }

    private static BodyPublisher chunked() {
        return BodyPublishers.ofInputStream(Content::new);
    }

    private static BodyPublisher withLength() {
        return BodyPublishers.fromPublisher(chunked(), SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "chunked"})
    void download(String framing) throws Exception {
        var answer = http.send(call("/down/" + framing).build(), BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(-1))
                .isEqualTo(framing.equals("length") ? SIZE : -1);
        assertThat(digestOf(answer.body())).isEqualTo(Content.digest());
    }

    @Test
    void uploadOfGivenLength() throws Exception {
        var answer = http.send(call("/up").POST(withLength()).build(), BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("null " + SIZE + " " + Content.digest());
    }

    @Test
    void uploadInChunks() throws Exception {
        var answer = http.send(call("/up").PUT(chunked()).build(), BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("chunked null " + Content.digest());
    }

    @Test
    void callerThatReadsSlowlySlowsTheUpstream() throws Exception {
        var answer = http.send(call("/down/chunked").build(), BodyHandlers.ofInputStream());
        awaitStandstill(SENT_BY_UPSTREAM);
        assertThat(SENT_BY_UPSTREAM.get()).isLessThan(UNDER_WAY);

        assertThat(digestOf(answer.body())).isEqualTo(Content.digest());
    }

    @Test
    void upstreamThatReadsSlowlySlowsTheCaller() throws Exception {
        var sent = new AtomicLong();
        var body = BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new InputStream() {
                    private final Content content = new Content();

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        var count = content.read(bytes, from, length);
                        sent.addAndGet(Math.max(0, count));
                        return count;
                    }
                }),
                SIZE);
        var answer = http.sendAsync(call("/late").POST(body).build(), BodyHandlers.ofString());
        awaitStandstill(sent);
        assertThat(sent.get()).isLessThan(UNDER_WAY);
        UPSTREAM_MAY_READ.countDown();

        assertThat(answer.get(2, TimeUnit.MINUTES).body()).isEqualTo("null " + SIZE + " " + Content.digest());
    }

    private static void awaitStandstill(AtomicLong counter) {
        var before = new AtomicLong(-1);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> counter.get() > 0 && before.getAndSet(counter.get()) == counter.get());
    }
}
