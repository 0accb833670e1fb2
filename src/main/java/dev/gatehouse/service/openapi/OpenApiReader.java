// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.service.openapi.OpenApiDocument.Resource;
import dev.gatehouse.service.openapi.OpenApiReport.Note;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the paths, methods, summaries and servers of an OpenAPI document, version 3.0, 3.1 or 3.2, or
 * {@link Swagger2 Swagger 2.0}. Follows references between path items within the document only; ignores schemas,
 * parameters and other parts. Operations that cannot be exposed are skipped with a note; errors are reported together,
 * with their locations.
 */
final class OpenApiReader {
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options");
    private static final Set<String> UNFORWARDED = Set.of("trace", "query");
    private static final Set<String> OTHER_FIELDS = Set.of("$ref", "summary", "description", "servers", "parameters");
    private static final int MAX_PATHS = 20_000;

    /** The maximum number of times that a document is read to resolve references to path items. */
    private static final int MAX_READINGS = 4;

    /**
     * The maximum number of path item fields, counted for each path that refers to them. A document without references
     * never has as many.
     */
    private static final int MAX_STEPS = 1_000_000;

    /** The maximum number of references from a path to its path item. */
    private static final int MAX_REFERENCES = 20;

    /** The maximum length of a reference, in characters. */
    private static final int MAX_REFERENCE = 10_000;

    /** The number of characters of a reference that take as long to parse as one field. */
    private static final int CHARACTERS_PER_STEP = 20;

    /** The maximum number of tokens of all references that a document is read again for. */
    private static final int MAX_TOKENS = 10 * MAX_PATHS;

    private static final int MAX_NOTES = 1000;
    private static final int MAX_FAULTS = 100;
    private static final int MAX_TEXT = 1000;

    private record Operation(
            String method, String template, @Nullable String summary, String upstream, boolean ownServer) {
        String at() {
            return method + " " + template;
        }
    }

    private final Map<?, ?> root;
    private final @Nullable String givenUpstream;
    private final FieldErrors errors = FieldErrors.outsideBody();
    private final List<Note> notes = new ArrayList<>();
    private final FieldErrors leftOut = FieldErrors.outsideBody();
    private final Map<String, List<Operation>> operations = new LinkedHashMap<>();
    private final IdentityHashMap<List<?>, OpenApiServers> serversOfLists = new IdentityHashMap<>();
    private int faults;
    private int notesLeftOut;
    private int steps;
    private @Nullable String documentUpstream;
    private ErrorText withoutUpstream = ImportErrors.serversMissing();

    private OpenApiReader(Map<?, ?> root, @Nullable String givenUpstream) {
        this.root = root;
        this.givenUpstream = givenUpstream;
    }

    /**
     * Reads a document.
     *
     * @param upstream the upstream URL, instead of the document's servers
     * @throws ProblemException with all errors of the document
     */
    static OpenApiDocument read(OpenApiText text, @Nullable String upstream) {
        var parts = DocumentParts.OPENAPI;
        var root = text.read(parts);
        for (var readings = 1; readings < MAX_READINGS; readings++) {
            var elsewhere = referredTo(root, parts);
            if (elsewhere.isEmpty()) {
                break;
            }
            parts = parts.withPathItems(elsewhere);
            root = text.read(parts);
        }
        return new OpenApiReader(root, upstream).read();
    }

    /** Returns the locations of referenced path items that were skipped so far. */
    private static Set<JsonPointer> referredTo(Map<?, ?> root, DocumentParts parts) {
        var places = new LinkedHashSet<JsonPointer>();
        var tokens = 0;
        if (root.get("paths") instanceof Map<?, ?> paths) {
            var seen = new HashSet<String>();
            for (var item : paths.values()) {
                @Nullable Object here = item;
                while (here instanceof Map<?, ?> fields && fields.get("$ref") instanceof String reference) {
                    var place = seen.add(reference) ? within(root, reference) : null;
                    if (place == null) {
                        break;
                    }
                    tokens += place.tokens().size();
                    if (!parts.keepsPathItem(place) && places.size() < MAX_PATHS && tokens <= MAX_TOKENS) {
                        places.add(place);
                    }
                    here = place.in(root);
                }
            }
        }
        return places;
    }

