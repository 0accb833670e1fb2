// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.openapi.AdminApiDocument.Operation;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Causes every error that an operation documents, and checks the answers and that no other errors occur. The tests need
 * the data that the examples have created.
 */
final class DocumentedErrors {
    /** Every operation can answer these statuses during an outage, which this test does not cause. */
    private static final Set<String> OUTAGES = Set.of("500", "503");

    /** These operations answer 409 only to simultaneous changes, which this test does not cause. */
    private static final Set<String> RACES = Set.of(
            "updateAccount",
            "replacePassword",
            "replaceSettings",
            "replaceLogo",
            "removeLogo",
            "deleteService",
            "deleteUpstream",
            "deleteIssuer");

    private static final int MIB = 1024 * 1024;

    /** The operations whose body may be a document or an archive, with a limit of its own, in bytes. */
    private static final Map<String, Integer> LIMITS = Map.of(
            "importOpenApi", 32 * MIB,
            "planConfiguration", 32 * MIB,
            "applyConfiguration", 32 * MIB,
            "importTenant", 1024 * MIB);

    /** The operations that document that they reject unknown parameters. */
    private static final Set<String> STRICT = Set.of("importOpenApi", "listAuditEvents", "exportAuditEvents");

    /** Queries that are invalid input, for operations without a limit parameter. */
    private static final Map<String, String> INVALID_QUERIES = Map.of(
            "getCoverage", "pattern=/elsewhere",
            "deleteTenant", "confirm=another",
            "exportTenant", "auditEvents=some");

    /** Queries whose answer is 404. */
    private static final Map<String, String> ABSENT_QUERIES = Map.of("getServiceTree", "projectId=absent");

    private static final Map<String, String> NAMES = Map.of(
            "400", "invalidInput",
            "401", "unauthorized",
            "403", "forbidden",
            "404", "notFound",
            "409", "conflict",
            "412", "preconditionFailed",
            "413", "tooLarge",
            "415", "unsupportedMediaType",
            "429", "quotaExceeded");

    private final AdminApiDocument document;
    private final Callers callers;
    private final LiveValues values;
    private final Map<String, Supplier<Answer>> conflicts;
    private final Map<String, Supplier<Answer>> overQuotas;
    private final Map<String, Answer> answers = new TreeMap<>();

    /**
     * Creates the tests of the errors of a document.
     *
     * @param conflicts requests that are answered 409, by operation
     * @param overQuotas requests that are answered 429, by operation
     */
    DocumentedErrors(
            AdminApiDocument document,
            Callers callers,
            LiveValues values,
            Map<String, Supplier<Answer>> conflicts,
            Map<String, Supplier<Answer>> overQuotas) {
        this.document = document;
        this.callers = callers;
        this.values = values;
        this.conflicts = conflicts;
        this.overQuotas = overQuotas;
    }

    /** Returns one answer of each kind, as an example for the document. */
    ObjectNode examples() {
        var examples = JsonNodeFactory.instance.objectNode();
        answers.forEach((name, answer) -> examples.putObject(name).set("value", AdminApiDocument.json(answer.body())));
        return examples;
    }

    void provoke(Operation operation) {
        var sample = Sample.of(operation, document, values);
        var refused = new TreeSet<String>();
        var gate = callers.gate();
        var reads = operation.node().path("security").size() > 1
                || operation.method().equals("get");
        refused.add(check(operation, 401, sample.send(gate, null)));
        refused.add(check(
                operation,
                403,
                sample.send(gate, reads ? callers.stranger() : callers.reader().orElse(callers.stranger()))));
        if (reads && callers.reader().isPresent()) {
            assertThat(sample.send(gate, callers.reader().get()).status())
                    .as(operation.id())
                    .isEqualTo(200);
        }
        if (operation.path().contains("{")) {
            refused.add(check(operation, 404, absent(operation, sample).send(callers.gate(), callers.token())));
        }
        refused.addAll(byQuery(operation, sample));
        if (operation.statuses().contains("412")) {
            var stale = sample.withHeader("If-Match", "\"stale\"");
            refused.add(check(operation, 412, stale.send(callers.gate(), callers.token())));
        }
        if (operation.node().has("requestBody")) {
            var nonsense = "{\"nonsense\": 1}".getBytes(StandardCharsets.UTF_8);
            refused.add(check(
                    operation, 400, sample.withBody(sample.type(), nonsense).send(callers.gate(), callers.token())));
            refused.add(
                    check(operation, 415, sample.withBody("text/csv", nonsense).send(callers.gate(), callers.token())));
            refused.add(check(operation, 413, tooLarge(operation, sample)));
            withoutWhatIsRequired(operation, sample);
        }
        var conflict = conflicts.get(operation.id());
        if (conflict != null) {
            refused.add(check(operation, 409, conflict.get()));
        }

        var overQuota = overQuotas.get(operation.id());
        if (overQuota != null) {
            refused.add(check(operation, 429, overQuota.get()));
        }

        if (RACES.contains(operation.id())) {
            refused.add("409");
        }

        var documented = new TreeSet<>(operation.statuses());
        documented.remove(operation.success());
        documented.remove("304");
        documented.removeAll(OUTAGES);
        assertThat(documented).as("documented errors of %s", operation.id()).isEqualTo(refused);
        assertThat(operation.statuses()).as(operation.id()).containsAll(OUTAGES);
    }

