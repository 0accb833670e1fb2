// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Metrics;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several tenants in one deployment of two nodes: hosts, the operator's API, and what a suspension stops. */
class TenantsIT {
    private static final String OPERATOR = "operator.localhost:8080";
    private static final String TENANTS = "/operator/v1/tenants";
    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final Duration IN_FORCE = Duration.ofSeconds(1);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static String database;
    private static List<PackagedGatehouse> processes;
    private static Gate here;
    private static Gate there;
    private static String operator;

    @BeforeAll
    static void start() {
        database = PostgresResource.freshDatabase();
        var options = PackagedGatehouse.node(
                database,
                "-Dgatehouse.operator.base-url=http://" + OPERATOR,
                "-Dgatehouse.operator.deletion-delay=PT2S",
                "-Dgatehouse.housekeeping-interval=1S");
        processes = List.of(PackagedGatehouse.start(options), PackagedGatehouse.start(options));
        here = new Gate(processes.get(0).address());
        there = new Gate(processes.get(1).address());
        operator = here.at(OPERATOR).adminToken("admin", "admin-demo", "gatehouse.operator");
    }

    @AfterAll
    static void stop() {
        processes.forEach(PackagedGatehouse::close);
    }

    /** A tenant with one host, created for a test. */
    private record Created(String id, String host) {
        Gate at(Gate node) {
            return node.at(host + ":8080");
        }
    }

    private static Created create() {
        var id = "t" + NUMBER.incrementAndGet();
        var host = id + ".localhost";
        var answer = operate("POST", "", tenant(id, host));
        assertThat(answer.status()).isEqualTo(201);
        return new Created(id, host);
    }

    private static JsonObject tenant(String id, String... hosts) {
        return new JsonObject().put("id", id).put("name", "Tenant " + id).put("hosts", new JsonArray(List.of(hosts)));
    }

    private static Answer operate(String method, String path, JsonObject body) {
        var headers = Map.of("Authorization", "Bearer " + operator, "Content-Type", "application/json");
        return here.at(OPERATOR).send(method, TENANTS + path, body == null ? null : body.encode(), headers);
    }

    private static List<String> select(String sql) {
        return PostgresResource.texts(database, sql);
    }

    @Nested
    class Hosts {

        @ParameterizedTest
        @CsvSource({
            "localhost, http://localhost",
            "127.0.0.1:8080, http://127.0.0.1:8080",
            "operator.localhost:8080, http://operator.localhost:8080",
            "OPERATOR.localhost, http://operator.localhost:8080",
            "operator.localhost.:9, http://operator.localhost:8080"
        })
        void issuerOfAHostInTheConfiguration(String host, String issuer) {
            var answer = here.at(host).send("GET", METADATA, null, Map.of());
            assertThat(answer.json().getString("issuer")).isEqualTo(issuer);
        }

