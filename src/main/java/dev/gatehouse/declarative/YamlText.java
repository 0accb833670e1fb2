// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes configuration files as YAML, with comments where secrets are left out. */
public final class YamlText {
    private static final String HEAD = """
            # The configuration of a Gatehouse tenant. Secrets are left out: a new tenant needs them.
            """;

    private static final String SECRET = "# clientSecret: {env: NAME}";

    /** A text without quotation marks, which no version of YAML reads as anything else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/_]([A-Za-z0-9/_.~$@+ -]|:(?=[^ ]))*(?<![ ])");

    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    /** Lines that a literal block keeps as they are, such as those of certificates. */
    private static final Pattern LINES = Pattern.compile("([!-~]([ -~]*[!-~])?\\n)+([!-~]([ -~]*[!-~])?)?");

    /** Characters that YAML does not allow in a text, and line breaks that JSON does not escape. */
    private static final Pattern SPECIAL = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]");

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    static String of(ObjectNode document) {
        return of(HEAD, document);
    }

    /** Returns the file that an importer made of another file. */
    public static String imported(ObjectNode document, String source) {
        return of(
                "# Imported from %s. Read the report, then plan and apply.\n"
                        .formatted(source.replaceAll("[^ -~]", "?")),
                document);
    }

    private static String of(String head, ObjectNode document) {
        var writer = new YamlText();
        writer.text.append(head);
        writer.fields(document, 0, false);
        return writer.text.toString();
    }

    /**
     * Writes the fields of an object.
     *
     * @param begun whether the first field continues the line of a list entry
     */
    private void fields(ObjectNode object, int indent, boolean begun) {
        var first = begun;
        for (var field : object.properties()) {
            if (!first) {
                text.append(" ".repeat(indent));
            }
            first = false;
            text.append(scalar(field.getKey())).append(':');
            value(field.getValue(), indent);
        }
        if (object.has("grantTypes") && isConfidential(object) && !object.has("clientSecret")) {
            text.append(" ".repeat(indent)).append(SECRET).append('\n');
        }
    }

    private static boolean isConfidential(ObjectNode client) {
        return client.path("type").asText().equals("CONFIDENTIAL");
    }

    private void value(JsonNode value, int indent) {
        switch (value) {
            case ObjectNode object
            when !object.isEmpty() -> {
                text.append('\n');
                fields(object, indent + 2, false);
            }
            case ArrayNode array
            when !array.isEmpty() -> {
                text.append('\n');
                array.forEach(item -> item(item, indent + 2));
            }
            case JsonNode lines
            when lines.isTextual() && LINES.matcher(lines.asText()).matches() -> block(lines.asText(), indent + 2);
            default -> text.append(' ').append(inline(value)).append('\n');
        }
    }

    private void item(JsonNode item, int indent) {
        text.append(" ".repeat(indent)).append("- ");
        if (item instanceof ObjectNode object && !object.isEmpty()) {
            fields(object, indent + 2, true);
        } else {
            text.append(inline(item)).append('\n');
        }
    }

    private void block(String lines, int indent) {
        text.append(lines.endsWith("\n") ? " |\n" : " |-\n");
        lines.lines()
                .forEach(line -> text.append(" ".repeat(indent)).append(line).append('\n'));
    }

    private static String inline(JsonNode value) {
        return value.isTextual() ? scalar(value.asText()) : value.toString();
    }

    private static String scalar(String value) {
        if (PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT))) {
            return value;
        }
        var quoted = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
        return SPECIAL.matcher(quoted)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }
}
