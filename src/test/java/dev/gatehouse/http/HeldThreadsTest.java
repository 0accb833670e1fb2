// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Metrics;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.SlowBodies;
import dev.gatehouse.testing.UnreadAnswers;
import io.quarkus.runtime.ExecutorRecorder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Callers that send their bodies slowly or do not read their answers hold no thread that other callers need. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HeldThreadsTest {
    private static final int MORE_THAN_THERE_ARE_THREADS = 205;
    private static final String BUFFERED = "gatehouse_bodies_memory_bytes";
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final List<String> PATHS = List.of(Gate.TOKEN, "/signin", "/approval", Gate.INTROSPECT);

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void halfSentBodiesHoldNoThreadAndAreRefusedAfterTenSeconds() throws Exception {
        var token = new Gate(base).adminToken();
        try (var attack = new SlowBodies(base)) {
            attack.overHttp1(MORE_THAN_THERE_ARE_THREADS, PATHS)
                    .overHttp1(MORE_THAN_THERE_ARE_THREADS, List.of("/admin/api/v1/scopes"), "application/json", token)
                    .overHttp2(3, 70, PATHS);
            await().atMost(Duration.ofSeconds(8))
                    .untilAsserted(() -> assertThat(Metrics.at(metrics).value(BUFFERED))
                            .isGreaterThanOrEqualTo((2 * MORE_THAN_THERE_ARE_THREADS + 3 * 70) * 1000.0));
            everyOtherCallerIsServed();

            var answers = attack.answers(20);

            assertThat(answers).allMatch(answer -> answer.matches("(?s)HTTP/(1\\.1|2) 408.*"));
            assertThat(answers.getFirst())
                    .containsIgnoringCase("connection: close")
                    .contains(
                            "{\"error\":\"invalid_request\",\"error_description\":\"The body did not arrive in time. Send it again.\"}");
            assertThat(answers.get(1)).contains("<h1>The connection is too slow</h1>");
            assertThat(answers.get(MORE_THAN_THERE_ARE_THREADS))
                    .contains("application/problem+json")
                    .contains("\"detail\":\"The body did not arrive in time. Send it again.\"");
        }
        await().untilAsserted(
                        () -> assertThat(Metrics.at(metrics).value(BUFFERED)).isZero());
    }

    @Test
    void callersWhoLeaveHoldNoMemory() {
        try (var attack = new SlowBodies(base)) {
            attack.overHttp1(40, PATHS).overHttp2(1, 40, PATHS);
            await().untilAsserted(() ->
                    assertThat(Metrics.at(metrics).value(BUFFERED)).isGreaterThanOrEqualTo(80 * 1000.0));
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(Metrics.at(metrics).value(BUFFERED)).isZero());
    }

    @Test
    void answersThatNobodyReadsHoldNoThread() {
        try (var keys = new UnreadAnswers(base, 3, 70, Gate.JWKS, "");
                var refusals = new UnreadAnswers(base, 3, 70, Gate.TOKEN, "grant_type=none")) {
            await().until(() -> keys.answered() + refusals.answered() == 2 * 3 * 70);
            everyOtherCallerIsServed();
        }
    }

    /** The management interface answers even if every worker thread is blocked. */
    @Test
    void healthAndMetricsHaveThreadsOfTheirOwn() throws Exception {
        var end = new CountDownLatch(1);
        var begun = new CountDownLatch(MORE_THAN_THERE_ARE_THREADS);
        var executor = ExecutorRecorder.getCurrent();
        try {
            for (var i = 0; i < 2 * MORE_THAN_THERE_ARE_THREADS; i++) {
                executor.execute(() -> {
                    begun.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException interruption) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            await().until(() -> begun.getCount() <= MORE_THAN_THERE_ARE_THREADS - 200);
            managementAnswers();
        } finally {
            end.countDown();
        }
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void everyOtherCallerIsServed() {
        var gate = new Gate(base);
        managementAnswers();
        var token = assertTimeout(
                SOON,
                () -> gate.tokenWithBasic(
                        Gate.CONFIDENTIAL_CLIENT,
                        Gate.CONFIDENTIAL_SECRET,
                        Map.entry("grant_type", "client_credentials")));
        assertThat(token.status()).isEqualTo(200);
        var bearer = token.json().getString("access_token");
        // The token is new, so that this call has to query the database.
        assertThat(assertTimeout(SOON, () -> gate.get(Gate.CUSTOMERS + "/1", bearer))
                        .status())
                .isEqualTo(200);
        assertThat(assertTimeout(SOON, () -> gate.get(Gate.JWKS, null)).status())
                .isEqualTo(200);
        assertThat(assertTimeout(SOON, () -> gate.get("/signin", null)).status())
                .isEqualTo(200);
    }

    private void managementAnswers() {
        var management = new Gate(ready.resolve("/"));
        assertThat(assertTimeout(SOON, () -> management.get(ready.getPath(), null))
                        .status())
                .isEqualTo(200);
        assertThat(assertTimeout(SOON, () -> management.get(metrics.getPath(), null))
                        .body())
                .contains("jvm_threads_live_threads");
    }
}
