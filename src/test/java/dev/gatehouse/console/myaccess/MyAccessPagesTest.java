// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.myaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The My access pages of a user without a role. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MyAccessPagesTest {
    private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private Gate gate;
    private AdminApi admin;
    private String username;
    private String password;
    private Browser owner;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        username = AdminApi.unique();
        password = username + "-demo";
        admin.createPerson(username);
        owner = gate.browser();
        assertThat(signIn(owner, Map.of()).location().getPath()).isEqualTo("/my-access");
    }

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    private Answer signIn(Browser browser, Map<String, String> headers) {
        return browser.form("/signin", headers, Map.entry("username", username), Map.entry("password", password));
    }

    private Answer page(String path) {
        var page = owner.get(path);
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        return page;
    }

    private String text(String path) {
        return PageText.of(page(path));
    }

    private boolean isSignedIn(Browser browser) {
        return browser.get("/my-access").status() == 200;
    }

    /** Returns the first link or form action of a page that matches the pattern. */
    private static String link(Answer page, String pattern) {
        var matcher = Pattern.compile("(?:href|action)=\"(" + pattern + ")\"").matcher(page.body());
        assertThat(matcher.find()).as("%s in %s", pattern, page).isTrue();
        return matcher.group(1);
    }

    private static void assertDone(Answer answer, String location) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        assertThat(answer.location().getRawPath() + "?" + answer.location().getRawQuery())
                .isEqualTo(location);
    }

    @Test
    void whoHasNoRoleSeesNothingElseOfTheConsole() {
        assertThat(page("/my-access").body()).contains("href=\"/my-access\"").doesNotContain("href=\"/console");
    }

    @Test
    void administratorHasItAmongTheSections() {
        var administrator = gate.browser();
        administrator.form("/signin", Map.entry("username", "admin"), Map.entry("password", "admin-demo"));
        assertThat(administrator.get("/my-access/passkeys").body())
                .contains("href=\"/console/clients\"")
                .containsPattern("href=\"/my-access\" aria-current=\"page\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/my-access, Anwendungen mit Zugriff",
        "/my-access/sessions, Aktive Sitzungen",
        "/my-access/password, Passwort ändern",
        "/my-access/passkeys, Passkeys"
    })
    void speaksGerman(String path, String heading) {
        var cookies = owner.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .toList();
        var page = gate.send(
                "GET", path, null, Map.of("Cookie", String.join("; ", cookies), "Accept-Language", "de-AT,de;q=0.9"));
        assertThat(page.body()).contains("<html lang=\"de\"", "<h1>" + heading + "</h1>");
    }

    @Nested
    class Applications {

        private Partner partner;

        @BeforeEach
        void register() {
            partner = Partner.register(
                    gate,
                    new JsonObject()
                            .put("version", "7.3")
                            .put("description", "Backs <b>partners</b> up")
                            .put("approval", "ONCE"));
        }

        private JsonObject tokens(String... scopes) {
            return partner.redeem(owner.codeFor(
                            username,
                            password,
                            List.of(scopes),
                            Map.of(
                                    "client_id",
                                    partner.clientId(),
                                    "redirect_uri",
                                    Gate.REDIRECT_URI,
                                    "prompt",
                                    "consent")))
                    .json();
        }

        private String takeBack() {
            return link(page("/my-access"), "/my-access/applications/[^\"]+/revoke");
        }

        private boolean works(JsonObject tokens) {
            return gate.get(Gate.CUSTOMERS, tokens.getString("access_token")).status() == 200;
        }

        @Test
        void withoutAnyThePageSaysWhatWillBeThere() {
            assertThat(text("/my-access"))
                    .contains("No application has access", "the application appears here")
                    .doesNotContain("Revoke access");
        }

        @Test
        void eachIsShownWithWhatItMayDoInPlainWordsFirst() {
            tokens(Gate.CUSTOMERS_SCOPE);
            tokens(Gate.CUSTOMERS_SCOPE);

            var page = page("/my-access");
            assertThat(PageText.of(page))
                    .contains(
                            partner.registration().getString("name") + " Version 7.3",
                            "Permissions See, add and delete customers CustomerRegistrationScope Since just now"
                                    + " Last used not used yet Tokens 2 tokens",
                            "Your consent is saved");
            assertThat(page.body())
                    .contains("Backs &lt;b&gt;partners&lt;/b&gt; up")
                    .doesNotContain("<b>");
        }

        @Test
        void ofTooManyTokensTheNewestAreCountedAndNoApplicationIsMissing() throws SQLException {
            tokens(Gate.CUSTOMERS_SCOPE);
            var older = takeBack();
            var olderName = partner.registration().getString("name");
            register();
            tokens(Gate.CUSTOMERS_SCOPE);
            var id = admin.get("/accounts?search=" + username)
                    .json()
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("id");
            execute("delete from consent where account = '" + id + "'");
            execute("insert into token (tenant_id, id, access_hash, client, account, grant_type, scope, access_scope,"
                    + " issued_at, access_issued_at) select t.tenant_id,"
                    + " ('ffffffff-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,"
                    + " sha256(gen_random_uuid()::text::bytea), t.client, t.account, t.grant_type, t.scope,"
                    + " t.access_scope, now(), now() from token t join client c on c.tenant_id = t.tenant_id and"
                    + " c.id = t.client, generate_series(1, 10001) n where t.account = '" + id
                    + "' and c.client_id = '" + partner.clientId() + "'");

            var page = page("/my-access");
            assertThat(PageText.of(page))
                    .contains(partner.registration().getString("name") + " Version", "More than 10000 tokens")
                    .contains(olderName + " Version", "1 token");
            var newer = Pattern.compile("/my-access/applications/[^\"]+/revoke")
                    .matcher(page.body())
                    .results()
                    .map(MatchResult::group)
                    .filter(link -> !link.equals(older))
                    .findFirst()
                    .orElseThrow();
            assertThat(text(newer)).contains("More than 10000 tokens of the application are revoked immediately.");
            assertThat(text(older)).contains(olderName, "The token of the application is revoked immediately.");
            execute("delete from token where account = '" + id + "'");
        }

        private static void execute(String sql) throws SQLException {
            try (var connection = PostgresResource.connect();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Test
        void confirmationNamesWhatStopsWorking() {
            tokens(Gate.CUSTOMERS_SCOPE, Gate.CALCULATOR_SCOPE);

            assertThat(text(takeBack()))
                    .contains(
                            "Revoke access?",
                            partner.registration().getString("name"),
                            "The application loses these permissions: Use the calculator CalculatorScope"
                                    + " See, add and delete customers CustomerRegistrationScope",
                            "The token of the application is revoked immediately.",
                            "Your saved consent is deleted.");
        }

        @Test
        void whatIsTakenBackStopsWorking() {
            var tokens = tokens(Gate.CUSTOMERS_SCOPE);
            assertThat(works(tokens)).isTrue();
            var address = takeBack();

            assertDone(owner.form(address), "/my-access?done=access-revoked");

            await().untilAsserted(() -> assertThat(works(tokens)).isFalse());
            assertThat(text("/my-access?done=access-revoked"))
                    .contains("Revoked. The application no longer has access.", "No application has access");
            assertThat(AuditTrail.by("authorization.withdrawn", username))
                    .containsExactly("SUCCESS tokens: 1, and the stored consent");
        }

        @Test
        void secondClickIsNoFailure() {
            tokens(Gate.CUSTOMERS_SCOPE);
            var address = takeBack();
            owner.form(address);

            assertDone(owner.form(address), "/my-access?done=access-gone");
            assertThat(text("/my-access?done=access-gone"))
                    .contains("Nothing was revoked: the access was already revoked, or does not exist.");
            assertThat(owner.get(address).status()).isEqualTo(404);
        }

        @Test
        void nobodyTakesBackWhatAnotherGave() {
            var tokens = tokens(Gate.CUSTOMERS_SCOPE);
            var address = takeBack();
            var john = gate.browser();
            john.form("/signin", Map.entry("username", "john"), Map.entry("password", "john-demo"));

            assertThat(john.get(address).status()).isEqualTo(404);
            assertDone(john.form(address), "/my-access?done=access-gone");

            assertThat(works(tokens)).isTrue();
            assertThat(text("/my-access")).contains(partner.registration().getString("name"));
        }

        @Test
        void oneTokenIsTakenBackAndTheOthersStay() {
            var older = tokens(Gate.CUSTOMERS_SCOPE);
            var newer = tokens(Gate.CUSTOMERS_SCOPE, Gate.CALCULATOR_SCOPE);
            var all = link(page("/my-access"), "/my-access/applications/[^\"]+/tokens");
            assertThat(text(all)).contains("Token without a name Permissions Use the calculator", "Since just now");
            var address = link(page(all), all + "/[^\"]+/revoke");
            assertThat(text(address))
                    .contains(
                            "The application loses these permissions of the token: Use the calculator CalculatorScope")
                    .contains("Other tokens of this application and a saved consent stay valid.");

            assertDone(owner.form(address), all + "?done=token-revoked");

            await().untilAsserted(() -> assertThat(works(newer)).isFalse());
            assertThat(works(older)).isTrue();
            assertThat(owner.get(address).status()).isEqualTo(404);
            assertDone(owner.form(address), all + "?done=token-gone");
            assertThat(text(all + "?done=token-gone"))
                    .contains("Nothing was revoked: the token was already revoked, or does not exist.");
            assertThat(text(all)).doesNotContain("Use the calculator");
            assertDone(owner.form(link(page(all), all + "/[^\"]+/revoke")), "/my-access?done=token-revoked");
            assertThat(text("/my-access?done=token-revoked")).contains("Revoked. The token is no longer valid.");
        }

        @Test
        void nobodySeesOrTakesBackTheTokensOfAnother() {
            var tokens = tokens(Gate.CUSTOMERS_SCOPE);
            var all = link(page("/my-access"), "/my-access/applications/[^\"]+/tokens");
            var address = link(page(all), all + "/[^\"]+/revoke");
            var john = gate.browser();
            john.form("/signin", Map.entry("username", "john"), Map.entry("password", "john-demo"));

            assertThat(john.get(all).status()).isEqualTo(404);
            assertThat(john.get(address).status()).isEqualTo(404);
            var answer = john.form(address);

            assertDone(answer, "/my-access?done=token-gone");
            assertThat(john.form(all + "/" + UUID.randomUUID() + "/revoke").location())
                    .as("the answer for a token that does not exist")
                    .isEqualTo(answer.location());
            assertThat(works(tokens)).isTrue();
        }

        @Test
        void clientThatIsSwitchedOffSaysSo() {
            tokens(Gate.CUSTOMERS_SCOPE);
            partner.change("active", false);

            assertThat(text("/my-access")).contains("Inactive", "The application cannot use its access at the moment.");
        }
    }

    @Nested
    class SignedInElsewhere {

        private Browser phone;

        @BeforeEach
        void takeThePhone() {
            phone = gate.browser();
            signIn(phone, Map.of("User-Agent", IPHONE));
        }

        @Test
        void thisOneIsFirstAndHasNoButton() {
            assertThat(text("/my-access/sessions"))
                    .containsPattern("This session Address \\S+ Signed in just now Last seen just now"
                            + " Safari on iPhone Address \\S+ Signed in just now Last seen just now End session");
        }

        @Test
        void oneIsSignedOut() {
            var page = page("/my-access/sessions").body();
            var id = page.replaceAll("(?s).*name=\"session\" value=\"([^\"]+)\".*", "$1");

            assertDone(
                    owner.form("/my-access/sessions", Map.entry("session", id)),
                    "/my-access/sessions?done=signed-out-there");

            assertThat(isSignedIn(phone)).isFalse();
            assertThat(isSignedIn(owner)).isTrue();
            assertThat(text("/my-access/sessions"))
                    .contains("You have no other sessions.")
                    .doesNotContain("iPhone", "End all other sessions");
            assertDone(
                    owner.form("/my-access/sessions", Map.entry("session", id)),
                    "/my-access/sessions?done=session-gone");
            assertThat(text("/my-access/sessions?done=session-gone"))
                    .contains("The session was already ended, or does not exist.");
        }

        @Test
        void allOthersAreSignedOut() {
            var another = gate.browser();
            signIn(another, Map.of());

            assertDone(owner.form("/my-access/sessions"), "/my-access/sessions?done=signed-out-elsewhere");

            assertThat(isSignedIn(phone)).isFalse();
            assertThat(isSignedIn(another)).isFalse();
            assertThat(isSignedIn(owner)).isTrue();
        }

        @Test
        void sessionOfSomebodyElseStays() {
            var jane = gate.browser();
            jane.form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));
            var phones =
                    page("/my-access/sessions").body().replaceAll("(?s).*name=\"session\" value=\"([^\"]+)\".*", "$1");

            jane.form("/my-access/sessions", Map.entry("session", phones));
            jane.form("/my-access/sessions", Map.entry("session", "'"));

            assertThat(isSignedIn(phone)).isTrue();
        }
    }

    @Nested
    class Password {
        private static final String NEW = "another good password";

        private Answer change(String current, String wanted, String repeated) {
            return owner.form(
                    "/my-access/password",
                    Map.entry("currentPassword", current),
                    Map.entry("newPassword", wanted),
                    Map.entry("repeatedPassword", repeated));
        }

        @Test
        void isChangedAndOtherBrowsersAreSignedOut() {
            var other = gate.browser();
            signIn(other, Map.of());

            assertDone(change(password, NEW, NEW), "/my-access/password?done=password-changed");

            assertThat(isSignedIn(owner)).isTrue();
            assertThat(isSignedIn(other)).isFalse();
            assertThat(signIn(gate.browser(), Map.of()).status()).isEqualTo(401);
            password = NEW;
            assertThat(signIn(gate.browser(), Map.of()).status()).isEqualTo(303);
        }

        @Test
        void aCopyOfTheCookieIsWorthNothingAfterwards() {
            var thief = gate.browser();
            thief.cookies().putAll(owner.cookies());
            assertThat(isSignedIn(thief)).isTrue();

            assertDone(change(password, NEW, NEW), "/my-access/password?done=password-changed");

            assertThat(isSignedIn(owner)).isTrue();
            assertThat(isSignedIn(thief)).isFalse();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "'' | good enough | good enough | currentPassword | Enter your current password.",
                    "not it at all | good enough | good enough | currentPassword | The current password is wrong.",
                    "right | '' | '' | newPassword | Enter a new password.",
                    "right | short | short | newPassword | Use at least 8 characters.",
                    "right | ääääääääääääääääääääääääääääääääääääääää | ääääääääääääääääääääääääääääääääääääääää | newPassword | The password is too long. Use at most 72 letters, or about 20 emoji.",
                    "right | good enough | good enoug | repeatedPassword | The new passwords differ. Enter both again."
                })
        void refusalStandsBesideItsFieldAndNothingTypedComesBack(
                String current, String wanted, String repeated, String field, String why) {
            var refused = change(current.equals("right") ? password : current, wanted, repeated);

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body())
                    .contains("<p class=\"error\" id=\"" + field + "-error\">" + why + "</p>")
                    .contains("<a href=\"#" + field + "\">")
                    .doesNotContain("good enough", "not it at all", password, "ääää");
            assertThat(signIn(gate.browser(), Map.of()).status()).isEqualTo(303);
        }

        @Test
        void nulIsNotCalledTooLong() {
            var unusual = "good\0enough";

            assertThat(change(password, unusual, unusual).body())
                    .contains("<p class=\"error\" id=\"newPassword-error\">The password contains an invalid"
                            + " character. Enter the password again.</p>");
        }

        @Test
        void allThatIsMissingIsToldAtOnce() {
            assertThat(change("", "", "").body()).contains("currentPassword-error", "newPassword-error");
        }
    }

    @Nested
    class Passkeys {

        private String add(String name) {
            var authenticator = new Authenticator(gate);
            var options = owner.send("POST", "/passkeys/registration/options", "{}");
            var added = owner.send(
                    "POST",
                    "/passkeys/registration",
                    authenticator.create(options.json(), name).encode());
            assertThat(added.status()).as("%s", added).isEqualTo(201);
            return "/my-access/passkeys/" + added.json().getString("id");
        }

        @Test
        void withoutScriptThePageSaysWhatItTakes() {
            assertThat(page("/my-access/passkeys").body())
                    .contains("You have no passkey yet.")
                    .containsPattern("<p class=\"notice\" data-passkey-instead>This browser cannot add a passkey here")
                    .containsPattern("(?s)<form class=\"form\" method=\"post\" data-passkey-add[^>]* hidden>")
                    .contains("<div class=\"field\" id=\"passkey-password\" hidden>")
                    .contains("<script src=\"/assets/passkeys.js\" type=\"module\"></script>");
        }

        @Test
        void oldSignInIsAskedForThePassword() {
            clock.advance(Duration.ofMinutes(11));

            assertThat(page("/my-access/passkeys").body())
                    .contains("<div class=\"field\" id=\"passkey-password\">")
                    .contains("You signed in more than ten minutes ago.");
        }

        @Test
        void areListedWithTheirNames() {
            add("A <i>key</i>");

            assertThat(text("/my-access/passkeys")).contains("A <i>key</i>", "Added just now Last used not used yet");
            assertThat(page("/my-access/passkeys").body()).doesNotContain("<i>");
        }

        @Test
        void oneIsRenamed() {
            var key = add("First name");
            assertThat(page(key + "/rename").body()).contains("value=\"First name\"");

            assertDone(owner.form(key + "/rename", Map.entry("name", "Second name")), "/my-access/passkeys?done=saved");

            assertThat(text("/my-access/passkeys")).contains("Second name").doesNotContain("First name");
            assertThat(AuditTrail.by("passkey.renamed", username)).containsExactly("SUCCESS Second name");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "   "})
        void nameIsNeeded(String name) {
            var refused = owner.form(add("Mine") + "/rename", Map.entry("name", name));

            assertThat(refused.status()).isEqualTo(422);
            assertThat(PageText.of(refused)).contains("Name : Enter a name.");
        }

        @Test
        void longNameComesBackAsItWasTyped() {
            var refused = owner.form(add("Mine") + "/rename", Map.entry("name", "n".repeat(101)));

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body()).contains("value=\"" + "n".repeat(101) + "\"", "Use at most 100 characters");
        }

        @Test
        void oneIsRemovedAfterAQuestion() {
            var key = add("Lost key");
            assertThat(text(key + "/remove"))
                    .contains(
                            "Remove passkey? Lost key",
                            "The passkey can no longer be used to sign in.",
                            "only passkey");

            assertDone(owner.form(key + "/remove"), "/my-access/passkeys?done=passkey-removed");

            assertThat(text("/my-access/passkeys")).contains("You have no passkey yet.");
            assertDone(owner.form(key + "/remove"), "/my-access/passkeys?done=passkey-gone");
            assertThat(text("/my-access/passkeys?done=passkey-gone"))
                    .contains("The passkey was already removed, or does not exist.");
            assertThat(owner.get(key + "/rename").status()).isEqualTo(404);
        }

        @Test
        void nobodyTouchesThoseOfAnother() {
            var key = add("Mine alone");
            var jane = gate.browser();
            jane.form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));

            assertThat(jane.get(key + "/rename").status()).isEqualTo(404);
            assertThat(jane.form(key + "/rename", Map.entry("name", "Hers")).status())
                    .isEqualTo(404);
            assertDone(jane.form(key + "/remove"), "/my-access/passkeys?done=passkey-gone");

            assertThat(text("/my-access/passkeys")).contains("Mine alone");
        }

        @Test
        void whoHasAsManyAsThereCanBeIsToldSo() {
            for (var i = 0; i < 20; i++) {
                add("Key " + UUID.randomUUID());
            }

            assertThat(page("/my-access/passkeys").body())
                    .contains("You have 20 passkeys")
                    .doesNotContain("data-passkey-add");
        }
    }
}
