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
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The service pages of the console: search, create, change and delete. A rejected form keeps the input. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ServicePagesTest {
    private static final String SERVICES = "/console/services";
    private static final String HOSTILE = "\"><script>alert('x')</script>";

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

    private JsonObject exposed(String name, String kind) {
        var input = new JsonObject()
                .put("projectId", project)
                .put("kind", kind)
                .put("name", name)
                .put("description", HOSTILE)
                .put("upstreamUrl", "https://orders.example/v1");
        return admin.created("/services", kind.equals("REST_RESOURCE") ? input.put("resource", "/orders") : input);
    }

    private String pathOf(String name) {
        return "/integration/restv2/development/" + project + "/" + name + "/orders/*";
    }

    private Answer add(String name, String upstream) {
        return browser.form(
                SERVICES + "/new",
                Map.entry("kind", "REST_RESOURCE"),
                Map.entry("projectId", project),
                Map.entry("name", name),
                Map.entry("resource", "/orders/*"),
                Map.entry("methods", "GET"),
                Map.entry("methods", "DELETE"),
                Map.entry("upstreamUrl", upstream),
                Map.entry("timeoutMs", "5000"),
                Map.entry("cors.mode", "ALLOW"),
                Map.entry("cors.origins", "https://app.example\r\nhttp://localhost:3000"),
                Map.entry("rateLimit.requests", "10"),
                Map.entry("rateLimit.perSeconds", "60"),
                Map.entry("rateLimit.burst", ""),
                Map.entry("description", "Single orders"));
    }

    @Nested
    class Selecting {

        @Test
        void severalAreDeletedAfterAQuestion() {
            var one = exposed(AdminApi.unique(), "FLOW_SERVICE");
            var other = exposed(AdminApi.unique(), "FLOW_SERVICE");
            var kept = exposed(AdminApi.unique(), "FLOW_SERVICE");
            assertThat(browser.get(SERVICES + "?projectId=" + project).body())
                    .contains("<input type=\"checkbox\" name=\"id\" value=\"" + one.getString("id") + "\"");

            var question = PageText.of(browser.get(
                    SERVICES + "/delete?id=" + one.getString("id") + "&id=" + other.getString("id") + "&id=none"));
            assertThat(question)
                    .contains("2 services will be deleted.", one.getString("path"), other.getString("path"))
                    .doesNotContain(kept.getString("path"));
            var answer = browser.form(
                    SERVICES + "/delete",
                    Map.entry("id", one.getString("id")),
                    Map.entry("id", other.getString("id")),
                    Map.entry("id", AdminApi.ABSENT));

            assertThat(answer.status()).as("%s", answer).isEqualTo(303);
            assertThat(admin.get("/services?projectId=" + project).json().getJsonArray("items"))
                    .containsExactly(kept);
            assertThat(AuditTrail.of("service.deleted"))
                    .contains("SUCCESS " + one.getString("path"), "SUCCESS " + other.getString("path"));
        }

        @Test
        void nothingSelectedIsTold() {
            assertThat(PageText.of(browser.get(SERVICES + "/delete"))).contains("No service is selected");
            var answer = browser.form(SERVICES + "/delete");

            assertThat(answer.status()).isEqualTo(422);
            assertThat(PageText.of(answer)).contains("No service is selected");
        }

        @Test
        void auditorsSelectNothing() {
            var one = exposed(AdminApi.unique(), "FLOW_SERVICE");
            var auditor = auditor(admin);

            assertThat(auditor.get(SERVICES + "?projectId=" + project).body())
                    .contains(one.getString("path"))
                    .doesNotContain("checkbox");
            assertThat(auditor.form(SERVICES + "/delete", Map.entry("id", one.getString("id")))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Nested
    class Listing {

        @Test
        void showsPathKindAndUpstreamAndEscapesWhatPeopleTyped() {
            var name = AdminApi.unique();
            exposed(name, "REST_RESOURCE");

            var page = shown(browser, SERVICES + "?projectId=" + project);

            assertThat(page.body())
                    .contains("/integration/restv2/development/" + project + "/" + name + "/orders")
                    .contains("<code class=\"host\">orders.example</code>")
                    .doesNotContain("<script>alert");
            assertThat(PageText.of(page)).contains(name + "/orders", "REST resource", "all", "never");
        }

        @Test
        void filtersByKindAndText() {
            var rest = AdminApi.unique();
            var flow = AdminApi.unique();
            exposed(rest, "REST_RESOURCE");
            exposed(flow, "FLOW_SERVICE");

            assertThat(shown(browser, SERVICES + "?kind=FLOW_SERVICE&projectId=" + project)
                            .body())
                    .contains(flow)
                    .doesNotContain(rest);
            assertThat(shown(browser, SERVICES + "?search=" + rest).body())
                    .contains(rest)
                    .doesNotContain(flow);
            assertThat(PageText.of(shown(browser, SERVICES + "?search=" + AdminApi.unique())))
                    .contains("Nothing matches your search.");
        }
    }

    /** The origins whose scripts may call a REST API. */
    @Nested
    class CorsOfARestApi {

        private String page() {
            return SERVICES + "/projects/" + project + "/apis/Api/cors";
        }

        @Test
        void isSavedForAllItsResources() {
            var id = exposed("Api", "REST_RESOURCE").getString("id");

            taken(
                    browser,
                    browser.form(
                            page(),
                            Map.entry("mode", "ALLOW"),
                            Map.entry("origins", "https://app.example\r\nhttp://localhost:3000")));

            assertThat(admin.get("/services/" + id).json().getJsonObject("cors"))
                    .isEqualTo(new JsonObject()
                            .put("mode", "ALLOW")
                            .put("origins", JsonArray.of("https://app.example", "http://localhost:3000")));
            assertThat(shown(browser, page()).body()).contains("https://app.example\nhttp://localhost:3000</textarea>");
        }

        @Test
        void differencesBetweenItsResourcesAreToldAndNothingIsChosen() {
            exposed("Api", "REST_RESOURCE");
            admin.created(
                    "/services",
                    AdminApi.restResource(project, "Api", "/other", "http://127.0.0.1:9/")
                            .put("cors", new JsonObject().put("mode", "PASS")));

            var page = shown(browser, page());

            assertThat(PageText.of(page)).contains("The resources have different settings. Saving sets all of them.");
            assertThat(page.body()).doesNotContain("checked");
        }

        @Test
        void thatIsRefusedKeepsWhatWasTyped() {
            exposed("Api", "REST_RESOURCE");

            var refused =
                    browser.form(page(), Map.entry("mode", "ALLOW"), Map.entry("origins", "https://app.example/path"));

            assertRefused(refused);
            assertThat(PageText.of(refused)).contains("An origin ends after the host and port. Remove the rest.");
            assertThat(refused.body()).contains("https://app.example/path</textarea>");
        }
    }

    @Nested
    class Adding {

        @Test
        void everyFieldArrives() {
            var name = AdminApi.unique();

            var page = taken(browser, add(name, "https://orders.example/v1"));

            assertThat(PageText.of(page))
                    .contains(
                            "Created.", "GET, DELETE", "5000 ms", "10 calls in 60 s, up to 10 at once", "Single orders")
                    .contains("Allow these origins https://app.example http://localhost:3000")
                    .contains("No scopes yet, so clients cannot call this service.");
            assertThat(page.body())
                    .contains(gate.issuer() + pathOf(name))
                    .contains("/console/scopes/new?url=%2Fintegration%2Frestv2%2Fdevelopment%2F" + project);
            assertThat(AuditTrail.of("service.created")).contains("SUCCESS " + pathOf(name));
        }

        @Test
        void refusedFormKeepsWhatWasTyped() {
            var refused = add(HOSTILE, "ftp://orders.example");

            assertRefused(refused);
            assertThat(PageText.of(refused))
                    .contains(
                            "Name : Only letters, digits and . _ ~ - are allowed, because the name is part of the URL.")
                    .contains("Upstream URL : Enter an absolute http or https URL.");
            assertThat(value(refused, "upstreamUrl")).isEqualTo("ftp://orders.example");
            assertThat(value(refused, "resource")).isEqualTo("/orders/*");
            assertThat(value(refused, "rateLimit.perSeconds")).isEqualTo("60");
            assertThat(refused.body())
                    .contains("id=\"methods-DELETE\" name=\"methods\" value=\"DELETE\" checked")
                    .contains("<option value=\"" + project + "\" selected>")
                    .doesNotContain("<script>alert");
            assertThat(admin.get("/services?projectId=" + project).json().getJsonArray("items"))
                    .isEmpty();
        }

        @Test
        void previewTellsThePathTheTargetAndTheUpstreamWhileOneTypes() {
            var name = AdminApi.unique();
            var upstream = "https://" + name + ".example";
            admin.created("/upstreams", new JsonObject().put("url", upstream));
            var query = "?kind=REST_RESOURCE&projectId=%s&name=%s&resource=/orders/*&upstreamUrl=%s/v1/"
                    .formatted(project, name, upstream);

            var fragment = shown(browser, SERVICES + "/preview" + query);

            assertThat(fragment.body())
                    .doesNotContain("<html")
                    .contains("<code>" + gate.issuer() + pathOf(name) + "</code>")
                    .contains("<code>" + upstream + "/v1/orders/*</code>")
                    .contains("<code>" + upstream + "</code>")
                    .doesNotContain("Another service");
            taken(browser, add(name, upstream));
            assertThat(shown(browser, SERVICES + "/preview" + query).body())
                    .contains("Another service already uses this path.");
            assertThat(shown(browser, SERVICES + "/preview" + query + "&methods=PUT")
                            .body())
                    .doesNotContain("Another service");
        }

        @Test
        void previewAndPagesTellWhichServiceGetsTheCallsThatTwoMatch() {
            var name = AdminApi.unique();
            taken(browser, add(name, "https://orders.example"));
            var api = "/integration/restv2/development/" + project + "/" + name;
            var query =
                    "?kind=REST_RESOURCE&projectId=%s&name=%s&resource=/*/open&methods=GET&upstreamUrl=https://a.example"
                            .formatted(project, name);

            assertThat(PageText.of(shown(browser, SERVICES + "/preview" + query)))
                    .contains(api + "/orders/open GET goes to " + api + "/orders/* , not to " + api + "/*/open");

            admin.created("/services", AdminApi.restResource(project, name, "/*/open", "https://a.example"));
            var scope = AdminApi.unique();
            admin.createScope(scope, api + "/**");
            assertThat(PageText.of(browser.form("/console/scopes/coverage", Map.entry("serviceUrls", api + "/**"))))
                    .contains(api + "/orders/open GET DELETE goes to " + api + "/orders/* , not to " + api + "/*/open");
            var partner = Partner.register(
                    gate,
                    new JsonObject()
                            .put("grantTypes", List.of("client_credentials"))
                            .put("scopes", List.of(scope)));
            assertThat(PageText.of(browser.form(
                            "/console/why-denied",
                            Map.entry("by", "client"),
                            Map.entry("client", partner.clientId()),
                            Map.entry("method", "GET"),
                            Map.entry("url", api + "/orders/open"))))
                    .contains("Takes precedence over these services, which also match:", api + "/*/open");
        }
    }

    @Nested
    class Changing {

        @Test
        void whatWasThereIsFilledInAndWhatIsTypedIsSaved() {
            var service = exposed(AdminApi.unique(), "FLOW_SERVICE");
            var edit = SERVICES + "/" + service.getString("id") + "/edit";
            var form = shown(browser, edit);
            assertThat(form.body()).doesNotContain("name=\"resource\"");

            var page = taken(
                    browser,
                    browser.form(
                            edit,
                            Map.entry("version", value(form, "version")),
                            Map.entry("kind", value(form, "kind")),
                            Map.entry("projectId", value(form, "projectId")),
                            Map.entry("name", value(form, "name")),
                            Map.entry("upstreamUrl", "https://other.example/run")));

            assertThat(PageText.of(page)).contains("Saved.", "https://other.example/run");
        }

        @Test
        void secondAdministratorIsToldAndLosesNothing() {
            var service = exposed(AdminApi.unique(), "FLOW_SERVICE");
            var id = service.getString("id");
            var form = shown(browser, SERVICES + "/" + id + "/edit");
            admin.put(
                    "/services/" + id,
                    new JsonObject()
                            .put("name", service.getString("name"))
                            .put("upstreamUrl", "https://theirs.example"));

            var answer = browser.form(
                    SERVICES + "/" + id + "/edit",
                    Map.entry("version", value(form, "version")),
                    Map.entry("name", service.getString("name")),
                    Map.entry("upstreamUrl", "https://mine.example"));

            assertRefused(answer);
            assertThat(PageText.of(answer))
                    .contains("Another user changed this entry after you opened it.")
                    .contains("Saved value: https://theirs.example");
            assertThat(value(answer, "upstreamUrl")).isEqualTo("https://mine.example");
            taken(
                    browser,
                    browser.form(
                            SERVICES + "/" + id + "/edit",
                            Map.entry("version", value(answer, "version")),
                            Map.entry("name", service.getString("name")),
                            Map.entry("upstreamUrl", "https://mine.example")));
            assertThat(admin.get("/services/" + id).json().getString("upstreamUrl"))
                    .isEqualTo("https://mine.example");
        }
    }

    @Nested
    class Deleting {

        @Test
        void namesTheScopesThatLeadThereBeforeItIsDone() {
            var service = exposed(AdminApi.unique(), "FLOW_SERVICE");
            var scope = AdminApi.unique();
            admin.createScope(scope, service.getString("path"));
            var path = SERVICES + "/" + service.getString("id");

            var confirmation = shown(browser, path + "/delete");

            assertThat(PageText.of(confirmation)).contains(service.getString("path"), scope, "never");
            var list = taken(
                    browser, browser.form(path + "/delete", Map.entry("version", value(confirmation, "version"))));
            assertThat(PageText.of(list)).contains("Deleted.");
            assertThat(browser.get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void auditorReadsAndIsShownNoButtons() {
        var service = exposed(AdminApi.unique(), "FLOW_SERVICE");
        var path = SERVICES + "/" + service.getString("id");
        var auditor = auditor(admin);

        assertThat(shown(auditor, path).body()).doesNotContain("/edit", "/delete", "/console/scopes/new");
        assertThat(shown(auditor, SERVICES).body()).doesNotContain("/console/services/new", "/import\"");
        assertThat(auditor.form(path + "/delete").status()).isEqualTo(403);
        assertThat(browser.get(path).status()).isEqualTo(200);
    }

    @Test
    void scopeIsBegunWithTheUrlOfTheService() {
        var page = shown(browser, "/console/scopes/new?name=Orders&url=%2Fintegration%2Frestv2%2F**");

        assertThat(value(page, "name")).isEqualTo("Orders");
        assertThat(page.body()).contains("/integration/restv2/**</textarea>");
    }
}
