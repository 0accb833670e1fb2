package dev.gatehouse.service;

import dev.gatehouse.platform.FieldErrors;
import dev.gatehouse.platform.HttpMethods;
import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.service.OpenApiDocument.Resource;
import dev.gatehouse.service.OpenApiReport.Note;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what becomes services from an OpenAPI 3.0 or 3.1 document: paths, methods, summaries, servers. References between
 * path items are followed within the document and nowhere else; schemas, parameters and the rest are not looked at. A fault
 * is told where the document has it, and all of them together.
 */
final class OpenApiReader {
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options");
    private static final Set<String> OTHER_FIELDS = Set.of("$ref", "summary", "description", "servers", "parameters");
    private static final int MAX_PATHS = 5000;
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
    private final FieldErrors errors = new FieldErrors();
    private final List<Note> notes = new ArrayList<>();
    private final Map<String, List<Operation>> operations = new LinkedHashMap<>();
    private int faults;
    private @Nullable String documentUpstream;
    private String withoutUpstream = "";

    private OpenApiReader(Map<?, ?> root, @Nullable String givenUpstream) {
        this.root = root;
        this.givenUpstream = givenUpstream;
    }

    /**
     * @param upstream goes before all servers of the document
     * @throws ProblemException with all that is wrong
     */
    static OpenApiDocument read(Map<?, ?> root, @Nullable String upstream) {
        return new OpenApiReader(root, upstream).read();
    }

    private OpenApiDocument read() {
        version();
        errors.refuse();
        servers();
        if (root.get("paths") instanceof Map<?, ?> paths) {
            if (paths.size() > MAX_PATHS) {
                fault("paths", "may have at most " + MAX_PATHS + " entries");
            } else {
                paths.forEach((template, item) -> path(String.valueOf(template), item));
            }
        } else {
            fault("paths", "must be an object with the paths of the API");
        }
        errors.refuse();
        if (operations.isEmpty()) {
            throw ProblemException.invalid("paths", "has no operation that could be exposed");
        }
        var resources = operations.entrySet().stream()
                .map(entry -> resource(entry.getKey(), entry.getValue()))
                .toList();
        return new OpenApiDocument(title(), resources, notes);
    }

