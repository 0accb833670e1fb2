// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import static dev.gatehouse.testing.ConsolePages.administrator;
import static dev.gatehouse.testing.ConsolePages.assertRefused;
import static dev.gatehouse.testing.ConsolePages.auditor;
import static dev.gatehouse.testing.ConsolePages.shown;
import static dev.gatehouse.testing.ConsolePages.taken;
import static dev.gatehouse.testing.ConsolePages.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The upstream pages of the console, which accept secrets but never show them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UpstreamPagesTest {
    private static final String UPSTREAMS = "/console/services/upstreams";
    private static final String SECRET = "s3cret-value-of-the-other-side";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private Browser browser;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        browser = administrator(gate);
    }

    private Answer add(String url, String maxConcurrent) {
        return browser.form(
                UPSTREAMS + "/new",
                Map.entry("url", url),
                Map.entry("description", "<i>Orders</i>"),
                Map.entry("authentication", "CLIENT_CREDENTIALS"),
                Map.entry("headerName", "X-Left-Behind"),
                Map.entry("tokenUrl", "https://as.example/token"),
                Map.entry("clientId", "gatehouse"),
                Map.entry("clientSecret", SECRET),
                Map.entry("clientAuthentication", "POST"),
                Map.entry("scope", "read write"),
                Map.entry("maxConcurrent", maxConcurrent));
    }

    @Test
    void everyFieldArrivesAndTheSecretIsNeverShown() {
        var url = "https://" + AdminApi.unique() + ".example";

        var page = taken(browser, add(url, "50"));

        assertThat(PageText.of(page))
                .contains("Created.", url, "OAuth token (client credentials)", "https://as.example/token", "gatehouse")
                .contains("Form parameters (POST)", "read write", "Stored encrypted, never shown", "50");
        assertThat(page.body()).doesNotContain(SECRET, "<i>", "X-Left-Behind");
        assertThat(PageText.of(shown(browser, UPSTREAMS + "?search=" + url)))
                .contains(url, "OAuth token (client credentials)");
    }

    @Test
    void refusedFormKeepsWhatWasTypedButTheSecret() {
        var refused = add("https://" + AdminApi.unique() + ".example", "many");

        assertRefused(refused);
        assertThat(PageText.of(refused))
                .contains("Concurrent calls : Enter a whole number.")
                .contains("Please enter the secret again.");
        assertThat(value(refused, "clientId")).isEqualTo("gatehouse");
        assertThat(value(refused, "maxConcurrent")).isEqualTo("many");
        assertThat(refused.body()).doesNotContain(SECRET);
    }

    @Test
    void editKeepsTheSecretAndTellsTheSecondAdministrator() {
        var url = "https://" + AdminApi.unique() + ".example";
        taken(browser, add(url, ""));
        var id = admin.get("/upstreams?search=" + url)
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
        var form = shown(browser, UPSTREAMS + "/" + id + "/edit");
        assertThat(value(form, "maxConcurrent")).isEqualTo("200");
        assertThat(value(form, "clientSecret")).isEmpty();

        taken(browser, edit(id, value(form, "version"), url, "60"));
        var overtaken = edit(id, value(form, "version"), url, "70");

        assertRefused(overtaken);
        assertThat(PageText.of(overtaken)).contains("Saved value: 60");
        assertThat(value(overtaken, "maxConcurrent")).isEqualTo("70");
        assertThat(admin.get("/upstreams/" + id).json().getInteger("maxConcurrent"))
                .isEqualTo(60);

        var confirmation = shown(browser, UPSTREAMS + "/" + id + "/delete");
        taken(
                browser,
                browser.form(UPSTREAMS + "/" + id + "/delete", Map.entry("version", value(confirmation, "version"))));
        assertThat(browser.get(UPSTREAMS + "/" + id).status()).isEqualTo(404);
    }

    private Answer edit(String id, String version, String url, String maxConcurrent) {
        return browser.form(
                UPSTREAMS + "/" + id + "/edit",
                Map.entry("version", version),
                Map.entry("url", url),
                Map.entry("authentication", "CLIENT_CREDENTIALS"),
                Map.entry("tokenUrl", "https://as.example/token"),
                Map.entry("clientId", "gatehouse"),
                Map.entry("clientSecret", ""),
                Map.entry("clientAuthentication", "POST"),
                Map.entry("maxConcurrent", maxConcurrent));
    }

    @Test
    void auditorReadsAndIsShownNoButtons() {
        var id = admin.created("/upstreams", new JsonObject().put("url", "https://" + AdminApi.unique() + ".example"))
                .getString("id");
        var auditor = auditor(admin);

        assertThat(shown(auditor, UPSTREAMS + "/" + id).body()).doesNotContain("/edit", "/delete");
        assertThat(shown(auditor, UPSTREAMS).body()).doesNotContain(UPSTREAMS + "/new");
        assertThat(auditor.form(UPSTREAMS + "/" + id + "/delete").status()).isEqualTo(403);
    }

    /** If several upstreams match the URL of a service, the longest upstream URL applies. */
    @Test
    void servicesThatGoThereAreNamedHereAndBeforeItsDeletion() {
        var url = "https://" + AdminApi.unique() + ".example";
        var whole =
                admin.created("/upstreams", new JsonObject().put("url", url)).getString("id");
        var part = admin.created("/upstreams", new JsonObject().put("url", url + "/v1"))
                .getString("id");
        var project = admin.createProject(AdminApi.unique());
        var service = admin.created(
                "/services",
                new JsonObject()
                        .put("projectId", project)
                        .put("kind", "FLOW_SERVICE")
                        .put("name", "orders")
                        .put("upstreamUrl", url + "/v1/orders"));

        assertThat(admin.get("/upstreams/" + whole + "/usage").json())
                .isEqualTo(new JsonObject("{\"services\":{\"items\":[],\"total\":0}}"));
        var usage = admin.get("/upstreams/" + part + "/usage").json().getJsonObject("services");
        assertThat(usage.getInteger("total")).isEqualTo(1);
        assertThat(usage.getJsonArray("items").getJsonObject(0).getString("path"))
                .isEqualTo(service.getString("path"));
        assertThat(PageText.of(shown(browser, UPSTREAMS + "/" + whole)))
                .contains("None. An upstream applies to services");
        for (var page : List.of("", "/delete")) {
            assertThat(shown(browser, UPSTREAMS + "/" + part + page).body())
                    .contains("href=\"/console/services/" + service.getString("id") + "\"");
        }
        assertThat(PageText.of(shown(browser, UPSTREAMS + "/" + part + "/delete")))
                .contains("One service uses this upstream: orders " + service.getString("path"));
        AdminApi.assertProblem(
                admin.get("/upstreams/" + AdminApi.ABSENT + "/usage"),
                404,
                "Not found",
                "The upstream does not exist.");
    }
}
