// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page on which an invitee creates the account. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InvitationPageTest {
    private static final String PASSWORD = "chosen by the invitee";
    private static final String UNKNOWN = "gin_" + "x".repeat(43);

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private Gate gate;
    private AdminApi admin;
    private Browser browser;
    private String username;

    @BeforeEach
    void open() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        browser = gate.browser();
        username = AdminApi.unique();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private String invite(JsonObject input) {
        return code(admin.created("/invitations", input));
    }

    private String invite() {
        return invite(new JsonObject());
    }

    private static String code(JsonObject created) {
        return created.getString("url").replaceFirst(".*code=", "");
    }

    private Answer page(String code) {
        return browser.get("/invitation?code=" + code);
    }

    private Answer redeem(String code, String name, String displayName, String password) {
        return browser.form(
                "/invitation",
                Map.entry("code", code),
                Map.entry("username", name),
                Map.entry("displayName", displayName),
                Map.entry("password", password));
    }

    private Answer redeem(String code) {
        return redeem(code, username, "", PASSWORD);
    }

    private static Document html(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("text/html;charset=UTF-8");
        return Jsoup.parse(answer.body());
    }

    private static String error(Document page, String field) {
        var error = page.getElementById(field + "-error");
        assertThat(error).as(page.html()).isNotNull();
        assertThat(page.getElementById(field).attr("aria-describedby")).contains(field + "-error");
        assertThat(page.getElementById(field).attr("aria-invalid")).isEqualTo("true");
        return error.text();
    }

    private JsonObject account(String name) {
        return admin.walk("/accounts?search=" + name).getFirst();
    }

    @Nested
    class Opening {

        @ParameterizedTest
        @CsvSource({
            "ADMINISTRATOR, Role: Administrator.",
            "AUDITOR, Role: Auditor.",
            ", You can grant applications access to your data"
        })
        void theInvitationSaysWhomItIsFor(String role, String text) {
            var code = invite(
                    new JsonObject().put("role", role).put("username", username).put("displayName", "Jo <b>Doe"));

            var page = html(page(code), 200);

            assertThat(page.select("h1").text()).isEqualTo("Create your account");
            assertThat(page.select("main").text()).contains(text);
            assertThat(page.getElementById("username").val()).isEqualTo(username);
            assertThat(page.getElementById("displayName").val()).isEqualTo("Jo <b>Doe");
            assertThat(page.getElementById("password").val()).isEmpty();
        }

        /** Mail scanners open links. */
        @Test
        void theInvitationIsNotUsed() {
            var code = invite();

            for (var i = 0; i < 3; i++) {
                html(page(code), 200);
                gate.send("HEAD", "/invitation?code=" + code, null, Map.of());
            }

            assertThat(redeem(code).status()).isEqualTo(303);
        }

        @Test
        void theCodeStaysOnThePage() {
            var code = invite();

            for (var answer : List.of(page(code), page(UNKNOWN), redeem(code, "", "", ""))) {
                assertThat(answer.header("referrer-policy")).isEqualTo("strict-origin");
                assertThat(answer.header("cache-control")).isEqualTo("no-store");
                assertThat(answer.header("content-security-policy")).startsWith("default-src 'none'");
                assertThat(answer.body()).doesNotContain("<script");
                assertThat(Jsoup.parse(answer.body()).select("[href*=gin_], [src*=gin_], [action*=gin_]"))
                        .isEmpty();
            }
        }

        @Test
        void thePageIsInTheLanguageOfTheBrowser() {
            browser = gate.browser("de");
            var code = invite(new JsonObject().put("role", "AUDITOR"));

            assertThat(html(page(code), 200).select("main").text())
                    .contains("Ihr Konto anlegen", "Rolle: Auditor.", "Weitere Regeln gibt es nicht.");
            assertThat(error(html(redeem(code, "a b", "", "short"), 422), "password"))
                    .isEqualTo("Mindestens 8 Zeichen sind erforderlich.");
            assertThat(html(page(UNKNOWN), 404).select("h1").text()).isEqualTo("Diese Einladung ist nicht gültig");
        }
    }

    @Nested
    class Redeeming {

        @ParameterizedTest
        @CsvSource({"ADMINISTRATOR, /console", "AUDITOR, /console", ", /my-access"})
        void createsTheAccountAndSignsIn(String role, String destination) {
            var created = admin.created("/invitations", new JsonObject().put("role", role));

            var answer = redeem(code(created), username, "Jo Doe", PASSWORD);

            assertThat(answer.status()).as("%s", answer).isEqualTo(303);
            assertThat(answer.location().getPath()).isEqualTo(destination);
            assertThat(browser.get(destination).status()).isEqualTo(200);
            var account = account(username);
            assertThat(account.getString("username")).isEqualTo(username);
            assertThat(account.getString("displayName")).isEqualTo("Jo Doe");
            assertThat(account.getString("role")).isEqualTo(role);
            assertThat(account.getBoolean("active")).isTrue();
            assertThat(gate.browser()
                            .form("/signin", Map.entry("username", username), Map.entry("password", PASSWORD))
                            .status())
                    .isEqualTo(303);
            assertThat(AuditTrail.by("account.created", username))
                    .containsExactly(role == null ? "SUCCESS" : "SUCCESS role: " + role);
            assertThat(AuditTrail.by("invitation.redeemed", username)).containsExactly("SUCCESS invited by admin");
            assertThat(AuditTrail.of("invitation.redeemed"))
                    .contains("SUCCESS " + created.getString("id") + " invited by admin");
            assertThat(admin.get("/invitations/" + created.getString("id")).status())
                    .isEqualTo(404);
        }

        @Test
        void withoutADisplayNamePagesShowTheUsername() {
            redeem(invite(), username, " ", PASSWORD);

            assertThat(account(username).getString("displayName")).isEqualTo(username);
        }

        @Test
        void theRoleIsThatOfTheInvitationWhateverTheFormSays() {
            var answer = browser.form(
                    "/invitation",
                    Map.entry("code", invite()),
                    Map.entry("username", username),
                    Map.entry("password", PASSWORD),
                    Map.entry("role", "ADMINISTRATOR"));

            assertThat(answer.status()).isEqualTo(303);
            assertThat(account(username).getString("role")).isNull();
        }

        @Test
        void errorsAreBesideTheFieldsAndOnlyThePasswordIsLost() {
            var code = invite(new JsonObject().put("role", "AUDITOR"));

            var page = html(redeem(code, "a b", "x".repeat(201), "short"), 422);

            assertThat(error(page, "username")).isEqualTo("Spaces are not allowed.");
            assertThat(error(page, "displayName")).isEqualTo("At most 200 characters are allowed.");
            assertThat(error(page, "password")).isEqualTo("At least 8 characters are required.");
            assertThat(page.select(".alert a").eachAttr("href"))
                    .containsExactly("#username", "#displayName", "#password");
            assertThat(page.getElementById("username").val()).isEqualTo("a b");
            assertThat(page.getElementById("displayName").val()).isEqualTo("x".repeat(201));
            assertThat(page.getElementById("password").val()).isEmpty();
            assertThat(page.text()).contains("Role: Auditor.");
            assertThat(page.select("input[name=code]").val()).isEqualTo(code);
            assertThat(page.html()).doesNotContain("short\"");
            assertThat(redeem(code).status()).isEqualTo(303);
        }

        @Test
        void usernameInUseLeavesTheInvitationOpen() {
            var code = invite();

            var page = html(redeem(code, "JANE", "Another", PASSWORD), 422);

            assertThat(error(page, "username"))
                    .isEqualTo("An account named JANE exists already. Choose another username.");
            assertThat(page.getElementById("displayName").val()).isEqualTo("Another");
            assertThat(AuditTrail.by("invitation.redeemed", "JANE")).isEmpty();
            assertThat(redeem(code).status()).isEqualTo(303);
        }

        @Test
        void formOfAnotherSiteIsRefused() {
            var code = invite();

            var answer = browser.form(
                    "/invitation",
                    Map.of("Sec-Fetch-Site", "cross-site"),
                    Map.entry("code", code),
                    Map.entry("username", username),
                    Map.entry("password", PASSWORD));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(admin.walk("/accounts?search=" + username)).isEmpty();
            html(page(code), 200);
        }

        /** Two invitees with the same link, each with a username of its own. */
        @RepeatedTest(5)
        void oneOfTwoAtOnceWins() {
            var code = invite();

            var answers = Race.of(
                    2,
                    number -> gate.form(
                            "/invitation",
                            Map.of(),
                            Map.entry("code", code),
                            Map.entry("username", username + number),
                            Map.entry("password", PASSWORD)));

            assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(303, 404);
            assertThat(admin.walk("/accounts?search=" + username)).hasSize(1);
            var loser = answers.get(answers.get(0).status() == 404 ? 0 : 1);
            assertThat(html(loser, 404).select("main").text())
                    .isEqualTo(html(page(UNKNOWN), 404).select("main").text());
        }

        @Test
        void theInviterMayLoseTheRoleOrTheAccountMeanwhile() {
            var inviter = AdminApi.unique();
            var id = admin.createPerson(inviter, "ADMINISTRATOR");
            var theirs = new AdminApi(gate, gate.adminToken(inviter, inviter + "-demo", "gatehouse.admin"));
            var first = code(theirs.created("/invitations", new JsonObject().put("role", "AUDITOR")));
            var second = code(theirs.created("/invitations", new JsonObject().put("role", "AUDITOR")));

            admin.put(
                    "/accounts/" + id, new JsonObject().put("displayName", "x").put("active", true));
            assertThat(redeem(first).status()).isEqualTo(303);
            AdminApi.assertNoContent(admin.delete("/accounts/" + id));
            assertThat(redeem(second, username + "2", "", PASSWORD).status()).isEqualTo(303);

            assertThat(AuditTrail.by("invitation.redeemed", username)).containsExactly("SUCCESS invited by " + inviter);
        }
    }

    @Nested
    class Invalid {

        /** The page does not tell whether there ever was an invitation. */
        @Test
        void everyCodeWithoutAnOpenInvitationGetsTheSamePage() {
            var used = invite();
            assertThat(redeem(used).status()).isEqualTo(303);
            var revoked = admin.created("/invitations", new JsonObject());
            AdminApi.assertNoContent(admin.delete("/invitations/" + revoked.getString("id")));
            var expired = invite(new JsonObject().put("lifetimeSeconds", 3600));
            clock.advance(Duration.ofSeconds(3601));

            var pages = new ArrayList<String>();
            for (var code : List.of(used, code(revoked), expired, UNKNOWN, "", "gin_short", "x".repeat(2000))) {
                pages.add(html(page(code), 404).html());
                pages.add(html(redeem(code, username + "x", "", PASSWORD), 404).html());
                pages.add(html(redeem(code, "", "", ""), 404).html());
            }
            pages.add(html(browser.get("/invitation"), 404).html());

            assertThat(pages.stream().distinct()).hasSize(1);
            assertThat(Jsoup.parse(pages.getFirst()).select("main").text())
                    .isEqualTo(
                            "This invitation is not valid The link is incomplete, has expired, or was used already."
                                    + " Ask an administrator for a new invitation. If you have an account already, sign in. Sign in");
            clock.reset();
            assertThat(admin.walk("/accounts?search=" + username)).hasSize(1);
        }

        @Test
        void invitationIsValidUntilItsLastSecond() {
            var code = invite(new JsonObject().put("lifetimeSeconds", 3600));
            clock.advance(Duration.ofSeconds(3500));

            assertThat(page(code).status()).isEqualTo(200);
        }
    }
}
