// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.database.LastUses;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RecordingUpstream;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The last use of tokens, services and sessions, as the admin API shows it after Gatehouse has written it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LastUsedTest {
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    @TestHTTPResource("/")
    URI base;

    @Inject
    LastUses lastUses;

    @Inject
    TestClock clock;

    Gate gate;
    AdminApi admin;
    RecordingUpstream upstream;
    String project;
    String service;
    String url;
    Partner partner;
    String token;

    @BeforeEach
    void expose() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        upstream = new RecordingUpstream();
        project = admin.createProject(AdminApi.unique());
        service = service("Used");
        url = url("Used");
        partner = partner();
        token = partner.accessToken();
        clock.stop();
    }

    @AfterEach
    void stop() {
        clock.reset();
        upstream.close();
    }

    private String url(String api) {
        return "/integration/restv2/development/" + project + "/" + api;
    }

    private String service(String api) {
        return admin.created("/services", serviceInput(api)).getString("id");
    }

    private JsonObject serviceInput(String api) {
        return new JsonObject()
                .put("projectId", project)
                .put("kind", "REST_RESOURCE")
                .put("name", api)
                .put("upstreamUrl", upstream.address().toString());
    }

    private Partner partner() {
        var scope = AdminApi.unique();
        admin.createScope(scope, url("**"));
        return Partner.register(gate, new JsonObject().put("scopes", List.of(scope)));
    }

    private void call() {
        assertThat(gate.get(url, token).status()).isEqualTo(200);
    }

    private Instant tokenUsed() {
        return instant(admin.get("/tokens?client=" + partner.clientId())
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("lastUsedAt"));
    }

    private Instant serviceUsed(String id) {
        return instant(admin.get("/services/" + id).json().getString("lastUsedAt"));
    }

    private static Instant instant(String text) {
        return text == null ? null : Instant.parse(text);
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.now().toEpochMilli());
    }

    @Nested
    class Counts {

        @Test
        void callThatIsLetThrough() {
            var unused = service("Unused");
            var time = now();

            call();
            lastUses.flush();

            assertThat(tokenUsed()).isEqualTo(time);
            assertThat(serviceUsed(service)).isEqualTo(time);
            assertThat(serviceUsed(unused)).isNull();
            assertThat(admin.walk("/services?projectId=" + project))
                    .extracting(row -> row.getString("name") + " " + instant(row.getString("lastUsedAt")))
                    .containsExactly("Unused null", "Used " + time);
        }

        @Test
        void callThatAnotherProxyForwards() {
            var answer = gate.send(
                    "GET",
                    "/integration/rest/oAuth/check",
                    null,
                    Map.of("Authorization", "Bearer " + token, "X-Original-Method", "GET", "X-Original-URI", url));
            assertThat(answer.status()).isEqualTo(200);
            lastUses.flush();

            assertThat(tokenUsed()).isEqualTo(now());
            assertThat(serviceUsed(service)).isNull();
        }

        @Test
        void neitherRefusedCallNorIntrospection() {
            var elsewhere = "/integration/restv2/development/" + AdminApi.unique() + "/Other";
            assertThat(gate.get(elsewhere, token).status()).isEqualTo(403);
            assertThat(gate.get(url("Absent"), token).status()).isEqualTo(404);
            var introspection = gate.form(
                    Gate.INTROSPECT,
                    Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                    Map.entry("token", token));
            assertThat(introspection.json().getBoolean("active")).isTrue();
            lastUses.flush();

            assertThat(tokenUsed()).isNull();
            assertThat(serviceUsed(service)).isNull();
        }

        @Test
        void pageInABrowserThatIsSignedIn() throws SQLException {
            clock.reset();
            var browser = gate.browser();
            browser.codeFor(
                    "jane",
                    "jane-demo",
                    Partner.BOTH_SCOPES,
                    Map.of("client_id", Partner.register(gate).clientId(), "redirect_uri", Gate.REDIRECT_URI));
            clock.stop();
            clock.advance(A_WHILE);

            assertThat(browser.get("/").status()).isEqualTo(200);
            lastUses.flush();

            try (var connection = PostgresResource.connect();
                    var statement =
                            connection.prepareStatement("select count(*) from session where last_seen_at = ?")) {
                statement.setTimestamp(1, Timestamp.from(now()));
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    assertThat(rows.getInt(1)).isEqualTo(1);
                }
            }
        }
    }

    @Nested
    class IsWritten {

        @Test
        void atMostOnceAMinute() {
            var first = now();
            call();
            lastUses.flush();
            clock.advance(Duration.ofSeconds(50));
            call();
            lastUses.flush();
            assertThat(tokenUsed()).isEqualTo(first);

            var last = now();
            clock.advance(Duration.ofSeconds(10));
            lastUses.flush();

            assertThat(tokenUsed()).isEqualTo(last);
            assertThat(serviceUsed(service)).isEqualTo(last);
        }

        @Test
        void forwardOnly() throws SQLException {
            var later = now().plus(Duration.ofHours(1));
            execute("update token set last_used_at = '" + later + "' where access_hash = sha256('" + token + "')");
            call();
            lastUses.flush();

            assertThat(tokenUsed()).isEqualTo(later);
        }

        @Test
        void onceTheRowIsFree() throws SQLException {
            call();
            try (var connection = PostgresResource.connect();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("select 1 from token where access_hash = sha256('" + token + "') for update");
                lastUses.flush();
                assertThat(tokenUsed()).isNull();
                assertThat(serviceUsed(service)).isEqualTo(now());
                connection.rollback();
            }
            lastUses.flush();

            assertThat(tokenUsed()).isEqualTo(now());
        }

        @Test
        void forARevokedTokenTooAndItStaysRevoked() {
            call();
            assertThat(partner.token(Map.entry("grant_type", "client_credentials"))
                            .status())
                    .isEqualTo(200);
            partner.revoke(token);
            lastUses.flush();

            var revoked = admin.walk("/tokens?client=" + partner.clientId() + "&limit=10").stream()
                    .filter(row -> row.getString("status").equals("REVOKED"))
                    .toList();
            assertThat(revoked)
                    .extracting(row -> instant(row.getString("lastUsedAt")))
                    .containsExactly(now());
            assertThat(gate.get(url, token).status()).isEqualTo(401);
        }

        @Test
        void neverForWhatIsGone() {
            call();
            assertThat(admin.delete("/clients/" + partner.clientId()).status()).isEqualTo(204);
            assertThat(admin.delete("/services/" + service).status()).isEqualTo(204);
            for (var round = 0; round < 4; round++) {
                lastUses.flush();
            }

            assertThat(admin.get("/services/" + service).status()).isEqualTo(404);
            assertThat(admin.walk("/tokens?client=" + partner.clientId())).isEmpty();
        }

        @Test
        void withoutAnEditorsNotice() throws SQLException {
            var before = lockVersion();
            var edited = admin.get("/services/" + service).json().getString("updatedAt");
            call();
            lastUses.flush();

            assertThat(lockVersion()).isEqualTo(before);
            assertThat(admin.get("/services/" + service).json().getString("updatedAt"))
                    .isEqualTo(edited);
            assertThat(admin.put("/services/" + service, serviceInput("Used")).status())
                    .isEqualTo(200);
            assertThat(serviceUsed(service)).isEqualTo(now());
        }

        private int lockVersion() throws SQLException {
            try (var connection = PostgresResource.connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select lock_version from exposed_service where id = '" + service + "'")) {
                rows.next();
                return rows.getInt(1);
            }
        }

        private static void execute(String update) throws SQLException {
            try (var connection = PostgresResource.connect();
                    var statement = connection.createStatement()) {
                assertThat(statement.executeUpdate(update)).isEqualTo(1);
            }
        }
    }

    @Test
    void callAsksTheDatabaseNothing() {
        call();
        lastUses.flush();
        clock.advance(A_WHILE);
        // The node may still receive a change of another test, which empties a cache again.
        await().atMost(Duration.ofMinutes(1)).until(this::isAnsweredWhileTheTablesAreLocked);
    }

    /**
     * Makes calls while the tables are locked. The lock ends after ten seconds, so that calls that wait for it end as
     * well.
     */
    private boolean isAnsweredWhileTheTablesAreLocked() throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table token, exposed_service, client in access exclusive mode");
            var unlocked = CompletableFuture.supplyAsync(
                    () -> rollback(connection), CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS));
            for (var i = 0; i < 100; i++) {
                call();
            }
            return !unlocked.isDone() && rollback(connection);
        }
    }

    private static boolean rollback(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException closed) {
            return false;
        }
    }
}
