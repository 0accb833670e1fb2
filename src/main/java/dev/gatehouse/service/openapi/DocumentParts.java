// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an OpenAPI document that are kept in memory while reading: exactly those that {@link OpenApiReader}
 * uses. All other parts, such as schemas and examples, are skipped.
 */
final class DocumentParts {
    static final DocumentParts NOTHING = new DocumentParts(Keep.NOTHING, Map.of(), null);
    private static final DocumentParts PRESENCE = new DocumentParts(Keep.PRESENCE, Map.of(), null);
    private static final DocumentParts LINE = new DocumentParts(Keep.LINE, Map.of(), null);
    static final DocumentParts ALL = new DocumentParts(Keep.ALL, Map.of(), null);

    private static final DocumentParts OPERATION =
            fields(Map.of("summary", LINE, "description", LINE, "operationId", LINE, "servers", ALL), NOTHING);

    /** Unknown fields are kept by name, to be reported. */
    private static final DocumentParts PATH_ITEM = fields(
            Map.ofEntries(
                    Map.entry("get", OPERATION),
                    Map.entry("head", OPERATION),
                    Map.entry("post", OPERATION),
                    Map.entry("put", OPERATION),
                    Map.entry("patch", OPERATION),
                    Map.entry("delete", OPERATION),
                    Map.entry("options", OPERATION),
                    Map.entry("additionalOperations", fields(Map.of(), PRESENCE)),
                    Map.entry("servers", ALL),
                    Map.entry("$ref", ALL)),
            PRESENCE);

    private static final DocumentParts PATHS = fields(Map.of(), PATH_ITEM);

    /** The parts of OpenAPI 3.0, 3.1 and 3.2, and of Swagger 2.0. */
    static final DocumentParts OPENAPI = fields(
            Map.ofEntries(
                    Map.entry("openapi", ALL),
                    Map.entry("$self", ALL),
                    Map.entry("info", fields(Map.of("title", LINE), NOTHING)),
                    Map.entry("servers", ALL),
                    Map.entry("paths", PATHS),
                    Map.entry("webhooks", fields(Map.of(), PRESENCE)),
                    Map.entry("components", fields(Map.of("pathItems", PATHS), NOTHING)),
                    Map.entry("swagger", ALL),
                    Map.entry("host", ALL),
                    Map.entry("basePath", ALL),
                    Map.entry("schemes", ALL)),
            NOTHING);

    /** The extent to which a value is kept. */
    private enum Keep {
        NOTHING,
        /** Only the presence of the value, as null. */
        PRESENCE,
        /** A scalar; for an object or array, only its type. */
        LINE,
        /** Selected fields of an object; for an array, only its type. */
        FIELDS,
        ALL
    }

    private static final int MAX_LINE = 4000;

    private final Keep keep;
    private final Map<String, DocumentParts> fields;
    private final @Nullable DocumentParts others;

    private DocumentParts(Keep keep, Map<String, DocumentParts> fields, @Nullable DocumentParts others) {
        this.keep = keep;
        this.fields = Map.copyOf(fields);
        this.others = others;
    }

    private static DocumentParts fields(Map<String, DocumentParts> fields, DocumentParts others) {
        return new DocumentParts(Keep.FIELDS, fields, others);
    }

    /** Returns the parts to keep of a field of this object. */
    DocumentParts of(String field) {
        return switch (keep) {
            case ALL -> ALL;
            case FIELDS -> fields.getOrDefault(field, others == null ? NOTHING : others);
            case NOTHING, PRESENCE, LINE -> NOTHING;
        };
    }

    boolean isPassedOver() {
        return keep == Keep.NOTHING;
    }

    boolean isPresenceOnly() {
        return keep == Keep.PRESENCE;
    }

    /** Returns whether objects and arrays are kept completely. */
    boolean isWhole() {
        return keep == Keep.ALL;
    }

    /** Returns whether fields of an object are kept. */
    boolean isObject() {
        return keep == Keep.ALL || keep == Keep.FIELDS;
    }

    /** Returns whether a path item at a location is kept. */
    boolean keepsPathItem(JsonPointer place) {
        var here = this;
        for (var token : place.tokens()) {
            here = here.of(token);
        }
        return here == PATH_ITEM || here.isWhole();
    }

    /** Returns these parts extended by path items at further locations. */
    DocumentParts withPathItems(Collection<JsonPointer> places) {
        return with(places.stream().map(JsonPointer::tokens).toList(), 0);
    }

    /**
     * Returns these parts extended by path items.
     *
     * @param depth the number of tokens that lead to this object
     */
    private DocumentParts with(List<List<String>> places, int depth) {
        if (places.isEmpty() || keep == Keep.ALL || this == PATH_ITEM) {
            return this;
        }
        if (places.stream().anyMatch(place -> place.size() == depth)) {
            return PATH_ITEM;
        }
        var more = new HashMap<>(fields);
        places.stream()
                .collect(Collectors.groupingBy(place -> place.get(depth)))
                .forEach((name, below) -> more.put(name, of(name).with(below, depth + 1)));
        return new DocumentParts(Keep.FIELDS, more, others == null ? NOTHING : others);
    }

    /** Counts the kept values of a document, to limit its memory use. */
    static final class Budget {
        /** Ten times what the largest public API has. */
        static final int MAX_VALUES = 1_000_000;

        private int values;

        /**
         * Counts one value.
         *
         * @param exhausted supplies the exception to throw above the limit
         */
        <E extends RuntimeException> void take(Supplier<E> exhausted) {
            values++;
            if (values > MAX_VALUES) {
                throw exhausted.get();
            }
        }
    }

    /** Truncates a text of which only a part is displayed. */
    static String shortened(String text, DocumentParts parts) {
        return parts.keep == Keep.LINE && text.length() > MAX_LINE ? text.substring(0, MAX_LINE) : text;
    }
}
