// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The authorization code flow and the implicit grant of a user in a browser. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthorizationCodeBrowserTest {
    private static final String SUM = "{\"a\":2,\"b\":3,\"operation\":\"add\"}";

    private static Chromium chromium;

    @TestHTTPResource("/")
    URI base;

    Gate gate;
    Application application;
    Person person;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void sitDown() {
        gate = new Gate(base);
        application = new Application(gate);
        person = new Person(chromium.browser().newContext());
    }

    @AfterEach
    void leave() {
        person.close();
        application.close();
    }

    private void sitDownAnew(Browser.NewContextOptions options) {
        person.close();
        person = new Person(chromium.browser().newContext(options));
    }

    private void reachPermissions() {
        person.open(application.authorizeUrl());
        person.signIn("jane", "jane-demo");
        assertThat(person.page).hasTitle("Grant access");
    }

    private void assertBackWith(Map<String, String> callback, String scope) {
        assertThat(callback).containsOnlyKeys("code", "state", "iss");
        assertThat(callback).containsEntry("state", Application.STATE).containsEntry("iss", gate.issuer());
        assertThat(application.redeem(callback.get("code")).json().getString("scope"))
                .isEqualTo(scope);
    }

    @Nested
    class Grant {

        @Test
        void onlyWhatWasTickedCanBeUsed() throws Exception {
            reachPermissions();
            person.untick(Gate.CALCULATOR_SCOPE);
            person.press("Grant Access");

            var callback = application.callback();
            assertThat(callback).containsOnlyKeys("code", "state", "iss");
            assertThat(callback).containsEntry("state", Application.STATE).containsEntry("iss", gate.issuer());
            assertThat(person.complaints()).isEmpty();

            var tokens = application.redeem(callback.get("code")).json();
            assertThat(tokens.getString("scope")).isEqualTo(Gate.CUSTOMERS_SCOPE);
            var access = tokens.getString("access_token");
            assertThat(gate.get(Gate.CUSTOMERS, access).status()).isEqualTo(200);
            var other = gate.postJson(Gate.CALCULATOR, SUM, access);
            assertThat(other.status()).isEqualTo(403);
            assertThat(other.json().getString("error")).isEqualTo("insufficient_scope");
            assertThat(gate.get(Gate.CUSTOMERS, null).status()).isEqualTo(401);

            var refreshed =
                    application.refresh(tokens.getString("refresh_token")).json();
            assertThat(gate.get(Gate.CUSTOMERS, refreshed.getString("access_token"))
                            .status())
                    .isEqualTo(200);
            assertThat(gate.get(Gate.CUSTOMERS, access).status()).isEqualTo(401);
        }

        @Test
        void worksWithoutJavaScript() throws Exception {
            sitDownAnew(new Browser.NewContextOptions().setJavaScriptEnabled(false));
            reachPermissions();
            person.untick(Gate.CUSTOMERS_SCOPE);
            person.press("Grant Access");
            assertBackWith(application.callback(), Gate.CALCULATOR_SCOPE);
        }

        @Test
        void worksWithTheKeyboardAlone() throws Exception {
            person.open(application.authorizeUrl());
            assertThat(person.page.getByLabel("Username")).isFocused();
            person.page.keyboard().type("jane");
            person.tabTo(person.page.getByLabel("Password"));
            person.page.keyboard().type("jane-demo");
            person.page.keyboard().press("Enter");
            assertThat(person.page).hasTitle("Grant access");
            person.tabTo(person.page.getByLabel(Gate.CALCULATOR_SCOPE));
            person.page.keyboard().press("Space");
            person.tabTo(person.button("Grant Access"));
            person.page.keyboard().press("Enter");
            assertBackWith(application.callback(), Gate.CUSTOMERS_SCOPE);
        }

        @Test
        void worksOnAPhone() throws Exception {
            sitDownAnew(new Browser.NewContextOptions()
                    .setViewportSize(320, 640)
                    .setIsMobile(true)
                    .setHasTouch(true));
            reachPermissions();
            assertThat((Integer) person.page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(320);
            person.touch("Use the calculator");
            person.touch("Grant Access");
            assertBackWith(application.callback(), Gate.CUSTOMERS_SCOPE);
        }

        @Test
        void withNothingTickedSaysWhatToDo() {
            reachPermissions();
            person.untick(Gate.CUSTOMERS_SCOPE);
            person.untick(Gate.CALCULATOR_SCOPE);
            person.press("Grant Access");
            assertThat(person.alert()).isEqualTo("Select at least one permission, or choose Deny.");
            assertThat(application.callbacksWaiting()).isZero();
        }

        @RepeatedTest(5)
        void doubleClickLeadsToTheApplicationWithACodeThatWorks() throws Exception {
            reachPermissions();
            person.button("Grant Access").dblclick();
            assertThat(person.page).hasTitle("Back at the application");
            var code = application.callback().get("code");
            while (application.callbacksWaiting() > 0) {
                assertThat(application.callback()).containsEntry("code", code);
            }
            assertThat(application.redeem(code).status()).isEqualTo(200);
        }

        @Test
        void goingBackAndReloadingSaysWhatWasDecidedAndLeadsBackToTheApplication() throws Exception {
            reachPermissions();
            person.press("Grant Access");
            var first = application.callback();
            assertThat(person.page).hasTitle("Back at the application");
            person.page.goBack();
            assertThat(person.heading()).isEqualTo("Access granted");
            person.page.reload();
            assertThat(person.heading()).isEqualTo("Access granted");
            assertThat(application.callbacksWaiting()).isZero();
            person.press("Return to the application");
            assertThat(person.page).hasTitle("Back at the application");
            assertThat(application.callback()).isEqualTo(first);
            assertBackWith(first, Gate.CUSTOMERS_SCOPE + " " + Gate.CALCULATOR_SCOPE);
            person.page.goBack();
            person.page.reload();
            assertThat(person.heading()).isEqualTo("Access granted");
            assertThat(person.page.getByText("Go back to the application. You can close this page."))
                    .isVisible();
            assertThat(person.complaints()).isEmpty();
        }

        /** Browser automation clicks the center of the check box, not its label. */
        @Test
        void boxItselfCanBeClicked() throws Exception {
            reachPermissions();
            for (var scope : List.of(Gate.CUSTOMERS_SCOPE, Gate.CALCULATOR_SCOPE)) {
                var box = person.page.getByLabel(scope);
                assertThat((Boolean) box.evaluate("""
                        box => {
                          box.scrollIntoView();
                          const place = box.getBoundingClientRect();
                          return document.elementFromPoint(
                            place.x + place.width / 2, place.y + place.height / 2) === box;
                        }""")).isTrue();
                box.uncheck();
                assertThat(box).not().isChecked();
                box.check();
                assertThat(box).isChecked();
            }
            person.press("Grant Access");
            assertBackWith(application.callback(), Gate.CUSTOMERS_SCOPE + " " + Gate.CALCULATOR_SCOPE);
        }
    }

    /** OAuth 2.0 Form Post Response Mode */
    @Nested
    class FormPost {

        @Test
        void sendsItselfAndIsNotInTheHistory() throws Exception {
            person.open(application.authorizeUrl() + "&response_mode=form_post");
            person.signIn("jane", "jane-demo");
            person.press("Grant Access");
            assertThat(person.page).hasTitle("Back at the application");
            assertThat(person.page.url()).isEqualTo(application.redirectUri());
            assertBackWith(application.callback(), Gate.CUSTOMERS_SCOPE + " " + Gate.CALCULATOR_SCOPE);
            person.page.goBack();
            assertThat(person.heading()).isEqualTo("Access granted");
            assertThat(application.callbacksWaiting()).isZero();
            assertThat(person.complaints()).isEmpty();
        }

        @Test
        void hasAButtonForBrowsersWithoutJavaScript() throws Exception {
            sitDownAnew(new Browser.NewContextOptions().setJavaScriptEnabled(false));
            person.open(application.authorizeUrl() + "&response_mode=form_post");
            person.signIn("jane", "jane-demo");
            person.press("Grant Access");
            assertThat(person.heading()).isEqualTo("Returning to the application");
            person.press("Continue");
            assertBackWith(application.callback(), Gate.CUSTOMERS_SCOPE + " " + Gate.CALCULATOR_SCOPE);
        }
    }

    @Nested
    class Deny {

        @Test
        void tellsTheApplication() throws Exception {
            reachPermissions();
            person.press("Deny");
            assertThat(application.callback())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "error",
                            "access_denied",
                            "error_description",
                            "The resource owner denied access.",
                            "state",
                            Application.STATE,
                            "iss",
                            gate.issuer()));
            assertThat(person.complaints()).isEmpty();
        }
    }

    /** RFC 6749 §4.2 */
    @Nested
    class Implicit {

        private void begin() {
            var client = Partner.register(
                    gate,
                    new JsonObject()
                            .put("type", "PUBLIC")
                            .put("grantTypes", List.of("implicit"))
                            .put("redirectUris", List.of("http://127.0.0.1/page")));
            person.open(application.implicitUrl(client.clientId()));
            person.signIn("jane", "jane-demo");
            assertThat(person.page).hasTitle("Grant access");
        }

        @Test
        void tokenReachesTheScriptAndNotItsServer() throws Exception {
            begin();
            person.untick(Gate.CALCULATOR_SCOPE);
            person.press("Grant Access");
            assertThat(person.page).hasTitle("Signed in");

            var answer = application.fragment();
            assertThat(answer)
                    .containsOnlyKeys("access_token", "token_type", "expires_in", "scope", "state", "iss")
                    .containsEntry("token_type", "Bearer")
                    .containsEntry("scope", Gate.CUSTOMERS_SCOPE)
                    .containsEntry("state", Application.STATE)
                    .containsEntry("iss", gate.issuer());
            assertThat(application.callback()).containsOnlyKeys("");
            assertThat(person.page.url()).isEqualTo(application.pageUri());
            assertThat(gate.get(Gate.CUSTOMERS, answer.get("access_token")).status())
                    .isEqualTo(200);
            assertThat(gate.postJson(Gate.CALCULATOR, SUM, answer.get("access_token"))
                            .status())
                    .isEqualTo(403);
            assertThat(person.complaints()).isEmpty();
        }

        @Test
        void refusalReachesTheScriptToo() throws Exception {
            begin();
            person.press("Deny");
            assertThat(application.fragment())
                    .isEqualTo(Map.of(
                            "error",
                            "access_denied",
                            "error_description",
                            "The resource owner denied access.",
                            "state",
                            Application.STATE,
                            "iss",
                            gate.issuer()));
            assertThat(application.callback()).containsOnlyKeys("");
        }
    }

    @Nested
    class SignIn {

        @Test
        void withTheWrongPasswordSaysSoAndKeepsTheUsername() throws Exception {
            person.open(application.authorizeUrl());
            person.signIn("jane", "not-hers");
            assertThat(person.alert()).isEqualTo("The username or the password is wrong.");
            assertThat(person.page.getByLabel("Username")).hasValue("jane");
            assertThat(person.page.getByLabel("Password")).hasValue("");
            assertThat(person.page.getByLabel("Password")).isFocused();
            assertThat(person.complaints()).isEmpty();

            person.page.keyboard().type("jane-demo");
            person.page.keyboard().press("Enter");
            person.press("Grant Access");
            assertThat(application.callback()).containsKey("code");
        }

        @Test
        void asSomebodyElseReturnsToTheSameRequest() throws Exception {
            reachPermissions();
            assertThat(person.page.getByText("Jane Doe")).isVisible();
            person.press("Sign in with another account");
            person.signIn("john", "john-demo");
            assertThat(person.page.getByText("John Smith")).isVisible();
            person.untick(Gate.CALCULATOR_SCOPE);
            person.press("Grant Access");
            assertBackWith(application.callback(), Gate.CUSTOMERS_SCOPE);
            assertThat(person.complaints()).isEmpty();
        }

        @Test
        void isRememberedForTheNextRequest() {
            reachPermissions();
            person.open(application.authorizeUrl());
            assertThat(person.page).hasTitle("Grant access");
        }
    }

    @Nested
    class WrongRedirectUri {

        @Test
        void showsAPageAndNeverRedirects() {
            var listener = URI.create(application.redirectUri());
            person.open(application.authorizeUrl("http://127.0.0.1:" + listener.getPort() + "/elsewhere"));
            assertThat(person.page.url()).startsWith(base.toString());
            assertThat(person.page).hasTitle(Pattern.compile(".* · Gatehouse"));
            assertThat(person.page.getByText("invalid_request")).isVisible();
            assertThat(application.callbacksWaiting()).isZero();
            assertThat(person.complaints()).isEmpty();
        }
    }

    /** WCAG 2.2, as far as a tool can check. */
    @Nested
    class Accessibility {

        private void assertAccessible() {
            assertThat(Axe.faults(person.page)).as(person.page.title()).isEmpty();
        }

        @Test
        void everyPageHasNoViolation() {
            person.open(base.toString());
            assertAccessible();
            person.open(application.authorizeUrl("https://evil.example/"));
            assertAccessible();
            person.open(application.authorizeUrl());
            assertAccessible();
            person.signIn("jane", "not-hers");
            assertAccessible();
            person.signIn("jane", "jane-demo");
            assertThat(person.page).hasTitle("Grant access");
            var permissions = person.page.url();
            assertAccessible();
            person.untick(Gate.CUSTOMERS_SCOPE);
            person.untick(Gate.CALCULATOR_SCOPE);
            person.press("Grant Access");
            assertAccessible();
            person.page.getByLabel(Gate.CUSTOMERS_SCOPE).check();
            person.press("Grant Access");
            assertThat(person.page).hasTitle("Back at the application");
            person.open(permissions);
            assertThat(person.heading()).isEqualTo("Access granted");
            assertAccessible();
            person.open(base.toString());
            assertAccessible();
            person.press("Sign out");
            assertThat(person.heading()).isEqualTo("You are signed out");
            assertAccessible();
        }
    }
}