    /** Returns the location that a reference within this document points to, or null for other references. */
    private static @Nullable JsonPointer within(Map<?, ?> root, String reference) {
        if (isTooLong(reference)) {
            return null;
        }
        var local = root.get("$self") instanceof String self
                        && !self.isEmpty()
                        && reference.startsWith(self)
                        && reference.startsWith("#/", self.length())
                ? reference.substring(self.length())
                : reference;
        return local.startsWith("#/") ? JsonPointer.parse(local) : null;
    }

    /** Returns whether a reference is longer or deeper than any location in a document. */
    private static boolean isTooLong(String reference) {
        return reference.length() > MAX_REFERENCE
                || reference.chars().filter(character -> character == '/').count() > OpenApiText.MAX_DEPTH;
    }

    private OpenApiDocument read() {
        version();
        errors.refuse();
        servers();
        var webhooks = root.get("webhooks") instanceof Map<?, ?> all && !all.isEmpty();
        if (webhooks) {
            note("webhooks", ImportErrors.webhooksLeftOut());
        }
        if (root.get("paths") instanceof Map<?, ?> paths) {
            if (paths.size() > MAX_PATHS) {
                fault("paths", CommonErrors.tooManyEntries(MAX_PATHS));
            } else {
                paths.forEach((template, item) -> path(String.valueOf(template), item));
            }
        } else if (!webhooks || root.containsKey("paths")) {
            fault("paths", ImportErrors.notPaths());
        }
        errors.refuse();
        if (operations.isEmpty()) {
            leftOut.refuse();
            throw ProblemException.invalidOutsideBody("paths", ImportErrors.noOperation());
        }
        var resources = operations.entrySet().stream()
                .map(entry -> resource(entry.getKey(), entry.getValue()))
                .toList();
        if (notesLeftOut > 0) {
            notes.add(new Note("paths", ImportErrors.moreNotes(notesLeftOut)));
        }
        return new OpenApiDocument(title(), resources, notes);
    }

    private void version() {
        var version = root.get("openapi");
        if (version == null && root.containsKey("swagger")) {
            if (!Swagger2.isVersion(root.get("swagger"))) {
                fault("swagger", ImportErrors.swaggerVersion());
            }
        } else if (version == null) {
            fault("openapi", ImportErrors.versionMissing());
        } else if (!(version instanceof String text && text.matches("3\\.[012]\\.\\d+(-.+)?"))) {
            fault("openapi", ImportErrors.version());
        }
    }

    private String title() {
        return root.get("info") instanceof Map<?, ?> info && info.get("title") instanceof String title ? title : "";
    }

    private void servers() {
        documentUpstream = givenUpstream;
        if (givenUpstream != null) {
            return;
        }
        var list = root.containsKey("swagger") ? Swagger2.servers(root) : list("servers", root.get("servers"));
        var servers = OpenApiServers.of(list);
        if (servers.upstream() == null) {
            withoutUpstream =
                    list.isEmpty() ? ImportErrors.serversMissing() : ImportErrors.serversUnusable(servers.unusable());
            return;
        }
        documentUpstream = servers.upstream();
        if (servers.usable() > 1) {
            note("servers", ImportErrors.firstServer(servers.usable(), servers.upstream()));
        }
    }

    private void path(String template, @Nullable Object item) {
        if (template.startsWith("x-")) {
            return;
        }
        switch (PathTemplate.parse(template)) {
            case PathTemplate.Parsed.Bad(var why) -> leaveOut(template, why);
            case PathTemplate.Parsed.Good(var parsed) -> pathItem(template, parsed, resolved(template, item));
        }
    }

