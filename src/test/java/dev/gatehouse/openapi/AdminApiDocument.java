// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A committed OpenAPI document: that of the admin API or that of the operator's API. */
record AdminApiDocument(Path file, JsonNode root) {
    private static final Path FOLDER = Path.of("src/main/resources/openapi");
    private static final ObjectMapper JSON = new ObjectMapper();
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** One operation, with its own parameters and those of its path. */
    record Operation(String method, String path, JsonNode node, List<JsonNode> parameters) {
        String id() {
            return node.path("operationId").asText();
        }

        Set<String> statuses() {
            return names(node.path("responses"));
        }

        /** Returns the one status of success. */
        String success() {
            var all = statuses().stream().filter(s -> s.startsWith("2")).toList();
            if (all.size() != 1) {
                throw new AssertionError(id() + " has these statuses of success: " + all);
            }
            return all.getFirst();
        }

        Set<String> bodyTypes() {
            return names(node.at("/requestBody/content"));
        }

        boolean takesJson() {
            return bodyTypes().equals(Set.of("application/json"));
        }
    }

    static AdminApiDocument read() {
        return read(FOLDER.resolve("admin-api.yaml"));
    }

    static AdminApiDocument ofOperator() {
        return read(FOLDER.resolve("operator-api.yaml"));
    }

    private static AdminApiDocument read(Path file) {
        try {
            return new AdminApiDocument(file, YAML.readTree(Files.readString(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new AssertionError(text, malformed);
        }
    }

    /** Returns all operations by their IDs. */
    Map<String, Operation> operations() {
        var operations = new TreeMap<String, Operation>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .map(entry -> new Operation(
                                entry.getKey(),
                                path.getKey(),
                                entry.getValue(),
                                parameters(entry.getValue().path("parameters"))))
                        .forEach(operation -> {
                            if (operations.put(operation.id(), operation) != null) {
                                throw new AssertionError(operation.id() + " is there twice");
                            }
                        }));
        return operations;
    }

    String server() {
        return root.at("/servers/0/url").asText();
    }

    /** Returns the node, or the target of its reference. */
    JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref").asText();
        if (reference.isEmpty()) {
            return node;
        }
        var found = root.at(reference.substring(1));
        if (found.isMissingNode()) {
            throw new AssertionError(reference + " does not exist in the document");
        }
        return resolve(found);
    }

    JsonNode response(Operation operation, String status) {
        return resolve(operation.node().path("responses").path(status));
    }

    /** Returns all properties of an object schema, including those of the schemas in its {@code allOf}. */
    Map<String, JsonNode> properties(JsonNode schema) {
        var properties = new LinkedHashMap<String, JsonNode>();
        var object = resolve(schema);
        object.path("allOf").forEach(part -> properties.putAll(properties(part)));
        object.path("properties")
                .properties()
                .forEach(property -> properties.putIfAbsent(property.getKey(), property.getValue()));
        return properties;
    }

    Set<String> required(JsonNode schema) {
        var required = new java.util.TreeSet<String>();
        var object = resolve(schema);
        object.path("allOf").forEach(part -> required.addAll(required(part)));
        object.path("required").forEach(name -> required.add(name.asText()));
        return required;
    }

    /** Returns the schema for values other than null: the schema itself or its one alternative to null. */
    JsonNode unlessNull(JsonNode schema) {
        var resolved = resolve(schema);
        for (var alternative : resolved.path("anyOf")) {
            if (!alternative.path("type").asText().equals("null")) {
                return resolve(alternative);
            }
        }
        return resolved;
    }

    /** Whether a schema allows null. */
    boolean isNullable(JsonNode schema) {
        var resolved = resolve(schema);
        if (!resolved.has("type") && !resolved.has("anyOf")) {
            return true;
        }
        var alternatives = new ArrayList<JsonNode>();
        resolved.path("type").forEach(alternatives::add);
        resolved.path("anyOf").forEach(one -> alternatives.add(one.path("type")));
        return alternatives.stream().anyMatch(type -> type.asText().equals("null"));
    }

    /** Returns the violations of a schema by a value. A property that the schema does not define is a violation. */
    List<String> faults(JsonNode schema, JsonNode value) {
        var whole = ((ObjectNode) schema).deepCopy();
        var schemas = (ObjectNode) root.at("/components/schemas").deepCopy();
        schemas.properties().forEach(entry -> close(entry.getKey(), (ObjectNode) entry.getValue()));
        whole.putObject("components").set("schemas", schemas);
        if (!whole.has("$ref")) {
            close("", whole);
        }
        var config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole, config)
                .validate(value)
                .stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /**
     * Forbids properties that the schema does not define. Schemas named {@code …Fields} stay open, because other
     * schemas include these schemas.
     */
    private static void close(String name, ObjectNode schema) {
        var open = schema.path("type").asText().equals("object")
                && !schema.has("additionalProperties")
                && !schema.has("unevaluatedProperties");
        if (open && !name.endsWith("Fields")) {
            schema.put("additionalProperties", false);
        }
    }

    Optional<JsonNode> parameter(Operation operation, String name) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.path("name").asText().equals(name))
                .findFirst();
    }

    private List<JsonNode> parameters(JsonNode parameters) {
        var resolved = new ArrayList<JsonNode>();
        parameters.forEach(parameter -> resolved.add(resolve(parameter)));
        return resolved;
    }

    static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
