// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passkeys in a browser with Chromium's virtual authenticator. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PasskeyBrowserTest {
    private static final String PASSWORD = "the first password";
    private static final String WITH_A_PASSKEY = "Sign in with a passkey";

    private static Chromium chromium;

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private Application application;
    private Person person;
    private String username;

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
        username = "walker-" + UUID.randomUUID();
        gate.postJson(
                "/admin/api/v1/accounts",
                new JsonObject()
                        .put("username", username)
                        .put("password", PASSWORD)
                        .encode(),
                gate.adminToken());
        person = new Person(chromium.browser().newContext());
        person.attachAuthenticator();
    }

    @AfterEach
    void leave() {
        person.close();
        application.close();
    }

    /** Adds a passkey with the function that the page calls, and signs out. Returns the ID of the passkey. */
    private String addPasskey() {
        person.open(base + "signin");
        person.page.waitForResponse("**/my-access", () -> person.signIn(username, PASSWORD));
        person.open(base + "signin");
        var added = person.page.evaluate(
                "() => import('/assets/passkeys.js').then((passkeys) => passkeys.add({ name: 'This computer' }))"
                        + ".then((passkey) => passkey.id)");
        person.page.context().clearCookies();
        return (String) added;
    }

    @Test
    void signsInAndGoesOnToTheApplication() throws Exception {
        addPasskey();

        person.open(application.authorizeUrl());
        person.press(WITH_A_PASSKEY);
        assertThat(person.page).hasTitle("Grant access");
        person.press("Grant Access");

        assertThat(application.callback()).containsKeys("code", "state", "iss");
        assertThat(person.complaints()).allMatch(complaint -> complaint.contains("404"));
    }

    @Test
    void passkeyThatIsGoneIsToldWithoutLeavingThePage() {
        var id = addPasskey();
        var owner = gate.browser();
        owner.form("/signin", Map.entry("username", username), Map.entry("password", PASSWORD));
        assertThat(owner.form("/my-access/passkeys/" + id + "/remove").status()).isEqualTo(303);

        person.open(base + "signin");
        person.press(WITH_A_PASSKEY);

        assertThat(person.page.getByText("The passkey sign-in failed.")).isVisible();
        assertThat(person.alert()).isEqualTo("The passkey sign-in failed. Try again, or sign in with your password.");
        assertThat(Axe.faults(person.page)).isEmpty();
    }

    @Test
    void pageWithoutScriptOffersThePasswordAlone() {
        person.close();
        person = new Person(chromium.browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false)));
        person.open(base + "signin");

        assertThat(person.button("Sign in")).isVisible();
        assertThat(person.button(WITH_A_PASSKEY)).isHidden();
        assertThat(person.page.locator("#passkey-problem")).isHidden();
    }
}
