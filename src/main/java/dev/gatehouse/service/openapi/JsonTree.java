// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds maps, lists and scalars from the kept {@link DocumentParts parts} of a JSON text. Skipped parts must be
 * well-formed but may contain duplicate fields.
 */
final class JsonTree {
    /** Interning is off, because the parser would keep every field name of the text in memory. */
    private static JsonFactory factory(int maxDepth) {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .build())
                .build();
    }

    private final JsonParser parser;
    private final DocumentParts.Budget budget = new DocumentParts.Budget();

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Returns the value of the text.
     *
     * @throws IOException if the text is malformed, nested too deeply or too large
     */
    static @Nullable Object read(Reader text, int maxDepth, DocumentParts parts) throws IOException {
        try (var parser = factory(maxDepth).createParser(text)) {
            parser.nextToken();
            var root = new JsonTree(parser).value(parts);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "Something follows the end of the document");
            }
            return root;
        }
    }

    /** Reads the value that begins at the current token, up to its last token. */
    private @Nullable Object value(DocumentParts parts) throws IOException {
        budget.take(TooMuch::new);
        if (parts.isPresenceOnly()) {
            parser.skipChildren();
            return null;
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parts);
            case START_ARRAY -> array(parts);
            case VALUE_STRING -> DocumentParts.shortened(parser.getText(), parts);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> null;
        };
    }

    private Map<String, @Nullable Object> object(DocumentParts parts) throws IOException {
        var fields = new LinkedHashMap<String, @Nullable Object>(8);
        if (!parts.isObject()) {
            parser.skipChildren();
            return fields;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var field = parts.of(name);
            if (field.isPassedOver()) {
                parser.nextToken();
                parser.skipChildren();
            } else if (fields.containsKey(name)) {
                throw new JsonParseException(parser, "Duplicate field '" + name + "'");
            } else {
                parser.nextToken();
                fields.put(name, value(field));
            }
        }
        return fields;
    }

    private List<@Nullable Object> array(DocumentParts parts) throws IOException {
        var list = new ArrayList<@Nullable Object>(2);
        if (!parts.isWhole()) {
            parser.skipChildren();
            return list;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parts));
        }
        return list;
    }

    /** Thrown if the parts of a document that Gatehouse reads have more values than the limit. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("more values than " + DocumentParts.Budget.MAX_VALUES, null, false, false);
        }
    }
}
