// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.openapi.AdminApiDocument.Operation;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request with the documented example and the values of this run.
 *
 * @param type the media type of the body, or null if the request has no body
 * @param schema the documented schema of a JSON body
 * @param headers the headers besides those of the token and of the body
 */
record Sample(
        String method,
        String path,
        String query,
        String type,
        byte[] body,
        Optional<JsonNode> schema,
        Faults check,
        Map<String, String> headers) {
    /** Returns the violations of a schema by a value. */
    interface Faults {
        List<String> of(JsonNode schema, JsonNode value);
    }

    static Sample of(Operation operation, AdminApiDocument document, LiveValues values) {
        var path = operation.path();
        for (var parameter : operation.parameters()) {
            if (parameter.path("in").asText().equals("path")) {
                var example = parameter.path("example").asText();
                path = path.replace("{" + parameter.path("name").asText() + "}", values.live(example));
            }
        }
        var query = operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("query") && parameter.has("example"))
                .flatMap(parameter -> each(parameter.path("example"))
                        .map(example -> parameter.path("name").asText() + "=" + Gate.encode(values.live(example))))
                .collect(Collectors.joining("&"));
        var headers = operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("header") && parameter.has("example"))
                .collect(Collectors.toMap(
                        parameter -> parameter.path("name").asText(),
                        parameter -> parameter.path("example").asText()));
        var method = operation.method().toUpperCase();
        for (var content : operation.node().at("/requestBody/content").properties()) {
            var example = content.getValue().at("/examples/executed");
            var linked = values.body(operation.id());
            if (!example.isMissingNode() || linked.isPresent()) {
                var json = content.getKey().equals("application/json");
                return new Sample(
                        method,
                        document.server() + path,
                        query,
                        content.getKey(),
                        linked.orElseGet(() -> bytes(example, json, values)),
                        json ? Optional.of(content.getValue().path("schema")) : Optional.empty(),
                        document::faults,
                        headers);
            }
        }
        if (operation.node().has("requestBody")) {
            throw new AssertionError(operation.id() + " has no example of its body");
        }
        return new Sample(
                method,
                document.server() + path,
                query,
                null,
                new byte[0],
                Optional.empty(),
                document::faults,
                headers);
    }

    private static Stream<String> each(JsonNode example) {
        return example.isArray() ? example.valueStream().map(JsonNode::asText) : Stream.of(example.asText());
    }

    private static byte[] bytes(JsonNode example, boolean json, LiveValues values) {
        if (example.has("externalValue")) {
            return Base64.getDecoder()
                    .decode(example.path("externalValue").asText().replaceFirst("^data:[^,]*;base64,", ""));
        }
        var value = example.path("value");
        return values.live(json ? value.toString() : value.asText()).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the violations of the documented schema by the body. */
    Optional<List<String>> faults() {
        return schema.map(said -> check.of(said, json()));
    }

    JsonNode json() {
        return AdminApiDocument.json(new String(body, StandardCharsets.UTF_8));
    }

    Sample withBody(String type, byte[] other) {
        return new Sample(method, path, query, type, other, schema, check, headers);
    }

    Sample withQuery(String other) {
        return new Sample(method, path, other, type, body, schema, check, headers);
    }

    Sample withPath(String other) {
        return new Sample(method, other, query, type, body, schema, check, headers);
    }

    Sample withHeader(String name, String value) {
        var all = new HashMap<>(headers);
        all.put(name, value);
        return new Sample(method, path, query, type, body, schema, check, Map.copyOf(all));
    }

    Answer send(Gate gate, String token) {
        var sent = new HashMap<>(Gate.bearer(token));
        sent.putAll(headers);
        if (type != null) {
            sent.put("Content-Type", type);
        }
        return type == null ? gate.send(method, target(), null, sent) : gate.sendBytes(method, target(), body, sent);
    }

    /** Sends a request that has no body, and returns the bytes of the answer. */
    byte[] download(Gate gate, String token) {
        var sent = new HashMap<>(Gate.bearer(token));
        sent.putAll(headers);
        return gate.download(method, target(), sent);
    }

    private String target() {
        return path + (query.isEmpty() ? "" : "?" + query);
    }
}
