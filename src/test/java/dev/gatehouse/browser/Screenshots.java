// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Not a test: {@code make screenshots} runs this class to save screenshots of all pages in {@code target/screenshots}.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class Screenshots {
    private static final String SETTINGS = "/admin/api/v1/settings";
    private static final Path DIRECTORY = Path.of("target", "screenshots");

    @TestHTTPResource("/")
    URI base;

    enum Look {
        LIGHT(ColorScheme.LIGHT, 1024, 1280, 800),
        DARK(ColorScheme.DARK, 1024, 1280, 800),
        PHONE(ColorScheme.LIGHT, 390, 390, 844),
        PHONE_DARK(ColorScheme.DARK, 390, 390, 844);

        private final ColorScheme scheme;
        private final int width;

        /** The width for pages that use more space. */
        private final int wide;

        private final int height;

        Look(ColorScheme scheme, int width, int wide, int height) {
            this.scheme = scheme;
            this.width = width;
            this.wide = wide;
            this.height = height;
        }

        /** Sets the options of a window for the console. */
        Browser.NewContextOptions options(Browser.NewContextOptions options) {
            return options.setColorScheme(scheme).setViewportSize(wide, height).setDeviceScaleFactor(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPage(Look look) throws InterruptedException {
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
            var permissions = person.page.url();
            brand();
            person.page.reload();
            take("permissions-branded", look, person);
            unbrand();
            person.page.reload();
            person.untick(Gate.CUSTOMERS_SCOPE);
            person.untick(Gate.CALCULATOR_SCOPE);
            person.press("Grant Access");
            take("nothing-ticked", look, person);
            person.page.getByLabel(Gate.CUSTOMERS_SCOPE).check();
            person.page.getByLabel(Gate.CALCULATOR_SCOPE).check();
            person.press("Grant Access");
            person.open(permissions);
            take("decided", look, person);
            application.redeem(application.callback().get("code"));
            person.page.reload();
            take("decided-redeemed", look, person);
            person.open(application.authorizeUrl());
            var denied = person.page.url();
            person.press("Deny");
            application.callback();
            person.open(denied);
            take("denied", look, person);
            person.page.route("**/form-post.js", route -> route.abort());
            person.open(application.authorizeUrl() + "&response_mode=form_post");
            person.press("Grant Access");
            take("form-post", look, person);
            person.open(base.toString());
            take("home-signed-in", look, person);
            person.press("Sign out");
            take("signed-out", look, person);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPageOfTheConsole(Look look) {
        EveryPageIT.somethingOfEachKind(base);
        try (var chromium = Chromium.launch();
                var person = new Person(chromium.browser().newContext(look.options(new Browser.NewContextOptions())))) {
            person.open(base.resolve("/signin").toString());
            person.signIn("admin", "admin-demo");
            Tour.through(person, base, kind -> take(kind, look, person));
        }
    }

    /** Sets texts and a logo of the tenant on the permissions page. */
    private void brand() {
        changeSettings(new JsonObject()
                .put("approvalTitle", "Acme · access request")
                .put("approvalHeading", "Let this application use your Acme account?")
                .put("approvalFooter", "Acme Integration Team · integration@acme.example"));
        try (var http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(base.resolve(SETTINGS + "/logo"))
                            .header("Authorization", "Bearer " + new Gate(base).adminToken())
                            .header("Content-Type", "image/png")
                            .PUT(HttpRequest.BodyPublishers.ofByteArray(logo()))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void unbrand() {
        changeSettings(new JsonObject()
                .putNull("approvalTitle")
                .putNull("approvalHeading")
                .putNull("approvalFooter"));
        var gate = new Gate(base);
        gate.send("DELETE", SETTINGS + "/logo", null, Gate.bearer(gate.adminToken()));
    }

    private void changeSettings(JsonObject changes) {
        var gate = new Gate(base);
        var token = gate.adminToken();
        gate.sendJson(
                "PUT",
                SETTINGS,
                gate.get(SETTINGS, token).json().mergeIn(changes).encode(),
                token);
    }

    private static byte[] logo() throws IOException {
        var image = new BufferedImage(480, 128, BufferedImage.TYPE_INT_ARGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(0xc2410c));
        graphics.fillRoundRect(0, 0, 128, 128, 40, 40);
        graphics.setColor(Color.WHITE);
        graphics.fillPolygon(new int[] {64, 104, 24}, new int[] {24, 100, 100}, 3);
        graphics.setColor(new Color(0xc2410c));
        graphics.fillRoundRect(152, 40, 328, 48, 24, 24);
        graphics.dispose();
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    static void take(String name, Look look, Person person) {
        person.page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(
                        DIRECTORY.resolve(name + "-" + look.name().toLowerCase().replace('_', '-') + ".png")));
    }
}
