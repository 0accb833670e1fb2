// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Newman;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.ThrowawayCertificate;
import dev.gatehouse.testing.Upstream;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new administrator starts with an empty tenant and follows only the pages. The administrator imports an API, gets a
 * token, revokes the token, asks why a call is denied and finds all of these actions in the audit log.
 */
class FromNothingIT {
    private static final String PASSWORD = "a password of the first administrator";

    @TempDir
    Path directory;

    Person person;

    @Test
    void administratorGetsFromAnApiToARefusedCallAndItsReason() throws Exception {
        var certificate = ThrowawayCertificate.in(directory);
        var newman = Newman.in(directory);
        var base = PackagedGatehouse.emptyOverTls(certificate, PASSWORD);
        try (var chromium = Chromium.launch();
                var upstream = Upstream.start();
                var someone = new Person(
                        chromium.browser().newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true)))) {
            person = someone;
            upstream.on("/orders", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
            signIn(base);
            importApi(upstream);
            makeScope();
            var secret = registerClient();
            var run = newman.run(download("Download collection"), withSecret(download("Download environment"), secret));
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.executions()).extracting(Newman.Execution::status).containsOnly(200);

            // The run revokes its token at the end, so the test gets another token as a partner would.
            var again = newman.run(
                    download("Download collection"),
                    withSecret(download("Download environment"), secret),
                    "Get a token");
            assertThat(again.exit()).as(again.output()).isZero();
            var token = again.value("accessToken");
            var gate = new Gate(base, certificate.trusted());
            var url = gate.base()
                    .resolve(run.executions().stream()
                            .map(Newman.Execution::url)
                            .filter(called -> called.endsWith("/Orders/orders"))
                            .findFirst()
                            .orElseThrow());
            assertThat(gate.get(url.getPath(), token).status()).isEqualTo(200);

            revokeTheToken();
            assertThat(gate.get(url.getPath(), token).status()).isEqualTo(401);
            askWhy(url, token);
            findItInTheAuditLog();
            assertThat(person.complaints()).isEmpty();
        }
    }

    private void signIn(URI base) {
        person.open(base.toString());
        link("Sign in").click();
        person.signIn("admin", PASSWORD);
        assertThat(person.page).hasTitle("Overview · Gatehouse");
    }

    private void importApi(Upstream upstream) {
        link("Import an OpenAPI document").click();
        person.page.getByLabel("Or paste the document").fill("""
                openapi: 3.1.0
                info: {title: Orders, version: "1"}
                paths:
                  /orders:
                    get:
                      summary: All orders
                      responses: {"200": {description: The orders}}
                """);
        person.page.getByLabel("Upstream URL").fill(upstream.address().toString());
        person.press("Preview");
        assertThat(person.page.getByRole(AriaRole.MAIN)).containsText("/orders");
        person.press("Import");
        link("Create scope").click();
    }

    private void makeScope() {
        assertThat(person.page.getByLabel("Name")).hasValue("Orders");
        person.page.getByLabel("Description").fill("See all orders");
        assertThat(person.page.locator("#coverage")).containsText("covers one service");
        person.press("Save");
        assertThat(person.page.getByRole(AriaRole.STATUS)).hasText("Created.");
    }

    private String registerClient() {
        link("Overview").click();
        link("Register a client").click();
        person.page
                .getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
                .fill("Warehouse");
        person.page.getByLabel("Version").fill("1.0");
        box("Authorization code").uncheck();
        box("Client credentials").check();
        box("Orders").check();
        person.press("Register");
        assertThat(person.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Client registered");
        return person.page.locator(".secret code").nth(1).textContent();
    }

    private String download(String link) throws Exception {
        var download = person.page.waitForDownload(() -> link(link).click());
        return Files.readString(download.path());
    }

    /** Puts the secret into the environment, as the pages tell the user after the import. */
    private static JsonObject withSecret(String environment, String secret) {
        var changed = new JsonObject(environment);
        changed.getJsonArray("values").stream()
                .map(JsonObject.class::cast)
                .filter(value -> value.getString("key").equals("clientSecret"))
                .forEach(value -> value.put("value", secret));
        return changed;
    }

    private void revokeTheToken() {
        link("Token Management").click();
        var row = person.page
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText("Warehouse 1.0"))
                .filter(new Locator.FilterOptions().setHasText("just now"));
        assertThat(row.first()).isVisible();
        person.page.getByLabel("Select all on this page").check();
        person.press("Delete selected…");
        person.press("Delete");
        assertThat(person.page.getByRole(AriaRole.STATUS)).containsText("Deleted.");
        assertThat(person.page.getByText("Revoked", new Page.GetByTextOptions().setExact(true)))
                .hasCount(2);
    }

    private void askWhy(URI url, String token) {
        link("Why denied?").click();
        person.page
                .getByLabel("URL", new Page.GetByLabelOptions().setExact(true))
                .fill(url.toString());
        person.page.getByLabel("Access token").fill(token);
        person.press("Explain");
        assertThat(person.page.getByText("This call is denied")).isVisible();
        assertThat(person.page.getByText("Get a new token")).isVisible();
    }

    private void findItInTheAuditLog() {
        for (var action : List.of(
                "openapi.imported",
                "scope.created",
                "client.created",
                "client.exported",
                "token.issued",
                "token.revoked",
                "gateway.denied",
                "gateway.explained")) {
            link("Audit log").click();
            person.page.locator("#action").selectOption(action);
            person.press("Search");
            assertThat(person.page.locator("#events > li").first()).isVisible();
        }
    }

    private Locator link(String name) {
        return person.page
                .getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    private Locator box(String name) {
        return person.page.getByRole(
                AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
