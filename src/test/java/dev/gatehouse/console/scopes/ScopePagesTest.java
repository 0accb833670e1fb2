// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.ConsolePages;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Scope Management: the preview shows the effect of an edit before saving, and a rejected form keeps the input. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ScopePagesTest {
    private static final String CUSTOMERS = Gate.CUSTOMERS;

    @TestHTTPResource("/")
    URI base;

    AdminApi admin;
    Browser browser;
    String name;

    @BeforeEach
    void signIn() {
        var gate = new Gate(base);
        admin = AdminApi.of(gate);
        browser = ConsolePages.signedIn(gate, "admin", "admin-demo");
        name = AdminApi.unique();
    }

    private JsonObject stored(String id) {
        return admin.get("/scopes/" + id).json();
    }

    private static String page(String id, String action) {
        return "/console/scopes/" + id + action;
    }

    @Nested
    class Creating {

        @Test
        void methodsStandBeforeTheUrl() {
            var created = browser.form(
                    "/console/scopes/new",
                    Map.entry("name", name),
                    Map.entry("description", "See customers"),
                    Map.entry("serviceUrls", "get, HEAD " + CUSTOMERS + "\n\n  " + CUSTOMERS + "/*  "));
            var page = ConsolePages.taken(browser, created);
            assertThat(page.body()).contains("Created.", name, "See customers", "covers one service");
            var id = created.location().getPath().substring("/console/scopes/".length());
            assertThat(stored(id).getJsonArray("serviceUrls").encode())
                    .isEqualTo("[{\"url\":\"" + CUSTOMERS + "\",\"methods\":[\"GET\",\"HEAD\"]},{\"url\":\"" + CUSTOMERS
                            + "/*\",\"methods\":[]}]");
        }

        @Test
        void refusedFormKeepsWhatWasTyped() {
            var refused = browser.form(
                    "/console/scopes/new",
                    Map.entry("name", "with space"),
                    Map.entry("description", "<b>\"&"),
                    Map.entry("serviceUrls", "/elsewhere"));
            ConsolePages.assertRefused(refused);
            assertThat(refused.body())
                    .contains("value=\"with space\"", "value=\"&lt;b&gt;&quot;&amp;\"", "\n/elsewhere</textarea>")
                    .contains("href=\"#name\"", "id=\"serviceUrls-error\"");
        }
    }

    @Nested
    class Typing {

        @Test
        void eachLineSaysWhatItCovers() {
            var part = browser.form(
                    "/console/scopes/coverage", Map.entry("serviceUrls", CUSTOMERS + "\nFETCH " + CUSTOMERS));
            assertThat(part.status()).isEqualTo(200);
            assertThat(part.body())
                    .contains(
                            "covers one service",
                            "CustomerRegistrationAPI/customers",
                            "Only these values are allowed: GET, ")
                    .doesNotContain("<html");
        }

        @Test
        void servicesAreFoundInTheTree() {
            assertThat(browser.get("/console/scopes/tree?services=calculator").body())
                    .contains("data-line=\"" + Gate.CALCULATOR + "\"")
                    .doesNotContain("CustomerRegistrationAPI");
        }
    }

    @Nested
    class Editing {

        @Test
        void changeOfWordsIsSavedAtOnce() {
            var id = admin.createScope(name, CUSTOMERS);
            var form = ConsolePages.shown(browser, page(id, "/edit"));
            var page = ConsolePages.taken(
                    browser,
                    browser.form(
                            page(id, "/edit"),
                            Map.entry("version", ConsolePages.value(form, "version")),
                            Map.entry("name", name),
                            Map.entry("description", "In other words"),
                            Map.entry("serviceUrls", CUSTOMERS)));
            assertThat(page.body()).contains("In other words");
        }

        @Test
        void changeOfUrlsIsShownBeforeItIsSaved() {
            var id = admin.createScope(name, CUSTOMERS);
            var version = ConsolePages.value(ConsolePages.shown(browser, page(id, "/edit")), "version");
            var review = browser.form(
                    page(id, "/edit"),
                    Map.entry("version", version),
                    Map.entry("name", name),
                    Map.entry("serviceUrls", "GET " + CUSTOMERS));
            assertThat(review.status()).isEqualTo(200);
            assertThat(review.body())
                    .contains("No longer covered", "Nothing is saved yet")
                    .containsPattern("<td>\\s*POST\\s*</td>");
            assertThat(stored(id).getJsonArray("serviceUrls").getJsonObject(0).getJsonArray("methods"))
                    .isEmpty();

            ConsolePages.taken(
                    browser,
                    browser.form(
                            page(id, "/edit"),
                            Map.entry("version", version),
                            Map.entry("confirmed", "true"),
                            Map.entry("name", name),
                            Map.entry("serviceUrls", "GET " + CUSTOMERS)));
            assertThat(stored(id)
                            .getJsonArray("serviceUrls")
                            .getJsonObject(0)
                            .getJsonArray("methods")
                            .getList())
                    .isEqualTo(List.of("GET"));
        }

        @Test
        void secondAdministratorIsToldAndLosesNothing() {
            var id = admin.createScope(name, CUSTOMERS);
            var version = ConsolePages.value(ConsolePages.shown(browser, page(id, "/edit")), "version");
            admin.put("/scopes/" + id, AdminApi.scope(name, CUSTOMERS).put("description", "Theirs"));

            var told = browser.form(
                    page(id, "/edit"),
                    Map.entry("version", version),
                    Map.entry("name", name),
                    Map.entry("description", "Mine"),
                    Map.entry("serviceUrls", CUSTOMERS));

            ConsolePages.assertRefused(told);
            assertThat(told.body()).contains("Another user changed this entry", "value=\"Mine\"", ">Theirs</bdi>");
            assertThat(stored(id).getString("description")).isEqualTo("Theirs");

            ConsolePages.taken(
                    browser,
                    browser.form(
                            page(id, "/edit"),
                            Map.entry("version", ConsolePages.value(told, "version")),
                            Map.entry("name", name),
                            Map.entry("description", "Mine"),
                            Map.entry("serviceUrls", CUSTOMERS)));
            assertThat(stored(id).getString("description")).isEqualTo("Mine");
        }
    }

    @Nested
    class Deleting {

        @Test
        void confirmedDeletionIsFinal() {
            var id = admin.createScope(name, CUSTOMERS);
            var confirmation = ConsolePages.shown(browser, page(id, "/delete"));
            ConsolePages.taken(
                    browser,
                    browser.form(
                            page(id, "/delete"), Map.entry("version", ConsolePages.value(confirmation, "version"))));
            assertThat(admin.get("/scopes/" + id).status()).isEqualTo(404);
        }

        @Test
        void builtInScopeHasNoButtons() {
            var list = browser.get("/console/scopes?search=gatehouse.admin");
            var id = list.body().replaceAll("(?s).*?/console/scopes/([0-9a-f-]{36}).*", "$1");
            assertThat(browser.get(page(id, "")).body())
                    .contains("This scope is built in")
                    .doesNotContain(page(id, "/edit"), page(id, "/delete"));
        }
    }
}
