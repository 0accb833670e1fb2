// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sessions and the password of a signed-in user, and the page after a sign-in. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OwnSessionsTest {
    private static final String PASSWORD = "the first password";
    private static final String CHROME =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    private static final String SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private String username;
    private String account;

    @BeforeEach
    void register() {
        gate = new Gate(base);
        username = "owner-" + UUID.randomUUID();
        var created = gate.postJson(
                "/admin/api/v1/accounts",
                new JsonObject()
                        .put("username", username)
                        .put("password", PASSWORD)
                        .encode(),
                gate.adminToken());
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        account = created.json().getString("id");
    }

    private Answer signIn(Browser browser, String password, Map<String, String> headers) {
        return browser.form("/signin", headers, Map.entry("username", username), Map.entry("password", password));
    }

    private Browser signedIn(String userAgent) {
        var browser = gate.browser();
        assertThat(signIn(browser, PASSWORD, Map.of("User-Agent", userAgent)).status())
                .isEqualTo(303);
        return browser;
    }

    private static Answer call(Browser browser, String method, String path, @Nullable JsonObject body) {
        return browser.send(method, "/test/my-access" + path, body == null ? null : body.encode());
    }

    private static JsonArray sessions(Browser browser) {
        var answer = call(browser, "GET", "/sessions", null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new JsonArray(answer.body());
    }

    private static boolean isSignedIn(Browser browser) {
        return call(browser, "GET", "/sessions", null).status() == 200;
    }

    @Nested
    class List {

        @Test
        void showsTheCurrentOneFirstAndNamesEachBrowser() {
            signedIn(SAFARI);
            var here = signedIn(CHROME);

            var shown = sessions(here);

            assertThat(shown).hasSize(2);
            var current = shown.getJsonObject(0);
            assertThat(current.fieldNames())
                    .containsExactlyInAnyOrder("id", "since", "lastSeenAt", "address", "browser", "current");
            assertThat(current.getString("browser")).isEqualTo("Chrome on Linux");
            assertThat(current.getBoolean("current")).isTrue();
            assertThat(current.getString("address")).isEqualTo("127.0.0.1");
            assertThat(shown.getJsonObject(1).getString("browser")).isEqualTo("Safari on iPhone");
            assertThat(shown.getJsonObject(1).getBoolean("current")).isFalse();
        }
    }

    @Nested
    class End {

        @Test
        void endedSessionIsSignedOutAtItsNextRequest() {
            var lost = signedIn(SAFARI);
            var here = signedIn(CHROME);
            var id = sessions(here).getJsonObject(1).getString("id");

            assertThat(call(here, "DELETE", "/sessions/" + id, null).status()).isEqualTo(204);

            assertThat(isSignedIn(lost)).isFalse();
            assertThat(isSignedIn(here)).isTrue();
            assertThat(AuditTrail.by("session.ended", username))
                    .containsExactly("SUCCESS signed out from another browser");
        }

        @Test
        void sessionOfSomebodyElseDoesNotExist() {
            var mine = signedIn(CHROME);
            var jane = gate.browser();
            jane.form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));
            var id = sessions(mine).getJsonObject(0).getString("id");

            var refused = call(jane, "DELETE", "/sessions/" + id, null);

            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.json().getString("detail")).isEqualTo("The session does not exist.");
            assertThat(isSignedIn(mine)).isTrue();
        }

        @Test
        void currentSessionIsEndedBySigningOutOnly() {
            var here = signedIn(CHROME);
            var id = sessions(here).getJsonObject(0).getString("id");

            assertThat(call(here, "DELETE", "/sessions/" + id, null).status()).isEqualTo(409);
            assertThat(isSignedIn(here)).isTrue();
        }

        @Test
        void signingOutElsewhereLeavesThisOneAndOtherPeople() {
            var one = signedIn(SAFARI);
            var other = signedIn(SAFARI);
            var here = signedIn(CHROME);
            var jane = gate.browser();
            jane.form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));

            assertThat(call(here, "POST", "/sessions/end-others", null).json().getInteger("ended"))
                    .isEqualTo(2);

            assertThat(isSignedIn(one)).isFalse();
            assertThat(isSignedIn(other)).isFalse();
            assertThat(isSignedIn(here)).isTrue();
            assertThat(isSignedIn(jane)).isTrue();
            assertThat(AuditTrail.by("session.ended", username))
                    .containsExactly("SUCCESS signed out elsewhere, sessions: 2");
        }
    }

    @Nested
    class Password {

        private Answer change(Browser browser, String current, String wanted) {
            return call(
                    browser,
                    "POST",
                    "/password",
                    new JsonObject().put("currentPassword", current).put("newPassword", wanted));
        }

        @Test
        void newOneSignsInAndOtherSessionsEnd() {
            var elsewhere = signedIn(SAFARI);
            var here = signedIn(CHROME);

            assertThat(change(here, PASSWORD, "the second password").status()).isEqualTo(204);

            assertThat(isSignedIn(elsewhere)).isFalse();
            assertThat(isSignedIn(here)).isTrue();
            assertThat(signIn(gate.browser(), PASSWORD, Map.of()).status()).isEqualTo(401);
            assertThat(signIn(gate.browser(), "the second password", Map.of()).status())
                    .isEqualTo(303);
            assertThat(AuditTrail.by("account.password_changed", username)).containsExactly("SUCCESS");
        }

        @Test
        void wrongCurrentOneChangesNothingAndIsAudited() {
            var elsewhere = signedIn(SAFARI);
            var here = signedIn(CHROME);

            var refused = change(here, "not the password", "the second password");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json())
                    .isEqualTo(new JsonObject(
                            "{\"type\":\"about:blank\",\"title\":\"Invalid input\",\"status\":400,\"errors\":"
                                    + "[{\"field\":\"currentPassword\",\"message\":\"The password is wrong.\","
                                    + "\"code\":\"password.wrong\",\"pointer\":\"/currentPassword\"}]}"));
            assertThat(isSignedIn(elsewhere)).isTrue();
            assertThat(signIn(gate.browser(), PASSWORD, Map.of()).status()).isEqualTo(303);
            await().untilAsserted(() -> assertThat(AuditTrail.by("account.password_changed", username))
                    .containsExactly("DENIED the password is wrong"));
        }

        @Test
        void newOneFollowsTheRulesOfTheAdminApi() {
            var refused = change(signedIn(CHROME), PASSWORD, "short");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().getJsonArray("errors"))
                    .isEqualTo(
                            new JsonArray().add(AdminApi.error("newPassword", "At least 8 characters are required.")));
        }

        @Test
        void administratorsChangeEndsTheSessionThatCouldUndoIt() {
            var here = signedIn(CHROME);
            assertThat(gate.sendJson(
                                    "PUT",
                                    "/admin/api/v1/accounts/" + account,
                                    new JsonObject()
                                            .put("displayName", "Owner")
                                            .put("password", "what the admin chose")
                                            .put("active", true)
                                            .encode(),
                                    gate.adminToken())
                            .status())
                    .isEqualTo(200);

            assertThat(change(here, PASSWORD, "the second password").status()).isEqualTo(401);
            assertThat(signIn(gate.browser(), "what the admin chose", Map.of()).status())
                    .isEqualTo(303);
        }
    }

    @Nested
    class WhereSigningInLeads {

        private Answer signInWith(String name, String password, String next) {
            return gate.browser()
                    .form(
                            "/signin",
                            Map.entry("username", name),
                            Map.entry("password", password),
                            Map.entry("next", next));
        }

        @Test
        void administratorsGoToTheConsoleAndOthersToTheirAccess() {
            assertThat(signInWith("admin", "admin-demo", "").location().getPath())
                    .isEqualTo("/console");
            assertThat(signInWith("jane", "jane-demo", "").location().getPath()).isEqualTo("/my-access");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/console",
                    "/console/clients?after=a%20b/1.0&limit=5",
                    "/console/why-denied?method=GET&url=%2Fintegration%2F..%2Fx",
                    "/my-access/passkeys"
                })
        void pageOfOurOwnIsReturnedTo(String next) {
            assertThat(gate.browser()
                            .get("/signin?next=" + Gate.encode(next))
                            .body()
                            .replace("&amp;", "&"))
                    .contains("<input type=\"hidden\" name=\"next\" value=\"" + next + "\">");
            assertThat(signInWith("jane", "jane-demo", next).header("location"))
                    .endsWith(next)
                    .satisfiesAnyOf(
                            location -> assertThat(location).isEqualTo(next),
                            location -> assertThat(location).isEqualTo(gate.issuer() + next));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://elsewhere.example/console",
                    "//elsewhere.example/console",
                    "/\\elsewhere.example/console",
                    "/console\\..\\x",
                    "/console//elsewhere.example",
                    "/console/../signout",
                    "/console/%2e%2e/signout",
                    "/console/a%2Fb",
                    "/consolelike",
                    "/console\r\nSet-Cookie: a=b",
                    "/console/\u0000",
                    "/console/%zz",
                    "/integration/rest/x",
                    "console",
                    "javascript:alert(1)"
                })
        void anythingElseIsIgnored(String next) {
            assertThat(gate.browser().get("/signin?next=" + Gate.encode(next)).body())
                    .doesNotContain("name=\"next\"");
            assertThat(signInWith("jane", "jane-demo", next).location().getPath())
                    .isEqualTo("/my-access");
        }

        @Test
        void refusedSignInKeepsWhereItLeads() {
            assertThat(signInWith("jane", "wrong", "/console/audit").body())
                    .contains("<input type=\"hidden\" name=\"next\" value=\"/console/audit\">");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0|Edge on Windows",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:142.0) Gecko/20100101 Firefox/142.0|Firefox on macOS",
                "Mozilla/5.0 (Linux; Android 15; K) Chrome/140.0.0.0 Mobile Safari/537.36|Chrome on Android",
                "curl/8.9.1|curl",
                "something|Unknown browser",
                "|Unknown browser"
            })
    void browserIsCalledWhatPeopleCallIt(@Nullable String userAgent, String name) {
        assertThat(BrowserName.of(userAgent)).isEqualTo(name);
    }
}
