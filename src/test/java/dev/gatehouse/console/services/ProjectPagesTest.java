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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The project pages of the console. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProjectPagesTest {
    private static final String PROJECTS = "/console/services/projects";

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

    private String created(String name) {
        return admin.createProject(name);
    }

    @Test
    void projectIsMadeFoundRenamedAndDeleted() {
        var name = "<b>" + AdminApi.unique();
        var page = taken(
                browser, browser.form(PROJECTS + "/new", Map.entry("name", name), Map.entry("environment", "staging")));
        assertThat(PageText.of(page)).contains("Created.", name, "staging", "No services in this project yet");
        assertThat(page.body()).doesNotContain(name);
        var id = admin.get("/projects?search=" + name.substring(3))
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("projectId");
        assertThat(shown(browser, PROJECTS + "?search=" + name.substring(3)).body())
                .contains("href=\"" + PROJECTS + "/" + id + "\"");

        var form = shown(browser, PROJECTS + "/" + id + "/edit");
        var renamed = AdminApi.unique();
        assertThat(PageText.of(taken(
                        browser,
                        browser.form(
                                PROJECTS + "/" + id + "/edit",
                                Map.entry("version", value(form, "version")),
                                Map.entry("name", renamed),
                                Map.entry("environment", "staging")))))
                .contains("Saved.", renamed);

        var confirmation = shown(browser, PROJECTS + "/" + id + "/delete");
        assertThat(PageText.of(taken(
                        browser,
                        browser.form(
                                PROJECTS + "/" + id + "/delete",
                                Map.entry("version", value(confirmation, "version"))))))
                .contains("Deleted.");
        assertThat(browser.get(PROJECTS + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void refusedFormKeepsWhatWasTyped() {
        var refused =
                browser.form(PROJECTS + "/new", Map.entry("name", "Orders"), Map.entry("environment", "not one!"));

        assertRefused(refused);
        assertThat(PageText.of(refused))
                .contains("Environment : Use up to 63 letters, digits, - and _, and begin with a letter or digit.");
        assertThat(value(refused, "name")).isEqualTo("Orders");
        assertThat(value(refused, "environment")).isEqualTo("not one!");
    }

    @Test
    void secondAdministratorIsTold() {
        var id = created(AdminApi.unique());
        var form = shown(browser, PROJECTS + "/" + id + "/edit");
        var theirs = AdminApi.unique();
        admin.put("/projects/" + id, new JsonObject().put("name", theirs));

        var answer = browser.form(
                PROJECTS + "/" + id + "/edit",
                Map.entry("version", value(form, "version")),
                Map.entry("name", "mine-" + theirs));

        assertRefused(answer);
        assertThat(PageText.of(answer)).contains("Saved value: " + theirs);
        assertThat(value(answer, "name")).isEqualTo("mine-" + theirs);
    }

    @Test
    void projectWithServicesShowsThemAndIsNotDeleted() {
        var id = created(AdminApi.unique());
        admin.created("/services", AdminApi.restResource(id, "Orders", "/orders", "https://orders.example"));

        assertThat(PageText.of(shown(browser, PROJECTS + "/" + id))).contains("Orders 1 0", "Orders/orders");
        assertThat(PageText.of(shown(browser, PROJECTS + "/" + id + "/apis/Orders")))
                .contains("/integration/restv2/development/" + id + "/Orders", "Create scope");
        assertThat(browser.get(PROJECTS + "/" + id + "/apis/Order").status()).isEqualTo(404);
        var confirmation = shown(browser, PROJECTS + "/" + id + "/delete");
        assertThat(PageText.of(confirmation)).contains("Services of this project:");
        var refused =
                browser.form(PROJECTS + "/" + id + "/delete", Map.entry("version", value(confirmation, "version")));
        assertRefused(refused);
        assertThat(PageText.of(refused)).contains("The project has exposed services. Delete them first.");
    }

    @Test
    void apiIsShownWithItsOwnResourcesAloneHoweverManyAnotherOneHas() {
        var id = created(AdminApi.unique());
        var orders = Map.<String, Object>of(
                "openapi", "3.1.0",
                "info", Map.of("title", "Orders", "version", "1"),
                "servers", List.of(Map.of("url", "https://orders.example")));
        imported(id, "orders", orders, List.of("/zzz-own"));
        // The first page of all resources whose API name begins with "orders" contains only resources of the other API
        imported(id, "orders-v2", orders, numbered("/other", 60));

        var own = shown(browser, PROJECTS + "/" + id + "/apis/orders");

        assertThat(PageText.of(own)).contains("orders/zzz-own").doesNotContain("orders-v2");
        assertThat(own.body()).doesNotContain("after=");
    }

    @Test
    void apiBeyondTheFirst200HasItsPage() {
        var id = created(AdminApi.unique());
        for (var n = 0; n < 200; n++) {
            resource(id, "a%03d".formatted(n));
        }
        resource(id, "z");

        assertThat(PageText.of(shown(browser, PROJECTS + "/" + id + "/apis/z"))).contains("z/orders");
        assertThat(browser.get(PROJECTS + "/" + id + "/apis/y").status()).isEqualTo(404);
    }

    private void resource(String project, String api) {
        admin.created("/services", AdminApi.restResource(project, api, "/orders", "https://orders.example"));
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(n -> prefix + n).toList();
    }

    private void imported(String project, String name, Map<String, Object> document, List<String> paths) {
        var operations = new JsonObject();
        paths.forEach(path -> operations.put(path, new JsonObject().put("get", new JsonObject())));
        var answer = admin.post(
                "/projects/" + project + "/openapi?name=" + name,
                new JsonObject(document).copy().put("paths", operations));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    @Test
    void auditorReadsAndIsShownNoButtons() {
        var id = created(AdminApi.unique());
        var auditor = auditor(admin);

        assertThat(shown(auditor, PROJECTS + "/" + id).body()).doesNotContain("/edit", "/delete", "/import");
        assertThat(auditor.form(PROJECTS + "/" + id + "/delete").status()).isEqualTo(403);
    }
}
