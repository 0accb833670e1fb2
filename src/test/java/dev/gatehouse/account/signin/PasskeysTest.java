// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Passkey registration and sign-in, with the checks of Web Authentication Level 3 §7. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PasskeysTest {
    private static final String PASSWORD = "the first password";

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private Gate gate;
    private String username;
    private String account;
    private Browser owner;
    private Authenticator authenticator;

    @BeforeEach
    void register() {
        gate = new Gate(base);
        username = "holder-" + UUID.randomUUID();
        var created = gate.postJson(
                "/admin/api/v1/accounts",
                new JsonObject()
                        .put("username", username)
                        .put("displayName", "Some Holder")
                        .put("password", PASSWORD)
                        .encode(),
                gate.adminToken());
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        account = created.json().getString("id");
        owner = gate.browser();
        signInWithPassword(owner);
        authenticator = new Authenticator(gate);
    }

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    private Answer signInWithPassword(Browser browser) {
        return browser.form("/signin", Map.entry("username", username), Map.entry("password", PASSWORD));
    }

    private static Answer post(Browser browser, String path, JsonObject body) {
        return browser.send("POST", "/passkeys" + path, body.encode());
    }

    private static JsonObject creationOptions(Browser browser) {
        var options = post(browser, "/registration/options", new JsonObject());
        assertThat(options.status()).as(options.body()).isEqualTo(200);
        return options.json();
    }

    private static JsonObject requestOptions(Browser browser) {
        var options = post(browser, "/authentication/options", new JsonObject());
        assertThat(options.status()).as(options.body()).isEqualTo(200);
        return options.json();
    }

    /** Registers the owner's authenticator. Returns the passkey. */
    private JsonObject added() {
        var added = post(owner, "/registration", authenticator.create(creationOptions(owner), "My key"));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return added.json();
    }

    private Answer signIn(Browser browser) {
        return post(browser, "/authentication", authenticator.sign(requestOptions(browser)));
    }

    private static boolean isSignedIn(Browser browser) {
        return browser.get("/my-access").status() == 200;
    }

    /** Returns the text of the passkeys page. */
    private static String ownPasskeys(Browser browser) {
        return PageText.of(browser.get("/my-access/passkeys"));
    }

    private void assertNotAccepted(Browser browser, Answer answer, String why) {
        assertRefused(answer);
        assertThat(isSignedIn(browser)).isFalse();
        await().untilAsserted(() ->
                assertThat(AuditTrail.by("account.sign_in", username)).contains("DENIED " + why));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.header("set-cookie")).isNull();
        assertThat(answer.json())
                .isEqualTo(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", "Unauthorized")
                        .put("status", 401)
                        .put("detail", "The passkey was not accepted. Try again, or sign in with your password.")
                        .put("code", "passkey.not-accepted"));
    }

    @Nested
    class Registration {

        @Test
        void optionsAskForADiscoverableVerifiedPasskeyOfThisHost() {
            added();

            var options = creationOptions(owner);

            assertThat(options.getString("challenge")).hasSize(43);
            assertThat(options.getJsonObject("rp").getString("id")).isEqualTo(base.getHost());
            assertThat(options.getJsonObject("user").getString("name")).isEqualTo(username);
            assertThat(options.getJsonObject("user").getString("displayName")).isEqualTo("Some Holder");
            assertThat(options.getJsonObject("authenticatorSelection"))
                    .isEqualTo(new JsonObject()
                            .put("residentKey", "required")
                            .put("requireResidentKey", true)
                            .put("userVerification", "required"));
            assertThat(options.getString("attestation")).isEqualTo("none");
            assertThat(options.getJsonArray("excludeCredentials")).hasSize(1);
            assertThat(options.getJsonArray("excludeCredentials")
                            .getJsonObject(0)
                            .getJsonArray("transports"))
                    .containsExactly("hybrid", "internal");
        }

        @Test
        void passkeyIsKeptUnderItsName() {
            var added = added();

            assertThat(added.fieldNames())
                    .containsExactlyInAnyOrder("id", "name", "backedUp", "createdAt", "lastUsedAt");
            assertThat(added.getString("name")).isEqualTo("My key");
            assertThat(ownPasskeys(owner)).contains("My key Added just now Last used not used yet");
            assertThat(AuditTrail.by("passkey.added", username)).containsExactly("SUCCESS My key");
        }

        @Test
        void withoutNameItHasTheBrowsers() {
            var answer = authenticator.create(creationOptions(owner), null);

            assertThat(post(owner, "/registration", answer).json().getString("name"))
                    .isEqualTo("Unknown browser");
        }

        @Test
        void nobodySignedInIsRefused() {
            var answer = post(gate.browser(), "/registration/options", new JsonObject());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().getString("detail")).isEqualTo("You are not signed in.");
        }

        @Test
        void oldSignInTakesThePasswordAgain() {
            clock.advance(Duration.ofMinutes(11));

            var refused = post(owner, "/registration/options", new JsonObject());
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().getString("detail")).isEqualTo("Enter your password again to add a passkey.");
            var wrong = post(owner, "/registration/options", new JsonObject().put("password", "not the password"));
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.json().getJsonArray("errors"))
                    .isEqualTo(new JsonArray().add(AdminApi.error("password", "The password is wrong.")));
            await().untilAsserted(() -> assertThat(AuditTrail.by("passkey.added", username))
                    .containsExactly("DENIED the password is wrong"));
            assertThat(post(owner, "/registration/options", new JsonObject().put("password", PASSWORD))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void signInOfTheLastTenMinutesIsEnough() {
            clock.advance(Duration.ofMinutes(9));

            assertThat(creationOptions(owner)).isNotEmpty();
        }

        @Test
        void knownPasskeyIsNotTakenASecondTime() {
            added();
            var again = post(owner, "/registration", authenticator.create(creationOptions(owner), "Again"));

            assertThat(again.status()).isEqualTo(409);
        }

        private void assertNotKept(JsonObject answer, String why) {
            var refused = post(owner, "/registration", answer);

            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.json().getString("detail"))
                    .isEqualTo("The passkey was not accepted. Try again, or sign in with your password.");
            assertThat(ownPasskeys(owner)).contains("You have no passkey yet.");
            await().untilAsserted(() ->
                    assertThat(AuditTrail.by("passkey.added", username)).containsExactly("DENIED " + why));
        }

        @Test
        void otherOriginIsRefused() {
            assertNotKept(
                    authenticator.on("https://elsewhere.example").create(creationOptions(owner), "x"),
                    "the passkey answered for another origin");
        }

        @Test
        void otherRelyingPartyIsRefused() {
            assertNotKept(
                    authenticator.askedBy("elsewhere.example").create(creationOptions(owner), "x"),
                    "the passkey is for another relying party ID");
        }

        @Test
        void withoutUserVerificationIsRefused() {
            assertNotKept(
                    authenticator.withoutUserVerification().create(creationOptions(owner), "x"),
                    "the passkey did not verify the user");
        }

        @Test
        void challengeForSigningInIsRefused() {
            var options = creationOptions(owner)
                    .put("challenge", requestOptions(owner).getString("challenge"));

            assertNotKept(authenticator.create(options, "x"), "the browser has no open challenge for a passkey");
        }

        @Test
        void challengeOfAnotherAccountIsRefused() {
            var options = creationOptions(owner);
            var sealed = owner.cookies().get("gatehouse-passkey");
            var jane = gate.browser();
            jane.form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));
            jane.cookies().put("gatehouse-passkey", sealed);

            assertThat(post(jane, "/registration", authenticator.create(options, "x"))
                            .status())
                    .isEqualTo(400);
            assertThat(ownPasskeys(jane)).contains("You have no passkey yet.");
        }

        @Test
        void malformedAnswerIsRefused() {
            assertNotKept(
                    authenticator.create(creationOptions(owner), "x").put("attestationObject", "o2NmbXRk"),
                    "the passkey was rejected: unexpected end of input");
        }
    }

    @Nested
    class SigningIn {

        @Test
        void beginsASessionAndSaysWhereToGo() {
            added();
            var browser = gate.browser();

            var answer = signIn(browser);

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(answer.json()).isEqualTo(new JsonObject().put("location", "/my-access"));
            assertThat(isSignedIn(browser)).isTrue();
            assertThat(AuditTrail.by("account.sign_in", username)).contains("SUCCESS with a passkey");
            assertThat(ownPasskeys(browser)).contains("My key Added just now Last used just now");
        }

        @Test
        void optionsNameNobody() {
            assertThat(requestOptions(gate.browser()).put("challenge", "any"))
                    .isEqualTo(new JsonObject()
                            .put("challenge", "any")
                            .put("rpId", base.getHost())
                            .put("timeout", 300000)
                            .put("userVerification", "required"));
        }

        @Test
        void leadsBackToTheAuthorizationRequest() {
            added();
            var browser = gate.browser();
            var page = browser.follow(browser.authorize(List.of(
                    Map.entry("response_type", "code"),
                    Map.entry("client_id", Gate.CONFIDENTIAL_CLIENT),
                    Map.entry("redirect_uri", Gate.REDIRECT_URI))));
            var answer = post(
                    browser,
                    "/authentication",
                    authenticator.sign(requestOptions(browser)).put("request", Browser.pendingRequest(page)));

            var next = browser.get(answer.json().getString("location"));

            assertThat(next.body()).contains("Grant Access", "Some Holder");
        }

        @Test
        void leadsToAPageOfOurOwnOnly() {
            added();
            var browser = gate.browser();
            var own = authenticator.sign(requestOptions(browser)).put("next", "/console/clients");
            assertThat(post(browser, "/authentication", own).json().getString("location"))
                    .isEqualTo("/console/clients");
            var other = authenticator.sign(requestOptions(browser)).put("next", "https://elsewhere.example/console");
            assertThat(post(browser, "/authentication", other).json().getString("location"))
                    .isEqualTo("/my-access");
        }

        @Test
        void worksAgainAndAfterANewPassword() {
            added();
            assertThat(signIn(gate.browser()).status()).isEqualTo(200);
            var changed = owner.send(
                    "POST",
                    "/test/my-access/password",
                    new JsonObject()
                            .put("currentPassword", PASSWORD)
                            .put("newPassword", "the second password")
                            .encode());
            assertThat(changed.status()).isEqualTo(204);

            assertThat(signIn(gate.browser()).status()).isEqualTo(200);
        }

        @Test
        void otherOriginIsRefused() {
            added();
            authenticator.on("https://elsewhere.example");
            var browser = gate.browser();

            assertNotAccepted(browser, signIn(browser), "the passkey answered for another origin");
        }

        @Test
        void otherRelyingPartyIsRefused() {
            added();
            authenticator.askedBy("elsewhere.example");
            var browser = gate.browser();

            assertNotAccepted(browser, signIn(browser), "the passkey is for another relying party ID");
        }

        @Test
        void answerIsTakenOnce() {
            added();
            var browser = gate.browser();
            var answer = authenticator.sign(requestOptions(browser));
            assertThat(post(browser, "/authentication", answer).status()).isEqualTo(200);
            browser.form("/signout");

            assertNotAccepted(
                    browser,
                    post(browser, "/authentication", answer),
                    "the browser has no open challenge for a passkey");
        }

        @Test
        void wrongAnswerUsesTheChallengeUp() {
            added();
            var browser = gate.browser();
            var options = requestOptions(browser);
            var wrong = authenticator.sign(options).put("signature", "AAAA");
            assertRefused(post(browser, "/authentication", wrong));

            assertNotAccepted(
                    browser,
                    post(browser, "/authentication", authenticator.sign(options)),
                    "the browser has no open challenge for a passkey");
        }

        @Test
        void challengeOfAnotherBrowserIsRefused() {
            added();
            var options = requestOptions(gate.browser());
            var without = gate.browser();
            assertNotAccepted(
                    without,
                    post(without, "/authentication", authenticator.sign(options)),
                    "the browser has no open challenge for a passkey");
            var withItsOwn = gate.browser();
            requestOptions(withItsOwn);
            assertNotAccepted(
                    withItsOwn,
                    post(withItsOwn, "/authentication", authenticator.sign(options)),
                    "the passkey answered another challenge");
        }

        @Test
        void challengeForRegistrationIsRefused() {
            added();
            var challenge = creationOptions(owner).getString("challenge");
            var browser = gate.browser();
            browser.cookies().put("gatehouse-passkey", owner.cookies().get("gatehouse-passkey"));
            var answer = authenticator.sign(new JsonObject().put("challenge", challenge));

            assertNotAccepted(
                    browser,
                    post(browser, "/authentication", answer),
                    "the browser has no open challenge for a passkey");
        }

        @Test
        void answerOfTheOtherCeremonyIsRefused() {
            added();
            authenticator.of("webauthn.create");
            var browser = gate.browser();

            assertNotAccepted(browser, signIn(browser), "the answer of the passkey has another type");
        }

        @Test
        void challengeIsGoodForFiveMinutes() {
            added();
            var browser = gate.browser();
            var options = requestOptions(browser);
            clock.advance(Duration.ofMinutes(5));

            assertNotAccepted(
                    browser,
                    post(browser, "/authentication", authenticator.sign(options)),
                    "the browser has no open challenge for a passkey");
        }

        @Test
        void withoutUserVerificationIsRefused() {
            added();
            authenticator.withoutUserVerification();
            var browser = gate.browser();

            assertNotAccepted(browser, signIn(browser), "the passkey did not verify the user");
        }

        @Test
        void counterThatGoesBackwardsIsRefused() {
            added();
            authenticator.counting(41);
            assertThat(signIn(gate.browser()).status()).isEqualTo(200);
            authenticator.counting(41);
            var browser = gate.browser();

            assertNotAccepted(
                    browser, signIn(browser), "the passkey's counter went backwards, so it may have been copied");
        }

        @Test
        void unknownPasskeyIsRefusedInTheSameWords() {
            var browser = gate.browser();

            assertRefused(signIn(browser));
            assertThat(isSignedIn(browser)).isFalse();
        }

        @Test
        void signatureOfAForeignKeyIsRefused() {
            added();
            var browser = gate.browser();
            var options = requestOptions(browser);
            var foreign = new Authenticator(gate)
                    .holderOf(authenticator.sign(options).getString("userHandle"))
                    .counting(10)
                    .sign(options)
                    .put("id", authenticator.sign(options).getString("id"));

            assertNotAccepted(
                    browser, post(browser, "/authentication", foreign), "the signature of the passkey is wrong");
        }

        @Test
        void passkeyThatNamesAnotherAccountIsRefused() {
            added();
            authenticator.holderOf("AAAAAAAAAAAAAAAAAAAAAA");
            var browser = gate.browser();

            assertNotAccepted(browser, signIn(browser), "the passkey belongs to another account");
        }

        @Test
        void deletedPasskeyIsRefused() {
            var id = added().getString("id");
            assertThat(owner.form("/my-access/passkeys/" + id + "/remove").status())
                    .isEqualTo(303);
            var browser = gate.browser();

            assertRefused(signIn(browser));
            assertThat(AuditTrail.by("passkey.deleted", username)).containsExactly("SUCCESS My key");
        }

        @Test
        void inactiveAccountIsRefusedInTheSameWords() {
            added();
            var deactivated = gate.sendJson(
                    "PUT",
                    "/admin/api/v1/accounts/" + account,
                    new JsonObject()
                            .put("displayName", "Some Holder")
                            .put("active", false)
                            .encode(),
                    gate.adminToken());
            assertThat(deactivated.status()).isEqualTo(200);
            var browser = gate.browser();

            assertNotAccepted(browser, signIn(browser), "the account is inactive");
        }

        @Test
        void malformedAnswerIsRefusedInTheSameWords() {
            added();
            var browser = gate.browser();
            for (var field : List.of("clientDataJSON", "authenticatorData", "signature", "userHandle", "id")) {
                for (var value : new String[] {null, "", "%%%", "AAAA"}) {
                    var answer = authenticator.sign(requestOptions(browser)).put(field, value);
                    assertRefused(post(browser, "/authentication", answer));
                }
            }
        }
    }

    @Nested
    class OwnPasskeys {

        @Test
        void goWithTheAccount() {
            added();
            assertThat(gate.sendJson("DELETE", "/admin/api/v1/accounts/" + account, null, gate.adminToken())
                            .status())
                    .isEqualTo(204);

            assertRefused(signIn(gate.browser()));
        }
    }

    @Nested
    class OtherSites {

        @Test
        void cannotActWithAPersonsCookie() {
            var cookies = Map.of(
                    "Cookie",
                    "gatehouse-session=" + owner.cookies().get("gatehouse-session"),
                    "Origin",
                    "https://elsewhere.example",
                    "Content-Type",
                    "application/json");

            var refused = gate.send("POST", "/passkeys/registration/options", "{}", cookies);

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("content-type")).startsWith("application/problem+json");
            assertThat(refused.json().getString("detail")).isEqualTo("This call came from another site.");
            await().untilAsserted(() -> assertThat(AuditTrail.of("request.cross_origin"))
                    .contains("DENIED POST /passkeys/registration/options"));
        }
    }
}