    private void pathItem(String template, PathTemplate parsed, Map<?, ?> item) {
        var before = operations.getOrDefault(parsed.pattern(), List.of()).size();
        var servers = item.get("servers");
        item.forEach((key, value) -> {
            var field = cut(String.valueOf(key));
            if (METHODS.contains(field)) {
                operation(field.toUpperCase(Locale.ROOT), template, parsed, value, servers);
            } else if (UNFORWARDED.contains(field)) {
                note(
                        field.toUpperCase(Locale.ROOT) + " " + template,
                        ImportErrors.leftOut(ImportErrors.methodNotForwarded()));
            } else if (field.equals("additionalOperations")) {
                additional(template, value);
            } else if (METHODS.contains(field.toLowerCase(Locale.ROOT))) {
                fault(template, ImportErrors.otherCase(field));
            } else if (!OTHER_FIELDS.contains(field) && !field.startsWith("x-")) {
                note(template, ImportErrors.unknownPathField(field));
            }
        });
        var added = operations.getOrDefault(parsed.pattern(), List.of()).size() > before;
        if (added && !parsed.rest().isEmpty()) {
            note(template, ImportErrors.queryLeftOut(parsed.pattern()));
        }
        if (added && !parsed.exact()) {
            note(template, ImportErrors.coversMore(parsed.pattern()));
        }
    }

    /** Reports operations in {@code additionalOperations} (OpenAPI 3.2), which are not forwarded. */
    private void additional(String template, @Nullable Object operations) {
        if (!(operations instanceof Map<?, ?> byMethod)) {
            fault(template, ImportErrors.additionalNotAnObject());
            return;
        }
        step(byMethod.size());
        byMethod.keySet().forEach(name -> {
            var method = cut(String.valueOf(name));
            note(
                    method + " " + cut(template),
                    ImportErrors.leftOut(
                            HttpMethods.isKnown(method)
                                    ? ImportErrors.methodHasField(method.toLowerCase(Locale.ROOT))
                                    : ImportErrors.methodNotForwarded()));
        });
    }

    private void operation(
            String method, String template, PathTemplate parsed, @Nullable Object value, @Nullable Object pathServers) {
        var at = method + " " + template;
        if (!(value instanceof Map<?, ?> operation)) {
            fault(at, ImportErrors.notAnObjectHere());
            return;
        }
        var ownServers = list(at, operation.get("servers"));
        var servers = ownServers.isEmpty() ? list(template, pathServers) : ownServers;
        if (!servers.isEmpty() && givenUpstream != null) {
            note(at, ImportErrors.ownServersIgnored());
        }
        var upstream = servers.isEmpty() || givenUpstream != null
                ? inherited()
                : upstream(at, serversOfLists.computeIfAbsent(servers, OpenApiServers::of));
        if (upstream != null) {
            operations
                    .computeIfAbsent(parsed.pattern(), ignored -> new ArrayList<>())
                    .add(new Operation(method, template, summary(operation), upstream, !ownServers.isEmpty()));
        }
    }

    private @Nullable String inherited() {
        if (documentUpstream == null) {
            fault("servers", withoutUpstream);
        }
        return documentUpstream;
    }

    private @Nullable String upstream(String at, OpenApiServers servers) {
        if (servers.upstream() == null) {
            fault(at, ImportErrors.ownServersUnusable(servers.unusable()));
        }
        return servers.upstream();
    }

    /**
     * Merges the operations of a resource, which has one upstream: that of the first operation without its own server,
     * or else of the first operation.
     */
    private Resource resource(String pattern, List<Operation> all) {
        var leading = all.stream()
                .filter(operation -> !operation.ownServer())
                .findFirst()
                .orElse(all.getFirst());
        all.stream()
                .filter(operation -> !operation.upstream().equals(leading.upstream()))
                .forEach(operation -> note(
                        operation.at(),
                        ImportErrors.otherUpstream(operation.upstream(), leading.at(), leading.upstream())));
        var kept = all.stream()
                .filter(operation -> operation.upstream().equals(leading.upstream()))
                .toList();
        kept.stream()
                .map(Operation::template)
                .distinct()
                .filter(template -> !template.equals(leading.template()))
                .forEach(template -> note(template, ImportErrors.sameResource(leading.template(), pattern)));
        var methods = new HttpMethods(kept.stream().map(Operation::method).collect(Collectors.toSet()));
        return new Resource(leading.template(), pattern, methods, description(methods, kept), leading.upstream());
    }

