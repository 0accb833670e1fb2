// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.ThrottleTest;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RequestFlood;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Repeated denied requests cost a few rows per minute in the database and don't hide other denials. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ThrottleTest.AsDelivered.class)
class RefusalFloodTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger NETWORKS = new AtomicInteger(1);

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private Gate gate;
    private String here;

    @BeforeEach
    void begin() {
        gate = new Gate(base);
        here = elsewhere();
        clock.stop();
        // Denials of other tests must not be in the same minute.
        clock.advance(MINUTE.multipliedBy(3));
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Nested
    class CallsWithoutToken {
        @Test
        void areTwoRowsOfTheirFirstMinuteHoweverMany() {
            try (var flood = RequestFlood.callsWithoutToken(gate, here, 10, 60, PATIENCE)) {
                assertThat(flood.answers()).containsOnly(Map.entry(401, 600L));
            }
            await().untilAsserted(() -> assertThat(denied(here))
                    .as("first denial, written immediately")
                    .containsExactly(1L));

            clock.advance(MINUTE);

            await().untilAsserted(
                            () -> assertThat(denied(here)).as("other denials").containsExactlyInAnyOrder(1L, 599L));
        }

        @Test
        void areOneRowOfEachFurtherMinute() {
            for (var minute = 0; minute < 3; minute++) {
                try (var flood = RequestFlood.callsWithoutToken(gate, here, 2, 10, PATIENCE)) {
                    assertThat(flood.answers()).containsOnly(Map.entry(401, 20L));
                }
                clock.advance(MINUTE);
                var rows = minute + 2;
                await().untilAsserted(() -> assertThat(denied(here)).hasSize(rows));
            }
            assertThat(denied(here)).containsExactlyInAnyOrder(1L, 19L, 20L, 20L);
        }

        @Test
        void afterAQuietMinuteTheNextIsWrittenAtOnceAgain() {
            call(here, "/first");
            await().untilAsserted(() -> assertThat(denied(here)).containsExactly(1L));
            clock.advance(MINUTE);

            call(here, "/second");

            await().untilAsserted(() -> assertThat(denied(here)).containsExactly(1L, 1L));
        }

        @Test
        void areReadableInTheConsoleTheApiAndTheExport() {
            var admin = AdminApi.of(gate);
            for (var path : List.of("/a", "/b", "/c")) {
                call(here, path);
            }
            clock.advance(MINUTE);
            await().untilAsserted(() -> assertThat(denied(here)).hasSize(2));

            var events = admin.get("/audit-events?address=" + here).json().getJsonArray("items");
            var several = events.stream()
                    .map(JsonObject.class::cast)
                    .filter(event -> event.getLong("occurrences") == 2)
                    .findFirst()
                    .orElseThrow();
            assertThat(several.getString("target")).isEqualTo("GET " + Gate.CUSTOMERS + "/b");
            assertThat(several.getInstant("lastAt")).isAfterOrEqualTo(several.getInstant("at"));
            assertThat(gate.get("/admin/api/v1/audit-events/export?address=" + here, admin.token())
                            .body()
                            .lines()
                            .map(JsonObject::new))
                    .contains(several);
            var row = ConsoleVisitor.administrator(gate)
                    .page("/console/audit?address=" + here)
                    .select("#e-" + several.getString("id"));
            assertThat(row.select("summary").text()).contains("2 times");
            assertThat(row.select(".why").attr("href")).contains("CustomerRegistrationAPI");
        }

        @Test
        void doNotHideASignInThatIsRefusedMeanwhile() {
            var elsewhere = elsewhere();
            try (var flood = RequestFlood.callsWithoutToken(gate, here, 10, Integer.MAX_VALUE, PATIENCE)) {
                await().until(() -> flood.soFar().getOrDefault(401, 0L) > 300);
                signIn(elsewhere, "jane");
                await().atMost(Duration.ofSeconds(5))
                        .untilAsserted(() -> assertThat(AuditTrail.occurrencesFrom("account.sign_in", elsewhere))
                                .containsExactly(1L));
            }
        }

        @Test
        void fromAThousandAddressesAreThreeHundredRowsAndOneOfTheOtherAddresses() throws SQLException {
            var before = rows();
            var others = denied(RepeatedDenials.OTHERS);
            var next = new AtomicInteger();
            try (var flood = RequestFlood.begin(10, 100, PATIENCE, i -> {
                var address = next.getAndIncrement();
                return call("10.9." + address / 250 + "." + address % 250, "/any");
            })) {
                assertThat(flood.answers()).containsOnly(Map.entry(401, 1_000L));
            }
            clock.advance(MINUTE);

            await().untilAsserted(
                            () -> assertThat(denied(RepeatedDenials.OTHERS)).hasSize(others.size() + 1));
            assertThat(Collections.max(denied(RepeatedDenials.OTHERS)))
                    .isGreaterThanOrEqualTo(1_000 - RepeatedDenials.KEYS - 1);
            assertThat(rows() - before).isLessThanOrEqualTo(RepeatedDenials.KEYS + 2);
        }

        /** The first 64 bits of an IPv6 address identify the subscriber. The subscriber can choose the other bits. */
        @Test
        void fromOneIpv6NetworkAreFromOneAddress() {
            for (var host = 1; host <= 5; host++) {
                call("2001:db8:0:77:0:0:0:" + host, "/any");
            }
            clock.advance(MINUTE);

            await().untilAsserted(
                            () -> assertThat(denied("2001:db8:0:77:0:0:0:2")).containsExactly(4L));
        }
    }

    @Nested
    class AuthorizationRequests {
        @Test
        void beyondWhatAnAddressMayBeginAreRefusedAndNotStored() throws SQLException {
            var before = pending();
            try (var flood = RequestFlood.authorizationRequests(gate, here, 5, 20, PATIENCE)) {
                assertThat(flood.answers()).containsOnly(Map.entry(303, 20L), Map.entry(429, 80L));
            }
            assertThat(pending() - before).isEqualTo(20);

            var refused = authorize(here);

            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(refused.header("cache-control")).isEqualTo("no-store");
            assertThat(refused.header("content-type")).startsWith("text/html");
            assertThat(refused.body()).contains("Too many requests", "Please wait 1 second, then");
            assertThat(authorize(elsewhere()).status())
                    .as("request from another address")
                    .isEqualTo(303);
            clock.advance(Duration.ofSeconds(1));
            assertThat(authorize(here).status())
                    .as("one more request each second")
                    .isEqualTo(303);
            assertThat(authorize(here).status()).isEqualTo(429);
            await().untilAsserted(() -> assertThat(AuditTrail.occurrencesFrom("authorization.refused", here))
                    .containsExactly(1L));
        }

        @Test
        void ofOneIpv6NetworkCountTogether() {
            var network = "2001:db8:" + NETWORKS.getAndIncrement() + ":0:0:0:0:";
            for (var host = 0; host < 20; host++) {
                assertThat(authorize(network + host).status()).isEqualTo(303);
            }
            assertThat(authorize(network + 99).status()).isEqualTo(429);
        }

        /** Decided requests don't count, so many users behind one address can sign in. */
        @Test
        void thatAreDecidedDoNotCount() {
            for (var i = 0; i < 25; i++) {
                assertThat(gate.adminToken()).isNotEmpty();
            }
        }

        private Answer authorize(String from) {
            return gate.send(
                    "GET",
                    Gate.AUTHORIZE + "?response_type=code&client_id=" + Gate.CONFIDENTIAL_CLIENT + "&redirect_uri="
                            + Gate.encode(Gate.REDIRECT_URI),
                    null,
                    Map.of("X-Forwarded-For", from));
        }

        private static long pending() throws SQLException {
            return count("authorization_request");
        }
    }

    private static List<Long> denied(String address) {
        return AuditTrail.occurrencesFrom("gateway.denied", address);
    }

    private Answer call(String from, String path) {
        return gate.send("GET", Gate.CUSTOMERS + path, null, Map.of("X-Forwarded-For", from));
    }

    private Answer signIn(String from, String username) {
        return gate.form(
                "/signin",
                Map.of("X-Forwarded-For", from),
                Map.entry("username", username),
                Map.entry("password", "a wrong one"));
    }

    private static long rows() throws SQLException {
        return count("audit_event where action = 'gateway.denied'");
    }

    private static long count(String from) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Returns an address that no other test uses. */
    private static String elsewhere() {
        var network = NETWORKS.getAndIncrement();
        return "192.0." + network / 250 + "." + network % 250;
    }
}