        @ParameterizedTest
        @ValueSource(strings = {"%s.localhost", "%s.localhost:8080", "%s.LOCALHOST:1", "%s.localhost."})
        void issuerOfARegisteredHost(String spelling) {
            var created = create();
            var answer = here.at(spelling.formatted(created.id())).send("GET", METADATA, null, Map.of());
            assertThat(answer.json().getString("issuer")).isEqualTo("http://" + created.host() + ":8080");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "unknown.localhost:8080",
                    "localhost.evil.example",
                    "xn--nxasmq6b.example",
                    "192.0.2.1",
                    "[2001:db8::1]:8080"
                })
        void noTenantAnswersForAnotherHost(String host) {
            var stranger = here.at(host);

            var token = stranger.token(Map.entry("grant_type", "client_credentials"));
            assertThat(token.status()).isEqualTo(404);
            assertThat(token.body())
                    .isEqualTo("{\"error\":\"access_denied\","
                            + "\"error_description\":\"This server does not answer for this host name.\"}");

            var api = stranger.send("GET", "/admin/api/v1/clients", null, Map.of());
            assertThat(api.status()).isEqualTo(404);
            assertThat(api.body())
                    .isEqualTo(
                            "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                                    + "\"detail\":\"This server does not answer for this host name.\",\"code\":\"host.unknown\"}");

            var page = stranger.send("GET", "/signin", null, Map.of("Accept", "text/html", "Accept-Language", "de"));
            assertThat(page.status()).isEqualTo(404);
            assertThat(page.body()).contains("<h1>Diese Adresse ist nicht eingerichtet</h1>");

            assertThat(stranger.send("GET", Gate.CUSTOMERS, null, Map.of()).status())
                    .isEqualTo(404);
            assertThat(stranger.send("GET", METADATA, null, Map.of()).status()).isEqualTo(404);
            assertThat(stranger.send(
                                    "OPTIONS",
                                    Gate.TOKEN,
                                    null,
                                    Map.of("Origin", "https://a.example", "Access-Control-Request-Method", "POST"))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Nested
    class OperatorsApi {

        @Test
        void isHiddenOnTheHostsOfOtherTenants() {
            var created = create();
            for (var gate : List.of(here, created.at(here))) {
                var answer = gate.get(TENANTS, operator);
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.body())
                        .isEqualTo(gate.get(TENANTS.replace("tenants", "nothing"), operator)
                                .body())
                        .contains("\"status\":404");
            }
        }

        @Test
        void needsTheOperatorsScope() {
            var administrator = here.at(OPERATOR).adminToken();
            var answer = here.at(OPERATOR).get(TENANTS, administrator);
            assertThat(answer.status()).isEqualTo(403);

            var ofDefault = here.adminToken();
            assertThat(here.at(OPERATOR).get(TENANTS, ofDefault).status()).isEqualTo(401);
        }

        @Test
        void creates() {
            var id = "created-" + NUMBER.incrementAndGet();
            var answer = operate("POST", "", tenant(id, id + ".localhost", "also." + id + ".localhost"));

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.header("location")).isEqualTo("http://" + OPERATOR + TENANTS + "/" + id);
            assertThat(answer.json().getString("administratorLink"))
                    .matches("http://" + id + "\\.localhost:8080/invitation\\?code=gin_[A-Za-z0-9_-]{43}");
            var shown = answer.json().getJsonObject("tenant");
            shown.remove("createdAt");
            shown.remove("updatedAt");
            assertThat(shown)
                    .isEqualTo(new JsonObject()
                            .put("id", id)
                            .put("name", "Tenant " + id)
                            .put("state", "ACTIVE")
                            .put("issuer", "http://" + id + ".localhost:8080")
                            .put("hosts", new JsonArray(List.of(id + ".localhost", "also." + id + ".localhost")))
                            .putNull("deleteAfter"));
            var second = there.at("also." + id + ".localhost").send("GET", METADATA, null, Map.of());
            assertThat(second.json().getString("issuer")).isEqualTo("http://" + id + ".localhost:8080");
            assertThat(operate("GET", "/" + id, null).json().getString("id")).isEqualTo(id);
            assertThat(operate("GET", "?search=also." + id, null)
                            .json()
                            .getJsonArray("items")
                            .size())
                    .isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                {"name":"N","hosts":["n.example"]}                      | /id       | required
                {"id":"A","name":"N","hosts":["n.example"]}              | /id       | tenant.id
                {"id":"-a","name":"N","hosts":["n.example"]}             | /id       | tenant.id
                {"id":"a_b","name":"N","hosts":["n.example"]}            | /id       | tenant.id
                {"id":"new","hosts":["n.example"]}                      | /name     | required
                {"id":"new","name":"N"}                                 | /hosts    | no-entries
                {"id":"new","name":"N","hosts":[]}                      | /hosts    | no-entries
                {"id":"new","name":"N","hosts":[null]}                  | /hosts/0  | required
                {"id":"new","name":"N","hosts":["https://n.example"]}    | /hosts/0  | tenant.host
                {"id":"new","name":"N","hosts":["n.example:8080"]}       | /hosts/0  | tenant.host
                {"id":"new","name":"N","hosts":["n.example/x"]}          | /hosts/0  | tenant.host
                {"id":"new","name":"N","hosts":["n_.example"]}           | /hosts/0  | tenant.host
                {"id":"new","name":"N","hosts":["münchen.example"]}      | /hosts/0  | tenant.host
                {"id":"new","name":"N","hosts":["a..example"]}           | /hosts/0  | tenant.host
                {"id":"new","name":"N","hosts":["*.example"]}            | /hosts/0  | tenant.host
                {"id":"new","name":"N","hosts":["n.example","N.EXAMPLE."]} | /hosts/1 | duplicate-entry
                {"id":"new","name":"N","hosts":["localhost"]}            | /hosts/0  | tenant.host-configured
                {"id":"new","name":"N","hosts":["operator.localhost"]}   | /hosts/0  | tenant.host-configured
                """)
        void refusesBadInput(String body, String pointer, String code) {
            var before = select("select count(*) from tenant");
            var answer = operate("POST", "", new JsonObject(body));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().getJsonArray("errors"))
                    .map(error -> (JsonObject) error)
                    .anyMatch(error -> error.getString("pointer").equals(pointer)
                            && error.getString("code").equals(code));
            assertThat(select("select count(*) from tenant")).isEqualTo(before);
        }

        @Test
        void refusesWhatIsTaken() {
            var created = create();
            for (var taken : List.of(
                    tenant(created.id(), "other.example"),
                    tenant("other", created.host()),
                    tenant("other", "other.example").put("name", "TENANT " + created.id()))) {
                assertThat(operate("POST", "", taken).status()).isEqualTo(409);
            }
            assertThat(operate("GET", "/other", null).status()).isEqualTo(404);
        }

        @Test
        void createsOneOfSeveralAtTheSameTime() {
            var id = "raced-" + NUMBER.incrementAndGet();
            var nodes = List.of(here, there);
            var answers = Race.of(
                    8,
                    number -> nodes.get(number % 2)
                            .at(OPERATOR)
                            .postJson(TENANTS, tenant(id, id + ".localhost").encode(), operator));
            assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(201, 409);
            assertThat(select("select id from tenant where id = '" + id + "'")).hasSize(1);
            assertThat(select("select name from scope where tenant_id = '" + id + "' order by 1"))
                    .containsExactly("gatehouse.admin", "gatehouse.audit");
        }

        @Test
        void invitesAFurtherAdministrator() {
            var created = create();
            var answer = operate("POST", "/" + created.id() + "/administrator-link", null);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            var link = URI.create(answer.json().getString("administratorLink"));
            assertThat(link.getAuthority()).isEqualTo(created.host() + ":8080");
            var page = created.at(there).send("GET", link.getPath() + "?" + link.getQuery(), null, Map.of());
            assertThat(page.status()).isEqualTo(200);

            var ofDefault = operate("POST", "/default/administrator-link", null);
            assertThat(ofDefault.status()).isEqualTo(409);
            assertThat(ofDefault.json().getString("code")).isEqualTo("tenant.without-issuer");
        }

        @Test
        void movesAHostToAnotherTenant() {
            var from = create();
            var to = create();
            var left = tenant(from.id(), "left." + from.host());
            assertThat(operate("PUT", "/" + from.id(), left).status()).isEqualTo(200);
            await().atMost(IN_FORCE)
                    .until(() ->
                            from.at(there).send("GET", METADATA, null, Map.of()).status() == 404);

            var both = tenant(to.id(), from.host(), to.host());
            assertThat(operate("PUT", "/" + to.id(), both).status()).isEqualTo(200);
            await().atMost(IN_FORCE)
                    .until(() ->
                            from.at(there).send("GET", METADATA, null, Map.of()).status() == 200);
            assertThat(to.at(here).send("GET", METADATA, null, Map.of()).json().getString("issuer"))
                    .isEqualTo("http://" + from.host() + ":8080");
        }

        @Test
        void aStaleEntityTagChangesNothing() {
            var created = create();
            var seen = operate("GET", "/" + created.id(), null).header("etag");
            assertThat(operate(
                                    "PUT",
                                    "/" + created.id(),
                                    tenant(created.id(), created.host()).put("name", "First " + created.id()))
                            .status())
                    .isEqualTo(200);
            var headers =
                    Map.of("Authorization", "Bearer " + operator, "Content-Type", "application/json", "If-Match", seen);
            var late = here.at(OPERATOR)
                    .send(
                            "PUT",
                            TENANTS + "/" + created.id(),
                            tenant(created.id(), created.host()).encode(),
                            headers);
            assertThat(late.status()).isEqualTo(412);
            assertThat(operate("GET", "/" + created.id(), null).json().getString("name"))
                    .isEqualTo("First " + created.id());
        }

        @ParameterizedTest
        @ValueSource(strings = {"default", "operator"})
        void keepsTheTenantsOfTheConfiguration(String id) {
            assertThat(operate("DELETE", "/" + id + "?confirm=" + id, null).status())
                    .isEqualTo(409);
            assertThat(operate("POST", "/operator/suspend", null).status()).isEqualTo(409);
        }
    }

    @Nested
    class RefusedHosts {

        @Test
        void areCountedByReasonAndNotByHost() {
            var suspended = create();
            assertThat(operate("POST", "/" + suspended.id() + "/suspend", null).status())
                    .isEqualTo(200);
            await().atMost(IN_FORCE).until(() -> status(suspended.at(here)) == 403);
            assertThat(status(here.at("stranger-17.example"))).isEqualTo(404);
            var before = metrics();

            assertThat(status(here.at("stranger-17.example"))).isEqualTo(404);
            assertThat(status(here.at("stranger-18.example:8080"))).isEqualTo(404);
            assertThat(status(suspended.at(here))).isEqualTo(403);

            var after = metrics();
            assertThat(count(after, "unknown") - count(before, "unknown")).isEqualTo(2);
            assertThat(count(after, "suspended") - count(before, "suspended")).isEqualTo(1);
            assertThat(after.text()).doesNotContain("stranger-1");
            assertThat(after.text().lines().filter(line -> line.startsWith("gatehouse_hosts_refused_total{")))
                    .hasSize(2);
        }

        private static int status(Gate host) {
            return host.send("GET", METADATA, null, Map.of()).status();
        }

        private static Metrics metrics() {
            return Metrics.at(processes.getFirst().management().resolve("/q/metrics"));
        }

        private static double count(Metrics metrics, String reason) {
            return metrics.value("gatehouse_hosts_refused_total{reason=\"" + reason + "\"}");
        }
    }

    @Nested
    class Nodes {

        private static List<JsonObject> list() {
            var answer = here.at(OPERATOR).get("/operator/v1/nodes", operator);
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            return answer.json().getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .toList();
        }

        @Test
        void haveTheVersionOfTheProgramAndTheTimeOfTheirStart() throws Exception {
            var version = Pattern.compile("<revision>(.+)</revision>")
                    .matcher(Files.readString(Path.of("pom.xml")))
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
            await().untilAsserted(() -> assertThat(list()).hasSize(2));
            var nodes = list();
            assertThat(nodes).extracting(node -> node.getString("version")).containsOnly(version);
            assertThat(nodes).extracting(node -> node.getString("id")).doesNotHaveDuplicates();
            var now = Instant.parse(
                    select("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                            .getFirst());
            assertThat(nodes).allSatisfy(node -> {
                assertThat(node.getInstant("startedAt"))
                        .isBetween(now.minus(Duration.ofHours(1)), node.getInstant("lastSeenAt"));
                assertThat(node.getInstant("lastSeenAt")).isAfter(now.minus(Duration.ofSeconds(9)));
            });
            assertThat(nodes.get(0).getInstant("startedAt"))
                    .isBeforeOrEqualTo(nodes.get(1).getInstant("startedAt"));
        }

        /** Nodes of the version before write only the ID, and delete it when they stop. */
        @Test
        void ofTheVersionBeforeHaveNeitherVersionNorStart() {
            var id = select("insert into live_node (id) values (gen_random_uuid()) returning id::text")
                    .getFirst();
            try {
                var node = list().getFirst();
                assertThat(node.getString("id")).isEqualTo(id);
                assertThat(node.getMap()).containsEntry("version", null).containsEntry("startedAt", null);
            } finally {
                select("delete from live_node where id = '" + id + "' returning id::text");
            }
            assertThat(list()).extracting(node -> node.getString("id")).doesNotContain(id);
        }

        @Test
        void thatDoNotReportAnyMoreAreLeftOut() {
            var id = select(
                            "insert into live_node (id, version, started_at, seen_at) values (gen_random_uuid(), '0.9.0',"
                                    + " now() - interval '1 day', now() - interval '8 seconds') returning id::text")
                    .getFirst();
            assertThat(list()).extracting(node -> node.getString("id")).doesNotContain(id);
        }

        @Test
        void areForTheOperatorOnly() {
            assertThat(here.at(OPERATOR).get("/operator/v1/nodes", null).status())
                    .isEqualTo(401);
            assertThat(here.at(OPERATOR)
                            .get("/operator/v1/nodes", here.at(OPERATOR).adminToken())
                            .status())
                    .isEqualTo(403);
            assertThat(here.get("/operator/v1/nodes", operator).status()).isEqualTo(404);
        }
    }

    @Nested
    class Suspension {

        @Test
        void holdsOnTheOtherNodeWithinASecond() {
            var created = create();
            var paths = List.of("/signin", METADATA, Gate.JWKS, "/admin/api/v1/openapi.json");
            paths.forEach(path -> assertThat(status(created, path)).isEqualTo(200));

            assertThat(operate("POST", "/" + created.id() + "/suspend", null)
                            .json()
                            .getString("state"))
                    .isEqualTo("SUSPENDED");
            await().atMost(IN_FORCE).until(() -> status(created, METADATA) == 403);
            paths.forEach(path -> assertThat(status(created, path)).isEqualTo(403));
            assertThat(created.at(there).get(Gate.CUSTOMERS, "gat_x").body())
                    .isEqualTo("{\"error\":\"access_denied\","
                            + "\"error_description\":\"The operator has suspended this server.\"}");

            assertThat(operate("POST", "/" + created.id() + "/resume", null)
                            .json()
                            .getString("state"))
                    .isEqualTo("ACTIVE");
            await().atMost(IN_FORCE).until(() -> status(created, METADATA) == 200);
            assertThat(here.send("GET", METADATA, null, Map.of()).status()).isEqualTo(200);
        }

        private static int status(Created tenant, String path) {
            return tenant.at(there).send("GET", path, null, Map.of()).status();
        }
    }

    @Nested
    class Deletion {

        @Test
        void needsTheIdOnceMore() {
            var created = create();
            for (var query : List.of("", "?confirm=", "?confirm=yes")) {
                assertThat(operate("DELETE", "/" + created.id() + query, null).status())
                        .isEqualTo(400);
            }
            assertThat(operate("GET", "/" + created.id(), null).json().getString("state"))
                    .isEqualTo("ACTIVE");
        }

        @Test
        void removesEveryRowAfterTheWaitingPeriod() {
            var created = create();
            var kept = create();
            var tables = select("""
                    select table_name from information_schema.columns join information_schema.tables using (table_name)
                    where column_name = 'tenant_id' and table_type = 'BASE TABLE' and table_name <> 'change_log'
                    order by 1""");
            assertThat(tables).contains("audit_event", "client", "scope", "signing_key", "tenant_host");

            var marked = operate("DELETE", "/" + created.id() + "?confirm=" + created.id(), null);
            assertThat(marked.status()).isEqualTo(202);
            assertThat(marked.json().getString("state")).isEqualTo("DELETING");

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> operate("GET", "/" + created.id(), null).status() == 404);
            for (var table : tables) {
                assertThat(select("select tenant_id from " + table + " where tenant_id = '" + created.id() + "'"))
                        .as(table)
                        .isEmpty();
            }
            assertThat(kept.at(there).send("GET", METADATA, null, Map.of()).status())
                    .isEqualTo(200);
            assertThat(created.at(there).send("GET", METADATA, null, Map.of()).status())
                    .isEqualTo(404);
        }

        /** The nodes have cached objects of the deleted tenant. */
        @Test
        void leavesTheIdToAnotherTenant() {
            var operators = new OperatorApi(here.at(OPERATOR), operator);
            var first = operators.create(here, "reused");
            first.createPerson("only-in-the-first");
            var keys = first.gate().get(Gate.JWKS, null).body();

            assertThat(operate("DELETE", "/reused?confirm=reused", null).status())
                    .isEqualTo(202);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> operate("GET", "/reused", null).status() == 404);

            var second = operators.create(here, "reused");
            assertThat(second.get("/accounts").json().getJsonArray("items")).hasSize(1);
            assertThat(second.get("/clients").status()).isEqualTo(200);
            assertThat(second.gate().get(Gate.JWKS, null).body()).isNotEqualTo(keys);
            assertThat(first.get("/accounts").status()).isEqualTo(401);
        }

        @Test
        void canBeCalledOff() {
            var id = "spared-" + UUID.randomUUID();
            assertThat(operate("POST", "", tenant(id, id + ".localhost")).status())
                    .isEqualTo(201);
            assertThat(operate("DELETE", "/" + id + "?confirm=" + id, null).status())
                    .isEqualTo(202);
            assertThat(operate("POST", "/" + id + "/resume", null).json().getString("state"))
                    .isEqualTo("ACTIVE");
            assertThat(select("select delete_after from tenant where id = '" + id + "' and delete_after is not null"))
                    .isEmpty();
        }
    }
}
