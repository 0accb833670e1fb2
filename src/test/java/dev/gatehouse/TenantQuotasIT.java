// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Metrics;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The quotas of tenants on two nodes: the operator's API, every refusal, races at a limit, and the usage. */
class TenantQuotasIT {
    private static final Duration IN_FORCE = Duration.ofSeconds(1);
    private static final int CONNECTIONS = 8;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static String database;
    private static List<PackagedGatehouse> processes;
    private static Gate here;
    private static Gate there;
    private static OperatorApi operator;

    @BeforeAll
    static void start() {
        database = PostgresResource.freshDatabase();
        var options = PackagedGatehouse.node(
                database,
                "-Dgatehouse.operator.base-url=http://" + OperatorApi.HOST,
                "-Dgatehouse.housekeeping-interval=1S",
                "-Dgatehouse.quota.services=500",
                "-Dquarkus.datasource.jdbc.max-size=" + CONNECTIONS);
        processes = List.of(PackagedGatehouse.start(options), PackagedGatehouse.start(options));
        here = new Gate(processes.get(0).address());
        there = new Gate(processes.get(1).address());
        operator = OperatorApi.of(here);
        // The first answer of a node takes longer than a second
        assertThat(there.at(OperatorApi.HOST)
                        .get(OperatorApi.TENANTS + "/default/usage", operator.token())
                        .status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        processes.forEach(PackagedGatehouse::close);
    }

    /** A tenant with an administrator, created for a test. */
    private record Tenant(String id, AdminApi api) {
        static Tenant create() {
            var id = "q" + NUMBER.incrementAndGet();
            return new Tenant(id, operator.create(here, id));
        }

        /** Sets one quota, and waits until the other node knows. */
        void limit(String quota, int most) {
            var answer = operate("PUT", "/" + id + "/quotas", new JsonObject().put(quota, most));
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            await().atMost(IN_FORCE)
                    .until(() -> there.at(OperatorApi.HOST)
                            .get(OperatorApi.TENANTS + "/" + id + "/usage", operator.token())
                            .body()
                            .contains("\"quota\":" + most));
        }

        Gate on(Gate node) {
            return node.at(id + ".localhost:8080");
        }

        Answer post(Gate node, String path, JsonObject body) {
            return on(node).postJson(AdminApi.V1 + path, body.encode(), api.token());
        }
    }

    private static Answer operate(String method, String path, JsonObject body) {
        return operator.call(method, path, body);
    }

    private static JsonObject client(String name) {
        return new JsonObject()
                .put("name", name)
                .put("version", "1")
                .put("type", "CONFIDENTIAL")
                .put("redirectUris", new JsonArray(List.of("http://127.0.0.1:9/callback")))
                .put("grantTypes", new JsonArray(List.of("authorization_code", "client_credentials")))
                .put("refresh", "UNLIMITED");
    }

    /** A client with a scope, which gets tokens and calls a service. */
    private record Application(Tenant tenant, String id, String secret) {
        static Application create(Tenant tenant) {
            var project = tenant.api().createProject("project");
            tenant.api().createScope("all", "/integration/restv2/**");
            tenant.api()
                    .created("/services", AdminApi.restResource(project, "api", "/*", "http://127.0.0.1:9/upstream"));
            var created =
                    tenant.api().created("/clients", client("caller").put("scopes", new JsonArray(List.of("all"))));
            return new Application(tenant, created.getString("clientId"), created.getString("clientSecret"));
        }

        Answer token(Gate node) {
            return tenant.on(node)
                    .tokenWithBasic(
                            id, secret, Map.entry("grant_type", "client_credentials"), Map.entry("scope", "all"));
        }

        String path() {
            return tenant.api()
                    .get("/services")
                    .json()
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("path")
                    .replace("*", "thing");
        }
    }

    private static JsonObject conflict(String code, String detail) {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", "Conflict")
                .put("status", 409)
                .put("detail", detail)
                .put("code", code);
    }

    @Nested
    class OperatorsApi {
        private static JsonObject unlimited() {
            return new JsonObject()
                    .putNull("clients")
                    .putNull("accounts")
                    .putNull("services")
                    .putNull("liveTokens")
                    .putNull("tokensPerSecond")
                    .putNull("callsPerSecond")
                    .putNull("auditDays")
                    .putNull("passwordShare")
                    .putNull("databaseShare");
        }

        private static JsonObject defaults() {
            return unlimited().put("services", 500).put("passwordShare", 50).put("databaseShare", 75);
        }

        @Test
        void showsTheDefaultsOfTheConfiguration() {
            var tenant = Tenant.create();
            var answer = operate("GET", "/" + tenant.id() + "/quotas", null);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json()).isEqualTo(unlimited().put("inEffect", defaults()));
        }

        @Test
        void replacesAllQuotasAndRecordsTheChange() {
            var tenant = Tenant.create();
            var quotas = new JsonObject()
                    .put("clients", 10)
                    .put("accounts", 20)
                    .put("services", 30)
                    .put("liveTokens", 40)
                    .put("tokensPerSecond", 50)
                    .put("callsPerSecond", 60)
                    .put("auditDays", 70)
                    .put("passwordShare", 80)
                    .put("databaseShare", 90);
            var answer = operate("PUT", "/" + tenant.id() + "/quotas", quotas);
            var expected = quotas.copy().put("inEffect", quotas);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json()).isEqualTo(expected);
            var seen = operate("GET", "/" + tenant.id() + "/quotas", null);
            assertThat(seen.json()).isEqualTo(expected);
            assertThat(seen.header("etag")).isEqualTo(answer.header("etag"));

            var back = operate("PUT", "/" + tenant.id() + "/quotas", new JsonObject().put("clients", 11));
            assertThat(back.json())
                    .isEqualTo(unlimited()
                            .put("clients", 11)
                            .put("inEffect", defaults().put("clients", 11)));

            var administrator = here.at(OperatorApi.HOST).adminToken();
            var events = here.at(OperatorApi.HOST)
                    .get(
                            AdminApi.V1 + "/audit-events?action=tenant.quotas_changed&search=" + tenant.id(),
                            administrator)
                    .json()
                    .getJsonArray("items");
            assertThat(events)
                    .filteredOn(
                            event -> ((JsonObject) event).getString("target").equals(tenant.id()))
                    .map(event ->
                            ((JsonObject) event).getString("actor") + " " + ((JsonObject) event).getString("detail"))
                    .containsExactly(
                            "admin accounts: 20 → none, auditDays: 70 → none, callsPerSecond: 60 → none,"
                                    + " clients: 10 → 11, databaseShare: 90 → none, liveTokens: 40 → none,"
                                    + " passwordShare: 80 → none, services: 30 → none, tokensPerSecond: 50 → none",
                            "admin accounts: none → 20, auditDays: none → 70, callsPerSecond: none → 60,"
                                    + " clients: none → 10, databaseShare: none → 90, liveTokens: none → 40,"
                                    + " passwordShare: none → 80, services: none → 30, tokensPerSecond: none → 50");
        }

