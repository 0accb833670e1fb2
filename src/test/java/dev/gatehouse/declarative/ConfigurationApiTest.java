// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.ConsolePages;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Export, plan and apply of configuration documents by the admin API, and the edits of managed objects. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConfigurationApiTest {
    private static final String YAML = "application/yaml";
    private static final String SECRET = "GATEHOUSE_SECRET_OF_CONFIGURATION_API_TEST";
    private static final String HASH = "sha256:" + "0123456789abcdef".repeat(4);

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private String name;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        name = AdminApi.unique();
        System.setProperty(SECRET, "the-value-of-the-header");
    }

    @AfterEach
    void removeWhatIsManaged() {
        assertThat(send("/apply", "prune: true").status()).isEqualTo(200);
        System.clearProperty(SECRET);
    }

    private Answer send(String path, String yaml) {
        return send(path, yaml, Map.of());
    }

    private Answer send(String path, String yaml, Map<String, String> more) {
        var headers = new HashMap<>(Gate.bearer(admin.token()));
        headers.put("Content-Type", YAML);
        headers.putAll(more);
        return gate.send("POST", AdminApi.V1 + path, yaml, headers);
    }

    private JsonObject sent(String path, String yaml) {
        var answer = send(path, yaml);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private String exported(String type) {
        var headers = new HashMap<>(Gate.bearer(admin.token()));
        headers.put("Accept", type);
        var answer = gate.send("GET", AdminApi.V1 + "/export", null, headers);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith(type);
        return answer.body();
    }

    /** A document with an object of each kind. */
    private String document(String description) {
        return """
                tenant: default
                groups:
                  - name: G-%1$s
                    description: &text %2$s
                upstreams:
                  - url: https://%1$s.example
                    authentication: HEADER
                    headerName: X-Key
                    headerValue: {env: %3$s}
                projects:
                  - name: P-%1$s
                    projectId: %1$s
                    services:
                      - kind: REST_RESOURCE
                        name: API
                        resource: /orders/*
                        methods: [post, GET]
                        upstreamUrl: HTTPS://%1$s.example/orders
                      - kind: REST_RESOURCE
                        name: API
                        resource: /orders/*
                        methods: [DELETE]
                        description: *text
                        upstreamUrl: https://%1$s.example/deleted
                services:
                  - project: P-%1$s
                    kind: FLOW_SERVICE
                    name: flow
                    upstreamUrl: https://%1$s.example/flow
                    rateLimit: {requests: 10, perSeconds: 1}
                scopes:
                  - name: S-%1$s
                    description: %2$s
                    serviceUrls:
                      - url: /integration/restv2/development/%1$s/API/**
                    groups: [g-%1$s]
                clients:
                  - clientId: %1$s-app
                    name: App %1$s
                    version: 1.0
                    type: PUBLIC
                    description: %2$s
                    redirectUris: [https://%1$s.example/callback]
                    scopes: [s-%1$s]
                  - clientId: %1$s-backend
                    name: Backend %1$s
                    version: 1.0
                    grantTypes: [client_credentials]
                    clientSecret: {hash: "%4$s"}
                issuers:
                  - issuer: http://127.0.0.1:9/%1$s
                    name: I-%1$s
                    validation: JWT
                    scopes: [{external: read, scope: S-%1$s}]
                """.formatted(name, description, SECRET, HASH);
    }

    private static Stream<String> changes(JsonObject report) {
        return report.getJsonArray("changes").stream()
                .map(JsonObject.class::cast)
                .map(change ->
                        change.getString("action") + " " + change.getString("kind") + " " + change.getString("name"));
    }

    static Stream<BrokenDocument> brokenDocuments() {
        return BrokenDocument.all();
    }

    @ParameterizedTest
    @MethodSource("brokenDocuments")
    void anErrorNamesItsPlaceAndChangesNothing(BrokenDocument document) {
        var before = StoredState.read();

        for (var path : List.of("/plan", "/apply")) {
            var answer = send(path, document.text());

            assertThat(answer.status()).as("%s", answer).isEqualTo(document.status());
            assertThat(answer.header("content-type")).startsWith("application/problem+json");
            var error = answer.json().getJsonArray("errors").getJsonObject(0);
            assertThat(error.getJsonObject("position").getString("file")).isEqualTo("body");
            assertThat(error.getJsonObject("position").getInteger("line"))
                    .as("%s", answer)
                    .isEqualTo(document.line());
            assertThat(error.getJsonObject("position").getInteger("column")).isPositive();
            assertThat(error.getString("pointer", "")).isEqualTo(document.pointer());
            assertThat(error.getString("message")).contains(document.message());
            assertThat(error.getString("code")).isNotEmpty();
        }
        assertThat(StoredState.read()).isEqualTo(before);
    }

    @Test
    void allErrorsOfAllObjectsAreReportedTogether() {
        var answer = send("/apply", """
                groups:
                  - name: %1$s
                  - name: %2$s
                scopes:
                  - name: a,b
                    serviceUrls: [{url: /elsewhere}]
                clients:
                  - {clientId: c1, name: "a&b", version: "1", type: PUBLIC, redirectUris: [https://a.example/b]}
                  - {clientId: c2, name: Refers, version: "1", type: PUBLIC, redirectUris: [https://a.example/b], scopes: ["a,b"]}
                """.formatted(name, "x".repeat(101)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonArray("errors").stream()
                        .map(error -> ((JsonObject) error).getString("pointer")))
                .as("the client that refers to the scope has no errors of its own")
                .containsExactlyInAnyOrder(
                        "/groups/1/name", "/scopes/0/name", "/scopes/0/serviceUrls/0/url", "/clients/0/name");
        assertThat(admin.walk("/groups?search=" + name)).isEmpty();
    }

    @Test
    void jsonHasPositionsToo() {
        var answer = admin.gate()
                .postJson(AdminApi.V1 + "/plan", "{\n  \"groups\": [\n    {\"nam\": 1}\n  ]\n}", admin.token());

        assertThat(answer.status()).isEqualTo(400);
        var error = answer.json().getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("pointer")).isEqualTo("/groups/0/nam");
        assertThat(error.getJsonObject("position"))
                .isEqualTo(new JsonObject().put("file", "body").put("line", 3).put("column", 6));
        var malformed = admin.gate().postJson(AdminApi.V1 + "/plan", "{\n \"groups\": [}", admin.token());
        assertThat(malformed
                        .json()
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getJsonObject("position")
                        .getInteger("line"))
                .isEqualTo(2);
    }

    @Test
    void aliasBombEndsSoon() {
        var bomb = new StringBuilder("x-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 9; i++) {
            bomb.append("x-%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
        }
        bomb.append("groups: *a8\n");

        var answer = send("/plan", bomb.toString());

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void secretsOfTheNodeAreOutOfReach() {
        var variable = send("/plan", document("a").replace(SECRET, "GATEHOUSE_ENCRYPTION_KEY"));
        var file = send("/plan", document("a").replace("env: " + SECRET, "file: /etc/passwd"));

        assertThat(variable.body()).contains("may only name variables that begin with `GATEHOUSE_SECRET_`");
        assertThat(file.body()).contains("can't refer to files").doesNotContain("root:");
    }

    @Nested
    class Applying {
        @Test
        void secondApplyChangesNothing() {
            var planned = sent("/plan", document("First"));
            assertThat(planned.getBoolean("applied")).isFalse();
            assertThat(admin.walk("/groups?search=" + name)).isEmpty();

            var first = sent("/apply", document("First"));
            assertThat(first.getBoolean("applied")).isTrue();
            assertThat(first.getJsonArray("changes")).isEqualTo(planned.getJsonArray("changes"));
            assertThat(changes(first))
                    .containsExactly(
                            "CREATE group G-" + name,
                            "CREATE upstream https://" + name + ".example",
                            "CREATE project P-" + name,
                            "CREATE service /integration/restv2/development/" + name + "/API/orders/*",
                            "CREATE service /integration/restv2/development/" + name + "/API/orders/*",
                            "CREATE service /integration/rest/external/integration/run/development/" + name + "/flow",
                            "CREATE scope S-" + name,
                            "CREATE client " + name + "-app",
                            "CREATE client " + name + "-backend",
                            "CREATE issuer http://127.0.0.1:9/" + name);
            assertThat(first.getJsonArray("warnings").encode()).contains("http://127.0.0.1:9/" + name);
            assertThat(AuditTrail.by("client.created", "configuration")).isNotEmpty();
            assertThat(AuditTrail.by("configuration.applied", "admin")).isNotEmpty();

            var state = StoredState.read();
            var second = sent("/apply", document("First"));

            assertThat(second.getJsonArray("changes")).isEmpty();
            assertThat(second.getInteger("unchanged")).isEqualTo(10);
            assertThat(StoredState.read()).isEqualTo(state);
        }

        @Test
        void planShowsChangedFieldsAndPruneRemoves() {
            sent("/apply", document("First"));

            var plan = sent("/plan", document("Second"));
            assertThat(changes(plan))
                    .containsExactly(
                            "CHANGE group G-" + name,
                            "CHANGE service /integration/restv2/development/" + name + "/API/orders/*",
                            "CHANGE scope S-" + name,
                            "CHANGE client " + name + "-app");
            assertThat(plan.getJsonArray("changes").getJsonObject(0).getJsonArray("fields"))
                    .isEqualTo(new JsonArray()
                            .add(new JsonObject()
                                    .put("field", "description")
                                    .put("before", "First")
                                    .put("after", "Second")));
            sent("/apply", document("Second"));
            assertThat(admin.get("/clients/" + name + "-app").json().getString("description"))
                    .isEqualTo("Second");

            var kept = sent("/apply", "groups: []");
            assertThat(kept.getJsonArray("changes")).isEmpty();
            assertThat(kept.getJsonArray("notDescribed")).hasSize(10);
            var removed = sent("/apply", "prune: true");
            assertThat(changes(removed)).hasSize(10).allMatch(change -> change.startsWith("DELETE "));
            assertThat(admin.get("/clients/" + name + "-app").status()).isEqualTo(404);
            assertThat(admin.walk("/clients?search=PartnerBackend"))
                    .as("not created by a document")
                    .hasSize(1);
        }

        @Test
        void existingObjectsAreChangedButNotManaged() {
            admin.createGroup("G-" + name);

            sent("/apply", "groups: [{name: G-%s, description: Described}]".formatted(name));

            var group = admin.walk("/groups?search=" + name).getFirst();
            assertThat(group.getString("description")).isEqualTo("Described");
            assertThat(group.containsKey("managed")).isFalse();
            sent("/apply", "prune: true");
            AdminApi.assertNoContent(admin.delete("/groups/" + group.getString("id")));
        }

        @Test
        void otherDigestReplacesTheSecret() {
            sent("/apply", document("First"));

            var report = sent("/apply", document("First").replace(HASH, HASH.replace('0', 'f')));

            assertThat(changes(report)).containsExactly("CHANGE client " + name + "-backend");
            assertThat(report.encode()).contains("clientSecret").doesNotContain("f123456789");
        }

        @Test
        void applyDoesWhatThePlanSaid() {
            var tag = send("/plan", document("First")).header("etag");
            var stale = send("/apply", document("Second"), Map.of("If-Match", "\"stale\""));
            assertThat(stale.status()).isEqualTo(412);
            assertThat(admin.walk("/groups?search=" + name)).isEmpty();

            var answer = send("/apply", document("First"), Map.of("If-Match", tag));

            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(send("/apply", document("Second"), Map.of("If-Match", tag))
                            .status())
                    .isEqualTo(412);
        }

        @Test
        void simultaneousAppliesCreateEachObjectOnce() throws Exception {
            var barrier = new CyclicBarrier(2);
            Callable<JsonObject> apply = () -> {
                barrier.await();
                return sent("/apply", document("First"));
            };
            try (var threads = Executors.newFixedThreadPool(2)) {
                var reports = threads.invokeAll(List.of(apply, apply)).stream()
                        .map(future ->
                                future.resultNow().getJsonArray("changes").size())
                        .toList();
                assertThat(reports).containsExactlyInAnyOrder(0, 10);
            }
        }
    }

    @Nested
    class Exporting {
        @Test
        void applyOfAnExportChangesNothing() {
            sent("/apply", document("First"));
            for (var type : List.of(YAML, "application/json")) {
                var document = exported(type);
                var state = StoredState.read();

                var answer = send("/apply", document, Map.of("Content-Type", type));

                assertThat(answer.status()).as("%s", answer).isEqualTo(200);
                assertThat(answer.json().getJsonArray("changes")).as(document).isEmpty();
                assertThat(StoredState.read()).isEqualTo(state);
                assertThat(exported(type)).isEqualTo(document);
            }
        }

        @Test
        void hasNoSecretsAndNothingBuiltIn() {
            sent("/apply", document("First"));

            assertThat(exported(YAML))
                    .contains("clientId: partner-backend", "# clientSecret: {env: NAME}", "name: Demo", "- S-" + name)
                    .doesNotContain(
                            "gcs_", HASH.substring(7), "the-value-of-the-header", "gatehouse-admin", "gatehouse.admin");
        }

        @Test
        void auditorsExportAndNeitherPlanNorApply() {
            var auditor = gate.adminToken("admin", "admin-demo", "gatehouse.audit");

            assertThat(gate.get(AdminApi.V1 + "/export", auditor).status()).isEqualTo(200);
            for (var path : List.of("/plan", "/apply")) {
                assertThat(gate.postJson(AdminApi.V1 + path, "{}", auditor).status())
                        .isEqualTo(403);
            }
        }
    }

    @Nested
    class ManagedObjects {
        private Map<String, String> paths() {
            return Map.of(
                    "groups", admin.walk("/groups?search=" + name).getFirst().getString("id"),
                    "upstreams",
                            admin.walk("/upstreams?search=" + name).getFirst().getString("id"),
                    "projects", name,
                    "services",
                            admin.walk("/services?projectId=" + name).getFirst().getString("id"),
                    "scopes", admin.walk("/scopes?search=S-" + name).getFirst().getString("id"),
                    "clients", name + "-app",
                    "issuers", admin.walk("/issuers?search=" + name).getFirst().getString("id"));
        }

        @Test
        void areShownAndRefuseOtherEdits() {
            sent("/apply", document("First"));
            var state = StoredState.read();
            paths().forEach((section, id) -> {
                var path = "/" + section + "/" + id;
                var shown = admin.get(path).json();
                assertThat(shown.getBoolean("managed")).as(path).isTrue();

                var deleted = admin.delete(path);

                assertThat(deleted.status()).as("%s: %s", path, deleted).isEqualTo(409);
                assertThat(deleted.json().getString("code")).isEqualTo("managed");
            });
            var client = admin.get("/clients/" + name + "-app").json();
            List.of("clientId", "managed", "builtIn", "warnings", "groups", "createdAt", "updatedAt")
                    .forEach(client::remove);
            var edited = admin.put("/clients/" + name + "-app", client.put("description", "Edited"));
            assertThat(edited.status()).as("%s", edited).isEqualTo(409);
            assertThat(edited.json().getString("code")).isEqualTo("managed");
            assertThat(admin.post("/clients/" + name + "-backend/secret", new JsonObject())
                            .json()
                            .getString("code"))
                    .isEqualTo("managed");
            assertThat(admin.put("/projects/" + name + "/apis/API/cors", new JsonObject().put("mode", "PASS"))
                            .json()
                            .getString("code"))
                    .isEqualTo("managed");
            assertThat(StoredState.read()).isEqualTo(state);
        }

        @Test
        void pagesSayThatFilesManageThem() {
            sent("/apply", document("First"));
            var pages = new HashMap<>(paths());
            var console = Map.of(
                    "groups", "/console/groups/%s",
                    "upstreams", "/console/services/upstreams/%s",
                    "projects", "/console/services/projects/%s",
                    "services", "/console/services/%s",
                    "scopes", "/console/scopes/%s",
                    "clients", "/console/clients/%s",
                    "issuers", "/console/settings/issuers/%s");
            var english = ConsolePages.administrator(gate);
            pages.forEach((section, id) -> {
                var answer = english.get(console.get(section).formatted(id));
                var page = answer.status() == 303 ? english.follow(answer) : answer;
                assertThat(page.body())
                        .as(section)
                        .contains("Configuration files manage this object.")
                        .doesNotContain(id + "/delete\"");
            });
            var german = gate.browser("de");
            german.form("/signin", Map.entry("username", "admin"), Map.entry("password", "admin-demo"));
            assertThat(german.get("/console/clients/" + name + "-app").body())
                    .contains("Konfigurationsdateien verwalten dieses Objekt.");
        }

        @Test
        void formsOfTheConsoleAreRefused() {
            sent("/apply", document("First"));
            var state = StoredState.read();
            var browser = ConsolePages.administrator(gate);
            var group = "/console/groups/" + paths().get("groups");
            var version = ConsolePages.value(browser.get(group + "/edit"), "version");

            var refused = browser.form(
                    group + "/edit",
                    Map.entry("version", version),
                    Map.entry("name", "G-" + name),
                    Map.entry("description", "Edited"));

            ConsolePages.assertRefused(refused);
            assertThat(refused.body()).contains("Configuration files manage this object.", "Edited");
            assertThat(StoredState.read()).isEqualTo(state);
        }
    }

    @Test
    void exampleOfTheDocumentationIsValid() throws Exception {
        var page = Files.readString(Path.of("docs/configuration-files.md"));
        var example = page.substring(page.indexOf("```yaml\n") + 8);
        example = example.substring(0, example.indexOf("```"));
        System.setProperty("GATEHOUSE_SECRET_ORDERS_KEY", "the-value-of-the-header");

        assertThat(changes(sent("/plan", example))).hasSize(6);
    }

    @Nested
    class Schema {
        @Test
        void isPublicAndTheOneOfTheDocumentation() throws Exception {
            var answer = gate.send("GET", AdminApi.V1 + "/configuration.schema.json", null, Map.of());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).startsWith("application/schema+json");
            var documented = Path.of("docs/configuration.schema.json");
            if (Boolean.getBoolean("schema.renew")) {
                Files.writeString(documented, answer.json().encodePrettily() + "\n");
            }
            assertThat(answer.json())
                    .as("%s; update it with: mvn test -Dtest=ConfigurationApiTest -Dschema.renew=true", documented)
                    .isEqualTo(new JsonObject(Files.readString(documented)));
        }
    }
}
