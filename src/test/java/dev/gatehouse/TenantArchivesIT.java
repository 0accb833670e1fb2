// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.SlowUploads;
import dev.gatehouse.testing.TenantArchive;
import dev.gatehouse.testing.Upstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of tenants, between two deployments with databases and encryption keys of their own. */
class TenantArchivesIT {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String OTHER_KEY =
            Base64.getEncoder().encodeToString("another key of thirty-two bytes.".getBytes(StandardCharsets.US_ASCII));

    /** The time between two bytes of a slow upload. */
    private static final Duration PERIOD = Duration.ofMillis(100);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** The tables with tenants, without those that an archive leaves out. */
    private static final String TABLES = """
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where c.relkind = 'r' and not a.attisdropped and c.relname not in ('tenant_host', 'change_log', 'operator_entry')
            order by 1""";

    private static Deployment old;
    private static Deployment moved;
    private static Upstream upstream;

    /** A running deployment and the token of its operator. */
    private record Deployment(String database, PackagedGatehouse process, Gate gate, OperatorApi operator) {
        static Deployment start(int keyByte) {
            var database = PostgresResource.freshDatabase();
            var key = new byte[32];
            Arrays.fill(key, (byte) keyByte);
            var process = PackagedGatehouse.start(PackagedGatehouse.node(
                    database,
                    "-Dgatehouse.operator.base-url=http://" + OperatorApi.HOST,
                    "-Dgatehouse.operator.max-archive=4M",
                    "-Dgatehouse.body-timeout=PT2S",
                    "-Dgatehouse.encryption-key=" + Base64.getEncoder().encodeToString(key)));
            var gate = new Gate(process.address());
            return new Deployment(database, process, gate, OperatorApi.of(gate));
        }

        Answer operate(String method, String path, JsonObject body) {
            return operator.call(method, path, body);
        }

        byte[] export(String id, String query) {
            var headers = new TreeMap<>(Gate.bearer(operator.token()));
            headers.put("Gatehouse-Archive-Key", KEY);
            return operator.gate().download("POST", OperatorApi.TENANTS + "/" + id + "/export" + query, headers);
        }

        Answer exportRefused(String id, String key) {
            var headers = new TreeMap<>(Gate.bearer(operator.token()));
            if (key != null) {
                headers.put("Gatehouse-Archive-Key", key);
            }
            return operator.gate().send("POST", OperatorApi.TENANTS + "/" + id + "/export", null, headers);
        }

        Answer restore(byte[] archive, String key, String query) {
            var headers = new TreeMap<>(Gate.bearer(operator.token()));
            headers.put("Content-Type", "application/octet-stream");
            if (key != null) {
                headers.put("Gatehouse-Archive-Key", key);
            }
            return operator.gate().sendBytes("POST", OperatorApi.TENANTS + "/import" + query, archive, headers);
        }

        List<String> select(String sql) {
            return PostgresResource.texts(database, sql);
        }

        /** Returns all rows of a tenant by table, without the columns that differ between deployments. */
        Map<String, List<String>> rows(String tenant) {
            var all = new TreeMap<String, List<String>>();
            var tables = select(TABLES);
            var every = tables.stream()
                    .map(table -> ("select '%1$s ' || (to_jsonb(t) - array['tenant_id', 'sealed_private_key',"
                                    + " 'sealed_secret', 'sealed_client_secret', 'written', 'written_after',"
                                    + " 'last_used_at', 'last_seen_at'])::text"
                                    + " from %1$s t where tenant_id = '%2$s'")
                            .formatted(table, tenant))
                    .collect(Collectors.joining(" union all "));
            tables.forEach(table -> all.put(table, new ArrayList<>()));
            for (var row : select("select * from (" + every + ") r order by 1")) {
                all.get(row.substring(0, row.indexOf(' '))).add(row);
            }
            return all;
        }