    private Set<String> byQuery(Operation operation, Sample sample) {
        var refused = new TreeSet<String>();
        if (document.parameter(operation, "limit").isPresent()) {
            refused.add(check(operation, 400, sample.withQuery("limit=0").send(callers.gate(), callers.token())));
        }
        document.parameter(operation, "sort").ifPresent(sort -> {
            var answer = sample.withQuery("sort=nonsense").send(callers.gate(), callers.token());
            refused.add(check(operation, 400, answer));
            var known = document.resolve(sort.path("schema"))
                    .path("enum")
                    .valueStream()
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
            assertThat(AdminApiDocument.json(answer.body())
                            .at("/errors/0/message")
                            .asText())
                    .as("sorts of %s", operation.id())
                    .isEqualTo("Only these values are allowed: " + known + ".");
        });
        if (STRICT.contains(operation.id())) {
            refused.add(check(operation, 400, sample.withQuery("nonsense=1").send(callers.gate(), callers.token())));
        }
        if (INVALID_QUERIES.containsKey(operation.id())) {
            var query = INVALID_QUERIES.get(operation.id());
            refused.add(check(operation, 400, sample.withQuery(query).send(callers.gate(), callers.token())));
        }
        if (ABSENT_QUERIES.containsKey(operation.id())) {
            var query = ABSENT_QUERIES.get(operation.id());
            refused.add(check(operation, 404, sample.withQuery(query).send(callers.gate(), callers.token())));
        }
        return refused;
    }

    private Sample absent(Operation operation, Sample sample) {
        var path = document.server() + operation.path().replaceAll("\\{[^}]*}", AdminApi.ABSENT);
        return sample.withPath(path);
    }

    /** Announces a body above the limit and sends no byte of it; the answer does not wait for the body. */
    private Answer tooLarge(Operation operation, Sample sample) {
        var most = LIMITS.getOrDefault(operation.id(), MIB);
        var head =
                "%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(
                                sample.method(),
                                sample.path(),
                                callers.gate().authority(),
                                callers.token(),
                                sample.type(),
                                most + 1);
        try (var wire = Wire.to(callers.gate().base())) {
            wire.send(head);
            var answer = wire.read();
            return new Answer(answer.status(), Map.of("content-type", answer.value("content-type")), answer.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void withoutWhatIsRequired(Operation operation, Sample sample) {
        sample.schema()
                .ifPresent(schema -> document.required(schema).forEach(field -> {
                    var body = (ObjectNode) sample.json();
                    body.remove(field);
                    var answer = sample.withBody(sample.type(), body.toString().getBytes(StandardCharsets.UTF_8))
                            .send(callers.gate(), callers.token());
                    assertThat(answer.status())
                            .as("%s without %s: %s", operation.id(), field, answer)
                            .isEqualTo(400);
                    assertThat(AdminApiDocument.json(answer.body()).path("errors"))
                            .as("%s without %s", operation.id(), field)
                            .anySatisfy(error ->
                                    assertThat(error.path("field").asText()).isEqualTo(field));
                }));
    }

    private String check(Operation operation, int status, Answer answer) {
        var what = operation.id() + ": " + answer;
        assertThat(answer.status()).as(what).isEqualTo(status);
        var response = document.response(operation, String.valueOf(status));
        assertThat(response.isMissingNode())
                .as("%d of %s is documented", status, operation.id())
                .isFalse();
        response.path("headers")
                .fieldNames()
                .forEachRemaining(header ->
                        assertThat(answer.header(header.toLowerCase())).as(what).isNotNull());
        if (!response.has("content")) {
            assertThat(answer.body()).as(what).isEmpty();
            return String.valueOf(status);
        }
        assertThat(answer.header("content-type")).as(what).startsWith("application/problem+json");
        var schema = response.at("/content/application~1problem+json/schema");
        assertThat(document.faults(schema, AdminApiDocument.json(answer.body())))
                .as(what)
                .isEmpty();
        answers.putIfAbsent(NAMES.get(String.valueOf(status)), answer);
        return String.valueOf(status);
    }
}
