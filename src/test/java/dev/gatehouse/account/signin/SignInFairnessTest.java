// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.ThrottleTest;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RequestFlood;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Frequent sign-ins of one account don't block other accounts, and the number of sessions of an account is limited. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ThrottleTest.AsDelivered.class)
class SignInFairnessTest {
    private static final String PASSWORD = "the right one";
    private static final Duration ATTACK = Duration.ofSeconds(60);

    /** The maximum time for a sign-in during an attack, if the attacker runs on the same machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The default cost of password hashes. The server under test uses a lower cost for its own passwords. */
    private static final int DELIVERED_COST = 10;

    private static final int CONNECTIONS = 60;

    @TestHTTPResource("/")
    URI base;

    private Gate gate;

    @BeforeEach
    void begin() {
        gate = new Gate(base);
    }

    @Nested
    class WhileOneAccountSignsInOnSixtyConnections {
        @Test
        void anotherPersonSignsInAtTheSameAddress() throws SQLException {
            var often = person();
            var other = person();
            try (var flood = RequestFlood.signIns(gate, "198.18.1.1", often, PASSWORD, CONNECTIONS, ATTACK)) {
                isInFull(flood);
                for (var i = 0; i < 5; i++) {
                    assertSignsInSoon(other, "198.18.1.1");
                }
                assertThat(flood.soFar()).as("rejected sign-ins of the flood").containsKey(503);
            }
        }

        @Test
        void anotherPersonsPasswordIsPassedOnByAClient() throws SQLException {
            var client = Partner.register(gate, new JsonObject().put("grantTypes", List.of("password")));
            var often = person();
            var other = person();
            try (var flood = RequestFlood.begin(CONNECTIONS, Integer.MAX_VALUE, ATTACK, i -> passedOn(client, often))) {
                await().until(() -> flood.soFar().containsKey(503));
                var began = System.nanoTime();
                assertThat(passedOn(client, other).status()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
                assertSignsInSoon(other, "198.18.1.2");
            }
        }
    }

    @Test
    void whoTriesUnknownNamesHoldsUpNoOtherAddress() throws SQLException {
        var person = person();
        try (var flood =
                RequestFlood.begin(CONNECTIONS, 5, ATTACK, i -> signIn("nobody-" + UUID.randomUUID(), "198.18.1.3"))) {
            await().until(() -> !flood.soFar().isEmpty());
            assertSignsInSoon(person, "198.18.1.4");
        }
    }

    @Test
    void oneSessionMoreThanAnAccountMayHaveEndsTheOldest() throws SQLException {
        var name = person();
        var oldest = gate.browser();
        signInWith(oldest, name);
        assertThat(isSignedIn(oldest)).isTrue();
        var second = gate.browser();
        signInWith(second, name);
        for (var i = 0; i < 9; i++) {
            signInWith(gate.browser(), name);
        }

        assertThat(isSignedIn(oldest)).isFalse();
        assertThat(isSignedIn(second)).isTrue();
        assertThat(sessions(name)).isEqualTo(10);
        assertThat(AuditTrail.by("session.ended", name)).containsExactly("SUCCESS the oldest of more than 10");
    }

    private void assertSignsInSoon(String name, String from) {
        var began = System.nanoTime();
        assertThat(signIn(name, from).status()).isEqualTo(303);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
    }

    private static void isInFull(RequestFlood flood) {
        await().until(() ->
                flood.soFar().values().stream().mapToLong(Long::longValue).sum() > CONNECTIONS);
    }

    private Answer passedOn(Partner client, String name) {
        return gate.token(
                Map.entry("grant_type", "password"),
                Map.entry("client_id", client.clientId()),
                Map.entry("client_secret", client.secret()),
                Map.entry("username", name),
                Map.entry("password", PASSWORD));
    }

    private Answer signIn(String name, String from) {
        return gate.form(
                "/signin",
                Map.of("X-Forwarded-For", from),
                Map.entry("username", name),
                Map.entry("password", PASSWORD));
    }

    private static void signInWith(Browser browser, String name) {
        assertThat(browser.form("/signin", Map.entry("username", name), Map.entry("password", PASSWORD))
                        .status())
                .isEqualTo(303);
    }

    private static boolean isSignedIn(Browser browser) {
        return browser.get("/my-access").status() == 200;
    }

    private String person() throws SQLException {
        var name = "person-" + UUID.randomUUID();
        AdminApi.of(gate).createPerson(name);
        try (var connection = PostgresResource.connect();
                var statement =
                        connection.prepareStatement("update account set password_hash = ? where username = ?")) {
            statement.setString(1, BcryptUtil.bcryptHash(PASSWORD, DELIVERED_COST));
            statement.setString(2, name);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        return name;
    }

    private static long sessions(String name) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.prepareStatement(
                        "select count(*) from session s join account a on a.id = s.account where a.username = ?")) {
            statement.setString(1, name);
            var rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }
}
