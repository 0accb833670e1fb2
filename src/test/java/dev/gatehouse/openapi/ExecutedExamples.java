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
import dev.gatehouse.testing.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Executes the example of every operation of an OpenAPI document in sequence, on the packaged program with its demo
 * content and an empty database. The document has to contain the answers; {@code make openapi} writes them to the
 * document.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ExecutedExamples {
    private static final String MARK = "  # From here on written by `make openapi`, which executes every operation\n";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR));

    /** The media type of answers whose bytes differ in each run. The document has no example of them. */
    private static final String BINARY = "application/octet-stream";

    final AdminApiDocument document;
    final LiveValues values;

    private final List<String> building;
    private final List<String> takingBack;
    private final Map<String, Operation> operations;
    private final ObjectNode executed = JsonNodeFactory.instance.objectNode();

    /**
     * Creates the tests of a document.
     *
     * @param building the operations that fill an empty tenant, in the order of their execution
     * @param takingBack the operations that remove what the others created, in the order of their execution
     */
    ExecutedExamples(AdminApiDocument document, List<String> building, List<String> takingBack) {
        this.document = document;
        this.values = new LiveValues(document);
        this.operations = document.operations();
        this.building = building;
        this.takingBack = takingBack;
    }

    /** Returns the callers. The program runs. */
    abstract Callers callers();

    /** Returns a request that conflicts with stored data for each operation that can answer 409. */
    abstract Map<String, Supplier<Answer>> conflicts();

    /** Returns a request beyond a quota for each operation that can answer 429. */
    Map<String, Supplier<Answer>> overQuotas() {
        return Map.of();
    }

    /** Removes what no example removes, before an operation that needs its absence. */
    void prepare(String operation) {}

    @Test
    @Order(1)
    void everyOperationIsExecuted() {
        assertThat(building)
                .as("executed operations; add a new operation to one of the lists")
                .doesNotContainAnyElementsOf(takingBack)
                .isSubsetOf(operations.keySet());
        assertThat(operations.keySet())
                .hasSize(building.size() + takingBack.size())
                .containsAll(takingBack);
    }

    @Test
    @Order(2)
    void examplesBuildWhatTheySay() {
        building.forEach(this::execute);
    }

    @Test
    @Order(3)
    void refusalsAreThoseThatAreDocumented() {
        var refusals = new DocumentedErrors(document, callers(), values, conflicts(), overQuotas());
        operations.values().forEach(refusals::provoke);
        executed.setAll(refusals.examples());
    }

    @Test
    @Order(4)
    void examplesTakeBackWhatTheyBuilt() {
        for (var id : takingBack) {
            prepare(id);
            execute(id);
        }
    }

    @Test
    @Order(5)
    void examplesOfTheDocumentAreWhatWasAnswered() throws IOException {
        var text = Files.readString(document.file());
        var written = YAML.writeValueAsString(
                        JsonNodeFactory.instance.objectNode().set("examples", executed))
                .indent(2)
                .replaceAll("(?m)^ +$", "");
        var mark = text.indexOf(MARK);
        assertThat(mark).as("%s has the line: %s", document, MARK).isPositive();
        var renewed = text.substring(0, mark) + MARK + written;
        if (Boolean.getBoolean("openapi.renew")) {
            Files.writeString(document.file(), renewed);
            return;
        }

        assertThat(text)
                .as("%s; if the answers are correct, update it with: make openapi", document)
                .isEqualTo(renewed);
    }

    private void execute(String id) {
        var operation = operations.get(id);
        var request = Sample.of(operation, document, values);
        request.faults()
                .ifPresent(faults -> assertThat(faults).as("request of %s", id).isEmpty());

        var answer = send(request);

        assertThat(answer.status()).as("%s: %s", id, answer).isEqualTo(Integer.parseInt(operation.success()));
        check(operation, request, answer);
        if (operation.statuses().contains("304")) {
            checkNotModified(id, request, answer.header("etag"));
        }
    }

    private Answer send(Sample request) {
        return request.send(callers().gate(), callers().token());
    }

    private void checkNotModified(String id, Sample request, String tag) {
        var again = send(request.withHeader("If-None-Match", tag));

        assertThat(again.status()).as(id).isEqualTo(304);
        assertThat(again.header("etag")).as(id).isEqualTo(tag);
        assertThat(again.body()).as(id).isEmpty();
    }

    private void check(Operation operation, Sample request, Answer answer) {
        var response = document.response(operation, operation.success());
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
        if (content.getKey().equals(BINARY)) {
            followBody(response.path("links"), request);
            return;
        }
        var schema = content.getValue().path("schema");
        executed.putObject(operation.id())
                .set(
                        "value",
                        schema.has("contentSchema")
                                ? lines(operation, answer, schema.path("contentSchema"))
                                : body(operation, answer, schema));
        assertThat(content.getValue().at("/examples/executed/$ref").asText())
                .as("example of %s", operation.id())
                .isEqualTo("#/components/examples/" + operation.id());
    }

    private JsonNode body(Operation operation, Answer answer, JsonNode schema) {
        var body = valid(operation, answer.body(), schema);
        follow(document.response(operation, operation.success()).path("links"), body);
        return values.shown(body, schema, operation.id());
    }

    /** Validates each line of a JSON lines body against the schema, and returns the body as one text. */
    private JsonNode lines(Operation operation, Answer answer, JsonNode schema) {
        assertThat(answer.body()).as(operation.id()).endsWith("\n");
        var lines = new StringBuilder();
        answer.body()
                .lines()
                .map(line -> values.shown(valid(operation, line, schema), schema, operation.id()))
                .forEach(line -> lines.append(line).append('\n'));
        return JsonNodeFactory.instance.textNode(lines.toString());
    }

    private JsonNode valid(Operation operation, String text, JsonNode schema) {
        var body = AdminApiDocument.json(text);
        assertThat(document.faults(schema, body))
                .as("%s: %s", operation.id(), text)
                .isEmpty();
        return body;
    }

    /** Stores the value that each link takes from an answer as the value of the parameter that the link sets. */
    private void follow(JsonNode links, JsonNode body) {
        links.forEach(link -> link.path("parameters").properties().forEach(parameter -> {
            var pointer = parameter.getValue().asText().replaceFirst("^\\$response\\.body#", "");
            var target = operations.get(link.path("operationId").asText());
            var example =
                    document.parameter(target, parameter.getKey()).orElseThrow().path("example");
            values.show(body.at(pointer).asText(), example.asText());
        }));
    }

    /** Stores the bytes of an answer as the body of the operation to which a link sends them. */
    private void followBody(JsonNode links, Sample request) {
        links.forEach(link -> {
            assertThat(link.path("requestBody").asText()).isEqualTo("$response.body");
            values.link(
                    link.path("operationId").asText(),
                    request.download(callers().gate(), callers().token()));
        });
    }
}
