// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.ThrottleTest;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wrong codes of invitations are limited for each address. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ThrottleTest.AsDelivered.class)
class InvitationAttemptsTest {
    private static final int BUDGET = 30;

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private Gate gate;
    private String code;

    @BeforeEach
    void invite() {
        gate = new Gate(base);
        code = AdminApi.of(gate)
                .created("/invitations", new JsonObject())
                .getString("url")
                .replaceFirst(".*code=", "");
        clock.stop();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private Answer open(String secret, String address) {
        return gate.send("GET", "/invitation?code=" + secret, null, Map.of("X-Forwarded-For", address));
    }

    @Test
    void addressThatSendsWrongCodesMustWaitAndOthersNeedNot() {
        for (var i = 0; i < BUDGET; i++) {
            assertThat(open("gin_" + "y".repeat(43), "192.0.2.77").status()).isEqualTo(404);
        }

        for (var secret : new String[] {code, "gin_" + "y".repeat(43)}) {
            var held = open(secret, "192.0.2.77");
            assertThat(held.status()).isEqualTo(429);
            assertThat(held.header("retry-after")).isEqualTo("10");
            assertThat(held.body()).contains("Too many attempts failed. Please wait 10 seconds, then try again.");
        }
        assertThat(open(code, "192.0.2.78").status()).isEqualTo(200);
        assertThat(gate.form(
                                "/signin",
                                Map.of("X-Forwarded-For", "192.0.2.77"),
                                Map.entry("username", "jane"),
                                Map.entry("password", "jane-demo"))
                        .status())
                .as("sign-ins of the address")
                .isEqualTo(303);

        clock.advance(Duration.ofSeconds(10));
        assertThat(open(code, "192.0.2.77").status()).isEqualTo(200);
    }

    /** An invitee could otherwise look up which usernames exist. */
    @Test
    void usernamesInUseCountAsFailures() {
        Answer answer = null;
        for (var i = 0; i <= BUDGET; i++) {
            answer = gate.form(
                    "/invitation",
                    Map.of("X-Forwarded-For", "192.0.2.79"),
                    Map.entry("code", code),
                    Map.entry("username", "jane"),
                    Map.entry("password", "long enough"));
            assertThat(answer.status()).isEqualTo(i < BUDGET ? 422 : 429);
        }
    }
}
