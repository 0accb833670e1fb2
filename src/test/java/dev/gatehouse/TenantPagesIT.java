// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.PostgresResource;
import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the operator, as a browser without scripts uses them. */
class TenantPagesIT {
    private static final String OPERATOR = "operator.localhost:8080";
    private static final String PASSWORD = "admin-demo";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static String database;
    private static PackagedGatehouse process;
    private static Gate node;
    private static Browser operator;

    @BeforeAll
    static void start() {
        database = PostgresResource.freshDatabase();
        process = PackagedGatehouse.start(
                PackagedGatehouse.node(database, "-Dgatehouse.operator.base-url=http://" + OPERATOR));
        node = new Gate(process.address());
        operator = signedIn(node.at(OPERATOR).browser(), "admin");
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    private static Browser signedIn(Browser browser, String username) {
        var answer = browser.form("/signin", Map.entry("username", username), Map.entry("password", PASSWORD));
        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        return browser;
    }

    private static String create() {
        var id = "page-" + NUMBER.incrementAndGet();
        var answer = operator.form(
                "/console/new-tenant",
                Map.entry("id", id),
                Map.entry("name", "Tenant " + id),
                Map.entry("hosts", id + ".localhost\r\nalso-" + id + ".localhost"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        return id;
    }

    private static String link(Answer page) {
        return Jsoup.parse(page.body()).select("[data-copy]").attr("data-copy");
    }

    /** Opens the page with a form, and sends the form with its version and further fields. */
    @SafeVarargs
    private static Answer submit(Browser browser, String path, Entry<String, String>... fields) {
        var version =
                Jsoup.parse(browser.get(path).body()).select("[name=version]").attr("value");
        var all = Stream.concat(Stream.of(Map.entry("version", version)), Stream.of(fields))
                .<Entry<String, String>>toArray(Entry[]::new);
        return browser.form(path, all);
    }

    @Test
    void createsATenantWhoseAdministratorUsesTheLink() {
        var id = "page-" + NUMBER.incrementAndGet();
        var shown = operator.form(
                "/console/new-tenant",
                Map.entry("id", id),
                Map.entry("name", "New one"),
                Map.entry("hosts", id + ".localhost"));
        var link = link(shown);
        assertThat(link).startsWith("http://" + id + ".localhost:8080/invitation?code=gin_");

        var there = node.at(id + ".localhost:8080");
        var redeemed = there.browser()
                .form(
                        "/invitation",
                        Map.entry("code", link.replaceFirst(".*code=", "")),
                        Map.entry("username", "ann"),
                        Map.entry("displayName", "Ann"),
                        Map.entry("password", PASSWORD));
        assertThat(redeemed.status()).as("%s", redeemed).isEqualTo(303);
        assertThat(signedIn(there.browser(), "ann").get("/console").status()).isEqualTo(200);

        assertThat(operator.get("/console/tenants?search=new+one").body())
                .contains("New one")
                .contains("http://" + id + ".localhost:8080");
        assertThat(operator.get("/console/tenants/" + id).body()).doesNotContain("gin_");
    }

    @Test
    void wordsErrorsBesideTheLabelsOfTheForm() {
        var refused = signedIn(node.at(OPERATOR).browser("de"), "admin")
                .form(
                        "/console/new-tenant",
                        Map.entry("id", "Not An ID"),
                        Map.entry("name", ""),
                        Map.entry("hosts", "http://x"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.body()).select(".alert li a").eachText())
                .containsExactly("ID", "Name", "Hosts 1");
        assertThat(Jsoup.parse(refused.body()).select("#hosts").text()).isEqualTo("http://x");
    }

    @Test
    void changesNameAndHosts() {
        var id = create();
        var saved = submit(
                operator,
                "/console/tenants/" + id + "/edit",
                Map.entry("name", "Renamed " + id),
                Map.entry("hosts", "renamed-" + id + ".localhost"));
        assertThat(saved.header("location")).isEqualTo("http://" + OPERATOR + "/console/tenants/" + id + "?done=saved");
        var page = operator.get("/console/tenants/" + id).body();
        assertThat(page)
                .contains("Renamed " + id)
                .contains("http://renamed-" + id + ".localhost:8080")
                .doesNotContain("also-" + id);
    }

    @Test
    void showsWhatAnotherPersonSavedMeanwhile() {
        var id = create();
        var path = "/console/tenants/" + id + "/edit";
        var version =
                Jsoup.parse(operator.get(path).body()).select("[name=version]").attr("value");
        submit(operator, path, Map.entry("name", "First " + id), Map.entry("hosts", id + ".localhost"));
        var late = operator.form(
                path,
                Map.entry("version", version),
                Map.entry("name", "Second " + id),
                Map.entry("hosts", id + ".localhost"));
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.body()).contains("First " + id).contains("Second " + id);
    }

    @Test
    void suspendsAndResumes() {
        var id = create();
        var there = node.at(id + ".localhost:8080").browser();
        assertThat(there.get("/signin").status()).isEqualTo(200);

        assertThat(submit(operator, "/console/tenants/" + id + "/suspend").status())
                .isEqualTo(303);
        await().untilAsserted(() -> assertThat(there.get("/signin").status()).isEqualTo(403));

        assertThat(submit(operator, "/console/tenants/" + id + "/resume").status())
                .isEqualTo(303);
        await().untilAsserted(() -> assertThat(there.get("/signin").status()).isEqualTo(200));
    }

    @Test
    void deletesOnlyAfterTheIdIsTyped() {
        var id = create();
        var path = "/console/tenants/" + id + "/delete";
        var refused = submit(operator, path, Map.entry("confirm", "another"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Repeat the ID of the tenant to confirm.");

        assertThat(submit(operator, path, Map.entry("confirm", id)).status()).isEqualTo(303);
        assertThat(operator.get("/console/tenants/" + id).body()).contains("Deletion pending");
    }

    @Test
    void createsAFurtherLink() {
        var id = create();
        var shown = operator.form("/console/tenants/" + id + "/administrator-link");
        assertThat(shown.header("cache-control")).isEqualTo("no-store");
        assertThat(link(shown)).startsWith("http://" + id + ".localhost:8080/invitation?code=gin_");
    }

    @Test
    void changesQuotas() {
        var id = create();
        var path = "/console/tenants/" + id + "/quotas";
        var refused = submit(operator, path, Map.entry("clients", "-1"), Map.entry("auditDays", "x"));
        assertThat(refused.status()).isEqualTo(422);

        assertThat(submit(operator, path, Map.entry("clients", "7")).status()).isEqualTo(303);
        var row = Jsoup.parse(operator.get("/console/tenants/" + id).body())
                .select("tr:has(th:containsOwn(Clients)) td")
                .eachText();
        assertThat(row).containsExactly("0", "7");
    }

    @ParameterizedTest
    @CsvSource({"default, suspend", "default, edit", "operator, edit"})
    void permanentTenantsHaveNoButtonToDelete(String id, String action) {
        var page = operator.get("/console/tenants/" + id).body();
        assertThat(page)
                .contains("/console/tenants/" + id + "/" + action)
                .doesNotContain("/console/tenants/" + id + "/delete");
        assertThat(submit(operator, "/console/tenants/" + id + "/delete", Map.entry("confirm", id))
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/tenants",
                "/console/new-tenant",
                "/console/tenants/default",
                "/console/tenants/default/edit",
                "/console/tenants/default/quotas",
                "/console/tenants/default/suspend",
                "/console/nodes"
            })
    void isHiddenOnOtherHosts(String path) {
        var demo = signedIn(node.browser(), "admin");
        for (var browser : List.of(node.browser(), demo)) {
            var answer = browser.get(path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body())
                    .isEqualTo(browser.get(path.replaceFirst("/console/", "/console/no-"))
                            .body());
        }
        assertThat(demo.get("/console").body())
                .doesNotContain("/console/tenants")
                .doesNotContain("/console/nodes");
        assertThat(operator.get("/console").body()).contains("/console/tenants").contains("/console/nodes");
    }

    @Test
    void auditorsRead() {
        var id = create();
        var api = AdminApi.of(node.at(OPERATOR));
        api.created(
                "/accounts",
                new JsonObject()
                        .put("username", "eve")
                        .put("password", PASSWORD)
                        .put("role", "AUDITOR"));
        var auditor = signedIn(node.at(OPERATOR).browser(), "eve");
        var page = auditor.get("/console/tenants/" + id);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("/console/tenants/" + id + "/suspend");
        assertThat(submit(auditor, "/console/tenants/" + id + "/suspend").status())
                .isEqualTo(403);
        assertThat(auditor.form("/console/new-tenant", Map.entry("id", "x")).status())
                .isEqualTo(403);
        assertThat(auditor.get("/console/nodes").status()).isEqualTo(200);
    }

    @Test
    void listsTheNodesWithTheirVersions() {
        var api = OperatorApi.of(node);
        var running = api.gate()
                .get("/operator/v1/nodes", api.token())
                .json()
                .getJsonArray("items")
                .getJsonObject(0);

        var page = Jsoup.parse(operator.get("/console/nodes").body());

        assertThat(page.select("tbody th").eachText()).containsExactly(running.getString("id"));
        assertThat(page.select("tbody td").first().text()).isEqualTo(running.getString("version"));
        assertThat(page.select("tbody time").eachAttr("datetime"))
                .hasSize(2)
                .contains(running.getInstant("startedAt")
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        assertThat(page.select("nav [aria-current]").eachText()).containsExactly("Nodes");
        var german = signedIn(node.at(OPERATOR).browser("de"), "admin").get("/console/nodes");
        assertThat(Jsoup.parse(german.body()).select("thead th").eachText())
                .containsExactly("Knoten", "Version", "Gestartet", "Zuletzt gesehen");
    }

    /** Nodes of the version before write only the ID. */
    @Test
    void listsNodesThatReportNoVersion() {
        var id = PostgresResource.texts(
                        database, "insert into live_node (id) values (gen_random_uuid()) returning id::text")
                .getFirst();
        try {
            var row = Jsoup.parse(operator.get("/console/nodes").body()).select("tr:has(code:containsOwn(" + id + "))");
            assertThat(row.select("td").eachText()).startsWith("Not reported", "Not reported");
        } finally {
            PostgresResource.texts(database, "delete from live_node where id = '" + id + "' returning id::text");
        }
    }

    @Test
    void findsNoUnknownTenant() {
        assertThat(operator.get("/console/tenants/nobody").status()).isEqualTo(404);
        assertThat(operator.get("/console/tenants/nobody/edit").status()).isEqualTo(404);
    }
}
