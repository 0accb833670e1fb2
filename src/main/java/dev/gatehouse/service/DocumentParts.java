package dev.gatehouse.service;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of an OpenAPI document are kept while it is read; everything else is passed over, so that schemas, examples and
 * the like cost no memory. Kept is what {@link OpenApiReader} looks at, and nothing more.
 */
final class DocumentParts {
    static final DocumentParts NOTHING = new DocumentParts(Keep.NOTHING, Map.of(), null);
    private static final DocumentParts PRESENCE = new DocumentParts(Keep.PRESENCE, Map.of(), null);
    private static final DocumentParts LINE = new DocumentParts(Keep.LINE, Map.of(), null);
    static final DocumentParts ALL = new DocumentParts(Keep.ALL, Map.of(), null);

    private static final DocumentParts OPERATION =
            fields(Map.of("summary", LINE, "description", LINE, "operationId", LINE, "servers", ALL), NOTHING);

    /** Fields that are not known are kept by name, to be told. */
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

    /** Of OpenAPI 3.0, 3.1 and 3.2, and of Swagger 2.0. */
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

    /** How much of a value is kept. */
    private enum Keep {
        NOTHING,
        /** That it is there: it becomes null. */
        PRESENCE,
        /** A scalar, or that it is something else. */
        LINE,
        /** Of an object some fields, of an array that it is one. */
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

    /** What is kept of a field of the object that this is about. */
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

    /** Whether objects and arrays are kept with what is in them. */
    boolean isWhole() {
        return keep == Keep.ALL;
    }

    /** Whether fields of an object are kept. */
    boolean isObject() {
        return keep == Keep.ALL || keep == Keep.FIELDS;
    }

    /** Whether a path item at that place would be kept. */
    boolean keepsPathItem(JsonPointer place) {
        var here = this;
        for (var token : place.tokens()) {
            here = here.of(token);
        }
        return here == PATH_ITEM || here.isWhole();
    }

    /** The same, and path items at these places. */
    DocumentParts withPathItems(Collection<JsonPointer> places) {
        return with(places.stream().map(JsonPointer::tokens).toList(), 0);
    }

    /** @param depth how many tokens of the places lead here */
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

    /** Counts what is kept of a document, so that none takes more memory than there is for one. */
    static final class Budget {
        /** Ten times what the largest public API has. */
        static final int MAX_VALUES = 1_000_000;

        private int values;

        /**
         * Takes one value.
         *
         * @param exhausted makes the failure when there are too many
         */
        <E extends RuntimeException> void take(Supplier<E> exhausted) {
            values++;
            if (values > MAX_VALUES) {
                throw exhausted.get();
            }
        }
    }

    /** A text that is shown only in part. */
    static String shortened(String text, DocumentParts parts) {
        return parts.keep == Keep.LINE && text.length() > MAX_LINE ? text.substring(0, MAX_LINE) : text;
    }
}
