// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** The JSON Schema of configuration files (draft 2020-12), made from the shapes that the reader uses. */
final class DescriptionSchema {
    private static final JsonNodeFactory VALUES = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> definitions = new TreeMap<>();

    private DescriptionSchema() {}

    /**
     * Returns the schema.
     *
     * @param address the URL of the schema
     */
    static ObjectNode of(String address) {
        return new DescriptionSchema().schema(address);
    }

    private ObjectNode schema(String address) {
        var root = VALUES.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", address);
        root.put("title", "Gatehouse configuration");
        root.put("type", "object");
        root.put("additionalProperties", false);
        var fields = root.putObject("properties");
        for (var name : DescriptionReader.ROOT) {
            fields.set(
                    name,
                    switch (name) {
                        case "$schema", "tenant" -> type("string");
                        case "prune" -> type("boolean");
                        case "settings" -> nullable(fields(Kind.SETTINGS.shape()));
                        case "services" -> list(oneOf(Kind.SERVICE.shape(), Kind.OPENAPI.shape()));
                        case "projects" -> list(projects());
                        default -> list(fields(kind(name).shape()));
                    });
        }
        var all = root.putObject("$defs");
        definitions.forEach(all::set);
        return root;
    }

    private static Kind kind(String section) {
        for (var kind : Kind.values()) {
            if (kind.section().equals(section)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(section);
    }

    private ObjectNode projects() {
        var reference = fields(Kind.PROJECT.shape());
        var project = definitions.get(Kind.PROJECT.shape().name());
        if (project != null && project.get("properties") instanceof ObjectNode fields) {
            fields.set("services", list(oneOf(Kind.SERVICE.shapeInProject(), Kind.OPENAPI.shapeInProject())));
        }
        return reference;
    }

    private ObjectNode oneOf(Shape.Fields one, Shape.Fields other) {
        var either = VALUES.objectNode();
        either.putArray("oneOf").add(fields(one)).add(fields(other));
        return either;
    }

    private ObjectNode fields(Shape.Fields shape) {
        if (!definitions.containsKey(shape.name())) {
            var definition = type("object");
            definitions.put(shape.name(), definition);
            definition.put("additionalProperties", false);
            if (!shape.required().isEmpty()) {
                var required = definition.putArray("required");
                shape.fields().keySet().stream()
                        .filter(shape.required()::contains)
                        .forEach(required::add);
            }
            var properties = definition.putObject("properties");
            shape.fields()
                    .forEach((name, field) -> properties.set(
                            name, shape.required().contains(name) ? value(field) : nullable(value(field))));
        }
        var reference = VALUES.objectNode();
        reference.put("$ref", "#/$defs/" + shape.name());
        return reference;
    }

    private ObjectNode value(Shape shape) {
        return switch (shape) {
            case Shape.Text _ -> type("string");
            case Shape.Whole _ -> type("integer");
            case Shape.Flag _ -> type("boolean");
            case Shape.OneOf(var names) -> {
                var choice = VALUES.objectNode();
                names.forEach(choice.putArray("enum")::add);
                yield choice;
            }
            case Shape.ListOf(var items) -> {
                var list = type("array");
                list.set("items", value(items));
                yield list;
            }
            case Shape.Fields fields -> fields(fields);
            case Shape.SecretReference reference -> secret(reference);
        };
    }

    private static ObjectNode secret(Shape.SecretReference reference) {
        var secret = type("object");
        secret.put("additionalProperties", false);
        secret.put("minProperties", 1);
        secret.put("maxProperties", 1);
        var forms = secret.putObject("properties");
        reference.forms().forEach(form -> forms.set(form, type("string")));
        return secret;
    }

    private ObjectNode list(ObjectNode items) {
        var list = VALUES.objectNode();
        list.putArray("type").add("array").add("null");
        list.set("items", items);
        return list;
    }

    private static ObjectNode type(String name) {
        var type = VALUES.objectNode();
        type.put("type", name);
        return type;
    }

    /** Returns a schema that also allows null, which means the same as leaving the field out. */
    private static ObjectNode nullable(ObjectNode schema) {
        var either = VALUES.objectNode();
        either.putArray("anyOf").add(schema).add(type("null"));
        return either;
    }
}
