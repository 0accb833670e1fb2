// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages over plain HTTP in a browser, in light mode and in dark mode. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PlainHttpBrowserTest {
    private static final String SAFE =
            "Not encrypted. This is safe only because the connection does not leave your computer.";
    private static final String OPEN = "Not encrypted. Others on the network can read passwords and tokens.";
    private static final int PHONE = 320;

    @TestHTTPResource("/")
    URI base;

    @Inject
    CurrentTenant tenant;

    @Inject
    TenantSettings settings;

    @AfterEach
    void allow() {
        requireHttps(false);
    }

    @Test
    void saysSoOrRefuses() {
        var faults = new ArrayList<String>();
        try (var chromium = Chromium.launch()) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (var person = new Person(chromium.browser()
                        .newContext(new Browser.NewContextOptions()
                                .setColorScheme(scheme)
                                .setViewportSize(1024, 700)))) {
                    requireHttps(true);
                    person.open(base.resolve("/signin").toString());
                    look("loopback", scheme, person.page, faults, SAFE);
                    person.signIn("admin", "admin-demo");
                    look("loopback-console", scheme, person.page, faults, SAFE);
                    person.open("http://gatehouse.test:" + base.getPort() + "/signin");
                    look(
                            "refused",
                            scheme,
                            person.page,
                            faults,
                            "This address is not secure",
                            "quarkus.http.proxy.proxy-address-forwarding=true",
                            "gatehouse.require-https=false");
                    requireHttps(false);
                    person.page.reload();
                    look("open", scheme, person.page, faults, OPEN);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static void look(String name, ColorScheme scheme, Page page, List<String> faults, String... texts) {
        assertThat(page.locator("body").innerText()).contains(texts);
        var kind = "plain-http-" + name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
        // Axe checks both modes, so the test sets the mode again.
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", kind + ".png")));
        Axe.faults(page).forEach(fault -> faults.add(kind + " " + fault));
        page.setViewportSize(PHONE, 640);
        if ((Integer) page.evaluate("document.documentElement.scrollWidth") > PHONE) {
            faults.add(kind + " is wider than a small phone");
        }
        page.setViewportSize(1024, 700);
    }

    private void requireHttps(boolean required) {
        tenant.call(CurrentTenant.DEFAULT, () -> {
            settings.requireHttps(required);
            return required;
        });
    }
}