        /** Returns the number of tenants and of rows of tenants. */
        List<String> sizes() {
            return select(Stream.concat(Stream.of("tenant"), select(TABLES).stream())
                    .filter(table -> !List.of("audit_event", "token", "session").contains(table))
                    .map("select '%1$s ' || count(*) from %1$s"::formatted)
                    .collect(Collectors.joining(" union all ")));
        }
    }

    /** A tenant with content. */
    private record Filled(String id, AdminApi api, String clientId, String clientSecret) {
        String host() {
            return id + ".localhost:8080";
        }

        Answer newToken(Gate gate) {
            return gate.tokenWithBasic(
                    clientId,
                    clientSecret,
                    Map.entry("grant_type", "client_credentials"),
                    Map.entry("scope", "orders"));
        }
    }

    @BeforeAll
    static void start() {
        old = Deployment.start(1);
        moved = Deployment.start(2);
        upstream = Upstream.start();
        upstream.on("/orders", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfine!");
    }

    @AfterAll
    static void stop() throws IOException {
        old.process().close();
        moved.process().close();
        upstream.close();
    }

    private static Filled fill() {
        var id = "m" + NUMBER.incrementAndGet();
        var api = old.operator().create(old.gate(), id, "also-" + id + ".localhost");
        var project = api.createProject("shop");
        var group = api.createGroup("buyers");
        api.join(group, "accounts", api.createPerson("ann"));
        api.created(
                "/upstreams",
                new JsonObject()
                        .put("description", "shop")
                        .put("url", upstream.address().toString())
                        .put("authentication", "HEADER")
                        .put("headerName", "X-Api-Key")
                        .put("headerValue", "secret-of-the-upstream"));
        api.created("/services", AdminApi.restResource(project, "shop", "/orders", upstream.address()));
        api.createScope("orders", "/integration/restv2/**");
        api.created(
                "/issuers",
                new JsonObject()
                        .put("name", "partner")
                        .put("issuer", "http://127.0.0.1:9")
                        .put("validation", "INTROSPECTION")
                        .put("introspectionEndpoint", "http://127.0.0.1:9/introspect")
                        .put("clientId", "gatehouse")
                        .put("clientSecret", "secret-of-the-issuer"));
        var client = api.created(
                "/clients",
                new JsonObject()
                        .put("name", "shop client")
                        .put("version", "1")
                        .put("type", "CONFIDENTIAL")
                        .put("redirectUris", new JsonArray(List.of(Gate.REDIRECT_URI)))
                        .put("grantTypes", new JsonArray(List.of("authorization_code", "client_credentials")))
                        .put("refresh", "UNLIMITED")
                        .put("scopes", new JsonArray(List.of("orders"))));
        return new Filled(id, api, client.getString("clientId"), client.getString("clientSecret"));
    }

    private static String path(Filled tenant) {
        return tenant.api()
                .get("/services")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("path");
    }

    @Nested
    class Moves {

        @Test
        void tokensKeysSecretsAndPasswordsWorkInAnotherDeployment() throws InterruptedException {
            var tenant = fill();
            var here = tenant.api().gate();
            var path = path(tenant);
            var issued = tenant.newToken(here).json().getString("access_token");
            var granted = grant(tenant, here);
            var keys = here.get(Gate.JWKS, null).body();
            var session = here.browser();
            session.form("/signin", Map.entry("username", "admin"), Map.entry("password", "admin-demo"));
            assertThat(session.get("/console").status()).isEqualTo(200);
            assertThat(old.operate("POST", "/" + tenant.id() + "/suspend", null).status())
                    .isEqualTo(200);
            await().untilAsserted(
                            () -> assertThat(here.get("/signin", null).status()).isEqualTo(403));

            var archive = old.export(tenant.id(), "");
            var imported = moved.restore(archive, KEY, "");

            assertThat(imported.status()).as("%s", imported).isEqualTo(201);
            assertThat(imported.header("location"))
                    .isEqualTo("http://" + OperatorApi.HOST + OperatorApi.TENANTS + "/" + tenant.id());
            assertThat(imported.json().getString("state")).isEqualTo("SUSPENDED");
            assertThat(imported.json().getString("name")).isEqualTo("Tenant " + tenant.id());
            assertThat(imported.json().getJsonArray("hosts"))
                    .isEqualTo(
                            new JsonArray(List.of(tenant.id() + ".localhost", "also-" + tenant.id() + ".localhost")));
            assertSame(moved.rows(tenant.id()), old.rows(tenant.id()));

            var there = moved.gate().at(tenant.host());
            assertThat(there.get("/signin", null).status()).isEqualTo(403);
            assertThat(moved.operate("POST", "/" + tenant.id() + "/resume", null)
                            .status())
                    .isEqualTo(200);
            await().untilAsserted(() ->
                    assertThat(there.get("/signin", null).status()).isEqualTo(200));

            assertThat(there.get(Gate.JWKS, null).body()).isEqualTo(keys);
            upstream.forgetCalls();
            for (var token : List.of(issued, granted.getString("access_token"))) {
                assertThat(there.get(path, token).body()).isEqualTo("fine!");
                assertThat(upstream.nextCall().value("X-Api-Key")).isEqualTo("secret-of-the-upstream");
            }
            var refreshed = there.tokenWithBasic(
                    tenant.clientId(),
                    tenant.clientSecret(),
                    Map.entry("grant_type", "refresh_token"),
                    Map.entry("refresh_token", granted.getString("refresh_token")));
            assertThat(refreshed.status()).as("%s", refreshed).isEqualTo(200);
            assertThat(tenant.newToken(there).status()).isEqualTo(200);
            assertThat(AdminApi.of(there).get("/settings").status()).isEqualTo(200);
            // Every secret was encrypted again, with the key of this deployment
            assertThat(moved.export(tenant.id(), "").length).isGreaterThan(1000);
        }

        private static JsonObject grant(Filled tenant, Gate gate) {
            var code = gate.browser()
                    .codeFor(
                            "ann",
                            "ann-demo",
                            List.of("orders"),
                            Map.of("client_id", tenant.clientId(), "redirect_uri", Gate.REDIRECT_URI));
            return gate.tokenWithBasic(
                            tenant.clientId(),
                            tenant.clientSecret(),
                            Map.entry("grant_type", "authorization_code"),
                            Map.entry("code", code),
                            Map.entry("redirect_uri", Gate.REDIRECT_URI))
                    .json();
        }

        @Test
        void getsAnotherIdNameAndHost() {
            var tenant = fill();
            var archive = old.export(tenant.id(), "");

            var copy = old.restore(
                    archive,
                    KEY,
                    "?id=copy-" + tenant.id() + "&name=Copy+" + tenant.id() + "&host=copy-" + tenant.id()
                            + ".localhost");

            assertThat(copy.status()).as("%s", copy).isEqualTo(201);
            assertThat(copy.json().getString("issuer")).isEqualTo("http://copy-" + tenant.id() + ".localhost:8080");
            old.operate("POST", "/copy-" + tenant.id() + "/resume", null);
            var there = old.gate().at("copy-" + tenant.host());
            await().untilAsserted(
                            () -> assertThat(tenant.newToken(there).status()).isEqualTo(200));
            assertThat(tenant.newToken(tenant.api().gate()).status()).isEqualTo(200);
            assertThat(old.export("copy-" + tenant.id(), "").length).isGreaterThan(1000);
        }

        @Test
        void leavesAuditEventsOutIfAsked() {
            var tenant = fill();
            assertThat(old.rows(tenant.id()).get("audit_event")).isNotEmpty();

            var imported = moved.restore(old.export(tenant.id(), "?auditEvents=false"), KEY, "");

            assertThat(imported.status()).isEqualTo(201);
            var expected = old.rows(tenant.id());
            expected.put("audit_event", List.of());
            assertSame(moved.rows(tenant.id()), expected);
        }

        @Test
        void isRecorded() {
            var tenant = fill();
            moved.restore(old.export(tenant.id(), ""), KEY, "");

            assertThat(recorded(old, "tenant.exported")).contains(tenant.id());
            assertThat(recorded(moved, "tenant.imported")).contains(tenant.id());
        }

        private static List<String> recorded(Deployment deployment, String action) {
            return deployment.select(
                    "select target from audit_event where tenant_id = 'operator' and action = '" + action + "'");
        }

        @Test
        void showsNothingWithoutTheKey() {
            var tenant = fill();
            var archive = new String(old.export(tenant.id(), ""), StandardCharsets.ISO_8859_1);
            assertThat(archive)
                    .startsWith("GATEHOUSE-TENANT")
                    .doesNotContain("Tenant " + tenant.id())
                    .doesNotContain("shop client");
        }
    }

    @Nested
    class Refusals {
        private static byte[] example;

        @BeforeAll
        static void export() {
            example = old.export(fill().id(), "");
        }

        @ParameterizedTest
        @CsvSource(
                nullValues = "none",
                value = {"none", "short", "'!!!'"})
        void ofAnExportWithoutAKey(String key) {
            assertThat(old.exportRefused("default", key).json())
                    .isEqualTo(new JsonObject()
                            .put("type", "about:blank")
                            .put("title", "Invalid input")
                            .put("status", 400)
                            .put(
                                    "errors",
                                    new JsonArray()
                                            .add(new JsonObject()
                                                    .put("field", "Gatehouse-Archive-Key")
                                                    .put(
                                                            "message",
                                                            "Send 32 random bytes in Base64 in the header"
                                                                    + " Gatehouse-Archive-Key, for example from:"
                                                                    + " openssl rand -base64 32.")
                                                    .put("code", "tenant.archive-key"))));
        }

        @Test
        void ofTheOperatorAndOfUnknownTenants() {
            assertThat(old.exportRefused("operator", KEY).status()).isEqualTo(409);
            assertThat(old.exportRefused("nobody", KEY).status()).isEqualTo(404);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 16, 20, 33, 37, 40, 200, -1, -40})
        void ofAModifiedArchive(int position) {
            var archive = example.clone();
            archive[position < 0 ? archive.length + position : position] ^= 1;

            assertNothingStored(
                    archive, KEY, 400, position >= 0 && position < 17 ? "not-an-archive" : "other-archive-key");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 16, 33, 34, 100, 1000, -1})
        void ofAnArchiveThatEndsEarly(int length) {
            var archive = example.clone();
            var cut = Arrays.copyOf(archive, length < 0 ? archive.length + length : length);

            assertNothingStored(cut, KEY, 400, length >= 0 && length < 33 ? "not-an-archive" : "other-archive-key");
        }

