// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Failed sign-ins are slowed down, and attackers can't lock other users out. Callers are distinguished by address, as
 * behind a proxy.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ThrottleTest.AsDelivered.class)
public class ThrottleTest {
    private static final String WRONG = "The username or the password is wrong.";
    private static final AtomicInteger NETWORKS = new AtomicInteger(1);

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private Gate gate;
    private String username;
    private String here;

    /** The default limits, which other tests raise, behind a proxy that forwards the caller's address. */
    public static final class AsDelivered implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "gatehouse.attempts-per-account", "5",
                    "gatehouse.attempts-per-client", "20",
                    "gatehouse.attempts-per-address", "30",
                    "gatehouse.refusals-per-minute", "1",
                    "gatehouse.authorizations-per-address", "20",
                    "gatehouse.sessions-per-account", "10",
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.allow-x-forwarded", "true");
        }
    }

    @BeforeEach
    void someone() {
        gate = new Gate(base);
        username = person();
        here = elsewhere();
        clock.stop();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Nested
    class OnMyAccess {

        @Test
        void afterFiveWrongPasswordsTheRightOneHasToWaitAMinute() {
            var browser = gate.browser();
            signInWith(browser, "the right one", here);
            for (var i = 0; i < 5; i++) {
                assertThat(change(browser, "guess " + i).status()).isEqualTo(422);
            }

            var held = change(browser, "the right one");

            assertThat(held.status()).isEqualTo(429);
            assertThat(held.header("retry-after")).isEqualTo("60");
            assertThat(held.body())
                    .contains("Too many attempts failed. Please wait 60 seconds, then try again.")
                    .doesNotContain("the right one", "another good one");
            clock.advance(Duration.ofSeconds(60));
            assertThat(change(browser, "the right one").status()).isEqualTo(303);
        }

        private Answer change(Browser browser, String current) {
            return browser.form(
                    "/my-access/password",
                    Map.of("X-Forwarded-For", here),
                    Map.entry("currentPassword", current),
                    Map.entry("newPassword", "another good one"),
                    Map.entry("repeatedPassword", "another good one"));
        }
    }

    @Nested
    class SignIn {
        @Test
        void afterFiveWrongPasswordsTheRightOneHasToWaitAMinute() {
            assertThat(guesses(5, here)).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.body()).contains(WRONG);
            });

            var held = signIn(username, "the right one", here);

            assertThat(held.status()).isEqualTo(429);
            assertThat(held.header("retry-after")).isEqualTo("60");
            assertThat(held.header("cache-control")).isEqualTo("no-store");
            assertThat(held.header("set-cookie")).isNull();
            assertThat(held.body())
                    .contains("Too many attempts failed. Please wait 60 seconds, then try again.")
                    .contains("value=\"" + username + "\"")
                    .doesNotContain("the right one");

            clock.advance(Duration.ofSeconds(59));
            assertThat(signIn(username, "the right one", here).header("retry-after"))
                    .isEqualTo("1");
            clock.advance(Duration.ofSeconds(1));
            assertThat(signIn(username, "the right one", here).status()).isEqualTo(303);
        }

        @Test
        void isToldInThePersonsLanguage() {
            guesses(5, here);

            assertThat(gate.form(
                                    "/signin",
                                    Map.of("X-Forwarded-For", here, "Accept-Language", "de"),
                                    Map.entry("username", username),
                                    Map.entry("password", "wrong"))
                            .body())
                    .contains("Bitte warten Sie 60 Sekunden und versuchen Sie es dann noch einmal.");
        }

        @Test
        void aWrongPasswordAfterTheWaitCostsAnotherMinute() {
            guesses(5, here);
            clock.advance(Duration.ofSeconds(60));

            assertThat(signIn(username, "wrong", here).status()).isEqualTo(401);
            assertThat(signIn(username, "wrong", here).status()).isEqualTo(429);
        }

        @Test
        void whatIsCountedBeforeTheClockIsSetBackIsForgotten() {
            clock.advance(Duration.ofDays(1));
            guesses(5, here);
            assertThat(signIn(username, "the right one", here).status()).isEqualTo(429);

            clock.advance(Duration.ofDays(-1));

            assertThat(signIn(username, "the right one", here).status()).isEqualTo(303);
        }

        @Test
        void usernamesAreCountedWithoutRegardToCase() {
            guesses(5, here);

            assertThat(signIn(username.toUpperCase(), "wrong", here).status()).isEqualTo(429);
        }

        /** PostgreSQL's lower() maps the Turkish capital I to i, and composed and decomposed letters count as equal. */
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void spellingOfAUsernameIsNoBudgetOfItsOwn(boolean exists) {
            username = "\u00e4rni-" + UUID.randomUUID();
            if (exists) {
                create(username);
            }
            guesses(3, here);
            username = username.replace("i", "\u0130");
            guesses(1, here);
            username = username.replace("\u00e4", "A\u0308");
            guesses(1, here);

            assertThat(signIn(username, "wrong", here).status()).isEqualTo(429);
        }

        @Test
        void aUsernameThatDoesNotExistIsHeldUpLikeOneThatDoes() {
            username = "nobody-" + UUID.randomUUID();

            assertThat(guesses(5, here)).extracting(Answer::status).containsOnly(401);
            assertThat(signIn(username, "wrong", here).status()).isEqualTo(429);
        }

        @Test
        void theRightPasswordForgetsTheWrongOnes() {
            guesses(4, here);
            assertThat(signIn(username, "the right one", here).status()).isEqualTo(303);

            assertThat(guesses(4, here)).extracting(Answer::status).containsOnly(401);
            assertThat(signIn(username, "the right one", here).status()).isEqualTo(303);
        }

        @Test
        void whoGuessesFromOneAddressDoesNotHoldUpAnother() {
            guesses(20, here);

            assertThat(signIn(username, "the right one", elsewhere()).status()).isEqualTo(303);
        }

        @Test
        void manyAddressesShareOneBudgetPerAccount() {
            var statuses = IntStream.range(0, 30)
                    .mapToObj(i -> signIn(username, "wrong", elsewhere()).status())
                    .toList();

            assertThat(statuses.subList(0, 20)).containsOnly(401);
            assertThat(statuses.subList(20, 30)).containsOnly(429);
            assertThat(signIn(username, "the right one", elsewhere()).header("retry-after"))
                    .isEqualTo("300");
        }

        @Test
        void aBrowserThatTheAccountSignedInWithBeforeIsHeldUpByNobody() {
            var browser = gate.browser();
            signInWith(browser, "the right one", here);
            IntStream.range(0, 30).forEach(i -> signIn(username, "wrong", elsewhere()));
            guesses(10, here);

            var signedIn = signInWith(browser, "the right one", here);

            assertThat(signedIn.status()).isEqualTo(303);
        }

        @Test
        void aKnownBrowserMayGuessNoMoreThanAnother() {
            var browser = gate.browser();
            signInWith(browser, "the right one", here);

            var statuses = IntStream.range(0, 6)
                    .mapToObj(i -> signInWith(browser, "wrong", elsewhere()).status())
                    .toList();

            assertThat(statuses).containsExactly(401, 401, 401, 401, 401, 429);
        }

        @Test
        void aBrowserIsKnownToTheAccountOnlyThatSignedInWithIt() {
            var browser = gate.browser();
            signInWith(browser, "the right one", here);
            username = person();

            var statuses = IntStream.range(0, 21)
                    .mapToObj(i -> signInWith(browser, "wrong", elsewhere()).status())
                    .toList();

            assertThat(statuses.getLast()).isEqualTo(429);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "AAAA", "not base64!", "%00"})
        void aForgedCookieMakesNoBrowserKnown(String forged) {
            guesses(5, here);
            var browser = gate.browser();
            browser.cookies().put("gatehouse-known", forged);

            assertThat(signInWith(browser, "the right one", here).status()).isEqualTo(429);
        }

        @Test
        void theCookieOfAKnownBrowserIsKeptFromScriptsAndOtherSites() {
            var cookies = signIn(username, "the right one", here).header("set-cookie");

            assertThat(cookies)
                    .containsPattern(
                            "gatehouse-known=[A-Za-z0-9_-]{80};Version=1;Path=/;Max-Age=15552000;HttpOnly;SameSite=Lax");
        }

        @Test
        void manyAccountsFromOneAddressShareABudget() {
            var statuses = IntStream.range(0, 40)
                    .mapToObj(i -> signIn("user" + i, "wrong", here).status())
                    .toList();

            assertThat(statuses.subList(0, 30)).containsOnly(401);
            assertThat(statuses.subList(30, 40)).containsOnly(429);
        }

        @Test
        void theAddressesOfOneIpv6SubscriberAreOne() {
            var statuses = IntStream.range(0, 6)
                    .mapToObj(
                            i -> signIn(username, "wrong", "2001:db8:1:2::" + i).status())
                    .toList();

            assertThat(statuses).containsExactly(401, 401, 401, 401, 401, 429);
            assertThat(signIn(username, "the right one", "2001:db8:1:3::1").status())
                    .isEqualTo(303);
        }

        @Test
        void guessesAtTheSameMomentArePaidForAfterwards() {
            var failed = Race.of(20, i -> signIn(username, "wrong", here)).stream()
                    .filter(answer -> answer.status() == 401)
                    .count();
            assertThat(failed).isGreaterThanOrEqualTo(5);

            var held = signIn(username, "the right one", here);

            assertThat(held.status()).isEqualTo(429);
            assertThat(Long.parseLong(held.header("retry-after"))).isGreaterThanOrEqualTo(60 * (failed - 4));
        }

        @Test
        void whoHasTheRightPasswordMaySignInManyTimesAtTheSameMoment() {
            assertThat(Race.of(20, i -> signIn(username, "the right one", here)))
                    .extracting(Answer::status)
                    .containsOnly(303);
        }

        @Test
        void anAttemptThatWasNotLookedAtIsAudited() {
            guesses(6, here);

            Awaitility.await()
                    .untilAsserted(() -> assertThat(AuditTrail.by("account.sign_in", username))
                            .containsExactlyInAnyOrder(
                                    "DENIED the password is wrong",
                                    "DENIED too many attempts failed, so this one was not looked at"));
            clock.advance(Duration.ofMinutes(1));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(AuditTrail.occurrences("account.sign_in", username))
                            .containsExactlyInAnyOrder(1L, 1L, 4L));
        }

        private List<Answer> guesses(int count, String from) {
            return IntStream.range(0, count)
                    .mapToObj(i -> signIn(username, "wrong", from))
                    .toList();
        }
    }

    @Nested
    class PasswordGrant {
        private Partner partner;

        @BeforeEach
        void register() {
            partner = partner();
        }

        @Test
        void afterFiveWrongPasswordsTheRightOneHasToWait() {
            assertThat(IntStream.range(0, 5).mapToObj(i -> token(partner, "wrong", here)))
                    .extracting(Answer::status)
                    .containsOnly(400);

            var held = token(partner, "the right one", here);

            assertThat(held.status()).isEqualTo(429);
            assertThat(held.header("retry-after")).isEqualTo("60");
            assertThat(held.header("cache-control")).isEqualTo("no-store");
            assertThat(held.json())
                    .isEqualTo(new JsonObject()
                            .put("error", "temporarily_unavailable")
                            .put("error_description", "Too many attempts failed. Try again in 60 s."));
            clock.advance(Duration.ofMinutes(1));
            assertThat(token(partner, "the right one", here).status()).isEqualTo(200);
        }

        @Test
        void aPartnerMayAskManyTimesAtTheSameMoment() {
            assertThat(Race.of(20, i -> token(partner, "the right one", here)))
                    .extracting(Answer::status)
                    .containsOnly(200);
        }

        @Test
        void whoGuessesAtTheSignInPageDoesNotHoldUpAPartner() {
            IntStream.range(0, 40).forEach(i -> signIn(username, "wrong", i % 2 == 0 ? here : elsewhere()));

            assertThat(token(partner, "the right one", here).status()).isEqualTo(200);
        }

        @Test
        void onePartnerDoesNotHoldUpAnotherNorThePage() {
            IntStream.range(0, 20).forEach(i -> token(partner, "wrong", here));

            assertThat(token(partner(), "the right one", here).status()).isEqualTo(200);
            assertThat(signIn(username, "the right one", here).status()).isEqualTo(303);
        }

        private Partner partner() {
            return Partner.register(gate, new JsonObject().put("grantTypes", List.of("password")));
        }

        private Answer token(Partner client, String password, String from) {
            return gate.form(
                    Gate.TOKEN,
                    Map.of("X-Forwarded-For", from),
                    Map.entry("grant_type", "password"),
                    Map.entry("client_id", client.clientId()),
                    Map.entry("client_secret", client.secret()),
                    Map.entry("username", username),
                    Map.entry("password", password));
        }
    }

    @Nested
    class ClientAuthentication {

        private Partner partner;

        @BeforeEach
        void register() {
            partner = Partner.register(gate);
        }

        @Test
        void whoFailsTwentyTimesIsToldToWait() {
            assertThat(IntStream.range(0, 20).mapToObj(i -> token("gcs_wrong")))
                    .extracting(Answer::status)
                    .containsOnly(401);

            var held = token("gcs_wrong");

            assertThat(held.status()).isEqualTo(429);
            assertThat(held.header("retry-after")).isEqualTo("10");
            assertThat(held.header("cache-control")).isEqualTo("no-store");
            assertThat(held.header("www-authenticate")).isNull();
            assertThat(held.json())
                    .isEqualTo(new JsonObject()
                            .put("error", "temporarily_unavailable")
                            .put("error_description", "Too many attempts failed. Try again in 10 s."));
            clock.advance(Duration.ofSeconds(10));
            assertThat(token("gcs_wrong").status()).isEqualTo(401);
        }

        @Test
        void thePartnerWithTheRightSecretIsLockedOutByNobody() {
            IntStream.range(0, 60).forEach(i -> token("gcs_wrong"));

            assertThat(token(partner.secret()).status()).isEqualTo(200);
        }

        @Test
        void allEndpointsThatAuthenticateClientsCountTogether() {
            IntStream.range(0, 20).forEach(i -> token("gcs_wrong"));

            var held = gate.form(
                    Gate.INTROSPECT,
                    Map.of("X-Forwarded-For", here, "Authorization", Gate.basic(partner.clientId(), "gcs_wrong")),
                    Map.entry("token", "gat_any"));

            assertThat(held.status()).isEqualTo(429);
        }

        @Test
        void whoTriesManyClientsIsToldToWaitToo() {
            var statuses = IntStream.range(0, 31)
                    .mapToObj(i -> gate.form(
                                    Gate.TOKEN,
                                    Map.of("X-Forwarded-For", here),
                                    Map.entry("grant_type", "client_credentials"),
                                    Map.entry("client_id", "client-" + i),
                                    Map.entry("client_secret", "gcs_wrong"))
                            .status())
                    .toList();

            assertThat(statuses.subList(0, 30)).containsOnly(401);
            assertThat(statuses.getLast()).isEqualTo(429);
        }

        private Answer token(String secret) {
            return gate.form(
                    Gate.TOKEN,
                    Map.of("X-Forwarded-For", here),
                    Map.entry("grant_type", "client_credentials"),
                    Map.entry("client_id", partner.clientId()),
                    Map.entry("client_secret", secret));
        }
    }

    private String person() {
        var name = "person-" + UUID.randomUUID();
        create(name);
        return name;
    }

    private void create(String name) {
        var created = gate.postJson(
                "/admin/api/v1/accounts",
                new JsonObject()
                        .put("username", name)
                        .put("displayName", "Some Person")
                        .put("password", "the right one")
                        .encode(),
                gate.adminToken());
        assertThat(created.status()).as(created.body()).isEqualTo(201);
    }

    /** Returns an address that no other test uses. */
    private static String elsewhere() {
        var network = NETWORKS.getAndIncrement();
        return "198.51." + network / 250 + "." + network % 250;
    }

    private Answer signIn(String name, String password, String from) {
        return gate.form(
                "/signin",
                Map.of("X-Forwarded-For", from),
                Map.entry("username", name),
                Map.entry("password", password));
    }

    private Answer signInWith(Browser browser, String password, String from) {
        return browser.form(
                "/signin",
                Map.of("X-Forwarded-For", from),
                Map.entry("username", username),
                Map.entry("password", password));
    }
}
