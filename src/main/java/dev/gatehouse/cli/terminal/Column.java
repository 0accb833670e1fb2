// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column of a table: its head, and the text of a row.
 *
 * @param text the text for a row of the server, not yet escaped; empty if the row has no value
 */
public record Column(String head, Function<JsonNode, String> text) {

    /** A column with a field, which may be nested, as in {@code client.clientId}. */
    public static Column of(String head, String field) {
        var pointer = "/" + field.replace('.', '/');
        return new Column(head, row -> text(row.at(pointer)));
    }

    /** A column with a time, in seconds. */
    public static Column time(String head, String field) {
        return new Column(head, row -> seconds(text(row.path(field))));
    }

    /** A column with the number of elements of a list. */
    public static Column count(String head, String field) {
        return new Column(head, row -> String.valueOf(row.path(field).size()));
    }

    /** Returns the value as a text: the elements of a list, or of a list of named things, with commas. */
    public static String text(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(Column::text).collect(Collectors.joining(", "));
        }
        if (value.isObject()) {
            return List.of("name", "url", "clientId", "id").stream()
                    .map(value::path)
                    .filter(JsonNode::isTextual)
                    .findFirst()
                    .map(JsonNode::asText)
                    .orElseGet(value::toString);
        }
        return value.isNull() ? "" : value.asText("");
    }

    /** Returns a time without its fraction of a second. */
    public static String seconds(String time) {
        return time.replaceFirst("\\.\\d+Z$", "Z");
    }
}
