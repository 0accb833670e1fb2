package dev.gatehouse.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Not a test: {@code make screenshots} runs it to show every page of the running product in {@code target/screenshots}. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class Screenshots {
    private static final Path DIRECTORY = Path.of("target", "screenshots");

    @TestHTTPResource("/")
    URI base;

    enum Look {
        LIGHT(ColorScheme.LIGHT, 1024, 800),
        DARK(ColorScheme.DARK, 1024, 800),
        PHONE(ColorScheme.LIGHT, 390, 844),
        PHONE_DARK(ColorScheme.DARK, 390, 844);

        private final ColorScheme scheme;
        private final int width;
        private final int height;

        Look(ColorScheme scheme, int width, int height) {
            this.scheme = scheme;
            this.width = width;
            this.height = height;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPage(Look look) {
        try (var chromium = Chromium.launch();
                var application = new Application(new Gate(base));
                var person = new Person(chromium.browser()
                        .newContext(new Browser.NewContextOptions()
                                .setColorScheme(look.scheme)
                                .setViewportSize(look.width, look.height)
                                .setDeviceScaleFactor(2)))) {
            person.open(base.toString());
            take("home", look, person);
            person.open(application.authorizeUrl("https://evil.example/"));
            take("problem", look, person);
            person.open(application.authorizeUrl());
            take("sign-in", look, person);
            person.signIn("jane", "not-hers");
            take("sign-in-error", look, person);
            person.signIn("jane", "jane-demo");
            take("permissions", look, person);
            person.untick(Gate.CUSTOMERS_SCOPE);
            person.untick(Gate.CALCULATOR_SCOPE);
            person.press("Grant Access");
            take("nothing-ticked", look, person);
            person.open(base.toString());
            take("home-signed-in", look, person);
            person.press("Sign out");
            take("signed-out", look, person);
        }
    }

    private static void take(String name, Look look, Person person) {
        person.page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(
                        DIRECTORY.resolve(name + "-" + look.name().toLowerCase().replace('_', '-') + ".png")));
    }
}