        @Test
        void ofAnArchiveWithMoreBytes() {
            var archive = example.clone();
            assertNothingStored(Arrays.copyOf(archive, archive.length + 1), KEY, 400, "other-archive-key");
        }

        @Test
        void ofAnotherKey() {
            assertNothingStored(example, OTHER_KEY, 400, "other-archive-key");
        }

        /** The contents of archives that somebody with the key wrote. */
        static Stream<Arguments> unfit() {
            var header = "{\"id\":\"crafted\",\"name\":\"Crafted\",\"hosts\":[\"crafted.localhost\"],\"schema\":29,"
                    + "\"exportedAt\":\"2026-01-01T00:00:00Z\"}\n";
            var settings = header + "{\"$table\":\"settings\",\"$columns\":[\"access_token_lifetime\"]}\n";
            var client = header
                    + "{\"$table\":\"client\",\"$columns\":[\"id\",\"client_id\",\"name\",\"version\",\"type\"]}\n";
            var key = header + "{\"$table\":\"signing_key\",\"$columns\":[\"id\",\"kid\",\"sealed_private_key\"]}\n";
            return Stream.of(
                    Arguments.of("nothing", ""),
                    Arguments.of("no JSON", "hello"),
                    Arguments.of("no object", "[]"),
                    Arguments.of("no hosts", "{\"id\":\"x\",\"name\":\"X\",\"schema\":29}"),
                    Arguments.of("an unknown property", header.replace("\"id\"", "\"role\":\"x\",\"id\"")),
                    Arguments.of("no last line", header),
                    Arguments.of("a cut line", header + "{\"$rows\":"),
                    Arguments.of("too few rows", header + "{\"$rows\":1}"),
                    Arguments.of("lines after the last", header + "{\"$rows\":0}\n{}"),
                    Arguments.of("text after the last", header + "{\"$rows\":0}\nhello"),
                    Arguments.of("a row without a table", header + "{\"a\":1}\n{\"$rows\":1}"),
                    Arguments.of(
                            "an unknown table", header + "{\"$table\":\"nothing\",\"$columns\":[]}\n{\"$rows\":0}"),
                    Arguments.of(
                            "hosts", header + "{\"$table\":\"tenant_host\",\"$columns\":[\"host\"]}\n{\"$rows\":0}"),
                    Arguments.of("tenants", header + "{\"$table\":\"tenant\",\"$columns\":[\"id\"]}\n{\"$rows\":0}"),
                    Arguments.of("a table twice", settings + settings.substring(header.length()) + "{\"$rows\":0}"),
                    Arguments.of("an unknown column", settings.replace("lifetime", "time") + "{}\n{\"$rows\":1}"),
                    Arguments.of(
                            "another tenant",
                            settings.replace("[\"access", "[\"tenant_id\",\"access") + "{}\n{\"$rows\":1}"),
                    Arguments.of("a wrong type", settings + "{\"access_token_lifetime\":\"x\"}\n{\"$rows\":1}"),
                    Arguments.of("a value out of range", settings + "{\"access_token_lifetime\":-1}\n{\"$rows\":1}"),
                    Arguments.of("a missing value", client + "{\"client_id\":\"x\"}\n{\"$rows\":1}"),
                    Arguments.of("a secret that is not Base64", key + "{\"sealed_private_key\":\"?\"}\n{\"$rows\":1}"),
                    Arguments.of(
                            "a row of another tenant's client",
                            header + "{\"$table\":\"client_scope\",\"$columns\":[\"client\",\"scope\"]}\n"
                                    + "{\"client\":\"" + AdminApi.ABSENT + "\",\"scope\":\"" + AdminApi.ABSENT
                                    + "\"}\n{\"$rows\":1}"),
                    Arguments.of("deep nesting", header + "[".repeat(5_000)));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("unfit")
        void ofContentThatDoesNotFit(String what, String lines) {
            assertNothingStored(TenantArchive.of(KEY, lines), KEY, 400, "archive-content");
        }

        @Test
        void ofContentThatIsNotCompressed() {
            assertNothingStored(
                    TenantArchive.encrypted(KEY, "{}".getBytes(StandardCharsets.UTF_8)), KEY, 400, "archive-content");
        }

        @Test
        void ofANewerVersion() {
            var lines = "{\"id\":\"newer\",\"name\":\"Newer\",\"hosts\":[\"newer.localhost\"],\"schema\":9999,"
                    + "\"exportedAt\":\"2026-01-01T00:00:00Z\"}\n{\"$rows\":0}";
            assertNothingStored(TenantArchive.of(KEY, lines), KEY, 409, "newer-archive");
        }

        @Test
        void ofATooLargeArchive() {
            var answer = moved.restore(new byte[5 * 1024 * 1024], KEY, "");
            assertThat(answer.status()).isEqualTo(413);
        }

        @Test
        void ofAThirdUploadAtTheSameTime() throws IOException {
            var path = OperatorApi.TENANTS + "/import";
            try (var slow = SlowUploads.start(
                    moved.process().address(),
                    OperatorApi.HOST,
                    path,
                    moved.operator().token(),
                    2,
                    PERIOD)) {
                await().untilAsserted(() -> {
                    var answer = moved.restore(example, KEY, "");
                    assertThat(answer.status()).as("%s", answer).isEqualTo(503);
                    assertThat(answer.header("retry-after")).isNotNull();
                });
                assertThat(slow.answers()).isEmpty();
            }
            // The files of uploads that were broken off are free again
            await().untilAsserted(() ->
                    assertThat(moved.restore(example, OTHER_KEY, "").status()).isEqualTo(400));
        }

        @Test
        void ofAnUploadThatTakesTooLong() throws IOException {
            var path = OperatorApi.TENANTS + "/import";
            try (var slow = SlowUploads.start(
                    moved.process().address(),
                    OperatorApi.HOST,
                    path,
                    moved.operator().token(),
                    1,
                    PERIOD)) {
                await().untilAsserted(() -> assertThat(slow.answers()).isEqualTo(Map.of(408, 1)));
            }
        }

        @Test
        void ofWhatIsTaken() {
            var tenant = fill();
            var archive = old.export(tenant.id(), "");
            var before = old.sizes();

            assertThat(old.restore(archive, KEY, "").json().getString("code")).isEqualTo("tenant.id-taken");
            assertThat(old.restore(archive, KEY, "?id=x" + tenant.id()).json().getString("code"))
                    .isEqualTo("tenant.name-taken");
            assertThat(old.restore(archive, KEY, "?id=x" + tenant.id() + "&name=X" + tenant.id())
                            .json()
                            .getString("code"))
                    .isEqualTo("tenant.host-taken");
            assertThat(old.restore(archive, KEY, "?id=No&host=http://x").json().getJsonArray("errors"))
                    .hasSize(2);

            assertThat(old.sizes()).isEqualTo(before);
        }

        @Test
        void ofASecondImportOfTheSameTenantAtTheSameTime() {
            var tenant = fill();
            var archive = old.export(tenant.id(), "");

            var answers = Race.of(4, attempt -> moved.restore(archive, KEY, ""));

            assertThat(answers.stream().filter(answer -> answer.status() == 201))
                    .hasSize(1);
            assertThat(answers.stream().map(Answer::status))
                    .allMatch(status -> List.of(201, 409, 503).contains(status));
            assertSame(moved.rows(tenant.id()), old.rows(tenant.id()));
        }

        @Test
        void onTheHostsOfOtherTenants() {
            var tenant = fill();
            var headers = Map.of("Authorization", "Bearer " + old.operator().token(), "Gatehouse-Archive-Key", KEY);
            var answer = tenant.api()
                    .gate()
                    .send("POST", OperatorApi.TENANTS + "/" + tenant.id() + "/export", null, headers);
            assertThat(answer.status()).isEqualTo(404);
        }

        private static void assertNothingStored(byte[] archive, String key, int status, String code) {
            var before = moved.sizes();
            var answer = moved.restore(archive, key, "");
            assertThat(answer.status()).as("%s", answer).isEqualTo(status);
            assertThat(answer.json().getString("code")).isEqualTo("tenant." + code);
            assertThat(moved.sizes()).isEqualTo(before);
        }
    }

    private static void assertSame(Map<String, List<String>> found, Map<String, List<String>> expected) {
        expected.forEach((table, rows) -> assertThat(found.get(table)).as(table).isEqualTo(rows));
    }

    @Test
    void everyEncryptedColumnIsEncryptedAgain() {
        var encrypted = old.select("select table_name || '.' || column_name from information_schema.columns"
                + " where table_schema = 'public' and column_name like 'sealed%' order by 1");
        assertThat(encrypted)
                .as("columns with values that are encrypted with the key of the deployment, which archives decrypt,"
                        + " and, first and third, columns that are encrypted with secrets of clients and browsers")
                .containsExactly(
                        "decided_request.sealed_answer",
                        "rotated_refresh_token.sealed_successor",
                        "signing_key.sealed_private_key",
                        "trusted_issuer.sealed_client_secret",
                        "upstream.sealed_secret");
    }
}