        @Test
        void aStaleEntityTagChangesNothing() {
            var tenant = Tenant.create();
            var path = "/" + tenant.id() + "/quotas";
            var seen = operate("GET", path, null).header("etag");
            tenant.limit("clients", 5);
            var late = operator.call("PUT", path, new JsonObject().put("clients", 6), Map.of("If-Match", seen));
            assertThat(late.status()).isEqualTo(412);
            assertThat(operate("GET", path, null).json().getInteger("clients")).isEqualTo(5);
        }

        @Test
        void concurrentFirstQuotasAreStoredOneAfterTheOther() {
            var tenant = Tenant.create();
            var seen = operate("GET", "/" + tenant.id() + "/quotas", null).header("etag");
            var answers = Race.of(
                    6,
                    number -> operator.call(
                            "PUT",
                            "/" + tenant.id() + "/quotas",
                            new JsonObject().put("clients", 100 + number),
                            Map.of("If-Match", seen)));
            assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 412);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                {"clients":-1}                | /clients         | out-of-range | 0 and 1000000
                {"clients":1000001}           | /clients         | out-of-range | 0 and 1000000
                {"accounts":0}                | /accounts        | out-of-range | 1 and 10000000
                {"services":-1}               | /services        | out-of-range | 0 and 1000000
                {"liveTokens":0}              | /liveTokens      | out-of-range | 1 and 10000000
                {"tokensPerSecond":0}         | /tokensPerSecond | out-of-range | 1 and 1000000
                {"callsPerSecond":1000001}    | /callsPerSecond  | out-of-range | 1 and 1000000
                {"auditDays":29}              | /auditDays       | out-of-range | 30 and 3650
                {"passwordShare":0}           | /passwordShare   | out-of-range | 1 and 100
                {"databaseShare":101}         | /databaseShare   | out-of-range | 1 and 100
                """)
        void refusesBadInput(String body, String pointer, String code, String range) {
            var answer = operate("PUT", "/default/quotas", new JsonObject(body));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("type", "about:blank")
                            .put("title", "Invalid input")
                            .put("status", 400)
                            .put(
                                    "errors",
                                    new JsonArray()
                                            .add(new JsonObject()
                                                    .put("field", pointer.substring(1))
                                                    .put("message", "The number must be between " + range + ".")
                                                    .put("code", code)
                                                    .put("pointer", pointer))));
        }

        @Test
        void refusesUnknownFieldsTenantsAndHosts() {
            assertThat(operate("PUT", "/default/quotas", new JsonObject().put("client", 1))
                            .status())
                    .isEqualTo(400);
            for (var path : List.of("/nobody/quotas", "/nobody/usage")) {
                var answer = operate("GET", path, null);
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.json().getString("code")).isEqualTo("tenant.not-found");
                assertThat(here.get(OperatorApi.TENANTS + path, operator.token())
                                .status())
                        .isEqualTo(404);
            }
            assertThat(operate("PUT", "/nobody/quotas", new JsonObject()).status())
                    .isEqualTo(404);
        }

        @Test
        void countsWhatATenantHas() {
            var tenant = Tenant.create();
            var caller = Application.create(tenant);
            assertThat(caller.token(here).status()).isEqualTo(200);
            tenant.limit("clients", 7);
            var answer = operate("GET", "/" + tenant.id() + "/usage", null);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("clients", new JsonObject().put("used", 1).put("quota", 7))
                            .put("accounts", new JsonObject().put("used", 1).putNull("quota"))
                            .put("services", new JsonObject().put("used", 1).put("quota", 500))
                            .put(
                                    "liveTokens",
                                    new JsonObject()
                                            .put("used", 2)
                                            .put("more", false)
                                            .putNull("quota"))
                            .put("auditDays", new JsonObject().put("used", 400).putNull("quota")));
        }
    }

    /** A kind of things of which a tenant may have a number. */
    private enum Kind {
        CLIENTS(
                "/clients",
                0,
                "This tenant has reached its quota of clients (%d). Delete a client, or ask the operator for more."),
        ACCOUNTS(
                "/accounts",
                1,
                "This tenant has reached its quota of accounts (%d). Delete an account, or ask the operator for more."),
        SERVICES(
                "/services",
                0,
                "The services would exceed the quota of this tenant (%d). Delete services, or ask the operator for more.");

        final String path;
        final int atFirst;
        final String refusal;

        Kind(String path, int atFirst, String refusal) {
            this.path = path;
            this.atFirst = atFirst;
            this.refusal = refusal;
        }

        String quota() {
            return path.substring(1);
        }

        JsonObject body(int number, String project) {
            return switch (this) {
                case CLIENTS -> client("client" + number);
                case ACCOUNTS ->
                    new JsonObject().put("username", "user" + number).put("password", "a long password");
                case SERVICES -> AdminApi.restResource(project, "api" + number, "/*", "http://127.0.0.1:9/x");
            };
        }
    }

    @Nested
    class Counts {

        @ParameterizedTest
        @EnumSource(Kind.class)
        void refusesOneMoreThanTheQuota(Kind kind) {
            var tenant = Tenant.create();
            var project = tenant.api().createProject("project");
            tenant.limit(kind.quota(), kind.atFirst + 2);
            for (var i = 0; i < 2; i++) {
                assertThat(tenant.post(here, kind.path, kind.body(i, project)).status())
                        .isEqualTo(201);
            }
            var one = tenant.post(there, kind.path, kind.body(2, project));
            assertThat(one.status()).isEqualTo(409);
            assertThat(one.json())
                    .isEqualTo(conflict("quota." + kind.quota(), kind.refusal.formatted(kind.atFirst + 2)));

            var all = tenant.api().get(kind.path).json().getJsonArray("items");
            var last = all.stream()
                    .map(JsonObject.class::cast)
                    .filter(item -> !Boolean.TRUE.equals(item.getBoolean("builtIn"))
                            && !"admin".equals(item.getString("username")))
                    .findFirst()
                    .orElseThrow();
            var id = last.getString(kind == Kind.CLIENTS ? "clientId" : "id");
            AdminApi.assertNoContent(tenant.api().delete(kind.path + "/" + id));
            assertThat(tenant.post(there, kind.path, kind.body(3, project)).status())
                    .isEqualTo(201);
        }

        @ParameterizedTest
        @EnumSource(Kind.class)
        void onlyOneOfSeveralAtTheSameTimeGetsTheLastPlace(Kind kind) {
            var tenant = Tenant.create();
            var projects = Stream.of("a", "b", "c", "d")
                    .map(tenant.api()::createProject)
                    .toList();
            tenant.limit(kind.quota(), kind.atFirst + 1);
            var nodes = List.of(here, there);
            var answers = Race.of(
                    8,
                    number ->
                            tenant.post(nodes.get(number % 2), kind.path, kind.body(number, projects.get(number / 2))));
            assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(201, 409);
            var used = operate("GET", "/" + tenant.id() + "/usage", null).json().getJsonObject(kind.quota());
            assertThat(used)
                    .isEqualTo(new JsonObject().put("used", kind.atFirst + 1).put("quota", kind.atFirst + 1));
        }

        @Test
        void thePageWordsTheRefusalInTheLanguageOfTheBrowser() {
            var tenant = Tenant.create();
            tenant.limit("clients", 0);
            var browser = tenant.on(there).browser("de");
            browser.form("/signin", Map.entry("username", "admin"), Map.entry("password", "admin-demo"));
            var page = browser.form(
                    "/console/clients/new",
                    Map.entry("name", "one"),
                    Map.entry("clientVersion", "1"),
                    Map.entry("type", "CONFIDENTIAL"),
                    Map.entry("grantTypes", "client_credentials"),
                    Map.entry("requirePkce", "GLOBAL"),
                    Map.entry("expiration", "GLOBAL"),
                    Map.entry("refresh", "UNLIMITED"),
                    Map.entry("approval", "ALWAYS"));
            assertThat(page.status()).as("%s", page.body()).isEqualTo(422);
            assertThat(page.body()).contains("Dieser Mandant hat sein Kontingent an Clients (0) erreicht.");
        }

        @Test
        void anInviteeLearnsOfTheQuota() {
            var tenant = Tenant.create();
            var link = tenant.api().created("/invitations", new JsonObject()).getString("url");
            tenant.limit("accounts", 1);
            var page = tenant.on(there)
                    .browser()
                    .form(
                            "/invitation",
                            Map.entry("code", link.replaceFirst(".*code=", "")),
                            Map.entry("username", "second"),
                            Map.entry("displayName", "Second"),
                            Map.entry("password", "a long password"));
            assertThat(page.status()).as("%s", page.body()).isEqualTo(422);
            assertThat(page.body()).contains("This tenant has reached its quota of accounts (1).");
        }

        @Test
        void anImportExposesAllResourcesOrNone() {
            var tenant = Tenant.create();
            var project = tenant.api().createProject("project");
            tenant.limit("services", 1);
            var document = """
                    {"openapi":"3.0.3","info":{"title":"two","version":"1"},"servers":[{"url":"http://127.0.0.1:9"}],
                     "paths":{"/a":{"get":{"responses":{"200":{"description":"a"}}}},
                              "/b":{"get":{"responses":{"200":{"description":"b"}}}}}}""";
            var path = "/projects/" + project + "/openapi";
            var refused = tenant.post(there, path, new JsonObject(document));
            assertThat(refused.status()).as("%s", refused).isEqualTo(409);
            assertThat(refused.json()).isEqualTo(conflict("quota.services", Kind.SERVICES.refusal.formatted(1)));
            tenant.limit("services", 2);
            assertThat(tenant.post(there, path, new JsonObject(document)).status())
                    .isEqualTo(200);
        }
    }

    @Nested
    class Rates {

        @Test
        void tokensPerSecond() {
            var tenant = Tenant.create();
            var caller = Application.create(tenant);
            assertThat(operate("PUT", "/" + tenant.id() + "/quotas", new JsonObject().put("tokensPerSecond", 1))
                            .status())
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> caller.token(there).status() == 429);
            var refused = Stream.generate(() -> caller.token(there))
                    .limit(20)
                    .filter(answer -> answer.status() == 429)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.body())
                    .isEqualTo("{\"error\":\"temporarily_unavailable\",\"error_description\":"
                            + "\"This tenant has reached its quota of tokens per second (1). Try again later.\"}");
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(refused.header("cache-control")).isEqualTo("no-store");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> caller.token(there).status() == 200);
        }

        @Test
        void gatewayCallsPerSecond() {
            var tenant = Tenant.create();
            var caller = Application.create(tenant);
            var token = caller.token(here).json().getString("access_token");
            var path = caller.path();
            assertThat(tenant.on(there).get(path, token).status()).isIn(502, 503);
            assertThat(operate("PUT", "/" + tenant.id() + "/quotas", new JsonObject().put("callsPerSecond", 1))
                            .status())
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> tenant.on(there).get(path, token).status() == 429);
            var refused = Stream.generate(() -> tenant.on(there).get(path, token))
                    .limit(20)
                    .filter(answer -> answer.status() == 429)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.body())
                    .isEqualTo("{\"error\":\"too_many_requests\",\"error_description\":"
                            + "\"This tenant has reached its quota of calls per second (1). Try again later.\"}");
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(refused.header("ratelimit-policy")).isEqualTo("\"tenant\";q=1;w=1");
        }

        @Test
        void liveTokens() {
            var tenant = Tenant.create();
            var caller = Application.create(tenant);
            tenant.limit("liveTokens", 4);
            // The administrator has one token
            var issued = Stream.generate(() -> caller.token(here)).limit(5).toList();
            assertThat(issued).extracting(Answer::status).contains(429).doesNotContain(500);
            var refused = issued.getLast();
            assertThat(refused.body())
                    .isEqualTo("{\"error\":\"temporarily_unavailable\",\"error_description\":"
                            + "\"This tenant has reached its quota of active tokens (4)."
                            + " Revoke tokens, or try again when some have expired.\"}");
            assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(1L, 60L);

            await().atMost(Duration.ofSeconds(15))
                    .until(() -> caller.token(here).status() == 429
                            && operate("GET", "/" + tenant.id() + "/usage", null)
                                            .json()
                                            .getJsonObject("liveTokens")
                                            .getInteger("used")
                                    == 4);
            var one = issued.getFirst().json().getString("access_token");
            tenant.on(here)
                    .form(
                            "/integration/rest/oAuth/revoke",
                            Map.of("Authorization", Gate.basic(caller.id(), caller.secret())),
                            Map.entry("token", one));
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> caller.token(here).status() == 200);
        }

        @Test
        void tokensThatAnAdministratorAddsCountToo() {
            var tenant = Tenant.create();
            var caller = Application.create(tenant);
            tenant.limit("liveTokens", 1);
            var input = new JsonObject()
                    .put("client", caller.id())
                    .put("name", "job")
                    .put("expiresInDays", 1)
                    .put("scopes", new JsonArray(List.of("all")));
            var refused = tenant.post(here, "/tokens", input);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("retry-after")).isNotNull();
            assertThat(refused.json())
                    .isEqualTo(new JsonObject()
                            .put("type", "about:blank")
                            .put("title", "Too Many Requests")
                            .put("status", 429)
                            .put(
                                    "detail",
                                    "This tenant has reached its quota of active tokens (1)."
                                            + " Revoke tokens, or try again when some have expired.")
                            .put("code", "quota.live-tokens"));

            tenant.limit("liveTokens", 2);
            assertThat(tenant.post(here, "/tokens", input).status()).isEqualTo(201);
        }

        @Test
        void theConsoleSaysWhyNoTokenIsAdded() {
            var tenant = Tenant.create();
            var caller = Application.create(tenant);
            tenant.limit("liveTokens", 1);
            var browser = tenant.on(here).browser();
            browser.form("/signin", Map.entry("username", "admin"), Map.entry("password", "admin-demo"));
            var page = browser.form(
                    "/console/tokens/new",
                    Map.entry("client", caller.id()),
                    Map.entry("name", "job"),
                    Map.entry("expiresInDays", "1"),
                    Map.entry("scopes", "all"));
            assertThat(page.status()).as("%s", page.body()).isEqualTo(429);
            assertThat(page.header("retry-after")).isNotNull();
            assertThat(page.body())
                    .contains("This tenant has reached its quota of active tokens (1).")
                    .contains("value=\"job\"");
        }

        @Test
        void theImplicitGrantTellsTheApplication() {
            var tenant = Tenant.create();
            tenant.api().createScope("all", "/integration/restv2/**");
            var created = tenant.api()
                    .created(
                            "/clients",
                            client("page")
                                    .put("grantTypes", new JsonArray(List.of("implicit")))
                                    .put("scopes", new JsonArray(List.of("all"))));
            tenant.limit("liveTokens", 1);
            var redirect = tenant.on(here)
                    .browser()
                    .approve(
                            "admin",
                            "admin-demo",
                            List.of("all"),
                            Map.of(
                                    "response_type",
                                    "token",
                                    "client_id",
                                    created.getString("clientId"),
                                    "redirect_uri",
                                    "http://127.0.0.1:9/callback",
                                    "state",
                                    "s"));
            assertThat(redirect.fragmentParameters())
                    .containsEntry("error", "temporarily_unavailable")
                    .containsEntry("state", "s")
                    .containsEntry(
                            "error_description",
                            "This tenant has reached its quota of active tokens (1)."
                                    + " Revoke tokens, or try again when some have expired.")
                    .doesNotContainKey("access_token");
        }

        @Test
        void refusalsAreCountedByQuotaAndNotByTenant() {
            var tenant = Tenant.create();
            tenant.limit("clients", 0);
            assertThat(tenant.post(here, "/clients", client("one")).status()).isEqualTo(409);
            var metrics = Metrics.at(processes.get(0).management().resolve("/q/metrics"));
            assertThat(metrics.value("gatehouse_quota_refused_total{quota=\"clients\"}"))
                    .isPositive();
            assertThat(metrics.text().lines().filter(line -> line.contains("\"" + tenant.id() + "\"")))
                    .isEmpty();
        }
    }

    @Nested
    class AuditDays {

        @Test
        void boundTheRetention() {
            var tenant = Tenant.create();
            assertThat(tenant.api().get("/settings").json().getInteger("auditRetention"))
                    .isEqualTo(400);
            tenant.limit("auditDays", 60);
            var settings = tenant.api().get("/settings").json();
            assertThat(settings.getInteger("auditRetention")).isEqualTo(60);
            var event = tenant.api()
                    .get("/audit-events?action=settings.changed")
                    .json()
                    .getJsonArray("items")
                    .getJsonObject(0);
            assertThat(event.getString("actor")).isEqualTo("operator");
            assertThat(event.getString("detail")).isEqualTo("auditRetention: 400 → 60");

            for (var wanted : new Integer[] {null, 61, 3650}) {
                var answer = tenant.api().put("/settings", settings.copy().put("auditRetention", wanted));
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.json().getJsonArray("errors"))
                        .containsExactly(new JsonObject()
                                .put("field", "auditRetention")
                                .put("message", "The operator limits the audit retention of this tenant to 60 days.")
                                .put("code", "quota.audit-days")
                                .put("pointer", "/auditRetention"));
            }
            assertThat(tenant.api()
                            .put("/settings", settings.copy().put("auditRetention", 30))
                            .status())
                    .isEqualTo(200);
        }

        /** The quota may be stored without the settings, for example by a node that stops in between. */
        @Test
        void boundTheRetentionLaterToo() {
            var tenant = Tenant.create();
            execute("insert into tenant_quota (tenant_id, audit_days) values ('" + tenant.id() + "', 90)");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> select("select audit_retention from settings where tenant_id = '" + tenant.id() + "'")
                            .equals(List.of("90")));
        }
    }

    @Nested
    class Database {

        /** The transactions of one tenant wait for a row that a session outside has locked. */
        @Test
        void aTenantWhoseTransactionsHangLeavesConnectionsToOthers() throws SQLException {
            var stuck = Tenant.create();
            var other = Tenant.create();
            assertThat(operate("PUT", "/" + stuck.id() + "/quotas", new JsonObject().put("databaseShare", 50))
                            .status())
                    .isEqualTo(200);
            var settings = stuck.api().get("/settings").json();
            // The first request after a change loads the quotas
            assertThat(stuck.post(here, "/clients", client("first")).status()).isEqualTo(201);
            try (var connection = DriverManager.getConnection(
                            database, PostgresResource.username(), PostgresResource.password());
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("select from settings where tenant_id = '" + stuck.id() + "' for update");
                var waiting = Race.begin(
                        3 * CONNECTIONS,
                        number -> stuck.api()
                                .put("/settings", settings.copy().put("refreshGrace", number))
                                .status());
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> Integer.parseInt(
                                        select("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                                        + " and datname = current_database()")
                                                .getFirst())
                                >= CONNECTIONS / 2);
                for (var i = 0; i < 10; i++) {
                    var answer = other.post(here, "/clients", client("free" + i));
                    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
                }
                assertThat(select("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and datname = current_database()"))
                        .containsExactly(String.valueOf(CONNECTIONS / 2));
                connection.rollback();
                assertThat(Race.finish(waiting)).isSubsetOf(200, 409, 503).contains(200);
            }
        }
    }

    private static void execute(String sql) {
        try (var connection = DriverManager.getConnection(
                        database, PostgresResource.username(), PostgresResource.password());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> select(String sql) {
        return PostgresResource.texts(database, sql);
    }
}
