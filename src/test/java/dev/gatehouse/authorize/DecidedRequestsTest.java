// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import static dev.gatehouse.testing.Gate.AUTHORIZE;
import static dev.gatehouse.testing.Gate.CALCULATOR_SCOPE;
import static dev.gatehouse.testing.Gate.CUSTOMERS_SCOPE;
import static dev.gatehouse.testing.Gate.REDIRECT_URI;
import static dev.gatehouse.testing.Gate.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses to a browser that returns to a decided authorization request: double click, Back, Reload. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DecidedRequestsTest {
    private static final String HTTPS_URI = "https://app.example:8443/sign/in?tenant=7";
    private static final String RETURN = " Return to the application Your browser continues to ";
    private static final String BY_HAND = " Go back to the application. You can close this page.";
    private static final String ANSWERED =
            " The application has received the answer. If the application still waits, start again there.";

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private Gate gate;
    private Partner partner;
    private Browser browser;

    @BeforeEach
    void openTheGate() {
        gate = new Gate(base);
        partner = Partner.register(
                gate,
                new JsonObject()
                        .put("redirectUris", List.of("http://127.0.0.1/callback", HTTPS_URI))
                        .put("grantTypes", List.of("authorization_code", "implicit")));
        browser = signedIn("jane");
    }

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    private Browser signedIn(String username) {
        var fresh = gate.browser();
        signIn(fresh, username);
        return fresh;
    }

    private static void signIn(Browser browser, String username) {
        browser.form("/signin", Map.entry("username", username), Map.entry("password", username + "-demo"));
    }

    private Answer permissions(String more) {
        return permissions(partner, REDIRECT_URI, more);
    }

    private Answer permissions(Partner client, String redirectUri, String more) {
        return browser.follow(browser.get(AUTHORIZE + "?response_type=code&client_id=" + client.clientId()
                + "&redirect_uri=" + encode(redirectUri) + "&state=s" + more));
    }

    private Answer grant(Answer page) {
        return browser.grant(page, List.of(CUSTOMERS_SCOPE));
    }

    private Answer open(Answer page) {
        return browser.get("/approval?request=" + Browser.pendingRequest(page));
    }

    private String granted(String scopes, String rest) {
        var name = partner.registration().getString("name");
        return "Access granted \u00b7 Grant access Gatehouse Access granted P " + name
                + " You granted this application access to: " + scopes + rest
                + " You can revoke this access under My access";
    }

    private String denied(String rest) {
        var name = partner.registration().getString("name");
        return "Access denied \u00b7 Grant access Gatehouse Access denied P " + name
                + " This application was not granted access." + rest;
    }

    private static void assertPage(Answer answer, int status, String text) {
        var unbroken =
                new Answer(answer.status(), answer.headers(), answer.body().replace("<wbr>", ""));
        assertThat(PageText.of(unbroken)).isEqualTo(text);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("location")).isNull();
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    private static void assertExpired(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("location")).isNull();
        assertThat(PageText.of(answer)).startsWith("This page has expired");
    }

    private List<String> events() {
        return AuditTrail.of("authorization.granted", partner.clientId());
    }

    @Nested
    class SameDecision {

        @Test
        void getsTheSameRedirectWithACodeThatWorks() {
            var page = permissions("");
            var first = grant(page);
            var second = grant(page);
            assertThat(second.status()).isEqualTo(303);
            assertThat(second.header("location")).isEqualTo(first.header("location"));
            assertThat(second.header("cache-control")).isEqualTo("no-store");
            var tokens = partner.redeem(second.redirectParameters().get("code")).json();
            assertThat(tokens.getString("scope")).isEqualTo(CUSTOMERS_SCOPE);
            assertThat(gate.get(Gate.CUSTOMERS, tokens.getString("access_token"))
                            .status())
                    .isEqualTo(200);
            assertThat(events()).containsExactly("SUCCESS " + CUSTOMERS_SCOPE);
        }

        @Test
        void ofManyAtOnceIsOneGrant() {
            var page = permissions("");
            var answers = Race.of(10, number -> grant(page));
            assertThat(answers).extracting(Answer::status).containsOnly(303);
            assertThat(answers.stream().map(answer -> answer.header("location")).distinct())
                    .hasSize(1);
            assertThat(partner.redeem(answers.getFirst().redirectParameters().get("code"))
                            .status())
                    .isEqualTo(200);
            assertThat(events()).hasSize(1);
        }

        /** The number of stored decisions of a user is limited. The latest decisions are kept. */
        @Test
        void isForgottenAfterFiftyOthers() {
            var first = permissions("");
            browser.deny(first);
            for (var i = 0; i < 49; i++) {
                browser.deny(permissions(""));
            }
            assertThat(browser.deny(first).status()).isEqualTo(303);
            var last = permissions("");
            browser.deny(last);

            assertExpired(browser.deny(first));
            assertThat(browser.deny(last).status()).isEqualTo(303);
        }

        @Test
        void toDenyGetsTheSameRedirect() {
            var page = permissions("");
            var first = browser.deny(page);
            assertThat(browser.deny(page).header("location"))
                    .isEqualTo(first.header("location"))
                    .isEqualTo(REDIRECT_URI
                            + "?error=access_denied&error_description=The+resource+owner+denied+access.&state=s&iss="
                            + encode(gate.issuer()));
            assertThat(AuditTrail.of("authorization.denied", partner.clientId()))
                    .hasSize(1);
        }

        @Test
        void aboutATokenGetsTheSameToken() {
            var page = browser.follow(browser.get(AUTHORIZE + "?response_type=token&client_id=" + partner.clientId()
                    + "&redirect_uri=" + encode(REDIRECT_URI)));
            var first = grant(page);
            var second = grant(page);
            assertThat(second.header("location")).isEqualTo(first.header("location"));
            assertThat(gate.get(Gate.CUSTOMERS, second.fragmentParameters().get("access_token"))
                            .status())
                    .isEqualTo(200);
            assertThat(events()).hasSize(1);
        }

        @Test
        void afterTheCodeIsRedeemedSaysSoAndRevokesNothing() {
            var page = permissions("");
            var access = partner.redeem(grant(page).redirectParameters().get("code"))
                    .json()
                    .getString("access_token");
            assertPage(grant(page), 409, granted(CUSTOMERS_SCOPE, BY_HAND + ANSWERED));
            assertThat(gate.get(Gate.CUSTOMERS, access).status()).isEqualTo(200);
        }

        @Test
        void afterTheCodeHasExpiredSaysSo() {
            var page = permissions("");
            grant(page);
            clock.advance(Duration.ofSeconds(61));
            assertPage(grant(page), 409, granted(CUSTOMERS_SCOPE, BY_HAND + ANSWERED));
        }

        @Test
        void afterTheAccessIsRevokedSaysSo() {
            var page = permissions("");
            var code = grant(page).redirectParameters().get("code");
            partner.tokens();
            var held = new JsonArray(browser.get("/test/my-access/clients").body())
                    .stream()
                            .map(JsonObject.class::cast)
                            .filter(client -> client.getString("clientId").equals(partner.clientId()))
                            .findFirst()
                            .orElseThrow();
            browser.send("DELETE", "/test/my-access/clients/" + held.getString("id"), null);
            assertPage(grant(page), 409, granted(CUSTOMERS_SCOPE, BY_HAND + ANSWERED));
            assertThat(partner.redeem(code).status()).isEqualTo(400);
        }

        @Test
        void withoutAPageIsAnsweredAgainToo() {
            var trusted = Partner.register(gate, new JsonObject().put("approval", "NEVER"));
            var begun = browser.get(AUTHORIZE + "?response_type=code&client_id=" + trusted.clientId() + "&redirect_uri="
                    + encode(REDIRECT_URI));
            var here = begun.location().getRawPath() + "?" + begun.location().getRawQuery();
            var first = browser.get(here);
            var second = browser.get(here);
            assertThat(second.header("location")).startsWith(REDIRECT_URI + "?code=");
            assertThat(second.header("location")).isEqualTo(first.header("location"));
            assertThat(AuditTrail.of("authorization.granted", trusted.clientId()))
                    .hasSize(1);
        }
    }

    @Nested
    class OtherDecision {

        @Test
        void toDenyWhatWasGrantedChangesNothing() {
            var page = permissions("");
            var first = grant(page);
            assertPage(browser.deny(page), 409, granted(CUSTOMERS_SCOPE, RETURN + "http://127.0.0.1:9"));
            assertThat(partner.redeem(first.redirectParameters().get("code")).status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", CALCULATOR_SCOPE, CUSTOMERS_SCOPE + "," + CALCULATOR_SCOPE})
        void toGrantOtherScopesChangesNothing(String scopes) {
            var page = permissions("");
            grant(page);
            var other = scopes.isEmpty() ? List.<String>of() : List.of(scopes.split(","));
            assertPage(browser.grant(page, other), 409, granted(CUSTOMERS_SCOPE, RETURN + "http://127.0.0.1:9"));
        }

        @Test
        void toGrantWhatWasDeniedGrantsNothing() {
            var page = permissions("");
            browser.deny(page);
            assertPage(grant(page), 409, denied(RETURN + "http://127.0.0.1:9"));
            assertThat(events()).isEmpty();
        }
    }

    /** Back and Reload. */
    @Nested
    class OpenedAgain {

        @Test
        void saysWhatWasGrantedAndOffersToReturn() {
            var page = permissions("");
            var first = browser.grant(page, Partner.BOTH_SCOPES);
            var back = open(page);
            assertPage(back, 200, granted(CALCULATOR_SCOPE + " " + CUSTOMERS_SCOPE, RETURN + "http://127.0.0.1:9"));
            assertThat(browser.grant(back, Partner.BOTH_SCOPES).header("location"))
                    .isEqualTo(first.header("location"));
        }

        @Test
        void saysWhatWasDeniedAndOffersToReturn() {
            var page = permissions("");
            var first = browser.deny(page);
            var back = open(page);
            assertPage(back, 200, denied(RETURN + "http://127.0.0.1:9"));
            assertThat(browser.deny(back).header("location")).isEqualTo(first.header("location"));
        }

        @Test
        void leadsToTheSiteOfTheApplicationWhenItHasItsAnswer() {
            var page = permissions(partner, HTTPS_URI, "");
            grant(page);
            clock.advance(Duration.ofSeconds(61));
            var back = open(page);
            assertPage(back, 200, granted(CUSTOMERS_SCOPE, ANSWERED + RETURN + "https://app.example:8443"));
            assertThat(back.body()).contains("href=\"https://app.example:8443/\"");
        }

        @Test
        void expiresTenMinutesAfterTheDecision() {
            var page = permissions("");
            grant(page);
            clock.advance(Duration.ofMinutes(10).plusSeconds(1));
            assertExpired(open(page));
            assertExpired(grant(page));
        }
    }

    /** Other browsers, users, clients and requests. */
    @Nested
    class Others {

        @Test
        void anotherBrowserOfTheSamePersonFindsNothing() {
            var page = permissions("");
            grant(page);
            browser = signedIn("jane");
            permissions("");
            assertExpired(grant(page));
            assertExpired(open(page));
        }

        @Test
        void anotherPersonAtTheSameBrowserFindsNothing() {
            var page = permissions("");
            grant(page);
            signIn(browser, "john");
            assertExpired(grant(page));
            assertExpired(open(page));
        }

        @Test
        void browserThatSignedOutFindsNothing() {
            var page = permissions("");
            grant(page);
            browser.form("/signout");
            assertExpired(grant(page));
            assertExpired(open(page));
        }

        @Test
        void clientThatWasSwitchedOffGetsNothing() {
            var page = permissions("");
            grant(page);
            partner.change("active", false);
            assertExpired(grant(page));
            assertExpired(open(page));
        }

        @Test
        void redirectUriThatIsNotRegisteredAnyMoreGetsNothing() {
            var page = permissions("");
            grant(page);
            partner.change("redirectUris", List.of(HTTPS_URI));
            assertExpired(grant(page));
            assertExpired(open(page));
        }

        @Test
        void twoTabsAreTwoRequests() {
            var one = permissions("");
            var other = permissions("");
            var first = grant(one);
            var second = grant(other);
            assertThat(first.header("location")).isNotEqualTo(second.header("location"));
            assertThat(partner.redeem(first.redirectParameters().get("code")).status())
                    .isEqualTo(200);
            assertThat(partner.redeem(second.redirectParameters().get("code")).status())
                    .isEqualTo(200);
            assertThat(events()).hasSize(2);
        }
    }
}
