// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.management;

import static dev.gatehouse.testing.AdminApi.ABSENT;
import static dev.gatehouse.testing.AdminApi.assertConflict;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertNoContent;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.outsideBody;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token Management in the admin API: list, revoke, add and remove tokens; each test breaks one rule. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TokensApiTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private Gate gate;
    private AdminApi admin;
    private Partner partner;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        partner = Partner.register(gate);
    }

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    @Nested
    class Reading {

        @Test
        void tokenOfAPersonIsShownWhole() {
            limitRefreshesTo(3);
            var jane = janesId();
            partner.redeem(partner.code(), Map.entry("token_label", "nightly run"));

            var row = only(rows());

            assertThat(admin.get("/tokens/" + row.getString("id")).json()).isEqualTo(row);
            assertThat(seconds(row)).isEqualTo(3600);
            assertThat(row)
                    .isEqualTo(new JsonObject()
                            .put("id", row.getString("id"))
                            .put("client", client())
                            .put("account", new JsonObject().put("id", jane).put("username", "jane"))
                            .put("scopes", new JsonArray(sorted(Partner.BOTH_SCOPES)))
                            .put("name", "nightly run")
                            .put("grantType", "authorization_code")
                            .put("issuedAt", row.getString("issuedAt"))
                            .put("expiresAt", row.getString("expiresAt"))
                            .put("status", "ACTIVE")
                            .put("refreshable", true)
                            .put("refreshesLeft", 3)
                            .put("refreshExpiresAt", row.getString("refreshExpiresAt"))
                            .putNull("lastUsedAt"));
            assertThat(Instant.parse(row.getString("refreshExpiresAt")))
                    .isEqualTo(Instant.parse(row.getString("issuedAt")).plus(Duration.ofDays(90)));
        }

        @Test
        void tokenOfAClientHasNoAccountNoNameAndNoRefresh() {
            partner.token(Map.entry("grant_type", "client_credentials"));

            var row = only(rows());

            assertThat(row.getValue("account")).isNull();
            assertThat(row.getValue("name")).isNull();
            assertThat(row.getString("grantType")).isEqualTo("client_credentials");
            assertThat(row.getBoolean("refreshable")).isFalse();
            assertThat(row.getInteger("refreshesLeft")).isZero();
        }

        @Test
        void unlimitedRefreshesAndNoExpiryAreNull() {
            partner.change("expiration", "NEVER");
            partner.tokens();

            var row = only(rows());

            assertThat(row.getValue("refreshesLeft")).isNull();
            assertThat(row.getValue("expiresAt")).isNull();
            assertThat(row.getString("status")).isEqualTo("ACTIVE");
        }

        @Test
        void refreshKeepsTheRowAndTakesOneOff() {
            limitRefreshesTo(1);
            var tokens = partner.tokens();
            var before = only(rows());

            partner.refresh(tokens.getString("refresh_token"));

            var after = only(rows());
            assertThat(after.getString("id")).isEqualTo(before.getString("id"));
            assertThat(after.getString("issuedAt")).isEqualTo(before.getString("issuedAt"));
            assertThat(after.getInteger("refreshesLeft")).isZero();
            assertThat(after.getBoolean("refreshable")).isFalse();
        }

        @Test
        void statusIsExpiredAndThenRevoked() {
            partner.tokens();
            var path = "/tokens/" + only(rows()).getString("id");
            clock.advance(Duration.ofHours(2));
            admin = AdminApi.of(gate);
            var expired = admin.get(path).json();
            assertThat(expired.getString("status")).isEqualTo("EXPIRED");
            assertThat(expired.getBoolean("refreshable")).isTrue();

            assertNoContent(admin.delete(path));

            var revoked = admin.get(path).json();
            assertThat(revoked.getString("status")).isEqualTo("REVOKED");
            assertThat(revoked.getBoolean("refreshable")).isFalse();
        }

        @Test
        void listIsWalkedFromTheNewestInPages() {
            var labels = new ArrayList<String>();
            for (var i = 0; i < 5; i++) {
                labels.addFirst("n" + i);
                clock.advance(Duration.ofMillis(5));
                credentials(Map.entry("token_label", "n" + i));
            }

            var rows = admin.walk("/tokens?limit=2&client=" + partner.clientId());

            assertThat(rows).extracting(row -> row.getString("name")).isEqualTo(labels);
        }

        @Test
        void listIsFilteredByClientAccountScopeAndText() {
            var label = unique();
            credentials(Map.entry("token_label", label), Map.entry("scope", Gate.CALCULATOR_SCOPE));
            var username = unique();
            var account = admin.createPerson(username);
            gate.grant(username, List.of(Gate.CUSTOMERS_SCOPE));
            var of = "&client=" + partner.clientId();

            assertThat(names("?search=" + label.toUpperCase())).containsExactly(label);
            assertThat(names("?scope=" + Gate.CALCULATOR_SCOPE + of)).containsExactly(label);
            assertThat(names("?scope=" + Gate.CUSTOMERS_SCOPE + of)).isEmpty();
            assertThat(names("?scope=Calculator" + of)).isEmpty();
            assertThat(names("?search=" + Gate.encode(partner.registration().getString("name"))))
                    .containsExactly(label);
            assertThat(names("?client=nobody")).isEmpty();
            for (var path : List.of("?account=" + account, "?search=" + username)) {
                assertThat(items(path))
                        .extracting(row -> row.getJsonObject("account").getString("username"))
                        .as(path)
                        .containsExactly(username);
            }
            assertThat(names("?account=" + ABSENT)).isEmpty();
            assertThat(names("?account=" + account + of)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "account=jane, account, The value must be a UUID.",
            "after=x, after, The value must come from the field next of a page of this list. Leave it out to get the first page.",
            "limit=0, limit, The number must be between 1 and 200."
        })
        void parameterThatCannotBeReadIsNamed(String query, String field, String message) {
            assertInvalid(admin.get("/tokens?" + query), outsideBody(field, message));
        }

        @Test
        void unknownTokenIsNotFound() {
            assertProblem(admin.get("/tokens/" + ABSENT), 404, "Not found", "The token does not exist.");
            assertProblem(admin.delete("/tokens/" + ABSENT), 404, "Not found", "The token does not exist.");
        }
    }

    @Nested
    class Deleting {

        @Test
        void bothTokensEndAtOnceEverywhere() {
            var tokens = partner.tokens();
            var access = tokens.getString("access_token");
            assertThat(gate.get(Gate.CUSTOMERS, access).status()).isEqualTo(200);
            var id = only(rows()).getString("id");

            for (var again = 0; again < 2; again++) {
                assertNoContent(admin.delete("/tokens/" + id));
            }

            assertThat(gate.get(Gate.CUSTOMERS, access).header("www-authenticate"))
                    .contains("error=\"invalid_token\"", "The access token was revoked.");
            assertThat(introspect(access)).isEqualTo(new JsonObject().put("active", false));
            var refused = partner.refresh(tokens.getString("refresh_token"));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().getString("error")).isEqualTo("invalid_grant");
            assertThat(AuditTrail.of("token.revoked"))
                    .containsOnlyOnce("SUCCESS " + id + " an administrator deleted it");
            assertThat(actorOf(id)).isEqualTo("admin");
        }

        @Test
        void manyEndTogetherAndUnknownOnesAreReported() {
            var tokens = List.of(accessToken(credentials()), accessToken(credentials()), accessToken(credentials()));
            var ids = rows().stream().map(row -> row.getString("id")).toList();
            assertThat(ids).hasSize(3);
            var wanted = new JsonArray(new ArrayList<>(ids)).add(ABSENT).add(ids.getFirst());

            var answer = delete(wanted);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject().put("deleted", 3).put("unknown", new JsonArray().add(ABSENT)));
            for (var token : tokens) {
                assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(401);
            }
            for (var id : ids) {
                assertThat(AuditTrail.of("token.revoked"))
                        .containsOnlyOnce("SUCCESS " + id + " an administrator deleted it");
            }
        }

        @Test
        void listThatBreaksARuleDeletesNothing() {
            var token = accessToken(credentials());
            var id = only(rows()).getString("id");

            assertInvalid(delete(new JsonArray()), error("ids", "At least one entry is required."));
            assertInvalid(
                    admin.post("/tokens/delete", new JsonObject()), error("ids", "At least one entry is required."));
            assertInvalid(delete(new JsonArray().add(id).addNull()), error("ids", "An entry must not be null."));
            assertInvalid(
                    delete(new JsonArray(new ArrayList<Object>(Collections.nCopies(1001, id)))),
                    error("ids", "At most 1000 entries are allowed."));
            assertInvalid(
                    delete(new JsonArray().add(id).add("x")),
                    error("ids[1]", "This field does not exist, or its value has the wrong type."));
            assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
        }
    }

    @Nested
    class Adding {

        @ParameterizedTest
        @ValueSource(strings = {"JWT", "OPAQUE"})
        void tokenIsShownOnceAndWorks(String format) {
            partner.change("accessTokenFormat", format);

            var answer = admin.post("/tokens", input().put("scopes", List.of(Gate.CUSTOMERS_SCOPE)));

            assertThat(answer.status()).as("%s", answer).isEqualTo(201);
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            var added = answer.json();
            var id = added.getString("id");
            assertThat(answer.location().getPath()).isEqualTo(AdminApi.V1 + "/tokens/" + id);
            var raw = (String) added.remove("accessToken");
            assertThat(raw).startsWith(format.equals("JWT") ? "eyJ" : "gat_");
            assertThat(seconds(added)).isEqualTo(Duration.ofDays(30).toSeconds());
            assertThat(added)
                    .isEqualTo(new JsonObject()
                            .put("id", id)
                            .put("client", client())
                            .putNull("account")
                            .put("scopes", new JsonArray().add(Gate.CUSTOMERS_SCOPE))
                            .put("name", "For the night")
                            .put("grantType", "administrator")
                            .put("issuedAt", added.getString("issuedAt"))
                            .put("expiresAt", added.getString("expiresAt"))
                            .put("status", "ACTIVE")
                            .put("refreshable", false)
                            .put("refreshesLeft", 0)
                            .putNull("lastUsedAt"));
            assertThat(admin.get("/tokens/" + id).json()).isEqualTo(added);
            assertThat(gate.get(Gate.CUSTOMERS, raw).status()).isEqualTo(200);
            assertThat(gate.postJson(Gate.CALCULATOR, "{}", raw).status()).isEqualTo(403);
            assertThat(introspect(raw).getString("sub")).isEqualTo(partner.clientId());
            if (format.equals("JWT")) {
                var claims = Jwt.verified(gate, raw).claims();
                assertThat(claims.getString("sub")).isEqualTo(partner.clientId());
                assertThat(claims.getLong("exp") - claims.getLong("iat"))
                        .isEqualTo(Duration.ofDays(30).toSeconds());
            }
            assertThat(AuditTrail.of("token.issued"))
                    .contains("SUCCESS " + id + " administrator: " + Gate.CUSTOMERS_SCOPE);
            assertThat(actorOf(id)).isEqualTo("admin");
        }

        @Test
        void tokenExpiresAfterItsDaysAndEndsWhenItIsDeleted() {
            var shortLived = admin.created("/tokens", input().put("expiresInDays", 1));
            var longLived = admin.created("/tokens", input().put("expiresInDays", 24_855));
            assertThat(seconds(longLived)).isEqualTo(24_855L * 86_400);

            clock.advance(Duration.ofDays(1));

            assertThat(called(shortLived)).isEqualTo(401);
            assertThat(called(longLived)).isEqualTo(200);
            admin = AdminApi.of(gate);
            assertNoContent(admin.delete("/tokens/" + longLived.getString("id")));
            assertThat(called(longLived)).isEqualTo(401);
        }

        @Test
        void inputThatBreaksARuleIsNamed() {
            assertInvalid(
                    admin.post("/tokens", new JsonObject()),
                    error("client", "A value is required."),
                    error("name", "A value is required."),
                    error("scopes", "At least one entry is required."));
            assertInvalid(
                    admin.post("/tokens", input().put("client", "nobody")),
                    error("client", "There is no client with this ID."));
            assertInvalid(
                    admin.post("/tokens", input().put("name", "n".repeat(201))),
                    error("name", "At most 200 characters are allowed."));
            assertInvalid(
                    admin.post("/tokens", input().put("name", "a\u0000b")),
                    error("name", "Control characters are not allowed. Remove them."));
            assertInvalid(
                    admin.post("/tokens", input().put("name", "a\u202eb")),
                    error("name", "Invisible, bidirectional and unassigned characters are not allowed. Remove them."));
            for (var days : List.of(0, -1, 24_856)) {
                assertInvalid(
                        admin.post("/tokens", input().put("expiresInDays", days)),
                        error("expiresInDays", "The number must be between 1 and 24855."));
            }
            assertInvalid(
                    admin.post(
                            "/tokens",
                            input().put("scopes", new JsonArray().add("Nope").addNull())),
                    error("scopes[0]", "The scope is not associated with the client."),
                    error("scopes[1]", "A value is required."));
            assertInvalid(
                    admin.post("/tokens", input().put("refreshCount", 3)),
                    error("refreshCount", "This field does not exist, or its value has the wrong type."));
            assertThat(rows()).isEmpty();
        }

        @Test
        void builtInScopeIsNobodysToAdd() {
            assertInvalid(
                    admin.post(
                            "/tokens",
                            input().put("client", "gatehouse-admin").put("scopes", List.of("gatehouse.admin"))),
                    error("scopes[0]", "Only a user can grant this scope."));
        }

        @Test
        void limitedScopeTakesAMembershipOfTheClient() {
            var group = admin.createGroup(unique());
            var scope = unique();
            admin.createScope(scope, Gate.CUSTOMERS, group);
            partner.change("scopes", List.of(scope));
            var input = input().put("scopes", List.of(scope));
            assertInvalid(
                    admin.post("/tokens", input),
                    error("scopes[0]", "The scope is limited to groups that the client is not in."));

            admin.join(group, "clients", partner.clientId());
            var added = admin.created("/tokens", input);
            assertThat(called(added)).isEqualTo(200);

            admin.leave(group, "clients", partner.clientId());
            await().until(() -> called(added) == 403);
        }

        @Test
        void inactiveClientGetsNone() {
            partner.change("active", false);

            assertConflict(admin.post("/tokens", input()), "client", "The client is not active. Activate it first.");
        }

        @Test
        void noRequestCanAskForSuchAGrant() {
            var answer = partner.token(Map.entry("grant_type", "administrator"));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("error", "unsupported_grant_type")
                            .put("error_description", "The grant type is unknown."));

            var client =
                    partner.registration().copy().put("name", unique()).put("grantTypes", List.of("administrator"));
            assertInvalid(
                    admin.post("/clients", client),
                    error(
                            "grantTypes",
                            "Only these values are allowed: authorization_code, implicit, client_credentials, password."));
            assertThat(gate.get("/.well-known/oauth-authorization-server", null).body())
                    .doesNotContain("administrator");
        }
    }

    @Nested
    class RemovingExpired {

        @Test
        void goesForWhatNothingCanUseAnyMore() {
            limitRefreshesTo(1);
            var spent = partner.tokens();
            partner.refresh(spent.getString("refresh_token"));
            var spentId = rows().getFirst().getString("id");
            partner.tokens();
            var refreshableId = rows().getFirst().getString("id");
            credentials();
            var expiredId = rows().getFirst().getString("id");
            partner.tokens();
            var revokedId = rows().getFirst().getString("id");
            admin.delete("/tokens/" + revokedId);
            partner.change("expiration", "NEVER");
            credentials();
            var endlessId = rows().getFirst().getString("id");
            removeExpired();

            clock.advance(Duration.ofHours(25));
            admin = AdminApi.of(gate);
            assertThat(removeExpired()).isGreaterThanOrEqualTo(3);

            assertThat(rows())
                    .extracting(row -> row.getString("id"))
                    .contains(refreshableId, endlessId)
                    .doesNotContain(spentId, expiredId, revokedId);
            assertThat(removeExpired()).isZero();
        }

        private int removeExpired() {
            var answer = admin.post("/tokens/remove-expired", new JsonObject());
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.json().fieldNames()).containsExactly("removed");
            return answer.json().getInteger("removed");
        }
    }

    @Nested
    class Authorization {

        @Test
        void auditorReadsAndChangesNothing() {
            var username = unique();
            admin.createPerson(username, "AUDITOR");
            credentials();
            var id = only(rows()).getString("id");
            var auditor = new AdminApi(gate, gate.adminToken(username, username + "-demo", "gatehouse.audit"));
            var why = "No scope of the access token covers %s of this URL.";

            assertThat(auditor.get("/tokens").status()).isEqualTo(200);
            assertThat(auditor.get("/tokens/" + id).status()).isEqualTo(200);
            for (var path : List.of("/tokens", "/tokens/delete", "/tokens/remove-expired")) {
                assertProblem(auditor.post(path, new JsonObject()), 403, "Forbidden", why.formatted("POST"));
            }
            assertProblem(auditor.delete("/tokens/" + id), 403, "Forbidden", why.formatted("DELETE"));
        }

        @Test
        void withoutATokenNothingIsTold() {
            assertProblem(gate.get(AdminApi.V1 + "/tokens", null), 401, "Unauthorized", "A bearer token is required.");
        }

        @ParameterizedTest
        @CsvSource({"PATCH, /tokens", "PUT, /tokens/" + ABSENT, "POST, /tokens/" + ABSENT})
        void otherMethodIsNotAllowed(String method, String path) {
            assertProblem(
                    gate.sendJson(method, AdminApi.V1 + path, "{}", admin.token()),
                    405,
                    "Method Not Allowed",
                    "This method is not allowed here.");
        }
    }

    private JsonObject input() {
        return new JsonObject()
                .put("client", partner.clientId())
                .put("name", "For the night")
                .put("scopes", Partner.BOTH_SCOPES);
    }

    private void limitRefreshesTo(int count) {
        partner.registration().put("refresh", "LIMITED");
        partner.change("refreshCount", count);
        partner.registration().put("refreshCount", count);
    }

    @SafeVarargs
    private Answer credentials(Entry<String, String>... more) {
        var fields = new ArrayList<>(List.of(more));
        fields.add(Map.entry("grant_type", "client_credentials"));
        return partner.token(fields.<Entry<String, String>>toArray(Entry[]::new));
    }

    private Answer delete(JsonArray ids) {
        return admin.post("/tokens/delete", new JsonObject().put("ids", ids));
    }

    /** Returns the tokens of the client of this test, the newest first. */
    private List<JsonObject> rows() {
        return items("?client=" + partner.clientId());
    }

    private List<JsonObject> items(String query) {
        var answer = admin.get("/tokens" + query);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private List<String> names(String query) {
        return items(query).stream().map(row -> row.getString("name")).toList();
    }

    private static JsonObject only(List<JsonObject> rows) {
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    /** Returns the client as a row shows it. No other answer contains the primary key of the client. */
    private JsonObject client() {
        return new JsonObject()
                .put("id", select("select id::text from client where client_id = ?", partner.clientId()))
                .put("clientId", partner.clientId())
                .put("name", partner.registration().getString("name"))
                .put("version", "1.0");
    }

    private String janesId() {
        return select("select id::text from account where username = ?", "jane");
    }

    private String actorOf(String target) {
        return select("select distinct actor from audit_event where target = ?", target);
    }

    private static String select(String query, String argument) {
        try (var connection = PostgresResource.connect();
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, argument);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonObject introspect(String token) {
        return gate.form(
                        Gate.INTROSPECT,
                        Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                        Map.entry("token", token))
                .json();
    }

    private int called(JsonObject added) {
        return gate.get(Gate.CUSTOMERS, added.getString("accessToken")).status();
    }

    private static String accessToken(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json().getString("access_token");
    }

    /** Returns the lifetime of a token in whole seconds. */
    private static long seconds(JsonObject row) {
        return Duration.between(Instant.parse(row.getString("issuedAt")), Instant.parse(row.getString("expiresAt")))
                .toSeconds();
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }
}
