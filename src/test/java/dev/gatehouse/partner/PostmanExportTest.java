// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Newman;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PartnerServices;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Upstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export to Postman: the files that the admin API returns, and their execution without changes. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PostmanExportTest {
    private static final String POSTMAN = "https://oauth.pstmn.io/v1/callback";

    @TestHTTPResource("/")
    URI base;

    @TempDir
    Path directory;

    private Upstream upstream;
    private AdminApi admin;
    private PartnerServices services;

    @BeforeEach
    void expose() {
        upstream = Upstream.start();
        admin = AdminApi.of(new Gate(base));
        services = PartnerServices.create(admin, upstream);
    }

    @AfterEach
    void close() throws Exception {
        upstream.close();
    }

    private String collection(Partner partner) {
        return exported(partner, "collection");
    }

    private JsonObject environment(Partner partner) {
        return new JsonObject(exported(partner, "environment"));
    }

    private String exported(Partner partner, String what) {
        var answer = admin.get("/clients/" + partner.clientId() + "/postman-" + what);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        return answer.body();
    }

    private static JsonObject with(JsonObject environment, String key, String value) {
        environment.getJsonArray("values").stream()
                .map(JsonObject.class::cast)
                .filter(variable -> variable.getString("key").equals(key))
                .findFirst()
                .orElseThrow()
                .put("value", value);
        return environment;
    }

    private static JsonArray items(JsonObject folder) {
        return folder.getJsonArray("item");
    }

    /** Returns the names of all folders and requests of a collection, indented by their depth. */
    private static List<String> outline(JsonObject collection) {
        var outline = new ArrayList<String>();
        outline(collection, "", outline);
        return outline;
    }

    private static void outline(JsonObject folder, String indent, List<String> outline) {
        for (var item : items(folder)) {
            var inner = (JsonObject) item;
            outline.add(indent + inner.getString("name"));
            if (inner.containsKey("item")) {
                outline(inner, indent + "- ", outline);
            }
        }
    }

    private static JsonObject folder(JsonObject collection, String name) {
        return items(collection).stream()
                .map(JsonObject.class::cast)
                .filter(folder -> folder.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the collection with a value for each path variable of the requests that change data. */
    private static String withIds(String exported, String id) {
        var collection = new JsonObject(exported);
        for (var scope : items(folder(collection, "Change data"))) {
            for (var call : items((JsonObject) scope)) {
                var url = ((JsonObject) call).getJsonObject("request").getJsonObject("url");
                url.getJsonArray("variable", new JsonArray())
                        .forEach(variable -> ((JsonObject) variable).put("value", id));
            }
        }
        return collection.encode();
    }

    private static JsonObject plain(String key, String value) {
        return new JsonObject()
                .put("key", key)
                .put("value", value)
                .put("type", "default")
                .put("enabled", true);
    }

    private static JsonObject secret(String key, String description) {
        return plain(key, "").put("type", "secret").put("description", description);
    }

    @Nested
    class RunByNewman {

        @Test
        void wholeCollectionOnlyReadsUntilTheTokenIsRevoked() throws Exception {
            var newman = Newman.in(directory);
            var partner = services.partner(Map.of("grantTypes", List.of("client_credentials")));
            var collection = collection(partner);

            var run = newman.run(collection, with(environment(partner), "clientSecret", partner.secret()));

            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(answered(run))
                    .containsExactly(
                            "200 POST /integration/rest/oAuth/getToken",
                            "200 GET " + services.crm(),
                            "200 GET " + services.crm() + "/1",
                            "200 GET " + services.crm() + "/1",
                            "200 GET " + services.path("/restv2", "/Files/reports/1"),
                            "200 POST /integration/rest/oAuth/introspect",
                            "200 POST /integration/rest/oAuth/revoke");

            var later = newman.run(collection, run.environment(), services.reading());

            assertThat(later.executions())
                    .isNotEmpty()
                    .allSatisfy(execution -> assertThat(execution.status()).isEqualTo(401));
        }

        @Test
        void dataIsChangedOnlyWithTheVariableAndTheIds() throws Exception {
            var newman = Newman.in(directory);
            var partner = services.partner(Map.of("grantTypes", List.of("client_credentials")));
            var environment = with(environment(partner), "clientSecret", partner.secret());
            var withIds = withIds(collection(partner), "7");

            var notMeant = newman.run(withIds, environment, "Get a token", "Change data");
            assertThat(answered(notMeant)).containsExactly("200 POST /integration/rest/oAuth/getToken");
            assertThat(said(notMeant))
                    .contains(said("Not sent: set the variable changeData of the environment to yes"));

            var meant = with(environment, "changeData", "yes");
            var withoutIds = newman.run(collection(partner), meant, "Get a token", "Change data");
            assertThat(answered(withoutIds))
                    .containsExactly(
                            "200 POST /integration/rest/oAuth/getToken",
                            "200 POST " + services.path("/rest/external/integration/run", "/calculator"),
                            "200 POST " + services.crm());
            assertThat(said(withoutIds)).contains(said("Not sent: fill in the path variables customersId, ordersId"));

            var run = newman.run(withIds, meant, "Get a token", "Change data");
            assertThat(answered(run))
                    .containsExactly(
                            "200 POST /integration/rest/oAuth/getToken",
                            "200 POST " + services.path("/rest/external/integration/run", "/calculator"),
                            "200 POST " + services.crm(),
                            "200 DELETE " + services.crm() + "/7",
                            "200 PUT " + services.crm() + "/7/orders/7");
        }

        /**
         * Returns only the letters of the output, because newman breaks the lines of a script and draws frames around
         * them.
         */
        private static String said(Newman.Run run) {
            return said(run.output());
        }

        private static String said(String text) {
            return text.replaceAll("[^A-Za-z]", "");
        }

        /** Returns each sent request with the status of its answer. A script can skip requests. */
        private static List<String> answered(Newman.Run run) {
            return run.executions().stream()
                    .filter(execution -> execution.status() != 0)
                    .map(execution -> execution.status() + " " + execution.method() + " " + execution.url())
                    .toList();
        }

        @Test
        void authorizationCodeOfAPersonIsExchangedAndRefreshed() throws Exception {
            var newman = Newman.in(directory);
            var partner = services.partner(
                    Map.of("type", "PUBLIC", "grantTypes", List.of("authorization_code"), "requirePkce", "YES"));
            var collection = collection(partner);
            var asked = newman.run(collection, environment(partner), "Authorization code, step 1: ask for a code");
            assertThat(asked.exit()).as(asked.output()).isZero();
            assertThat(asked.executions().getFirst().headers().encode()).contains("/approval?request=");
            var code = new Gate(base)
                    .browser()
                    .codeFor(
                            "jane",
                            "jane-demo",
                            List.of(services.reading()),
                            Map.of(
                                    "client_id",
                                    partner.clientId(),
                                    "redirect_uri",
                                    asked.value("callbackUrl"),
                                    "scope",
                                    asked.value("scope"),
                                    "code_challenge",
                                    asked.value("codeChallenge"),
                                    "code_challenge_method",
                                    "S256"));

            var run = newman.run(
                    collection,
                    with(asked.environment(), "code", code),
                    "Authorization code, step 2: get a token",
                    "Refresh",
                    services.reading(),
                    "Check and revoke the token");

            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.executions())
                    .hasSize(5)
                    .allSatisfy(execution -> assertThat(execution.status()).isEqualTo(200));
        }

        @Test
        void passwordGrant() throws Exception {
            var newman = Newman.in(directory);
            var partner = services.partner(Map.of("grantTypes", List.of("password")));
            var environment = with(environment(partner), "clientSecret", partner.secret());

            var run = newman.run(
                    collection(partner), with(with(environment, "username", "jane"), "password", "jane-demo"));

            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.executions())
                    .allSatisfy(execution -> assertThat(execution.status()).isEqualTo(200));
        }
    }

    @Nested
    class Collection {

        @Test
        void hasAFolderPerScopeAndARequestPerCoveredMethod() {
            var partner = services.partner(Map.of("grantTypes", List.of("authorization_code", "password")));

            assertThat(outline(new JsonObject(collection(partner))))
                    .containsExactly(
                            "Get a token",
                            "- Authorization code, step 1: ask for a code",
                            "- Authorization code, step 2: get a token",
                            "- Get a token: password",
                            "- Refresh",
                            services.writing(),
                            "- GET Crm/customers",
                            "- GET Crm/customers/{customersId}",
                            services.reading(),
                            "- GET Crm/customers/{customersId}",
                            "- GET Files/reports/{reportsId}",
                            "Change data",
                            "- " + services.writing(),
                            "- - POST calculator",
                            "- - POST Crm/customers",
                            "- - DELETE Crm/customers/{customersId}",
                            "- - PUT Crm/customers/{customersId}/orders/{ordersId}",
                            "Check and revoke the token",
                            "- Introspect",
                            "- Revoke");
        }

        @Test
        void requestOfAServiceHasItsMethodItsVariablesAndItsDescription() {
            var partner = services.partner(Map.of("grantTypes", List.of("client_credentials")));
            var changing = folder(new JsonObject(collection(partner)), "Change data");
            var scope = items(changing).getJsonObject(0);
            var path = new JsonArray(List.of((Object[]) (services.crm() + "/:customersId/orders/:ordersId")
                    .substring(1)
                    .split("/")));

            assertThat(scope.getString("description")).isEqualTo("Scope of a test");
            assertThat(changing.getString("description"))
                    .isEqualTo(
                            "These requests create, change or delete data (RFC 9110 §9.2.1). They are skipped until the"
                                    + " variable changeData of the environment is yes and each path variable has a value: put in"
                                    + " the ids that you mean.");
            assertThat(items(scope).getJsonObject(3))
                    .isEqualTo(new JsonObject()
                            .put("name", "PUT Crm/customers/{customersId}/orders/{ordersId}")
                            .put("event", new JsonArray())
                            .put("response", new JsonArray())
                            .put(
                                    "request",
                                    new JsonObject()
                                            .put("method", "PUT")
                                            .put(
                                                    "header",
                                                    new JsonArray()
                                                            .add(new JsonObject()
                                                                    .put("key", "Content-Type")
                                                                    .put("value", "application/json")))
                                            .put(
                                                    "body",
                                                    new JsonObject()
                                                            .put("mode", "raw")
                                                            .put("raw", "{}"))
                                            .put("description", "What Crm does")
                                            .put(
                                                    "url",
                                                    new JsonObject()
                                                            .put(
                                                                    "raw",
                                                                    "{{baseUrl}}" + services.crm()
                                                                            + "/:customersId/orders/:ordersId")
                                                            .put("host", new JsonArray().add("{{baseUrl}}"))
                                                            .put("path", path)
                                                            .put(
                                                                    "variable",
                                                                    new JsonArray()
                                                                            .add(variable("customersId"))
                                                                            .add(variable("ordersId"))))));
        }

        @Test
        void requestIsDescribedByTheServiceThatAnswersIt() {
            expose("/items/**", "All items", "GET", "POST");
            expose("/items/*/sub", "One of the parts", "GET");
            var scope = AdminApi.unique();
            admin.createScope(scope, services.path("/restv2", "/Shop/items/*/sub"));
            var partner =
                    services.partner(Map.of("grantTypes", List.of("client_credentials"), "scopes", List.of(scope)));

            var collection = new JsonObject(collection(partner));
            assertThat(described(folder(collection, scope)))
                    .containsExactly("GET Shop/items/{itemsId}/sub: One of the parts");
            assertThat(described(folder(folder(collection, "Change data"), scope)))
                    .containsExactly("POST Shop/items/{itemsId}/sub: All items");
        }

        private static List<String> described(JsonObject folder) {
            return items(folder).stream()
                    .map(JsonObject.class::cast)
                    .map(call -> call.getString("name") + ": "
                            + call.getJsonObject("request").getString("description"))
                    .toList();
        }

        private void expose(String resource, String description, String... methods) {
            admin.created(
                    "/services",
                    AdminApi.restResource(services.project(), "Shop", resource, upstream.address())
                            .put("methods", List.of(methods))
                            .put("description", description));
        }

        private static JsonObject variable(String name) {
            return new JsonObject().put("key", name).put("value", "").put("description", "Put the id here");
        }

        @Test
        void authorizationIsFilledInForTheFirstGrant() {
            var partner = services.partner(Map.of(
                    "grantTypes", List.of("authorization_code"),
                    "redirectUris", List.of("http://127.0.0.1/callback", POSTMAN)));
            var auth = new JsonObject(collection(partner)).getJsonObject("auth");

            assertThat(auth.getString("type")).isEqualTo("oauth2");
            assertThat(settings(auth))
                    .isEqualTo(new JsonObject()
                            .put("grant_type", "authorization_code_with_pkce")
                            .put("authUrl", "{{baseUrl}}/integration/rest/oAuth/authorize")
                            .put("accessTokenUrl", "{{baseUrl}}/integration/rest/oAuth/getToken")
                            .put("refreshTokenUrl", "{{baseUrl}}/integration/rest/oAuth/getToken")
                            .put("redirect_uri", "{{callbackUrl}}")
                            .put("useBrowser", false)
                            .put("challengeAlgorithm", "S256")
                            .put("clientId", "{{clientId}}")
                            .put("clientSecret", "{{clientSecret}}")
                            .put("scope", "{{scope}}")
                            .put("client_authentication", "header")
                            .put("tokenName", partner.registration().getString("name") + " 1.0")
                            .put("accessToken", "{{accessToken}}")
                            .put("tokenType", "Bearer")
                            .put("addTokenTo", "header")
                            .put("headerPrefix", "Bearer"));
        }

        @Test
        void implicitClientOpensTheAuthorizationEndpoint() {
            var partner = services.partner(Map.of("type", "PUBLIC", "grantTypes", List.of("implicit")));
            var collection = new JsonObject(collection(partner));

            assertThat(outline(collection).subList(0, 2)).containsExactly("Get a token", "- Implicit: ask for a token");
            assertThat(outline(collection))
                    .doesNotContain("- Introspect", "- Refresh")
                    .contains("- Revoke");
            assertThat(settings(collection.getJsonObject("auth")).getString("grant_type"))
                    .isEqualTo("implicit");
        }

        private static JsonObject settings(JsonObject auth) {
            var settings = new JsonObject();
            auth.getJsonArray("oauth2").stream()
                    .map(JsonObject.class::cast)
                    .forEach(setting -> settings.put(setting.getString("key"), setting.getValue("value")));
            return settings;
        }
    }

    @Nested
    class Environment {

        @Test
        void holdsEverythingButSecrets() {
            var partner = services.partner(Map.of(
                    "grantTypes", List.of("authorization_code", "password"),
                    "redirectUris", List.of("http://127.0.0.1/callback", POSTMAN)));
            var environment = environment(partner);

            assertThat(environment.remove("id")).isNotNull();
            assertThat(environment)
                    .isEqualTo(new JsonObject()
                            .put("name", partner.registration().getString("name") + " 1.0")
                            .put("_postman_variable_scope", "environment")
                            .put(
                                    "values",
                                    new JsonArray()
                                            .add(plain("baseUrl", admin.gate().issuer()))
                                            .add(plain("clientId", partner.clientId()))
                                            .add(
                                                    secret(
                                                            "clientSecret",
                                                            "Shown once, when the client was registered or its secret regenerated; nobody can"
                                                                    + " look it up. Ask the integration team for it, or for another one."))
                                            .add(plain("scope", services.writing() + " " + services.reading()))
                                            .add(plain("changeData", "no"))
                                            .add(plain("callbackUrl", POSTMAN))
                                            .add(secret("username", "Who signs in"))
                                            .add(secret("password", "Their password"))
                                            .add(secret("code", "From the address where the browser ended"))
                                            .add(secret("codeVerifier", "Made by step 1 of the authorization code"))
                                            .add(secret("accessToken", "Filled in by the requests that get a token"))
                                            .add(secret(
                                                    "refreshToken", "Filled in by the requests that get a token"))));
        }

        @Test
        void ofAPublicClientHasNoSecret() {
            var partner = services.partner(Map.of("type", "PUBLIC", "grantTypes", List.of("authorization_code")));

            assertThat(environment(partner).encode())
                    .doesNotContain("clientSecret", "password")
                    .contains("http://127.0.0.1/callback");
        }

        @Test
        void asksForNothingThatAClientCannotHoldItself() {
            var group = admin.createGroup(AdminApi.unique());
            var limited = AdminApi.unique();
            admin.createScope(limited, services.crm(), group);
            var partner = services.partner(Map.of(
                    "grantTypes", List.of("client_credentials"), "scopes", List.of(services.reading(), limited)));

            assertThat(environment(partner).encode())
                    .contains(services.reading())
                    .doesNotContain(limited);
        }
    }

    @Nested
    class Export {

        @Test
        void isAFileNamedAfterTheClient() {
            var name = "Schlüssel + Söhne? " + AdminApi.unique();
            var partner = services.partner(Map.of("name", name));
            var unique = name.substring(name.lastIndexOf(' ') + 1);

            var path = "/clients/" + partner.clientId();
            assertThat(admin.get(path + "/postman-collection").header("content-disposition"))
                    .isEqualTo("attachment; filename=\"Schl_ssel + S_hne_ " + unique + ".postman_collection.json\";"
                            + " filename*=UTF-8''Schl%C3%BCssel%20%2B%20S%C3%B6hne_%20" + unique
                            + ".postman_collection.json");
            assertThat(admin.get(path + "/postman-environment").header("content-disposition"))
                    .endsWith(unique + ".postman_environment.json");
        }

        @Test
        void isTheSameEachTime() {
            var partner = services.partner(Map.of());

            assertThat(collection(partner)).isEqualTo(collection(partner));
            assertThat(environment(partner)).isEqualTo(environment(partner));
        }

        @Test
        void isAudited() {
            var partner = services.partner(Map.of());
            collection(partner);
            environment(partner);

            assertThat(AuditTrail.of("client.exported", partner.clientId()))
                    .containsExactly("SUCCESS Postman collection", "SUCCESS Postman environment");
        }

        @Test
        void ofAnUnknownClientIsNotFound() {
            for (var what : List.of("collection", "environment")) {
                AdminApi.assertProblem(
                        admin.get("/clients/nobody/postman-" + what), 404, "Not found", "The client does not exist.");
            }
        }
    }
}
