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
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The import of OpenAPI documents: the preview changes nothing, and the confirmation imports exactly the preview. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ImportPagesTest {
    private static final String IMPORT = "/console/services/import";

    private static final String ORDERS = """
            openapi: 3.1.0
            info: {title: Orders, version: "1"}
            servers: [{url: "https://orders.example/v1"}]
            paths:
              /orders:
                get: {summary: "List <b>orders</b>"}
                post: {summary: Place an order}
              /orders/{orderId}:
                get: {summary: Get an order}
                trace: {}
            """;

    private static final String LATER = """
            openapi: 3.1.0
            info: {title: Orders, version: "2"}
            servers: [{url: "https://orders.example/v2"}]
            paths:
              /orders:
                get: {summary: List orders}
              /invoices:
                get: {summary: List invoices}
            """;

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private Browser browser;
    private String project;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        browser = administrator(gate);
        project = admin.createProject(AdminApi.unique());
    }

    private Answer upload(String document) {
        return browser.upload(
                IMPORT,
                "file",
                "orders.yaml",
                document,
                Map.entry("step", "preview"),
                Map.entry("projectId", project),
                Map.entry("document", ""));
    }

    private Answer paste(String document) {
        return browser.form(
                IMPORT, Map.entry("step", "preview"), Map.entry("projectId", project), Map.entry("document", document));
    }

    /** Presses a button of a preview or form and sends all fields. */
    private Answer press(Answer page, String step) {
        return browser.form(
                IMPORT,
                Map.entry("step", step),
                Map.entry("version", page.body().contains("name=\"version\"") ? value(page, "version") : ""),
                Map.entry("projectId", value(page, "projectId")),
                Map.entry("newProject", value(page, "newProject")),
                Map.entry("environment", value(page, "environment")),
                Map.entry("name", value(page, "name")),
                Map.entry("upstream", value(page, "upstream")),
                Map.entry("carried", value(page, "carried")),
                Map.entry("carriedName", value(page, "carriedName")));
    }

    private int count() {
        return admin.get("/services?projectId=" + project)
                .json()
                .getJsonArray("items")
                .size();
    }

    private String path() {
        return "/integration/restv2/development/" + project + "/Orders";
    }

    @Nested
    class Previewing {

        @Test
        void uploadedFileIsShownAndNothingIsChanged() {
            var preview = upload(ORDERS);

            assertThat(preview.status()).as("%s", preview).isEqualTo(200);
            assertThat(PageText.of(preview))
                    .contains("Nothing is changed yet.", path(), "Added: 2", "Changed: 0", "Removed: 0", "Notes: 1")
                    .contains("/orders/*", "GET: List <b>orders</b>; POST: Place an order", "https://orders.example/v1")
                    .contains("TRACE /orders/{orderId} Left out: The gateway does not forward this method.");
            assertThat(preview.body()).doesNotContain("List <b>");
            assertThat(count()).isZero();
        }

        @Test
        void pastedTextIsTakenAsWell() {
            assertThat(PageText.of(paste(ORDERS))).contains("Added: 2");
        }

        @Test
        void withoutDocumentItIsAskedFor() {
            var refused = browser.upload(
                    IMPORT, "file", "", "", Map.entry("step", "preview"), Map.entry("projectId", project));

            assertRefused(refused);
            assertThat(PageText.of(refused)).contains("File : Choose a file, or paste a text.");
        }

        @Test
        void faultyDocumentIsKeptAndItsFaultsAreNamed() {
            var refused = upload(ORDERS.replace("get:", "GET:"));

            assertRefused(refused);
            assertThat(PageText.of(refused))
                    .contains("GET is not a field of a path. Write methods in lower case.")
                    .contains("Current document, unless you choose another one: orders.yaml");
            assertThat(value(refused, "carried")).isNotEmpty();
        }

        @Test
        void documentWithoutServersAsksForAnUpstream() {
            var refused = paste(ORDERS.replaceAll("servers:.*", "x-nothing: true"));

            assertRefused(refused);
            assertThat(PageText.of(refused))
                    .contains("Upstream URL : The document has no servers. Add servers, or enter the upstream.");
            assertThat(refused.body()).contains("title: Orders");
        }

        @Test
        void damagedDocumentIsRefused() {
            for (var damaged : new String[] {"%%%", "AAAA", "eJw"}) {
                assertRefused(browser.form(
                        IMPORT,
                        Map.entry("step", "import"),
                        Map.entry("projectId", project),
                        Map.entry("carried", damaged)));
            }
            assertThat(count()).isZero();
        }

        @Test
        void conflictWithWhatWasMadeByHandIsNamedBefore() {
            admin.created("/services", AdminApi.restResource(project, "Orders", "/orders", "https://byhand.example"));

            var refused = upload(ORDERS);

            assertRefused(refused);
            assertThat(PageText.of(refused))
                    .contains("The document has the path /orders, where the service Orders/orders was created by hand."
                            + " Delete that service, or import under another name.");
        }
    }

    @Nested
    class Confirming {

        @Test
        void exposesEverythingAndOffersAScopeOverIt() {
            var page = taken(browser, press(upload(ORDERS), "import"));

            assertThat(PageText.of(page)).contains("Imported.", "Added: 2", "Create scope", "Orders/orders");
            assertThat(page.body())
                    .contains("/console/scopes/new?url=" + Gate.encode(path() + "/**") + "&amp;name=Orders");
            assertThat(count()).isEqualTo(2);
            assertThat(AuditTrail.of("openapi.imported"))
                    .contains("SUCCESS " + path() + " 2 added, 0 changed, 0 removed");
        }

        @Test
        void laterVersionShowsWhatChangesAndWhatGoes() {
            taken(browser, press(upload(ORDERS), "import"));
            var preview = upload(LATER);
            assertThat(PageText.of(preview))
                    .contains("Added: 1", "Changed: 1", "Removed: 1")
                    .contains("Calls to them are denied after the import.");

            assertThat(PageText.of(taken(browser, press(preview, "import"))))
                    .contains("Added: 1", "Changed: 1", "Removed: 1");

            assertThat(PageText.of(upload(LATER))).contains("There is nothing to import.");
        }

        @Test
        void whatWasNotPreviewedIsNotDone() {
            var preview = upload(ORDERS);
            taken(browser, press(upload(LATER), "import"));

            var answer = press(preview, "import");

            assertRefused(answer);
            assertThat(PageText.of(answer))
                    .contains("The project changed after the preview.", "Added: 1", "Removed: 1");
            assertThat(admin.get("/services?projectId=" + project).body()).contains("/invoices");
            taken(browser, press(answer, "import"));
            assertThat(admin.get("/services?projectId=" + project).body()).doesNotContain("/invoices");
        }

        @Test
        void changeLeadsBackToTheFormWithTheDocument() {
            var form = press(upload(ORDERS), "change");

            assertThat(form.status()).isEqualTo(200);
            assertThat(value(form, "name")).isEqualTo("Orders");
            assertThat(PageText.of(form)).contains("orders.yaml");
            assertThat(value(form, "carried")).isNotEmpty();
        }
    }

    @Nested
    class IntoANewProject {
        private String name;

        private Answer preview(String document) {
            name = AdminApi.unique();
            project = "";
            return browser.upload(
                    IMPORT,
                    "file",
                    "orders.yaml",
                    document,
                    Map.entry("step", "preview"),
                    Map.entry("projectId", ""),
                    Map.entry("newProject", name),
                    Map.entry("environment", ""));
        }

        private String projects() {
            return admin.get("/projects?search=" + name).body();
        }

        @Test
        void isMadeTogetherWithTheImport() {
            var preview = preview(ORDERS);
            assertThat(PageText.of(preview)).contains(name + " new", "development/fl…/Orders");
            assertThat(projects()).doesNotContain(name);
            assertThat(AuditTrail.of("project.created")).noneMatch(event -> event.contains(name));

            assertThat(PageText.of(taken(browser, press(preview, "import")))).contains("Added: 2", name);

            assertThat(projects()).contains(name);
        }

        @Test
        void isNotMadeWhenTheImportIsRefused() {
            assertRefused(preview("openapi: 3.1.0"));
            assertThat(projects()).doesNotContain(name);

            var preview = preview(ORDERS);
            var taken = admin.created("/projects", new JsonObject().put("name", name));
            var refused = press(preview, "import");

            assertRefused(refused);
            assertThat(PageText.of(refused))
                    .contains("Name of the new project : A project named " + name + " exists already in development.");
            assertThat(admin.get("/services?projectId=" + taken.getString("projectId"))
                            .json()
                            .getJsonArray("items"))
                    .isEmpty();
        }
    }

    @Test
    void auditorCannotImport() {
        assertThat(auditor(admin).form(IMPORT, Map.entry("step", "preview")).status())
                .isEqualTo(403);
    }

    @Test
    void documentOfTwoMegabytesTravels() {
        var large = ORDERS + ("# " + "a".repeat(126) + "\n").repeat(16 * 1024);

        var preview = upload(large);

        assertThat(PageText.of(preview)).contains("Added: 2");
        taken(browser, press(preview, "import"));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void formNamesTheProjectAndApiThatItWasOpenedFor() {
        var page = shown(browser, IMPORT + "?projectId=" + project + "&name=Orders");

        assertThat(page.body()).contains("<option value=\"" + project + "\" selected>");
        assertThat(value(page, "name")).isEqualTo("Orders");
    }
}