    private static @Nullable String description(HttpMethods methods, List<Operation> kept) {
        var summaries = methods.sorted().stream()
                .flatMap(method ->
                        kept.stream().filter(operation -> operation.method().equals(method)))
                .filter(operation -> operation.summary() != null)
                .map(operation -> kept.size() == 1
                        ? Objects.requireNonNull(operation.summary())
                        : operation.method() + ": " + operation.summary())
                .collect(Collectors.joining("; "));
        return summaries.isEmpty() ? null : cut(summaries);
    }

    /** Truncates the parts of an error text that repeat the document. */
    private static ErrorText cut(ErrorText text) {
        return new ErrorText(
                text.code(),
                text.arguments().stream()
                        .map(argument -> switch (argument) {
                            case String repeated -> cut(repeated);
                            case ErrorText nested -> cut(nested);
                            default -> argument;
                        })
                        .toList());
    }

    /** Truncates a text to the maximum length of a description. */
    static String cut(String text) {
        return cut(text, MAX_TEXT);
    }

    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        var end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** Returns a one-line summary of an operation: its summary, the beginning of its description, or its id. */
    private static @Nullable String summary(Map<?, ?> operation) {
        for (var field : List.of("summary", "description", "operationId")) {
            if (operation.get(field) instanceof String text && !text.isBlank()) {
                var line = text.strip().lines().findFirst().orElse("");
                var clean = line.replaceAll("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+", " ")
                        .strip();
                if (!clean.isEmpty()) {
                    return clean;
                }
            }
        }
        return null;
    }

    /**
     * Returns the path item merged with the path items that it refers to; its own fields win. Empty if the path is
     * skipped.
     */
    private Map<?, ?> resolved(String template, @Nullable Object item) {
        var fields = new LinkedHashMap<Object, @Nullable Object>();
        var seen = new HashSet<String>();
        var next = item;
        while (next instanceof Map<?, ?> here) {
            step(here.size());
            here.forEach(fields::putIfAbsent);
            if (!here.containsKey("$ref")) {
                return fields;
            }
            if (!(here.get("$ref") instanceof String reference)) {
                fault(template, ImportErrors.referenceNotAText());
                return Map.of();
            }
            if (isTooLong(reference)) {
                leaveOut(template, ImportErrors.longReference(reference));
                return Map.of();
            }
            step(reference.length() / CHARACTERS_PER_STEP);
            var place = within(root, reference);
            if (place == null) {
                leaveOut(template, ImportErrors.foreignReference(reference));
                return Map.of();
            }
            if (!seen.add(reference)) {
                leaveOut(template, ImportErrors.circularReference(reference));
                return Map.of();
            }
            if (seen.size() > MAX_REFERENCES) {
                leaveOut(template, ImportErrors.tooManyReferences(MAX_REFERENCES));
                return Map.of();
            }
            next = place.in(root);
            if (next == null) {
                leaveOut(template, ImportErrors.brokenReference(reference));
                return Map.of();
            }
        }
        fault(template, ImportErrors.notAnObjectHere());
        return Map.of();
    }

    private List<?> list(String at, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        fault(at, at.equals("servers") ? ImportErrors.notAnArray() : ImportErrors.serversNotAnArray());
        return List.of();
    }

    private void note(String at, ErrorText message) {
        if (notes.size() < MAX_NOTES) {
            notes.add(new Note(cut(at), cut(message)));
        } else {
            notesLeftOut++;
        }
    }

    /** Rejects a document in which many paths refer to few path items, because processing would take too long. */
    private void step(int more) {
        steps += more;
        if (steps > MAX_STEPS) {
            fault("paths", ImportErrors.tooManyFields(MAX_STEPS));
            errors.refuse();
        }
    }

    /** Notes a path that cannot be served. If no path can be served, the reasons become errors. */
    private void leaveOut(String template, ErrorText why) {
        note(template, ImportErrors.leftOut(why));
        if (leftOut.all().size() < MAX_FAULTS) {
            leftOut.add(cut(template), cut(why));
        }
    }

    private void fault(String at, ErrorText message) {
        faults++;
        if (faults <= MAX_FAULTS) {
            errors.add(cut(at), cut(message));
        }
    }
}
