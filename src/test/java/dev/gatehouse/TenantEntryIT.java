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
import dev.gatehouse.testing.Race;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Entries of operators into the consoles of tenants, on two nodes: the operator is on one of them, the tenants on the
 * other one.
 */
class TenantEntryIT {
    private static final Duration IN_FORCE = Duration.ofSeconds(1);
    private static final String READ_ONLY = "READ_ONLY";
    private static final String CHANGES = "CHANGES";
    private static final String REASON = "Ticket 4711 <b>urgent</b>";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static String database;
    private static List<PackagedGatehouse> processes;
    private static Gate operatorsNode;
    private static Gate tenantsNode;
    private static OperatorApi api;
    private static AdminApi operatorsTenant;
    private static Browser operator;

    /** The tenants of all tests that leave no trace on them. */
    private static AdminApi acme;

    private static AdminApi other;

    @BeforeAll
    static void start() {
        database = PostgresResource.freshDatabase();
        var options = PackagedGatehouse.node(database, "-Dgatehouse.operator.base-url=http://" + OperatorApi.HOST);
        processes = List.of(PackagedGatehouse.start(options), PackagedGatehouse.start(options));
        operatorsNode = new Gate(processes.get(0).address());
        tenantsNode = new Gate(processes.get(1).address());
        api = OperatorApi.of(operatorsNode);
        operatorsTenant = AdminApi.of(operatorsNode.at(OperatorApi.HOST));
        operator = signedIn(operatorsNode.at(OperatorApi.HOST).browser(), "admin", "admin-demo");
        acme = api.create(tenantsNode, "acme");
        other = api.create(tenantsNode, "other");
    }

    @AfterAll
    static void stop() {
        processes.forEach(PackagedGatehouse::close);
    }

    private static Browser signedIn(Browser browser, String username, String password) {
        var answer = browser.form("/signin", Map.entry("username", username), Map.entry("password", password));
        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        return browser;
    }

    private static Answer request(Browser browser, String tenant, String reason, String access) {
        return browser.form(
                "/console/tenants/" + tenant + "/enter", Map.entry("reason", reason), Map.entry("access", access));
    }

    /** Creates an entry. Returns its code. */
    private static String code(Browser browser, String tenant, String access) {
        var answer = request(browser, tenant, REASON, access);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        var link = Jsoup.parse(answer.body()).select("a[data-entry]").attr("href");
        assertThat(link).matches("http://" + tenant + "\\.localhost:8080/operator-entry\\?code=goe_[A-Za-z0-9_-]{43}");
        return link.replaceFirst(".*code=", "");
    }

    private static Answer enter(Browser browser, String code) {
        return browser.form("/operator-entry", Map.entry("code", code));
    }

    private static Browser entered(Browser by, AdminApi tenant, String access) {
        return entered(by, tenant, access, tenant.gate().browser());
    }

    private static Browser entered(Browser by, AdminApi tenant, String access, Browser browser) {
        var answer = enter(browser, code(by, id(tenant), access));
        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        assertThat(answer.location().getPath()).isEqualTo("/console");
        return browser;
    }

    private static String id(AdminApi tenant) {
        return tenant.gate().authority().replaceFirst("\\..*", "");
    }

    private static Document page(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        return Jsoup.parse(answer.body());
    }

