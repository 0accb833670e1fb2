// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Request;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An administrator invites a colleague, who creates an account in another browser. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InvitationBrowserTest {
    private static final String PASSWORD = "chosen by the invitee";

    private static Chromium chromium;

    @TestHTTPResource("/")
    URI base;

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

    private static Person somebody(boolean script) {
        return new Person(chromium.browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(script)));
    }

    /** Returns the link that the console shows. */
    private String invite(boolean script) {
        try (var admin = somebody(script)) {
            admin.open(base.resolve("/signin").toString());
            admin.signIn("admin", "admin-demo");
            admin.open(base.resolve("/console/accounts").toString());
            admin.page.locator("text=Invite >> nth=0").click();
            admin.page.getByLabel("Administrator").check();
            admin.page.getByLabel("Display name").fill("Jo Doe");
            admin.press("Create invitation");
            assertThat(admin.page.locator("h1")).hasText("Invitation link");
            return admin.page.locator(".secret code").textContent();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inviteeChoosesThePasswordAndIsSignedIn(boolean script) {
        var username = AdminApi.unique();
        var link = invite(script);
        try (var invitee = somebody(script)) {
            var referrers = new ArrayList<String>();
            invitee.page.onRequest((Request request) ->
                    referrers.add(String.valueOf(request.allHeaders().get("referer"))));
            invitee.open(link);
            assertThat(invitee.page.getByLabel("Display name")).hasValue("Jo Doe");
            assertThat(invitee.page.getByLabel("Username")).isFocused();
            if (script) {
                assertThat(Axe.faults(invitee.page)).isEmpty();
            }
            invitee.page.setViewportSize(320, 640);
            invitee.page.getByLabel("Username").fill(username);
            invitee.page.getByLabel("Password").fill("short");
            invitee.press("Create account");
            assertThat(invitee.alert()).contains("At least 8 characters are required.");
            assertThat(invitee.page.getByLabel("Password")).isFocused();
            assertThat(invitee.page.getByLabel("Username")).hasValue(username);
            if (script) {
                assertThat(Axe.faults(invitee.page)).isEmpty();
                assertThat(invitee.page.evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(320);
            }

            invitee.page.getByLabel("Password").fill(PASSWORD);
            invitee.press("Create account");

            assertThat(invitee.page.locator(".visitor .name")).containsText("Jo Doe");
            assertThat(URI.create(invitee.page.url()).getPath()).isEqualTo("/console");
            assertThat(referrers).noneMatch(referrer -> referrer.contains("gin_"));
            invitee.open(link);
            assertThat(invitee.heading()).isEqualTo("This invitation is not valid");
            if (script) {
                assertThat(Axe.faults(invitee.page)).isEmpty();
            }
            assertThat(invitee.complaints()).isEmpty();
        }
    }
}
