// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preview of the effects of a deletion. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UsageTest {
    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private String project;
    private String api;
    private String scope;
    private String scopeId;
    private Partner partner;

    @BeforeEach
    void makeScope() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        project = admin.createProject(unique());
        api = "/integration/restv2/development/" + project + "/Shop";
        scope = unique();
        scopeId = admin.createScope(scope, api + "/customers");
        partner = Partner.register(gate, new JsonObject().put("scopes", List.of(scope)));
    }

    @AfterAll
    static void removeTheOtherTenant() throws SQLException {
        Foreign.remove();
    }

    @Test
    void clientsLiveTokensOfThisTenantAreCounted() throws SQLException {
        token();
        execute("update token set expires_at = now() - interval '1 second' where scope = '" + scope + "'");
        token();
        execute("update token set revoked_at = now() where scope = '" + scope + "' and expires_at > now()");
        token();
        execute("update token set last_used_at = '2026-01-02T03:04:05Z' where revoked_at is null and scope = '" + scope
                + "'");
        Foreign.copy(partner.clientId(), scope);

        assertThat(admin.get("/clients/" + partner.clientId() + "/usage").json())
                .isEqualTo(new JsonObject()
                        .put("liveTokens", count(1))
                        .put("consents", count(0))
                        .put("pendingCodes", count(0))
                        .put("lastUsedAt", "2026-01-02T03:04:05Z"));
    }

    @Test
    void clientsCodesAndConsentsAreCounted() {
        partner.change("approval", "ONCE");
        partner.code(List.of(scope), Map.of());

        assertThat(admin.get("/clients/" + partner.clientId() + "/usage").json())
                .isEqualTo(new JsonObject()
                        .put("liveTokens", count(0))
                        .put("consents", count(1))
                        .put("pendingCodes", count(1))
                        .putNull("lastUsedAt"));
    }

    @Test
    void countEndsAtTenThousand() throws SQLException {
        token();
        execute("insert into token (tenant_id, id, access_hash, client, grant_type, scope, access_scope, issued_at,"
                + " access_issued_at) select tenant_id, gen_random_uuid(), sha256(gen_random_uuid()::text::bytea),"
                + " client, grant_type, scope, access_scope, now(), now() from token, generate_series(1, 10000)"
                + " where scope = '" + scope + "'");

        var many = new JsonObject().put("count", 10_000).put("more", true);
        assertThat(admin.get("/clients/" + partner.clientId() + "/usage").json().getJsonObject("liveTokens"))
                .isEqualTo(many);
        assertThat(admin.get("/scopes/" + scopeId + "/usage").json().getJsonObject("liveTokens"))
                .isEqualTo(many);
        var impact = gate.send("POST", AdminApi.V1 + "/scopes/" + scopeId + "/impact", null, Gate.bearer(admin.token()))
                .json();
        assertThat(impact.getJsonObject("tokens").getJsonObject("live")).isEqualTo(many);
        execute("delete from token where scope = '" + scope + "'");
    }

    @Test
    void accountsTokensClientsAndSessionsAreCounted() {
        var username = unique();
        var id = admin.createPerson(username);
        var began = Instant.now();
        gate.grant(username, List.of(Gate.CUSTOMERS_SCOPE));
        gate.grant(username, List.of(Gate.CUSTOMERS_SCOPE));

        var usage = admin.get("/accounts/" + id + "/usage").json();

        assertThat(Instant.parse((String) usage.remove("lastSignInAt"))).isAfterOrEqualTo(began.minusMillis(1));
        assertThat(Instant.parse((String) usage.remove("lastSeenAt"))).isAfterOrEqualTo(began.minusMillis(1));
        assertThat(usage)
                .isEqualTo(new JsonObject()
                        .put("liveTokens", count(2))
                        .put("clients", 1)
                        .put("sessions", 2)
                        .put("passkeys", 0)
                        .putNull("lastUsedAt"));
    }

    @Test
    void scopesClientsAndTokensAreCounted() throws SQLException {
        token();
        Foreign.copy(partner.clientId(), scope);

        assertThat(admin.get("/scopes/" + scopeId + "/usage").json())
                .isEqualTo(new JsonObject()
                        .put(
                                "clients",
                                excerpt(new JsonObject()
                                        .put("clientId", partner.clientId())
                                        .put("name", partner.registration().getString("name"))
                                        .put("version", "1.0")))
                        .put("liveTokens", count(1))
                        .putNull("lastUsedAt"));
    }

    @Test
    void servicesScopesAreToldWithWhatTheyCover() throws SQLException {
        var service = expose("/customers", "GET", "POST");
        var wildcard = unique();
        admin.created(
                "/scopes",
                AdminApi.scope(wildcard, api)
                        .put(
                                "serviceUrls",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("url", api + "/*")
                                                .put("methods", List.of("GET")))));
        execute("update exposed_service set last_used_at = '2026-01-02T03:04:05Z' where id = '" + service + "'");

        var usage = admin.get("/services/" + service + "/usage").json();

        assertThat(usage.getString("lastUsedAt")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(usage.getJsonObject("scopes").getInteger("total")).isEqualTo(2);
        assertThat(usage.getJsonObject("scopes").getJsonArray("items"))
                .containsExactlyInAnyOrder(covering(scope, "ALL", "GET", "POST"), covering(wildcard, "ALL", "GET"));
    }

    @Test
    void scopeThatCoversSomeUrlsOfAServiceCoversItPartly() {
        var service = expose("/*");

        assertThat(admin.get("/services/" + service + "/usage").json())
                .isEqualTo(new JsonObject()
                        .put("scopes", excerpt(covering(scope, "PARTLY")))
                        .putNull("lastUsedAt"));
    }

    @Test
    void projectsOwnScopesAreToldApartFromSharedOnes() {
        expose("/customers");
        var elsewhere = admin.createProject(unique());
        admin.created("/services", AdminApi.restResource(elsewhere, "Shop", "/customers", "http://127.0.0.1:9/"));
        var shared = unique();
        admin.created(
                "/scopes",
                AdminApi.scope(shared, api)
                        .put(
                                "serviceUrls",
                                new JsonArray()
                                        .add(new JsonObject().put("url", api + "/**"))
                                        .add(new JsonObject().put("url", api.replace(project, elsewhere) + "/**"))));

        assertThat(admin.get("/projects/" + project + "/usage").json())
                .isEqualTo(new JsonObject()
                        .put("flowServices", 0)
                        .put("restResources", 1)
                        .put(
                                "onlyScopes",
                                new JsonObject()
                                        .put("items", new JsonArray().add(scope))
                                        .put("total", 1))
                        .put("sharedScopes", 1)
                        .putNull("lastUsedAt"));
    }

    @Test
    void groupsMembersAndScopesAreCounted() {
        var group = admin.createGroup(unique());
        admin.join(group, "accounts", admin.createPerson(unique()));
        admin.join(group, "clients", partner.clientId());
        var limited = unique();
        admin.createScope(limited, api + "/limited", group);

        assertThat(admin.get("/groups/" + group + "/usage").json())
                .isEqualTo(new JsonObject()
                        .put("accounts", count(1))
                        .put("clients", count(1))
                        .put(
                                "scopes",
                                new JsonObject()
                                        .put("items", new JsonArray().add(limited))
                                        .put("total", 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "/clients/nobody, client",
        "/accounts/00000000-0000-7000-8000-000000000000, account",
        "/scopes/00000000-0000-7000-8000-000000000000, scope",
        "/services/00000000-0000-7000-8000-000000000000, service",
        "/projects/nowhere, project",
        "/groups/00000000-0000-7000-8000-000000000000, group"
    })
    void whatDoesNotExistIsNotFound(String path, String what) {
        assertProblem(admin.get(path + "/usage"), 404, "Not found", "The " + what + " does not exist.");
    }

    private void token() {
        assertThat(partner.token(Map.entry("grant_type", "client_credentials"), Map.entry("scope", scope))
                        .status())
                .isEqualTo(200);
    }

    private String expose(String resource, String... methods) {
        return admin.created(
                        "/services",
                        AdminApi.restResource(project, "Shop", resource, "http://127.0.0.1:9/")
                                .put("methods", List.of(methods)))
                .getString("id");
    }

    private static JsonObject covering(String scope, String extent, String... methods) {
        return new JsonObject()
                .put("name", scope)
                .put("extent", extent)
                .put("methods", new JsonArray(List.of(methods)));
    }

    private static JsonObject count(int count) {
        return new JsonObject().put("count", count).put("more", false);
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
