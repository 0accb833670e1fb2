// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gatehouse.problem.ErrorText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of the values of a detail: a JSON array of strings, of arrays, and of objects with the code and the
 * values of another text. The values of one detail have at most {@value AuditRecord#MAX_DETAIL} characters together.
 */
final class StoredDetail {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CODE = "code";
    private static final String VALUES = "values";

    /** The characters that separate two entries of a list. */
    private static final int SEPARATOR = 2;

    private int left = AuditRecord.MAX_DETAIL;

    private StoredDetail() {}

    /** Returns the text with values that fit the column, without control characters. */
    static ErrorText cut(ErrorText detail) {
        return new StoredDetail().shortened(detail);
    }

    /** Returns the values of a text as JSON. */
    static String values(ErrorText detail) {
        return array(detail.arguments()).toString();
    }

    /**
     * Returns the stored text; empty if this version does not know one of its codes, because another version wrote the
     * event.
     */
    static Optional<ErrorText> read(String code, @Nullable String values) {
        try {
            return text(code, JSON.readTree(values == null ? "[]" : values));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    private ErrorText shortened(ErrorText text) {
        return text.with(text.arguments().stream().map(this::shortened).toList());
    }

    private Object shortened(Object value) {
        return switch (value) {
            case ErrorText nested -> shortened(nested);
            case Collection<?> entries -> shortened(entries);
            default -> shortened(value.toString());
        };
    }

    private List<Object> shortened(Collection<?> entries) {
        var kept = new ArrayList<Object>();
        for (var entry : entries) {
            if (left <= 0) {
                kept.add("…");
                break;
            }
            kept.add(shortened(entry));
            left -= SEPARATOR;
        }
        return kept;
    }

    private String shortened(String value) {
        var cut = AuditRecord.cut(value, Math.max(1, left));
        left -= cut.length();
        return cut;
    }

    private static ArrayNode array(Collection<?> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(json(value)));
        return array;
    }

    private static JsonNode json(Object value) {
        return switch (value) {
            case ErrorText nested ->
                JsonNodeFactory.instance.objectNode().put(CODE, nested.code()).set(VALUES, array(nested.arguments()));
            case Collection<?> entries -> array(entries);
            default -> JsonNodeFactory.instance.textNode(value.toString());
        };
    }

    private static Optional<ErrorText> text(String code, JsonNode values) {
        return values(values).flatMap(known -> ErrorText.stored(code, known));
    }

    private static Optional<List<Object>> values(JsonNode array) {
        var values = new ArrayList<Object>();
        for (var node : array) {
            var value = value(node);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(values);
    }

    private static Optional<?> value(JsonNode node) {
        if (node.isArray()) {
            return values(node);
        }
        return node.isObject() ? text(node.path(CODE).asText(), node.path(VALUES)) : Optional.of(node.asText());
    }
}
