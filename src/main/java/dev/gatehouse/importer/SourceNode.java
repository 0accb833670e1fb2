// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import dev.gatehouse.declarative.DocumentNode;
import dev.gatehouse.declarative.DocumentNode.Mapping;
import dev.gatehouse.declarative.DocumentNode.Scalar;
import dev.gatehouse.declarative.DocumentNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A value of a foreign JSON or YAML file with its place. A value of another type than the format has is an error of the
 * file. Null counts as absent.
 */
final class SourceNode {
    private final DocumentNode node;
    private final String pointer;

    private SourceNode(DocumentNode node, String pointer) {
        this.node = node;
        this.pointer = pointer;
    }

    static SourceNode root(Mapping document) {
        return new SourceNode(document, "");
    }

    Place place() {
        return new Place(pointer, node.position());
    }

    /** Returns the fields of an object that are not null, in their order. */
    Map<String, SourceNode> fields() {
        if (!(node instanceof Mapping object)) {
            throw fault("an object");
        }
        var fields = new LinkedHashMap<String, SourceNode>();
        object.members().forEach((name, member) -> {
            if (!member.value().isNull()) {
                fields.put(name, new SourceNode(member.value(), pointer + "/" + escaped(name)));
            }
        });
        return fields;
    }

    /** Returns the fields that say something and are not among the handled ones. */
    Map<String, SourceNode> fieldsExcept(Set<String> handled) {
        var others = new LinkedHashMap<>(fields());
        others.entrySet()
                .removeIf(field ->
                        handled.contains(field.getKey()) || field.getValue().isEmpty());
        return others;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    Optional<SourceNode> field(String name) {
        if (!(node instanceof Mapping object)) {
            throw fault("an object");
        }
        var member = object.members().get(name);
        return member == null || member.value().isNull()
                ? Optional.empty()
                : Optional.of(new SourceNode(member.value(), pointer + "/" + escaped(name)));
    }

    boolean has(String name) {
        return field(name).isPresent();
    }

    boolean isObject() {
        return node instanceof Mapping;
    }

    boolean isList() {
        return node instanceof Sequence;
    }

    /** Returns the entries of a list. */
    List<SourceNode> entries() {
        if (!(node instanceof Sequence list)) {
            throw fault("a list");
        }
        var entries = new ArrayList<SourceNode>();
        for (var i = 0; i < list.items().size(); i++) {
            if (!list.items().get(i).isNull()) {
                entries.add(new SourceNode(list.items().get(i), pointer + "/" + i));
            }
        }
        return entries;
    }

    /** Returns the entries of a list, which may be absent. */
    List<SourceNode> list(String name) {
        return field(name).map(SourceNode::entries).orElseGet(List::of);
    }

    /** Returns the texts of a list, which may be absent. */
    List<Located> texts(String name) {
        return list(name).stream().map(SourceNode::located).toList();
    }

    /** Returns a text, a number or a boolean as a text. */
    String text() {
        if (node instanceof Scalar scalar) {
            return scalar.text();
        }
        throw fault("a text");
    }

    Located located() {
        return new Located(text(), place());
    }

    /** Returns the text of a field; empty if it is absent. */
    String text(String name) {
        return field(name).map(SourceNode::text).orElse("");
    }

    /** Returns the first of some fields that is a text and not blank; empty if there is none. */
    String firstText(String... names) {
        return Stream.of(names)
                .map(this::text)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    /** Returns a boolean, which may be written as a text, as in the attributes of Keycloak. */
    boolean flag(String name, boolean absent) {
        var field = field(name).orElse(null);
        if (field == null || field.text().isEmpty()) {
            return absent;
        }
        return switch (field.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw field.fault("true or false");
        };
    }

    /** Returns a whole number, which may be written as a text; empty if it is absent or blank. */
    OptionalInt number(String name) {
        var field = field(name).orElse(null);
        if (field == null || field.text().isBlank()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(field.text().strip()));
        } catch (NumberFormatException other) {
            throw field.fault("a whole number");
        }
    }

    /** Returns whether the value says nothing: false, zero, or an empty text, list or object. */
    boolean isEmpty() {
        return switch (node) {
            case Mapping object -> object.members().isEmpty();
            case Sequence list -> list.items().isEmpty();
            case Scalar scalar ->
                scalar.text().isEmpty()
                        || scalar.text().equals("false")
                        || scalar.text().equals("0");
        };
    }

    ImportFault fault(String expected) {
        return ImportFault.at(place(), "Expected " + expected + ".");
    }
}
