// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.HostileConnections;
import dev.gatehouse.testing.Http2Wire;
import dev.gatehouse.testing.Metrics;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Values that callers choose, such as methods and paths, create no metric series. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MetricSeriesTest {
    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private long series(Predicate<String> of) {
        return Metrics.at(metrics).text().lines().filter(of).count();
    }

    private double connections() {
        return Metrics.at(metrics).value("gatehouse_connections");
    }

    private static Predicate<String> containing(String text) {
        return line -> line.contains(text);
    }

    @Test
    void inventedMethodsAreRefusedBeforeTheyAreCounted() throws Exception {
        assertThat(HostileConnections.inventedMethods(base, 500)).isEqualTo(500);
        for (var i = 0; i < 50; i++) {
            try (var wire = Wire.to(base)) {
                wire.send("N%07d / HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(i, base.getAuthority()));
                var answer = wire.read();
                assertThat(answer.status()).isEqualTo(501);
                assertThat(answer.text())
                        .contains(
                                "\"status\":501",
                                "The method must be one of GET, HEAD",
                                "\"code\":\"request.method-unknown\"");
                assertThat(wire.readHead()).isNull();
            }
        }
        assertThat(series(containing("method=\"M0"))).isZero();
        assertThat(series(containing("method=\"N0"))).isZero();
    }

    /** An incomplete head is not a request. */
    @Test
    void methodsOfHeadsThatAreCutOffAreNotCounted() throws Exception {
        var before = connections();
        for (var i = 0; i < 20; i++) {
            try (var wire = Wire.to(base)) {
                wire.send("C%07d / HTTP/1.1\r\nHost: ".formatted(i));
            }
        }
        await().untilAsserted(() -> assertThat(connections()).isLessThanOrEqualTo(before));
        assertThat(series(containing("method=\"C0"))).isZero();
    }

    @Test
    void inventedPathsAreCountedUnderFewNames() throws Exception {
        var name = "p" + UUID.randomUUID().toString().substring(0, 8);
        var gate = new Gate(base);
        var before = 0L;
        for (var i = 0; i < 150; i++) {
            gate.get("/integration/" + name + i, null);
            gate.get("/" + name + i, null);
            gate.get("/assets/" + name + i, null);
            gate.get("/admin/api/v1/clients/" + name + i, null);
            if (i == 0) {
                before = series(containing("http_server_requests_seconds_count"));
            }
        }
        assertThat(series(containing(name))).isZero();
        assertThat(series(containing("http_server_requests_seconds_count"))).isEqualTo(before);
    }

    /** Gatehouse counts a request whose caller leaves before the answer, but without the path of the request. */
    @Test
    void pathsOfAbandonedRequestsAreNone() throws Exception {
        var name = "q" + UUID.randomUUID().toString().substring(0, 8);
        try (var wire = Http2Wire.to(base, Map.of())) {
            for (var i = 0; i < 100; i++) {
                var fields = Http2Wire.fields("POST", base, "/integration/" + name + i);
                wire.send(
                        Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_HEADERS, 2 * i + 1, Http2Wire.block(fields)));
                wire.send(Http2Wire.frame(Http2Wire.RST_STREAM, 0, 2 * i + 1, new byte[] {0, 0, 0, 8}));
            }
            wire.send(Http2Wire.request(201, Http2Wire.fields("GET", base, "/signin")));
            assertThat(wire.answer(201).status()).isEqualTo(200);
        }
        await().untilAsserted(
                        () -> assertThat(series(containing("status=\"RESET\""))).isPositive());
        assertThat(series(containing(name))).isZero();
    }

    /** Monitoring can distinguish the resources. */
    @Test
    void resourcesAreCountedByTheirTemplates() throws Exception {
        var gate = new Gate(base);
        gate.get("/admin/api/v1/clients/none", gate.adminToken());
        gate.get("/signin", null);
        assertThat(series(containing("uri=\"/admin/api/v1/clients/{clientId}\"")))
                .isPositive();
        assertThat(series(containing("uri=\"/signin\""))).isPositive();
    }
}
