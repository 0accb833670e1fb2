// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** All fields of one thing, a line each, under the names that the admin API gives them. */
public final class Details {
    private record Line(String field, String value) {}

    private final List<Line> lines = new ArrayList<>();

    private Details() {}

    public static void print(JsonNode thing) {
        var details = new Details();
        details.add("", thing);
        var width = details.lines.stream()
                .mapToInt(line -> PlainText.columns(line.field()))
                .max()
                .orElse(0);
        for (var line : details.lines) {
            var gap = " ".repeat(width - PlainText.columns(line.field()) + 2);
            Terminal.print((line.field() + gap + line.value()).stripTrailing());
        }
    }

    private void add(String name, JsonNode value) {
        if (value.isObject()) {
            value.properties()
                    .forEach(field -> add(
                            name.isEmpty() ? PlainText.of(field.getKey()) : name + "." + PlainText.of(field.getKey()),
                            field.getValue()));
        } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
            for (var i = 0; i < value.size(); i++) {
                add(name + "[" + i + "]", value.get(i));
            }
        } else if (hasSentences(value)) {
            value.forEach(sentence -> lines.add(new Line(name, PlainText.of(sentence.asText()))));
        } else {
            var text = Column.text(value);
            lines.add(new Line(name, text.isEmpty() ? "-" : PlainText.of(text)));
        }
    }

    /** Returns whether the value is a list of texts, such as warnings, that do not fit into one line. */
    private static boolean hasSentences(JsonNode value) {
        return value.isArray()
                && value.valueStream().anyMatch(element -> element.asText().contains(" "));
    }
}
