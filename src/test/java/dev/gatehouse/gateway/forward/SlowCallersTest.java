// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import static dev.gatehouse.testing.GatewayProject.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.Metrics;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.SlowUploads;
import dev.gatehouse.testing.Upstream;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The effect of slow callers on an upstream and on its other callers. */
@QuarkusTest
@TestProfile(SlowCallersTest.ShortGrace.class)
@QuarkusTestResource(PostgresResource.class)
class SlowCallersTest {
    private static final int PLACES = 200;
    private static final int ATTACKERS = 205;
    private static final int SHARE = PLACES * 75 / 100;
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] MEGABYTE = new byte[1024 * 1024];

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Inject
    Vertx vertx;

    private static Upstream upstream;
    private static GatewayProject project;
    private static String token;

    /** Allows three seconds for a slow body and five seconds for a slow answer. */
    public static final class ShortGrace implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gatehouse.body-grace", GRACE.toString(), "gatehouse.body-min-rate", "32768");
        }
    }

    @BeforeEach
    void exposeTheUpstream() {
        if (upstream == null) {
            upstream = Upstream.start();
            project = GatewayProject.create(new Gate(base));
            project.expose("Shared", upstream.address(), 30_000);
            token = project.token();
        }
    }

    @AfterEach
    void nobodyHoldsAPlace() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(metric("gatehouse_upstream_calls")).isZero());
    }

    private double metric(String series) {
        return Metrics.at(metrics).value(series);
    }

    @Test
    void slowUploadsOfOneClientLeaveTheOthersTheirPlacesAndEnd() throws Exception {
        var other = project.partner(Map.of()).accessToken();
        var gate = new Gate(base);
        var path = project.url("/Shared/x");
        try (var attack = SlowUploads.start(base, path, token, ATTACKERS, Duration.ofSeconds(1))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(attack.answers()).containsEntry(503, ATTACKERS - SHARE));
            assertThat(attack.open()).isEqualTo(SHARE);
            assertFailed(
                    gate.send("POST", path, "quick", Gate.bearer(token)),
                    503,
                    "service_unavailable",
                    "The client already has its maximum of concurrent calls at the service behind the gateway.");

            for (var i = 0; i < 20; i++) {
                var began = System.nanoTime();
                Answer answer = gate.send("POST", path, "quick", Gate.bearer(other));
                assertThat(answer.status()).as("%s", answer).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            }

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(attack.answers()).containsEntry(408, SHARE));
            assertThat(attack.brokenOff()).isZero();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(upstream.openConnections()).isLessThan(SHARE / 2));
        assertThat(gate.send("POST", path, "quick", Gate.bearer(token)).status())
                .isEqualTo(200);
        assertThat(metric("gatehouse_slow_callers_total{body=\"request\"}")).isGreaterThanOrEqualTo(SHARE);
        assertThat(metric("gatehouse_upstream_refused_total{reason=\"share\"}"))
                .isGreaterThanOrEqualTo(ATTACKERS - SHARE);
        await().untilAsserted(() -> {
            assertThat(AuditTrail.of("gateway.rate_limited"))
                    .anyMatch(event ->
                            event.contains("the client's share of the calls at " + upstream.address() + " is used up"));
            assertThat(AuditTrail.of("gateway.denied"))
                    .anyMatch(event -> event.contains("the body came at less than 32768 bytes per second"));
        });
    }

    @Test
    void slowBodyIsAnsweredAndEndsItsConnectionOrStream() throws Exception {
        var client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        var target = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(base.getHost())
                .setPort(base.getPort())
                .setURI(project.url("/Shared/x"))
                .putHeader("Authorization", "Bearer " + token);
        try (var wire = Wire.to(base)) {
            wire.send(project.request("POST", "/Shared/x", token, "Content-Length: 1000") + "x");
            var request = get(client.request(target));
            var reset = new CompletableFuture<Throwable>();
            request.exceptionHandler(reset::complete);
            request.setChunked(true).write("x");

            var answer = wire.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.value("Connection")).isEqualTo("close");
            assertThat(answer.text())
                    .isEqualTo("{\"error\":\"request_timeout\","
                            + "\"error_description\":\"The body of the call arrives too slowly.\"}");
            assertThat(wire.readHead()).isNull();

            assertThat(get(request.response()).statusCode()).isEqualTo(408);
            assertThat(reset.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(StreamResetException.class);
            assertThat(get(client.request(target).compose(again -> again.send("quick")))
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            get(client.close());
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void bodyThatWaitsForTheUpstreamIsNotSlow() throws Exception {
        var megabytes = 24;
        var length = "Content-Length: " + megabytes * MEGABYTE.length;
        upstream.onHead("/late", connection -> {
            Thread.sleep(GRACE.plusSeconds(2));
            connection.readBody(new Wire.Message("", List.of(length), new byte[0], true));
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
        try (var wire = Wire.to(base)) {
            wire.send(project.request("POST", "/Shared/late", token, length));
            for (var i = 0; i < megabytes; i++) {
                wire.send(MEGABYTE);
            }
            assertThat(wire.read().status()).isEqualTo(200);
        }
    }

    @Test
    void answerThatIsNotTakenEndsAndGivesItsPlaceBack() throws Exception {
        var ended = new CountDownLatch(1);
        upstream.on("/large", connection -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + 1024L * MEGABYTE.length + "\r\n\r\n");
            try {
                for (var i = 0; i < 1024; i++) {
                    connection.send(MEGABYTE);
                }
            } finally {
                ended.countDown();
            }
        });
        try (var wire = Wire.to(base)) {
            wire.send(project.request("GET", "/Shared/large", token));
            assertThat(wire.readHead().status()).isEqualTo(200);
            await().untilAsserted(
                            () -> assertThat(metric("gatehouse_upstream_calls")).isEqualTo(1));

            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().untilAsserted(
                            () -> assertThat(metric("gatehouse_upstream_calls")).isZero());
            wire.awaitClose();
        }
        assertThat(metric("gatehouse_slow_callers_total{body=\"answer\"}")).isEqualTo(1);
    }
}
