// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator and two tenants in one browser, which shares its cookies and passkeys among all windows. */
class TenantsBrowserIT {
    private static final String PASSWORD = "admin-demo";

    private static Chromium chromium;
    private static PackagedGatehouse process;
    private static Gate node;
    private static int port;

    private BrowserContext context;

    @BeforeAll
    static void start() {
        chromium = Chromium.launch();
        port = ServerProcess.freePort();
        process = PackagedGatehouse.start(
                "-Xmx256m",
                "-Dgatehouse.bcrypt-cost=4",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + ServerProcess.freePort(),
                "-Dgatehouse.operator.base-url=http://operator.localhost:" + port);
        node = new Gate(process.address());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (process != null) {
            process.close();
        }
    }

    @BeforeEach
    void open() {
        context = chromium.browser().newContext();
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Person at(String tenant, String path) {
        var person = new Person(context);
        person.open(url(tenant, path));
        return person;
    }

    private Person signedIn(String tenant) {
        var person = at(tenant, "/signin");
        person.signIn("admin", PASSWORD);
        assertThat(person.page.locator(".visitor .name")).isVisible();
        return person;
    }

    private static String url(String tenant, String path) {
        return "http://" + tenant + ".localhost:" + port + path;
    }

    private static AdminApi create(String id) {
        return OperatorApi.of(node, "operator.localhost:" + port).create(node, id);
    }

    private static void link(Person person, String name) {
        person.page
                .getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    @Test
    void operatorCreatesSuspendsAndResumesATenant() {
        var operator = signedIn("operator");
        link(operator, "Tenants");
        link(operator, "New tenant");
        operator.page
                .getByLabel("ID", new Page.GetByLabelOptions().setExact(true))
                .fill("Bad ID");
        operator.page.getByLabel("Name").fill("North");
        operator.page.getByLabel("Hosts").fill("north.localhost");
        operator.press("Save");
        assertThat(operator.page.locator(".alert")).containsText("ID");
        operator.page
                .getByLabel("ID", new Page.GetByLabelOptions().setExact(true))
                .fill("north");
        operator.press("Save");
        assertThat(operator.page.locator("h1")).hasText("Link for an administrator");
        var invitation = operator.page.locator(".secret code").textContent();
        assertThat(invitation).startsWith(url("north", "/invitation?code="));
        link(operator, "To the tenant");
        assertThat(operator.page.locator("h1")).hasText("North");
        assertThat(operator.page.content()).doesNotContain("gin_");

        var administrator = new Person(context);
        administrator.open(invitation);
        administrator.page.getByLabel("Username").fill("ann");
        administrator.page.getByLabel("Display name").fill("Ann");
        administrator.page.getByLabel("Password").fill(PASSWORD);
        administrator.press("Create account");
        assertThat(administrator.page.locator(".visitor .name")).containsText("Ann");
        assertThat(administrator.page).hasURL(url("north", "/console"));

        link(operator, "Suspend");
        operator.press("Suspend");
        assertThat(operator.page.locator(".badge")).hasText("Suspended");
        administrator.page.waitForCondition(() -> {
            administrator.page.reload();
            return !administrator.heading().equals("Overview");
        });
        assertThat(administrator.heading()).isEqualTo("This server is suspended");

        link(operator, "Resume");
        operator.press("Resume");
        assertThat(operator.page.locator(".badge")).hasText("Active");
        administrator.page.waitForCondition(() -> {
            administrator.page.reload();
            return administrator.heading().equals("Overview");
        });
        assertThat(operator.complaints()).isEmpty();
    }

    @Test
    void sessionsAndConsolesDoNotMix() {
        var inEast = create("east");
        var inWest = create("west");
        Partner.register(
                inEast.gate(), new JsonObject().put("name", "Eastern shop").put("scopes", List.of()));
        Partner.register(
                inWest.gate(), new JsonObject().put("name", "Western shop").put("scopes", List.of()));

        var east = signedIn("east");
        var west = at("west", "/console/clients");
        assertThat(west.page.getByLabel("Password")).isVisible();
        west.signIn("admin", PASSWORD);
        assertThat(west.page).hasURL(url("west", "/console/clients"));
        east.open(url("east", "/console/clients"));
        assertThat(east.page.getByRole(AriaRole.MAIN)).containsText("Eastern shop");
        assertThat(east.page.getByRole(AriaRole.MAIN)).not().containsText("Western shop");
        assertThat(west.page.getByRole(AriaRole.MAIN)).containsText("Western shop");
        assertThat(west.page.getByRole(AriaRole.MAIN)).not().containsText("Eastern shop");
        assertThat(east.page.locator(".visitor .name")).containsText("Administrator of east");
        assertThat(west.page.locator(".visitor .name")).containsText("Administrator of west");

        west.press("Sign out");
        east.page.reload();
        assertThat(east.page.locator("h1")).hasText("Client Registration");
    }

    @Test
    void consentAndBrandingDoNotMix() throws InterruptedException {
        var partners = new ArrayList<Partner>();
        for (var id : List.of("alpha", "beta")) {
            var api = create(id);
            api.createScope("calls", "/integration/restv2/never/*");
            brand(api, "Let this application use your account of " + id + "?");
            partners.add(Partner.register(
                    api.gate(), new JsonObject().put("name", "Shop").put("scopes", List.of("calls"))));
        }
        try (var application = new Application(node)) {
            var alpha = signedIn("alpha");
            alpha.open(authorize("alpha", partners.get(0), application));
            assertThat(alpha.page.locator("h1")).hasText("Let this application use your account of alpha?");
            alpha.press("Grant Access");
            var response = application.callback();
            assertThat(response).containsEntry("iss", "http://alpha.localhost:" + port);
            var redeemed = partners.get(0)
                    .token(
                            Map.entry("grant_type", "authorization_code"),
                            Map.entry("code", response.get("code")),
                            Map.entry("redirect_uri", application.redirectUri()));
            assertThat(redeemed.status()).as("%s", redeemed).isEqualTo(200);

            var beta = signedIn("beta");
            beta.open(authorize("beta", partners.get(1), application));
            assertThat(beta.page.locator("h1")).hasText("Let this application use your account of beta?");
            beta.press("Deny");
            assertThat(application.callback()).containsEntry("error", "access_denied");

            alpha.open(url("alpha", "/my-access"));
            assertThat(alpha.page.getByRole(AriaRole.MAIN)).containsText("Shop");
            beta.open(url("beta", "/my-access"));
            assertThat(beta.page.getByRole(AriaRole.MAIN)).not().containsText("Shop");

            alpha.open(authorize("beta", partners.get(0), application));
            assertThat(alpha.page.locator("h1")).isVisible();
            assertThat(alpha.page.locator("input[type=checkbox]")).hasCount(0);
            assertThat(application.callbacksWaiting()).isZero();
        }
    }

    private static void brand(AdminApi api, String heading) {
        var settings = api.get("/settings").json();
        settings.remove("warnings");
        assertThat(api.put("/settings", settings.put("approvalHeading", heading))
                        .status())
                .isEqualTo(200);
    }

    private static String authorize(String tenant, Partner client, Application application) {
        return url(tenant, Gate.AUTHORIZE) + "?"
                + Gate.encode(List.of(
                        Map.entry("response_type", "code"),
                        Map.entry("client_id", client.clientId()),
                        Map.entry("redirect_uri", application.redirectUri()),
                        Map.entry("scope", "calls")));
    }

    @Test
    void passkeysDoNotMix() {
        create("first");
        create("second");
        var owner = signedIn("first");
        owner.attachAuthenticator();
        owner.open(url("first", "/signin"));
        owner.page.evaluate("() => import('/assets/passkeys.js').then(passkeys => passkeys.add({ name: 'Mine' }))");
        context.clearCookies();

        owner.open(url("second", "/signin"));
        assertThat(owner.page.evaluate("() => navigator.credentials.get({publicKey: {challenge: new Uint8Array(32),"
                        + " rpId: 'first.localhost'}}).then(() => 'a passkey', error => error.name)"))
                .isEqualTo("SecurityError");

        owner.open(url("first", "/signin"));
        owner.press("Sign in with a passkey");
        assertThat(owner.page.locator(".visitor .name")).containsText("Administrator of first");
    }

    @Test
    void pagesOfTenantsAreUsableByEverybodyOnAnyScreen() {
        create("looked-at");
        var faults = new ArrayList<String>();
        for (var language : List.of("en", "de")) {
            try (var person =
                    new Person(chromium.browser().newContext(new Browser.NewContextOptions().setLocale(language)))) {
                person.open(url("operator", "/signin"));
                person.page.locator("#username").fill("admin");
                person.page.locator("#password").fill(PASSWORD);
                person.page.locator("form button.primary").click();
                assertThat(person.page.locator(".visitor .name")).isVisible();
                for (var path : List.of(
                        "tenants",
                        "new-tenant",
                        "tenants/looked-at",
                        "tenants/operator",
                        "tenants/looked-at/edit",
                        "tenants/looked-at/quotas",
                        "tenants/looked-at/suspend",
                        "tenants/looked-at/delete")) {
                    person.open(url("operator", "/console/" + path));
                    Axe.faults(person.page).forEach(fault -> faults.add(path + " " + fault));
                    person.page.setViewportSize(320, 640);
                    if ((Integer) person.page.evaluate("document.documentElement.scrollWidth") > 320) {
                        faults.add(path + ": is wider than a small phone");
                    }
                    person.page.setViewportSize(1280, 800);
                }
                faults.addAll(person.complaints());
            }
        }
        assertThat(faults).isEmpty();
    }
}