    private void version() {
        var version = root.get("openapi");
        if (root.containsKey("swagger")) {
            fault("swagger", "is another format: convert it to OpenAPI 3.0 or 3.1 first");
        } else if (version == null) {
            fault("openapi", "is required: without it this is not an OpenAPI document");
        } else if (!(version instanceof String text && text.matches("3\\.[01]\\.\\d+(-.+)?"))) {
            fault("openapi", "must be a text such as 3.0.3 or 3.1.0, which are the versions that can be imported");
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
        var list = list("servers", root.get("servers"));
        var servers = OpenApiServers.of(list);
        if (servers.usable().isEmpty()) {
            withoutUpstream = list.isEmpty()
                    ? "are missing: say where the calls go, there or with the parameter upstream"
                    : "hold no absolute http or https URL (" + String.join("; ", servers.unusable())
                            + "): give one with the parameter upstream";
            return;
        }
        documentUpstream = servers.usable().getFirst();
        if (servers.usable().size() > 1) {
            note("servers", "the first of " + servers.usable().size() + " is the upstream: " + documentUpstream);
        }
    }

    private void path(String template, @Nullable Object item) {
        if (template.startsWith("x-")) {
            return;
        }
        switch (PathTemplate.parse(template)) {
            case PathTemplate.Parsed.Bad(var why) -> fault(template, why);
            case PathTemplate.Parsed.Good(var parsed) -> pathItem(template, parsed, resolved(template, item));
        }
    }

    private void pathItem(String template, PathTemplate parsed, Map<?, ?> item) {
        var before = operations.getOrDefault(parsed.pattern(), List.of()).size();
        var servers = item.get("servers");
        item.forEach((key, value) -> {
            var field = String.valueOf(key);
            if (METHODS.contains(field)) {
                operation(field.toUpperCase(Locale.ROOT), template, parsed, value, servers);
            } else if (field.equals("trace")) {
                note("TRACE " + template, "is left out: the gateway does not forward this method");
            } else if (!OTHER_FIELDS.contains(field) && !field.startsWith("x-")) {
                fault(template, field + " is not a field of a path: methods are written in lower case");
            }
        });
        var added = operations.getOrDefault(parsed.pattern(), List.of()).size() > before;
        if (added && !parsed.exact()) {
            note(
                    template,
                    "is exposed as " + parsed.pattern()
                            + ", which covers more: a segment with a variable in it becomes * as a whole");
        }
    }

    private void operation(
            String method, String template, PathTemplate parsed, @Nullable Object value, @Nullable Object pathServers) {
        var at = method + " " + template;
        if (!(value instanceof Map<?, ?> operation)) {
            fault(at, "must be an object");
            return;
        }
        var ownServers = list(at, operation.get("servers"));
        var servers = ownServers.isEmpty() ? list(template, pathServers) : ownServers;
        if (!servers.isEmpty() && givenUpstream != null) {
            note(at, "has servers of its own; its calls go to the given upstream all the same");
        }
        var upstream =
                servers.isEmpty() || givenUpstream != null ? inherited() : upstream(at, OpenApiServers.of(servers));
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
        if (servers.usable().isEmpty()) {
            fault(
                    at,
                    "has servers without an absolute http or https URL (" + String.join("; ", servers.unusable())
                            + ")");
            return null;
        }
        return servers.usable().getFirst();
    }

    /** One resource has one upstream: that of its operations which have no server of their own, if there is one. */
    private Resource resource(String pattern, List<Operation> all) {
        var leading = all.stream()
                .filter(operation -> !operation.ownServer())
                .findFirst()
                .orElse(all.getFirst());
        all.stream()
                .filter(operation -> !operation.upstream().equals(leading.upstream()))
                .forEach(operation -> note(
                        operation.at(),
                        "is left out: it goes to " + operation.upstream() + ", and " + leading.at() + " to "
                                + leading.upstream() + "; a resource has one upstream"));
        var kept = all.stream()
                .filter(operation -> operation.upstream().equals(leading.upstream()))
                .toList();
        kept.stream()
                .map(Operation::template)
                .distinct()
                .filter(template -> !template.equals(leading.template()))
                .forEach(template -> note(
                        template,
                        "is the same resource as " + leading.template() + ": both are exposed as " + pattern));
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

    /** To what a description may have; for texts that repeat the document, too. */
    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        var end = MAX_TEXT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** What the operation does, in a line: its summary, or else how its description begins, or else its id. */
    private static @Nullable String summary(Map<?, ?> operation) {
        for (var field : List.of("summary", "description", "operationId")) {
            if (operation.get(field) instanceof String text && !text.isBlank()) {
                var line = text.strip().lines().findFirst().orElse("");
                var clean = line.replaceAll("[\\p{Cc}\\p{Cs}\\s]+", " ").strip();
                if (!clean.isEmpty()) {
                    return clean;
                }
            }
        }
        return null;
    }

    /** The path item with what it refers to; its own fields win. */
    private Map<?, ?> resolved(String template, @Nullable Object item) {
        var fields = new LinkedHashMap<Object, @Nullable Object>();
        var seen = new ArrayList<String>();
        var next = item;
        while (next instanceof Map<?, ?> here) {
            here.forEach(fields::putIfAbsent);
            if (!here.containsKey("$ref")) {
                return fields;
            }
            if (!(here.get("$ref") instanceof String reference)) {
                fault(template, "has a $ref that is not a text");
                return Map.of();
            }
            if (!reference.startsWith("#/")) {
                fault(template, "refers to " + reference + ": only references within the document (#/…) are followed");
                return Map.of();
            }
            if (seen.contains(reference)) {
                fault(template, "refers to itself by " + reference);
                return Map.of();
            }
            seen.add(reference);
            next = JsonPointer.parse(reference).in(root);
            if (next == null) {
                fault(template, "refers to " + reference + ", which is not there");
                return Map.of();
            }
        }
        fault(template, "must be an object");
        return Map.of();
    }

    private List<?> list(String at, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        fault(at, at.equals("servers") ? "must be an array" : "has servers that are not an array");
        return List.of();
    }

    private void note(String at, String message) {
        notes.add(new Note(cut(at), cut(message)));
    }

    private void fault(String at, String message) {
        faults++;
        if (faults <= MAX_FAULTS) {
            errors.add(cut(at), cut(message));
        }
    }
}