    private static void assertEnded(Browser browser) {
        var answer = browser.get("/console");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location().getPath()).isEqualTo("/signin");
    }

    private static List<JsonObject> events(AdminApi tenant, String query) {
        return tenant.get("/audit-events?" + query).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Lets time pass for all entries into a tenant. */
    private static void age(String tenant, Duration passed) throws SQLException {
        execute(
                "update operator_entry set created_at = created_at - interval '%1$d seconds', expires_at = expires_at - interval '%1$d seconds' where tenant_id = '%2$s'"
                        .formatted(passed.toSeconds(), tenant));
    }

    /** An administrator of the operator's tenant, who is signed in on the node of the operator. */
    private record Colleague(String username, String id, Browser browser) {
        static Colleague create() {
            var username = AdminApi.unique();
            var id = operatorsTenant.createPerson(username, "ADMINISTRATOR");
            return new Colleague(
                    username, id, signedIn(operatorsNode.at(OperatorApi.HOST).browser(), username, username + "-demo"));
        }

        void change(String role, boolean active) {
            var changed = operatorsTenant.put(
                    "/accounts/" + id,
                    new JsonObject()
                            .put("displayName", username)
                            .put("role", role)
                            .put("active", active));
            assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        }
    }

    private static AdminApi tenant() {
        return api.create(tenantsNode, "entered-" + NUMBER.incrementAndGet());
    }

    @Nested
    class Request {

        @ParameterizedTest
        @CsvSource({"'',is required", "'   ',is required", "line\u2028break,line", "hidden\u200bspace,invisible"})
        void needsAReasonInPlainText(String reason, String ignored) {
            var page = page(request(operator, "acme", reason, READ_ONLY), 422);
            assertThat(page.select(".alert li a").eachText()).containsExactly("Reason");
            assertThat(page.select("a[data-entry]")).isEmpty();
        }

        @Test
        void refusesALongReason() {
            assertThat(request(operator, "acme", "r".repeat(200), READ_ONLY).status())
                    .isEqualTo(200);
            var page = page(request(operator, "acme", "r".repeat(201), READ_ONLY), 422);
            assertThat(page.select("#reason").attr("value")).hasSize(201);
        }

        @Test
        void isReadOnlyUnlessAskedOtherwise() {
            assertThat(page(operator.get("/console/tenants/acme"), 200)
                            .select("a[href=/console/tenants/acme/enter]")
                            .text())
                    .isEqualTo("Enter console");
            var form = page(operator.get("/console/tenants/acme/enter"), 200);
            assertThat(form.select("[name=access][checked]").eachAttr("value")).containsExactly(READ_ONLY);
            var sent = operator.form("/console/tenants/acme/enter", Map.entry("reason", REASON));
            var link = Jsoup.parse(sent.body()).select("a[data-entry]").attr("href");
            var browser = acme.gate().browser();
            assertThat(enter(browser, link.replaceFirst(".*code=", "")).status())
                    .isEqualTo(303);
            assertThat(browser.form("/console/groups/new", Map.entry("name", AdminApi.unique()))
                            .status())
                    .isEqualTo(403);
        }

        @Test
        void isForAdministratorsOfTheOperator() {
            var username = AdminApi.unique();
            operatorsTenant.createPerson(username, "AUDITOR");
            var auditor = signedIn(operatorsNode.at(OperatorApi.HOST).browser(), username, username + "-demo");
            assertThat(request(auditor, "acme", REASON, READ_ONLY).status()).isEqualTo(403);
            assertThat(auditor.get("/console/tenants/acme").body()).doesNotContain("/console/tenants/acme/enter");
            var ofTenant = signedIn(acme.gate().browser(), "admin", "admin-demo");
            assertThat(request(ofTenant, "other", REASON, READ_ONLY).status()).isEqualTo(404);
        }

        @Test
        void isRefusedForTheOperatorsTenantAndUnknownOnes() {
            assertThat(request(operator, "operator", REASON, READ_ONLY).body())
                    .contains("You are in the console of this tenant already.");
            assertThat(operator.get("/console/tenants/operator").body()).doesNotContain("/operator/enter");
            assertThat(request(operator, "nobody", REASON, READ_ONLY).status()).isEqualTo(404);
        }

        @Test
        void entersTheDefaultTenantOnlyWithAnAddress() {
            assertThat(request(operator, "default", REASON, READ_ONLY).body()).contains("The tenant has no address");
        }

        @Test
        void isRefusedForASuspendedTenant() {
            var suspended = id(tenant());
            api.call("POST", "/" + suspended + "/suspend", null);
            var page = page(request(operator, suspended, REASON, READ_ONLY), 422);
            assertThat(page.select(".alert").text()).contains("The tenant is suspended");
            assertThat(operator.get("/console/tenants/" + suspended).body()).doesNotContain("/enter\"");
        }
    }

    @Nested
    class Code {

        @Test
        void worksOnceAndByPostOnly() {
            var code = code(operator, "acme", READ_ONLY);
            var browser = acme.gate().browser();
            for (var visit = 0; visit < 3; visit++) {
                var answer = browser.get("/operator-entry?code=" + code);
                assertThat(answer.header("referrer-policy")).isEqualTo("strict-origin");
                assertThat(answer.header("cache-control")).isEqualTo("no-store");
                assertThat(answer.header("set-cookie")).isNull();
                var page = page(answer, 200);
                assertThat(page.select("dd").eachText()).containsExactly("admin", REASON, "Read-only");
                assertThat(page.select("form").attr("action")).isEqualTo("/operator-entry");
            }
            assertEnded(browser);
            assertThat(enter(browser, code).status()).isEqualTo(303);
            assertThat(browser.get("/console").status()).isEqualTo(200);
            assertThat(enter(acme.gate().browser(), code).status()).isEqualTo(404);
            assertThat(page(browser.get("/operator-entry?code=" + code), 404).text())
                    .contains("This link is not valid");
        }

        @Test
        void letsOneOfSeveralInAtTheSameTime() {
            var code = code(operator, "acme", READ_ONLY);
            assertThat(Race.of(8, runner -> enter(acme.gate().browser(), code).status()))
                    .containsOnlyOnce(303)
                    .containsOnly(303, 404);
        }

        @Test
        void expiresAfterAMinute() throws SQLException {
            var tenant = tenant();
            var code = code(operator, id(tenant), READ_ONLY);
            age(id(tenant), Duration.ofSeconds(60));
            var browser = tenant.gate().browser();
            assertThat(browser.get("/operator-entry?code=" + code).status()).isEqualTo(404);
            assertThat(enter(browser, code).status()).isEqualTo(404);
            assertEnded(browser);
        }

        @Test
        void isUnknownOnOtherHosts() {
            var code = code(operator, "acme", READ_ONLY);
            for (var elsewhere :
                    List.of(other.gate(), tenantsNode.at("localhost:8080"), operatorsNode.at(OperatorApi.HOST))) {
                assertThat(enter(elsewhere.browser(), code).status()).isEqualTo(404);
                assertThat(elsewhere
                                .browser()
                                .get("/operator-entry?code=" + code)
                                .status())
                        .isEqualTo(404);
            }
            assertThat(enter(acme.gate().browser(), code).status()).isEqualTo(303);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "goe_", "goe_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
        void mustBeKnown(String code) {
            assertThat(enter(acme.gate().browser(), code).status()).isEqualTo(404);
            assertThat(acme.gate().browser().get("/operator-entry?code=" + code).status())
                    .isEqualTo(404);
        }

        @Test
        void isTakenFromNoOtherSite() {
            var code = code(operator, "acme", READ_ONLY);
            var answer = acme.gate()
                    .browser()
                    .form("/operator-entry", Map.of("Sec-Fetch-Site", "cross-site"), Map.entry("code", code));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(enter(acme.gate().browser(), code).status()).isEqualTo(303);
        }

        @Test
        void isStoredAsADigestLikeTheCookie() {
            var code = code(operator, "acme", READ_ONLY);
            assertThat(PostgresResource.dump(database)).doesNotContain(code);
            var browser = acme.gate().browser();
            enter(browser, code);
            assertThat(PostgresResource.dump(database))
                    .doesNotContain(code)
                    .doesNotContain(browser.cookies().get("gatehouse-operator"));
            assertThat(processes.stream().map(PackagedGatehouse::log)).noneMatch(log -> log.contains(code));
        }
    }

    @Nested
    class Access {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/console/accounts/new",
                    "/console/groups/new",
                    "/console/invitations/new",
                    "/console/clients/new",
                    "/console/scopes/new",
                    "/console/services/projects/new",
                    "/console/services/upstreams/new",
                    "/console/settings",
                    "/console/settings/keys/rotate",
                    "/console/tokens/new",
                    "/console/tokens/remove-expired",
                    "/console/settings/issuers/new"
                })
        void readOnlyChangesNothing(String form) {
            var browser = entered(operator, acme, READ_ONLY);
            var answer = browser.form(form, Map.entry("name", AdminApi.unique()));
            var page = page(answer, 403);
            assertThat(page.select("main").text()).contains("You entered this console read-only.");
            assertThat(page.select(".entered form").attr("action")).isEqualTo("/operator-entry/leave");
            await().untilAsserted(() -> assertThat(events(acme, "action=console.denied&search=" + Gate.encode(form)))
                    .anyMatch(event -> event.getString("actor").equals("operator: admin")));
        }

        @Test
        void readOnlyReads() {
            var browser = entered(operator, acme, READ_ONLY);
            for (var path : List.of(
                    "/console",
                    "/console/accounts",
                    "/console/clients",
                    "/console/tokens",
                    "/console/audit",
                    "/console/settings")) {
                var page = page(browser.get(path), 200);
                var banner = page.select(".entered").text();
                assertThat(banner)
                        .as(path)
                        .contains("Entered as operator: admin")
                        .contains("Read-only")
                        .contains("Reason: " + REASON)
                        .contains("Leave");
                assertThat(page.select(".entered time").attr("datetime")).isNotEmpty();
                assertThat(page.select("a[href=/my-access], form[action=/signout]"))
                        .isEmpty();
            }
        }

        @Test
        void theBannerIsOnPagesOfErrorsToo() {
            var browser = entered(operator, acme, READ_ONLY);
            assertThat(page(browser.get("/console/clients/nothing"), 404).select(".entered"))
                    .hasSize(1);
        }

        @Test
        void changesAreAuditedAsTheOperators() {
            var tenant = tenant();
            var browser = entered(operator, tenant, CHANGES);
            assertThat(page(browser.get("/console"), 200).select(".entered").text())
                    .contains("With changes");
            var name = AdminApi.unique();
            assertThat(browser.form("/console/groups/new", Map.entry("name", name))
                            .status())
                    .isEqualTo(303);
            assertThat(events(tenant, "action=group.created").getFirst().getString("actor"))
                    .isEqualTo("operator: admin");
            var invited = browser.form(
                    "/console/invitations/new", Map.entry("role", "NONE"), Map.entry("lifetimeSeconds", "3600"));
            assertThat(invited.status()).as("%s", invited).isEqualTo(200);
            assertThat(browser.get("/console/invitations").body()).contains("operator: admin");
        }

        @Test
        void pagesAboutAccountsKnowNoOwnAccount() {
            var browser = entered(operator, acme, CHANGES);
            var list = page(browser.get("/console/accounts"), 200);
            var account = list.select("th a[href^=/console/accounts/]").attr("href");
            assertThat(page(browser.get(account), 200).select(".entered")).hasSize(1);
            assertThat(page(browser.get(account + "/edit"), 200).select("[name=role]"))
                    .isNotEmpty();
            assertThat(page(browser.get("/console/settings/approval/preview"), 200)
                            .text())
                    .contains("operator: admin");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/signin",
                    "/approval",
                    "/my-access",
                    "/my-access/sessions",
                    "/my-access/password",
                    "/my-access/passkeys",
                    "/integration/rest/oAuth/authorize?response_type=code&client_id=gatehouse-admin",
                    "/invitation"
                })
        void pagesThatNeedAnAccountAreDenied(String path) {
            for (var access : List.of(READ_ONLY, CHANGES)) {
                var page = page(entered(operator, acme, access).get(path), 403);
                assertThat(page.select("h1").text()).isEqualTo("This page needs an account");
                assertThat(page.select(".entered form").attr("action")).isEqualTo("/operator-entry/leave");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/signin",
                    "/signout",
                    "/approval",
                    "/invitation",
                    "/my-access/password",
                    "/my-access/sessions"
                })
        void formsThatNeedAnAccountAreDenied(String path) {
            var browser = entered(operator, acme, CHANGES);
            var answer = browser.form(path, Map.entry("username", "admin"), Map.entry("password", "admin-demo"));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("set-cookie")).isNull();
            assertThat(browser.get("/console").body()).contains("Entered as operator");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/passkeys/registration/options",
                    "/passkeys/registration",
                    "/passkeys/authentication/options",
                    "/passkeys/authentication"
                })
        void passkeysAreDenied(String path) {
            var answer = entered(operator, acme, CHANGES).send("POST", path, "{}");
            assertThat(answer.status()).as("%s", answer).isEqualTo(403);
            assertThat(answer.body()).contains("You have no account of this tenant.");
        }

        @Test
        void noTokenComesFromTheSession() {
            var browser = entered(operator, acme, CHANGES);
            assertThat(browser.get(AdminApi.V1 + "/clients").status()).isEqualTo(401);
            assertThat(browser.get(OperatorApi.TENANTS).status()).isEqualTo(404);
        }

        @Test
        void theSessionIsOfOneTenant() {
            var cookies = entered(operator, acme, CHANGES).cookies();
            for (var elsewhere : List.of(other.gate(), operatorsNode.at(OperatorApi.HOST))) {
                var browser = elsewhere.browser();
                browser.cookies().putAll(cookies);
                assertEnded(browser);
            }
        }

        @Test
        void theBrowserActsForOneIdentity() {
            var browser = signedIn(acme.gate().browser(), "admin", "admin-demo");
            var session = browser.cookies().get("gatehouse-session");
            entered(operator, acme, READ_ONLY, browser);
            assertThat(browser.get("/console").body()).contains("Entered as operator");
            var copy = acme.gate().browser();
            copy.cookies().put("gatehouse-session", session);
            assertEnded(copy);

            var first = browser.cookies().get("gatehouse-operator");
            entered(operator, acme, CHANGES, browser);
            assertThat(page(browser.get("/console"), 200).select(".entered").text())
                    .contains("With changes");
            copy.cookies().put("gatehouse-operator", first);
            assertEnded(copy);
        }

        @Test
        void speaksGerman() {
            var german = operatorsNode.at(OperatorApi.HOST).browser("de");
            signedIn(german, "admin", "admin-demo");
            assertThat(page(request(german, "acme", "", READ_ONLY), 422)
                            .select(".alert li a")
                            .eachText())
                    .containsExactly("Grund");
            var browser = entered(german, acme, READ_ONLY, acme.gate().browser("de"));
            assertThat(page(browser.get("/console"), 200).select(".entered").text())
                    .contains("Betreten als Betreiber: admin")
                    .contains("Nur lesend")
                    .contains("Grund: " + REASON)
                    .contains("Verlassen");
            assertThat(page(browser.get("/my-access"), 403).select("h1").text())
                    .isEqualTo("Diese Seite braucht ein Konto");
            assertThat(page(browser.get("/console/audit?action=tenant.entered"), 200)
                            .text())
                    .contains("nur lesend bis")
                    .contains("Grund: " + REASON);
        }
    }

    @Nested
    class Audit {

        @Test
        void isInBothTenants() {
            var tenant = tenant();
            var colleague = Colleague.create();
            var browser = entered(colleague.browser(), tenant, CHANGES);
            browser.form("/operator-entry/leave");

            var search = "&search=" + id(tenant);
            for (var action : List.of("tenant.entered", "tenant.left")) {
                var inTenant = events(tenant, "action=" + action).getFirst();
                assertThat(inTenant.getString("actor")).isEqualTo("operator: " + colleague.username());
                var ofOperator =
                        events(operatorsTenant, "action=" + action + search).getFirst();
                assertThat(ofOperator.getString("actor")).isEqualTo(colleague.username());
                assertThat(ofOperator.getString("target")).isEqualTo(id(tenant));
                assertThat(List.of(inTenant, ofOperator)).allSatisfy(event -> {
                    assertThat(event.getString("outcome")).isEqualTo("SUCCESS");
                    assertThat(event.getString("detail"))
                            .startsWith("with changes")
                            .endsWith("reason: " + REASON);
                });
            }
        }

        @Test
        void hasNoEntryForAnUnusedCode() {
            var tenant = tenant();
            var code = code(operator, id(tenant), READ_ONLY);
            tenant.gate().browser().get("/operator-entry?code=" + code);
            assertThat(events(tenant, "action=tenant.entered")).isEmpty();
        }
    }

    @Nested
    class End {

        @Test
        void byLeaving() {
            var browser = entered(operator, acme, CHANGES);
            var cookies = Map.copyOf(browser.cookies());
            var page = page(browser.form("/operator-entry/leave"), 200);
            assertThat(page.select("h1").text()).isEqualTo("You left the console");
            assertThat(page.select(".entered")).isEmpty();
            assertEnded(browser);
            browser.cookies().putAll(cookies);
            assertEnded(browser);
            assertThat(browser.get("/signin").status()).isEqualTo(200);
            assertThat(browser.form("/operator-entry/leave").status()).isEqualTo(200);
        }

        @Test
        void afterItsLifetime() throws SQLException {
            var tenant = tenant();
            var browser = entered(operator, tenant, READ_ONLY);
            age(id(tenant), Duration.ofMinutes(59));
            assertThat(browser.get("/console").status()).isEqualTo(200);
            age(id(tenant), Duration.ofMinutes(1));
            assertEnded(browser);
        }

        @ParameterizedTest
        @CsvSource({"ADMINISTRATOR,false", "AUDITOR,true", ",true"})
        void whenTheOperatorIsNoAdministratorAnyMore(String role, boolean active) {
            var colleague = Colleague.create();
            var code = code(colleague.browser(), "acme", CHANGES);
            var browser = entered(colleague.browser(), acme, CHANGES);
            colleague.change(role, active);
            await().atMost(IN_FORCE).untilAsserted(() -> assertEnded(browser));
            assertThat(enter(acme.gate().browser(), code).status()).isEqualTo(404);
        }

        @Test
        void whenTheOperatorsAccountIsDeleted() {
            var colleague = Colleague.create();
            var browser = entered(colleague.browser(), acme, CHANGES);
            assertThat(operatorsTenant.delete("/accounts/" + colleague.id()).status())
                    .isEqualTo(204);
            await().atMost(IN_FORCE).untilAsserted(() -> assertEnded(browser));
        }

        @Test
        void whenTheOperatorSignsOut() {
            var colleague = Colleague.create();
            var browser = entered(colleague.browser(), acme, CHANGES);
            var code = code(colleague.browser(), "acme", CHANGES);
            colleague.browser().form("/signout");
            assertEnded(browser);
            assertThat(enter(acme.gate().browser(), code).status()).isEqualTo(404);
        }

        @Test
        void whenTheTenantIsSuspendedEvenIfItIsResumed() {
            var tenant = tenant();
            var browser = entered(operator, tenant, CHANGES);
            api.call("POST", "/" + id(tenant) + "/suspend", null);
            await().atMost(IN_FORCE)
                    .untilAsserted(
                            () -> assertThat(browser.get("/console").status()).isEqualTo(403));
            api.call("POST", "/" + id(tenant) + "/resume", null);
            await().atMost(IN_FORCE).untilAsserted(() -> assertEnded(browser));
        }
    }
}
