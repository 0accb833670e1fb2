// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** My access in a browser: with the keyboard, on a phone, with and without JavaScript. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MyAccessBrowserTest {
    private static final String NEW_PASSWORD = "another good password";

    private static Chromium chromium;

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private Gate gate;
    private Partner partner;
    private Person person;
    private String username;
    private String password;

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
        username = AdminApi.unique();
        password = username + "-demo";
        AdminApi.of(gate).createPerson(username);
        partner = Partner.register(gate);
        partner.redeem(gate.browser()
                .codeFor(
                        username,
                        password,
                        Partner.BOTH_SCOPES,
                        Map.of("client_id", partner.clientId(), "redirect_uri", Gate.REDIRECT_URI)));
        person = new Person(chromium.browser().newContext());
    }

    @AfterEach
    void leave() {
        clock.reset();
        person.close();
    }

    private void sitDownAnew(Browser.NewContextOptions options) {
        person.close();
        person = new Person(chromium.browser().newContext(options));
    }

    private void enter() {
        person.open(base + "my-access");
        person.signIn(username, password);
        assertThat(person.page).hasTitle("Applications with access · Gatehouse");
    }

    private Locator link(String name) {
        return person.page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator field(String label) {
        return person.page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private Locator notice() {
        return person.page.locator("[data-notice]");
    }

    private void tabAndEnter(Locator wanted) {
        person.tabTo(wanted);
        person.page.keyboard().press("Enter");
    }

    private void changePasswordByKeyboard() {
        person.tabTo(field("Current password"));
        person.page.keyboard().type(password);
        person.page.keyboard().press("Tab");
        person.page.keyboard().type(NEW_PASSWORD);
        person.page.keyboard().press("Tab");
        person.page.keyboard().type(NEW_PASSWORD);
        person.page.keyboard().press("Enter");
    }

    @Test
    void worksWithTheKeyboardAlone() {
        enter();

        tabAndEnter(link("Revoke access"));
        assertThat(person.page).hasTitle("Revoke access? · Gatehouse");
        tabAndEnter(person.button("Revoke access"));
        assertThat(notice()).hasText("Revoked. The application no longer has access.");
        assertThat(person.page.getByText("No application has access")).isVisible();

        tabAndEnter(link("Sessions"));
        assertThat(person.page).hasTitle("Active sessions · Gatehouse");
        tabAndEnter(person.button("End all other sessions"));
        assertThat(notice()).hasText("All other sessions are ended.");

        tabAndEnter(link("Password"));
        assertThat(person.page).hasTitle("Change your password · Gatehouse");
        changePasswordByKeyboard();
        assertThat(notice()).hasText("Your password is changed. All other sessions are ended.");
        assertThat(person.complaints()).isEmpty();
    }

    @Test
    void refusedPasswordPutsTheFocusOnWhatIsWrong() {
        enter();
        link("Password").click();
        field("Current password").fill("not it at all");
        field("New password").fill(NEW_PASSWORD);
        field("Repeat new password").fill(NEW_PASSWORD);
        person.press("Change password");

        assertThat(person.page.locator("[data-focus]")).isFocused();
        tabAndEnter(link("Current password"));
        assertThat(field("Current password")).isFocused();
        assertThat(field("Current password")).hasAttribute("aria-invalid", "true");
        assertThat(field("Current password")).hasValue("");
    }

    @Test
    void worksWithoutJavaScriptButForAddingPasskeys() {
        sitDownAnew(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        enter();
        link("Revoke access").click();
        person.press("Revoke access");
        assertThat(notice()).hasText("Revoked. The application no longer has access.");
        link("Sessions").click();
        person.press("End session");
        assertThat(notice()).hasText("The session is ended.");
        link("Password").click();
        changePasswordByKeyboard();
        assertThat(notice()).hasText("Your password is changed. All other sessions are ended.");
        link("Passkeys").click();
        assertThat(person.page.getByText("This browser cannot add a passkey here."))
                .isVisible();
        assertThat(person.button("Add passkey")).isHidden();
    }

    @Test
    void worksOnASmallPhone() {
        sitDownAnew(new Browser.NewContextOptions()
                .setViewportSize(320, 640)
                .setIsMobile(true)
                .setHasTouch(true));
        enter();
        for (var path : List.of("", "/sessions", "/password", "/passkeys")) {
            person.open(base + "my-access" + path);
            assertThat((Integer) person.page.evaluate("document.documentElement.scrollWidth"))
                    .as(path)
                    .isLessThanOrEqualTo(320);
            assertThat(link("Passkeys")).isInViewport();
        }
    }

    /** Adds Chromium's virtual authenticator, which confirms every request. */
    private void attachAuthenticator() {
        var devtools = person.page.context().newCDPSession(person.page);
        devtools.send("WebAuthn.enable");
        var authenticator = new JsonObject();
        authenticator.addProperty("protocol", "ctap2");
        authenticator.addProperty("transport", "internal");
        authenticator.addProperty("hasResidentKey", true);
        authenticator.addProperty("hasUserVerification", true);
        authenticator.addProperty("isUserVerified", true);
        var options = new JsonObject();
        options.add("options", authenticator);
        devtools.send("WebAuthn.addVirtualAuthenticator", options);
    }

    private void addPasskey(String name) {
        enter();
        link("Passkeys").click();
        field("Name optional").fill(name);
        person.press("Add passkey");
    }

    @Test
    void passkeyIsAddedAndSignsIn() {
        attachAuthenticator();
        addPasskey("This computer");
        assertThat(notice()).hasText("The passkey is added. You can now sign in with the passkey.");
        assertThat(person.page.getByText("This computer")).isVisible();

        person.press("Sign out");
        person.open(base + "my-access/passkeys");
        person.press("Sign in with a passkey");

        assertThat(person.page).hasTitle("Passkeys · Gatehouse");
        assertThat(person.page.locator("dd").last()).hasText("just now");
        assertThat(person.complaints()).isEmpty();
    }

    @Test
    void deviceThatHasOneAlreadyIsToldSo() {
        attachAuthenticator();
        addPasskey("This computer");
        assertThat(person.page.getByText("This computer")).isVisible();

        person.press("Add passkey");

        assertThat(person.page.getByRole(AriaRole.ALERT))
                .hasText("This device already has a passkey for your account.");
    }

    @Test
    void oldSignInTakesThePassword() {
        attachAuthenticator();
        enter();
        link("Passkeys").click();
        assertThat(field("Current password")).isHidden();
        clock.advance(Duration.ofMinutes(11));

        person.press("Add passkey");
        assertThat(person.page.getByRole(AriaRole.ALERT)).hasText("Enter your current password below, then try again.");
        field("Current password").fill(password);
        person.press("Add passkey");

        assertThat(notice()).hasText("The passkey is added. You can now sign in with the passkey.");
    }

    private void assertAccessible() {
        assertThat(Axe.faults(person.page)).as(person.page.url()).isEmpty();
    }

    @Test
    void everyPageHasNoViolation() {
        attachAuthenticator();
        person.open(base + "signin");
        assertAccessible();
        enter();
        assertAccessible();
        link("Revoke access").click();
        assertThat(person.page).hasTitle("Revoke access? · Gatehouse");
        assertAccessible();
        person.press("Revoke access");
        assertThat(notice()).isVisible();
        assertAccessible();
        link("Sessions").click();
        assertThat(person.page).hasTitle(Pattern.compile("Active .*"));
        assertAccessible();
        link("Password").click();
        assertThat(person.page).hasTitle(Pattern.compile("Change .*"));
        assertAccessible();
        field("Current password").fill("not it at all");
        field("New password").fill("short");
        field("Repeat new password").fill("short");
        person.press("Change password");
        assertThat(person.page.locator("[data-focus]")).isFocused();
        assertAccessible();
        link("Passkeys").click();
        assertThat(person.button("Add passkey")).isVisible();
        assertAccessible();
        person.press("Add passkey");
        assertThat(notice()).isVisible();
        assertAccessible();
        link("Rename").click();
        assertThat(person.page).hasTitle(Pattern.compile("Rename .*"));
        assertAccessible();
        link("Cancel").click();
        link("Remove").click();
        assertThat(person.page).hasTitle(Pattern.compile("Remove .*"));
        assertAccessible();
    }
}
