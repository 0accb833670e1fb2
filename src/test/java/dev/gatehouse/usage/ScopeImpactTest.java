// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.token.Foreign;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preview of the effects of a change of a scope. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ScopeImpactTest {
    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private String projectName;
    private String project;
    private String api;
    private String scope;
    private String scopeId;
    private String customers;
    private String orders;

    @BeforeEach
    void makeScope() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        projectName = unique();
        project = admin.createProject(projectName);
        api = "/integration/restv2/development/" + project + "/Shop";
        customers = expose("/customers", "GET", "POST");
        orders = expose("/orders");
        scope = unique();
        scopeId = admin.createScope(scope, api + "/customers");
    }

    @AfterAll
    static void removeTheOtherTenant() throws SQLException {
        Foreign.remove();
    }

    @Nested
    class Calls {

        @Test
        void whatIsGainedAndLostIsToldWhole() {
            assertThat(impact(AdminApi.scope(scope, api + "/orders")).json())
                    .isEqualTo(new JsonObject()
                            .put("scope", scope)
                            .put("deletion", false)
                            .put("gained", excerpt(calls(orders, "/orders", "/orders", "ALL")))
                            .put("lost", excerpt(calls(customers, "/customers", "/customers", "ALL", "GET", "POST")))
                            .put("clients", excerpt())
                            .put("tokens", tokens(0, 0, 0))
                            .put("groups", groups(0)));
        }

        @Test
        void deletionLosesEverything() {
            var answer = admin.gate().send("POST", path(), null, Gate.bearer(admin.token()));

            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.json().getBoolean("deletion")).isTrue();
            assertThat(answer.json().getJsonObject("gained")).isEqualTo(excerpt());
            assertThat(answer.json().getJsonObject("lost"))
                    .isEqualTo(excerpt(calls(customers, "/customers", "/customers", "ALL", "GET", "POST")));
        }

        @Test
        void editThatChangesNothingHasNoImpact() {
            assertNoChange(impact(AdminApi.scope(scope, api + "/customers")));
        }

        @Test
        void widerPatternThatCoversTheSameLosesNothing() {
            var answer = impact(AdminApi.scope(scope, api + "/**")).json();

            assertThat(answer.getJsonObject("lost")).isEqualTo(excerpt());
            assertThat(answer.getJsonObject("gained")).isEqualTo(excerpt(calls(orders, "/orders", "/orders", "ALL")));
        }

        @Test
        void pathInAnotherCaseIsAnotherPath() {
            assertThat(impact(AdminApi.scope(scope, api + "/Customers")).json().getJsonObject("lost"))
                    .isEqualTo(excerpt(calls(customers, "/customers", "/customers", "ALL", "GET", "POST")));
        }

        @Test
        void methodThatIsNoLongerCoveredIsLostAlone() {
            assertThat(impact(withMethods("/customers", "GET")).json().getJsonObject("lost"))
                    .isEqualTo(excerpt(calls(customers, "/customers", "/customers", "ALL", "POST")));
        }

        @Test
        void methodThatTheServiceDoesNotAnswerToIsNotLost() {
            assertNoChange(impact(withMethods("/customers", "GET", "POST")));
        }

        @ParameterizedTest
        @CsvSource({
            "/items/*, /items/*, /items/4711, /items/*, PARTLY",
            "/items/*, /items/**, /items/4711, /items/*, PARTLY",
            "/items/**, /items/**, /items/*, /items/**, PARTLY",
            "/items/*, /items/4711, /items/4712, /items/4711, PARTLY",
            "/items/4711, /items/*, /items/4712, /items/4711, ALL",
        })
        void literalInThePlaceOfAVariableLosesTheRest(
                String resource, String before, String after, String lost, String extent) {
            var service = expose(resource);
            admin.put("/scopes/" + scopeId, AdminApi.scope(scope, api + before));

            assertThat(impact(AdminApi.scope(scope, api + after)).json().getJsonObject("lost"))
                    .isEqualTo(excerpt(calls(service, resource, lost, extent)));
        }
    }

    @Nested
    class ClientsAndTokens {
        private Partner partner;

        @BeforeEach
        void associate() {
            partner = Partner.register(gate, new JsonObject().put("scopes", List.of(scope)));
        }

        @Test
        void clientAndTokenThatLoseAreTold() {
            token(scope);

            assertThat(impact(AdminApi.scope(scope, api + "/orders")).json())
                    .isEqualTo(new JsonObject()
                            .put("scope", scope)
                            .put("deletion", false)
                            .put("gained", excerpt(calls(orders, "/orders", "/orders", "ALL")))
                            .put("lost", excerpt(calls(customers, "/customers", "/customers", "ALL", "GET", "POST")))
                            .put(
                                    "clients",
                                    excerpt(client(true)
                                            .put("tokens", tokens(1, 1, 1))
                                            .put("gained", excerpt(calls(orders, "/orders", "/orders", "ALL")))
                                            .put(
                                                    "lost",
                                                    excerpt(calls(
                                                            customers,
                                                            "/customers",
                                                            "/customers",
                                                            "ALL",
                                                            "GET",
                                                            "POST")))))
                            .put("tokens", tokens(1, 1, 1))
                            .put("groups", groups(0)));
        }

        @Test
        void whatAnotherScopeCoversIsNotLost() {
            var other = another("/customers");
            token(scope + " " + other);
            token(scope);

            var answer = impact(AdminApi.scope(scope, api + "/orders")).json();

            assertThat(answer.getJsonObject("tokens")).isEqualTo(tokens(2, 1, 2));
            assertThat(answer.getJsonObject("clients"))
                    .isEqualTo(excerpt(client(true)
                            .put("tokens", tokens(2, 1, 2))
                            .put("gained", excerpt(calls(orders, "/orders", "/orders", "ALL")))
                            .put("lost", excerpt())));
        }

        @Test
        void whatAnotherScopeCoversWithOtherMethodsIsLostAllTheSame() {
            var other = unique();
            admin.created(
                    "/scopes",
                    AdminApi.scope(other, api).put("serviceUrls", new JsonArray().add(url("/customers", "GET"))));
            partner.change("scopes", List.of(scope, other));
            token(scope + " " + other);

            var answer = impact(null).json();

            assertThat(answer.getJsonObject("tokens")).isEqualTo(tokens(1, 1, 0));
            assertThat(answer.getJsonObject("clients")
                            .getJsonArray("items")
                            .getJsonObject(0)
                            .getJsonObject("lost"))
                    .isEqualTo(excerpt(calls(customers, "/customers", "/customers", "ALL", "POST")));
        }

        @Test
        void twoOtherScopesTogetherCoverIt() {
            var reading = unique();
            var writing = unique();
            admin.created(
                    "/scopes",
                    AdminApi.scope(reading, api).put("serviceUrls", new JsonArray().add(url("/customers", "GET"))));
            admin.created(
                    "/scopes", AdminApi.scope(writing, api).put("serviceUrls", new JsonArray().add(url("/*", "POST"))));
            partner.change("scopes", List.of(scope, reading, writing));
            token(scope + " " + reading + " " + writing);

            assertThat(impact(null).json().getJsonObject("tokens")).isEqualTo(tokens(1, 0, 0));
        }

        @Test
        void clientThatIsNoLongerAssociatedStillHasItsToken() {
            token(scope);
            partner.change("scopes", List.of());

            var answer = impact(null).json();

            assertThat(answer.getJsonObject("clients"))
                    .isEqualTo(excerpt(client(false)
                            .put("tokens", tokens(1, 1, 0))
                            .put("gained", excerpt())
                            .put("lost", excerpt(calls(customers, "/customers", "/customers", "ALL", "GET", "POST")))));
        }

        @Test
        void expiredAndRevokedTokensDoNotCount() throws SQLException {
            token(scope);
            execute("update token set expires_at = now() - interval '1 second' where scope = '" + scope + "'");
            token(scope);
            execute("update token set revoked_at = now() where scope = '" + scope + "' and expires_at > now()");
            token(scope);

            assertThat(impact(null).json().getJsonObject("tokens")).isEqualTo(tokens(1, 1, 0));
        }

        @Test
        void anotherTenantsTokensNeverCount() throws SQLException {
            token(scope);
            Foreign.copy(partner.clientId(), scope);

            assertThat(impact(null).json().getJsonObject("tokens")).isEqualTo(tokens(1, 1, 0));
        }

        @Test
        void lastUseIsTold() throws SQLException {
            token(scope);
            execute("update token set last_used_at = '2026-01-02T03:04:05Z' where scope = '" + scope + "'");

            assertThat(impact(null).json().getJsonObject("tokens"))
                    .isEqualTo(tokens(1, 1, 0).put("lastUsedAt", "2026-01-02T03:04:05Z"));
        }

        private String another(String resource) {
            var other = unique();
            admin.createScope(other, api + resource);
            partner.change("scopes", List.of(scope, other));
            return other;
        }

        private void token(String scopes) {
            assertThat(partner.token(Map.entry("grant_type", "client_credentials"), Map.entry("scope", scopes))
                            .status())
                    .isEqualTo(200);
        }

        private JsonObject client(boolean associated) {
            var registered = admin.get("/clients/" + partner.clientId()).json();
            return new JsonObject()
                    .put("clientId", partner.clientId())
                    .put("name", registered.getString("name"))
                    .put("version", "1.0")
                    .put("associated", associated);
        }

        @Test
        void tokensOfHoldersThatTheGroupsShutOutAreCounted() {
            token(scope);
            var group = unique();
            var groupId = admin.createGroup(group);
            var edit = AdminApi.scope(scope, api + "/customers", groupId);

            assertThat(impact(edit).json().getJsonObject("groups"))
                    .isEqualTo(groups(1)
                            .put(
                                    "after",
                                    new JsonArray()
                                            .add(new JsonObject()
                                                    .put("id", groupId)
                                                    .put("name", group))));
            admin.join(groupId, "clients", partner.clientId());
            assertThat(impact(edit).json().getJsonObject("groups").getInteger("shutOut"))
                    .isZero();
        }
    }

    @Nested
    class Refusals {

        @Test
        void inputThatCouldNotBeSavedIsRefusedInTheSameWords() {
            var edit = AdminApi.scope(unique(), "/elsewhere");
            var saved = admin.put("/scopes/" + scopeId, edit);

            assertInvalid(
                    impact(edit),
                    error("name", "This value can't be changed."),
                    error("serviceUrls[0].url", "The path must start with /integration/."));
            assertThat(impact(edit).json()).isEqualTo(saved.json());
        }

        @Test
        void unknownScopeIsNotFound() {
            assertProblem(
                    admin.post("/scopes/" + AdminApi.ABSENT + "/impact", AdminApi.scope(scope, api)),
                    404,
                    "Not found",
                    "The scope does not exist.");
        }

        @Test
        void nothingIsChanged() {
            var before = admin.get("/scopes/" + scopeId).json();

            assertThat(impact(AdminApi.scope(scope, api + "/orders")).status()).isEqualTo(200);
            assertThat(impact(null).status()).isEqualTo(200);

            assertThat(admin.get("/scopes/" + scopeId).json()).isEqualTo(before);
        }

        @Test
        void auditorMayAskAndNotSave() {
            var name = unique();
            admin.createPerson(name, "AUDITOR");
            var auditor = new AdminApi(gate, gate.adminToken(name, name + "-demo", "gatehouse.audit"));
            var edit = AdminApi.scope(scope, api + "/orders");

            assertThat(auditor.post("/scopes/" + scopeId + "/impact", edit).status())
                    .isEqualTo(200);
            assertThat(auditor.put("/scopes/" + scopeId, edit).status()).isEqualTo(403);
            assertThat(auditor.post("/scopes", edit).status()).isEqualTo(403);
        }
    }

    private static void assertNoChange(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json().getJsonObject("gained")).isEqualTo(excerpt());
        assertThat(answer.json().getJsonObject("lost")).isEqualTo(excerpt());
    }

    private String path() {
        return AdminApi.V1 + "/scopes/" + scopeId + "/impact";
    }

    /** @param edit the change, or null for the deletion of the scope */
    private Answer impact(JsonObject edit) {
        return edit == null
                ? gate.send("POST", path(), null, Gate.bearer(admin.token()))
                : gate.postJson(path(), edit.encode(), admin.token());
    }

    private JsonObject withMethods(String resource, String... methods) {
        return AdminApi.scope(scope, api).put("serviceUrls", new JsonArray().add(url(resource, methods)));
    }

    private JsonObject url(String resource, String... methods) {
        return new JsonObject().put("url", api + resource).put("methods", new JsonArray(List.of(methods)));
    }

    private String expose(String resource, String... methods) {
        return admin.created(
                        "/services",
                        AdminApi.restResource(project, "Shop", resource, "http://127.0.0.1:9/")
                                .put("methods", List.of(methods)))
                .getString("id");
    }

    private JsonObject calls(String service, String resource, String url, String extent, String... methods) {
        return new JsonObject()
                .put(
                        "service",
                        new JsonObject()
                                .put("id", service)
                                .put("kind", "REST_RESOURCE")
                                .put("projectId", project)
                                .put("projectName", projectName)
                                .put("name", "Shop")
                                .put("resource", resource)
                                .put("path", api + resource))
                .put("url", api + url)
                .put("methods", new JsonArray(List.of(methods)))
                .put("extent", extent);
    }

    private static JsonObject tokens(int live, int losing, int gaining) {
        return new JsonObject()
                .put("live", new JsonObject().put("count", live).put("more", false))
                .put("losing", losing)
                .put("gaining", gaining)
                .putNull("lastUsedAt");
    }

    private static JsonObject groups(int shutOut) {
        return new JsonObject()
                .put("before", new JsonArray())
                .put("after", new JsonArray())
                .put("shutOut", shutOut);
    }

    private static JsonObject excerpt(JsonObject... rows) {
        return new JsonObject().put("items", new JsonArray(List.of(rows))).put("total", rows.length);
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
