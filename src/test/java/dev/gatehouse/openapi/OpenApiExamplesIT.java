// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.gatehouse.openapi.AdminApiDocument.Operation;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OtherIssuer;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.PostgresResource;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Executes the example of every operation of the OpenAPI document in sequence, on the packaged program with its demo
 * content and an empty database. The document has to contain the answers; {@code make openapi} writes them to the
 * document.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpenApiExamplesIT {
    private static final String MARK = "  # From here on written by `make openapi`, which executes every operation\n";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR));

    /** The operations that fill an empty tenant, in the order of their execution. */
    private static final List<String> BUILDING = List.of(
            "getSettings",
            "replaceSettings",
            "replaceLogo",
            "createProject",
            "listProjects",
            "getProject",
            "updateProject",
            "createService",
            "listServices",
            "getService",
            "updateService",
            "importOpenApi",
            "replaceApiCors",
            "createUpstream",
            "listUpstreams",
            "getUpstream",
            "updateUpstream",
            "createGroup",
            "listGroups",
            "getGroup",
            "updateGroup",
            "createScope",
            "listScopes",
            "getScope",
            "updateScope",
            "checkIssuer",
            "createIssuer",
            "listIssuers",
            "getIssuer",
            "checkIssuerChange",
            "updateIssuer",
            "createClient",
            "listClients",
            "getClient",
            "updateClient",
            "regenerateClientSecret",
            "createAccount",
            "listAccounts",
            "getAccount",
            "updateAccount",
            "replacePassword",
            "getLockout",
            "createInvitation",
            "listInvitations",
            "getInvitation",
            "addAccountToGroup",
            "listGroupAccounts",
            "addClientToGroup",
            "listGroupClients",
            "addToken",
            "listTokens",
            "getToken",
            "getCoverage",
            "getServiceTree",
            "getProjectUsage",
            "getServiceUsage",
            "getUpstreamUsage",
            "getScopeUsage",
            "previewScopeChange",
            "getGroupUsage",
            "getAccountUsage",
            "getClientUsage",
            "exportPostmanCollection",
            "exportPostmanEnvironment",
            "listSnippets",
            "explainDecision",
            "listSigningKeys",
            "rotateSigningKey",
            "exportConfiguration",
            "planConfiguration",
            "applyConfiguration",
            "listAuditEvents",
            "getAuditEvent",
            "exportAuditEvents");

    private static final List<String> TAKING_BACK = List.of(
            "deleteToken",
            "deleteTokens",
            "removeExpiredTokens",
            "removeClientFromGroup",
            "removeAccountFromGroup",
            "deleteIssuer",
            "deleteClient",
            "deleteScope",
            "deleteGroup",
            "liftLockout",
            "revokeInvitation",
            "deleteAccount",
            "deleteService",
            "deleteProject",
            "deleteUpstream",
            "removeLogo");

    private static final AdminApiDocument DOCUMENT = AdminApiDocument.read();
    private static final Map<String, Operation> OPERATIONS = DOCUMENT.operations();
    private static final ObjectNode EXECUTED = JsonNodeFactory.instance.objectNode();

    private static PackagedGatehouse program;
    private static Gate gate;
    private static AdminApi admin;
    private static LiveValues values;
    private static OtherIssuer issuer;

    @BeforeAll
    static void start() {
        program = PackagedGatehouse.start(PackagedGatehouse.database(
                PostgresResource.freshDatabase(), PostgresResource.username(), PostgresResource.password()));
        gate = new Gate(program.address());
        admin = AdminApi.of(gate);
        values = new LiveValues(DOCUMENT);
        issuer = OtherIssuer.start();
        issuer.publish(OtherIssuer.es256("key-of-january"));
        for (var project : admin.walk("/projects?limit=200")) {
            var isDefault = project.getString("name").equals("Default");
            values.show(project.getString("id"), "0199f3a0-0000-7000-8000-00000000010" + (isDefault ? "1" : "2"));
            values.show(project.getString("projectId"), isDefault ? "fl0d1e2f3a4b5c" : "fldemo");
        }
        for (var service : admin.walk("/services?limit=200")) {
            var upstream = service.getString("upstreamUrl");
            values.show(upstream, upstream.replaceFirst(":[0-9]+", ":9090"));
        }
        values.show(issuer.url(), "https://login.example");
        values.show(gate.issuer(), "https://acme.example");
    }

    @AfterAll
    static void stop() {
        issuer.close();
        program.close();
    }

    @Test
    @Order(1)
    void everyOperationIsExecuted() {
        assertThat(BUILDING)
                .as("executed operations; add a new operation to one of the lists")
                .doesNotContainAnyElementsOf(TAKING_BACK)
                .isSubsetOf(OPERATIONS.keySet());
        assertThat(OPERATIONS.keySet())
                .hasSize(BUILDING.size() + TAKING_BACK.size())
                .containsAll(TAKING_BACK);
    }

    @Test
    @Order(2)
    void examplesBuildWhatTheySay() {
        BUILDING.forEach(OpenApiExamplesIT::execute);
    }

    @Test
    @Order(3)
    void refusalsAreThoseThatAreDocumented() {
        var refusals = new DocumentedErrors(DOCUMENT, gate, admin, values);
        OPERATIONS.values().forEach(refusals::provoke);
        EXECUTED.setAll(refusals.examples());
    }

    @Test
    @Order(4)
    void examplesTakeBackWhatTheyBuilt() {
        for (var id : TAKING_BACK) {
            if (id.equals("deleteProject")) {
                removeWhatWasImported();
                removeWhatWasApplied();
            }
            execute(id);
        }
    }

    @Test
    @Order(5)
    void examplesOfTheDocumentAreWhatWasAnswered() throws IOException {
        var text = Files.readString(AdminApiDocument.FILE);
        var written = YAML.writeValueAsString(
                        JsonNodeFactory.instance.objectNode().set("examples", EXECUTED))
                .indent(2)
                .replaceAll("(?m)^ +$", "");
        var mark = text.indexOf(MARK);
        assertThat(mark).as("%s has the line: %s", AdminApiDocument.FILE, MARK).isPositive();
        var renewed = text.substring(0, mark) + MARK + written;
        if (Boolean.getBoolean("openapi.renew")) {
            Files.writeString(AdminApiDocument.FILE, renewed);
            return;
        }

        assertThat(text)
                .as("%s; if the answers are correct, update it with: make openapi", AdminApiDocument.FILE)
                .isEqualTo(renewed);
    }

    private static void execute(String id) {
        var operation = OPERATIONS.get(id);
        var request = Sample.of(operation, DOCUMENT, values);
        request.faults()
                .ifPresent(faults -> assertThat(faults).as("request of %s", id).isEmpty());

        var answer = request.send(gate, admin.token());

        assertThat(answer.status()).as("%s: %s", id, answer).isEqualTo(Integer.parseInt(operation.success()));
        check(operation, answer);
        if (operation.statuses().contains("304")) {
            checkNotModified(id, request, answer.header("etag"));
        }
    }

    private static void checkNotModified(String id, Sample request, String tag) {
        var again = request.withHeader("If-None-Match", tag).send(gate, admin.token());

        assertThat(again.status()).as(id).isEqualTo(304);
        assertThat(again.header("etag")).as(id).isEqualTo(tag);
        assertThat(again.body()).as(id).isEmpty();
    }

    private static void check(Operation operation, Answer answer) {
        var response = DOCUMENT.response(operation, operation.success());
        response.path("headers")
                .properties()
                .forEach(header -> assertThat(answer.header(header.getKey().toLowerCase()))
                        .as("%s of %s", header.getKey(), operation.id())
                        .isNotNull());
        if (!response.has("content")) {
            assertThat(answer.body()).as(operation.id()).isEmpty();
            return;
        }
        var content = response.path("content").properties().iterator().next();
        assertThat(answer.header("content-type")).as(operation.id()).startsWith(content.getKey());
        var schema = content.getValue().path("schema");
        EXECUTED.putObject(operation.id())
                .set(
                        "value",
                        schema.has("contentSchema")
                                ? lines(operation, answer, schema.path("contentSchema"))
                                : body(operation, answer, schema));
        assertThat(content.getValue().at("/examples/executed/$ref").asText())
                .as("example of %s", operation.id())
                .isEqualTo("#/components/examples/" + operation.id());
    }

    private static JsonNode body(Operation operation, Answer answer, JsonNode schema) {
        var body = valid(operation, answer.body(), schema);
        follow(DOCUMENT.response(operation, operation.success()).path("links"), body);
        return values.shown(body, schema, operation.id());
    }

    /** Validates each line of a JSON lines body against the schema, and returns the body as one text. */
    private static JsonNode lines(Operation operation, Answer answer, JsonNode schema) {
        assertThat(answer.body()).as(operation.id()).endsWith("\n");
        var lines = new StringBuilder();
        answer.body()
                .lines()
                .map(line -> values.shown(valid(operation, line, schema), schema, operation.id()))
                .forEach(line -> lines.append(line).append('\n'));
        return JsonNodeFactory.instance.textNode(lines.toString());
    }

    private static JsonNode valid(Operation operation, String text, JsonNode schema) {
        var body = json(text);
        assertThat(DOCUMENT.faults(schema, body))
                .as("%s: %s", operation.id(), text)
                .isEmpty();
        return body;
    }

    /** Stores the value that each link takes from an answer as the value of the parameter that the link sets. */
    private static void follow(JsonNode links, JsonNode body) {
        links.forEach(link -> link.path("parameters").properties().forEach(parameter -> {
            var pointer = parameter.getValue().asText().replaceFirst("^\\$response\\.body#", "");
            var target = OPERATIONS.get(link.path("operationId").asText());
            var example =
                    DOCUMENT.parameter(target, parameter.getKey()).orElseThrow().path("example");
            values.show(body.at(pointer).asText(), example.asText());
        }));
    }

    private static void removeWhatWasImported() {
        var project =
                DOCUMENT.parameter(OPERATIONS.get("getProject"), "projectId").orElseThrow();
        admin.walk("/services?projectId=" + values.live(project.path("example").asText()))
                .forEach(service -> AdminApi.assertNoContent(admin.delete("/services/" + service.getString("id"))));
    }

    /** Removes the objects that the example of an apply created, by a document that describes none. */
    private static void removeWhatWasApplied() {
        var answer = admin.post("/apply", new JsonObject().put("prune", true));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new AssertionError(text, malformed);
        }
    }
}
