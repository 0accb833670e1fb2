// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lockout of an account in the admin API, and its removal. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ThrottleTest.AsDelivered.class)
class LockoutApiTest {
    private static final AtomicInteger NETWORKS = new AtomicInteger(1);

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private Gate gate;
    private AdminApi admin;
    private String username;
    private String lockout;

    @BeforeEach
    void someone() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        username = AdminApi.unique();
        lockout = "/accounts/" + admin.createPerson(username) + "/lockout";
        clock.stop();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void withoutFailuresNobodyWaits() {
        assertThat(admin.get(lockout).json()).isEqualTo(nobodyWaits());
    }

    @Test
    void anAddressThatFailedTooOftenIsCountedUntilItsTimeIsOver() {
        guess(elsewhere(), 5);
        clock.advance(Duration.ofSeconds(10));
        guess(elsewhere(), 5);

        assertThat(admin.get(lockout).json())
                .isEqualTo(new JsonObject()
                        .put("held", true)
                        .put("sources", 2)
                        .put("sourcesUntil", clock.now().plusSeconds(60).toString()));

        clock.advance(Duration.ofSeconds(50));
        assertThat(admin.get(lockout).json().getInteger("sources")).isEqualTo(1);
        clock.advance(Duration.ofSeconds(10));
        assertThat(admin.get(lockout).json()).isEqualTo(nobodyWaits());
    }

    @Test
    void manyAddressesTogetherHoldUpEveryStranger() {
        IntStream.range(0, 20).forEach(i -> guess(elsewhere(), 1));

        assertThat(admin.get(lockout).json())
                .isEqualTo(new JsonObject()
                        .put("held", true)
                        .put("sources", 0)
                        .put("strangersUntil", clock.now().plusSeconds(300).toString()));
    }

    @Test
    void onceLiftedTheNextAttemptIsHeard() {
        var here = elsewhere();
        guess(here, 5);
        IntStream.range(0, 20).forEach(i -> guess(elsewhere(), 1));
        assertThat(signIn(username + "-demo", here).status()).isEqualTo(429);

        AdminApi.assertNoContent(admin.delete(lockout));

        assertThat(admin.get(lockout).json()).isEqualTo(nobodyWaits());
        assertThat(signIn(username + "-demo", here).status()).isEqualTo(303);
        assertThat(AuditTrail.of("account.lockout_lifted")).contains("SUCCESS " + username);
    }

    @Test
    void anotherAccountKeepsWaiting() {
        var here = elsewhere();
        guess(here, 5);
        var other = AdminApi.unique();
        var id = admin.createPerson(other);

        AdminApi.assertNoContent(admin.delete("/accounts/" + id + "/lockout"));

        assertThat(signIn(username + "-demo", here).status()).isEqualTo(429);
    }

    @Test
    void anAccountThatDoesNotExistHasNone() {
        var absent = "/accounts/" + AdminApi.ABSENT + "/lockout";
        AdminApi.assertProblem(admin.get(absent), 404, "Not found", "The account does not exist.");
        AdminApi.assertProblem(admin.delete(absent), 404, "Not found", "The account does not exist.");
    }

    private static JsonObject nobodyWaits() {
        return new JsonObject().put("held", false).put("sources", 0);
    }

    private void guess(String from, int times) {
        IntStream.range(0, times).forEach(i -> signIn("wrong", from));
    }

    private Answer signIn(String password, String from) {
        return gate.form(
                "/signin",
                Map.of("X-Forwarded-For", from),
                Map.entry("username", username),
                Map.entry("password", password));
    }

    /** Returns an address that no other test uses. */
    private static String elsewhere() {
        var network = NETWORKS.getAndIncrement();
        return "203.0." + network / 250 + "." + network % 250;
    }
}
