// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.gatehouse.declarative.DocumentNode.Mapping;
import dev.gatehouse.declarative.DocumentNode.Member;
import dev.gatehouse.declarative.DocumentNode.Scalar;
import dev.gatehouse.declarative.DocumentNode.Sequence;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.LowerCase;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.SourcePosition;
import dev.gatehouse.service.openapi.OpenApiResource;
import dev.gatehouse.service.openapi.OpenApiResource.ReadDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects that documents describe, and collects all errors of form. The rules of the objects themselves are
 * checked when a description is applied.
 */
final class DescriptionReader {
    static final List<String> ROOT = List.of(
            "$schema",
            "tenant",
            "prune",
            "settings",
            "projects",
            "services",
            "upstreams",
            "groups",
            "scopes",
            "clients",
            "issuers");

    /** The minimum length of a client's secret, because the database has only its SHA-256 digest. */
    private static final int LEAST_SECRET = 32;

    private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int MAX_ERRORS = 100;
    private static final JsonNodeFactory VALUES = JsonNodeFactory.instance;

    private final OpenApiResource openApi;
    private final List<FieldError> errors = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<List<Object>, SourcePosition> described = new HashMap<>();
    private @Nullable Member prune;
    private int values;

    DescriptionReader(OpenApiResource openApi) {
        this.openApi = openApi;
    }

    /** Adds an error of a text that cannot be read. */
    void add(FieldError error) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(error);
        }
    }

    /**
     * Returns what the documents describe.
     *
     * @throws ProblemException with all errors
     */
    Description description() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors.stream()
                    .sorted(Comparator.comparing((FieldError error) -> file(error))
                            .thenComparingInt(DescriptionReader::line))
                    .toList());
        }
        var removes = prune != null
                && prune.value() instanceof Scalar flag
                && flag.value().asBoolean();
        return new Description(removes && prune != null ? prune.value().position() : null, entries);
    }

    private static String file(FieldError error) {
        return error.position() == null ? "" : error.position().file();
    }

    private static int line(FieldError error) {
        return error.position() == null ? 0 : error.position().line();
    }

    /** Adds the objects of a document. */
    void add(Mapping document, References references) {
        new Document(references).read(document);
    }

    /** Reads one document. */
    private final class Document {
        private final References references;

        Document(References references) {
            this.references = references;
        }

        void read(Mapping root) {
            refuseUnknown(root, ROOT, List.of());
            root.members().forEach((name, member) -> {
                switch (name) {
                    case "tenant" -> tenant(member.value());
                    case "prune" -> prune(member);
                    case "$schema" -> value(member.value(), new Shape.Text(), List.of("$schema"));
                    case "settings" -> settings(member.value());
                    case "projects" -> each(member.value(), List.of(name), this::project);
                    case "services" -> each(member.value(), List.of(name), (path, node) -> service(path, node, null));
                    case "upstreams" ->
                        each(member.value(), List.of(name), (path, node) -> add(Kind.UPSTREAM, path, node));
                    case "groups" -> each(member.value(), List.of(name), (path, node) -> add(Kind.GROUP, path, node));
                    case "scopes" -> each(member.value(), List.of(name), (path, node) -> add(Kind.SCOPE, path, node));
                    case "clients" -> each(member.value(), List.of(name), (path, node) -> add(Kind.CLIENT, path, node));
                    case "issuers" -> each(member.value(), List.of(name), (path, node) -> add(Kind.ISSUER, path, node));
                    default -> {}
                }
            });
        }

        private void tenant(DocumentNode node) {
            var name = value(node, new Shape.Text(), List.of("tenant"));
            if (name != null && name.isTextual() && !name.asText().equals(CurrentTenant.DEFAULT)) {
                report(List.of("tenant"), node, DeclarativeErrors.unknownTenant(CurrentTenant.DEFAULT));
            }
        }

        private void prune(Member member) {
            var flag = value(member.value(), new Shape.Flag(), List.of("prune"));
            if (flag == null || !flag.isBoolean()) {
                return;
            }
            if (prune != null
                    && prune.value() instanceof Scalar other
                    && other.value().asBoolean() != flag.asBoolean()) {
                report(
                        List.of("prune"),
                        member.value(),
                        DeclarativeErrors.otherPrune(other.position().toString()));
            }
            prune = member;
        }

        private void settings(DocumentNode node) {
            var object = node.isNull() ? null : object(node, List.of("settings"));
            if (object != null) {
                add(Kind.SETTINGS, List.of("settings"), object);
            }
        }

        private interface Reading {
            void read(List<Object> path, Mapping node);
        }

        private void each(DocumentNode node, List<Object> path, Reading reading) {
            if (node.isNull()) {
                return;
            }
            if (!(node instanceof Sequence list)) {
                report(path, node, DeclarativeErrors.notAList());
                return;
            }
            for (var i = 0; i < list.items().size(); i++) {
                var place = plus(path, i);
                var object = object(list.items().get(i), place);
                if (object != null) {
                    reading.read(place, object);
                }
            }
        }

        private @Nullable Mapping object(DocumentNode node, List<Object> path) {
            if (node instanceof Mapping mapping) {
                return mapping;
            }
            report(path, node, DeclarativeErrors.notAnObject());
            return null;
        }

        private void project(List<Object> path, Mapping node) {
            var own = new LinkedHashMap<>(node.members());
            var services = own.remove("services");
            var project = add(Kind.PROJECT, path, new Mapping(node.position(), own), node);
            if (services != null && project != null) {
                each(services.value(), plus(path, "services"), (place, service) -> service(place, service, project));
            }
        }

        private void service(List<Object> path, Mapping node, @Nullable Entry project) {
            var kind = node.members().containsKey("openapi") ? Kind.OPENAPI : Kind.SERVICE;
            add(kind, path, node, node, project);
        }

        private @Nullable Entry add(Kind kind, List<Object> path, Mapping node) {
            return add(kind, path, node, node, null);
        }

        private @Nullable Entry add(Kind kind, List<Object> path, Mapping own, Mapping node) {
            return add(kind, path, own, node, null);
        }

        /**
         * Adds an object.
         *
         * @param own the fields of the object itself
         * @param node the object with all its fields
         * @return null after an error
         */
        private @Nullable Entry add(Kind kind, List<Object> path, Mapping own, Mapping node, @Nullable Entry project) {
            var before = errors.size();
            var shape = project == null ? kind.shape() : kind.shapeInProject();
            var secrets = new HashMap<String, String>();
            var json = VALUES.objectNode();
            Sha256 hash = null;
            ReadDocument document = null;
            refuseUnknown(
                    own,
                    kind == Kind.PROJECT
                            ? with(shape.fields().keySet(), "services")
                            : shape.fields().keySet(),
                    path);
            for (var member : own.members().entrySet()) {
                var name = member.getKey();
                var place = plus(path, name);
                var value = member.getValue().value();
                if (!shape.fields().containsKey(name) || (value.isNull() && kind != Kind.SETTINGS)) {
                    continue;
                }
                if (shape.fields().get(name) instanceof Shape.SecretReference reference) {
                    hash = secret(name, value, reference, place, secrets);
                    continue;
                }
                var read = value(
                        value, java.util.Objects.requireNonNull(shape.fields().get(name)), place);
                if (read != null) {
                    json.set(name, read);
                }
                if (kind == Kind.OPENAPI && name.equals("openapi") && read != null) {
                    document = document(own, read.asText(), value, place);
                }
            }
            for (var required : shape.required()) {
                var given = own.members().get(required);
                if (given == null || given.value().isNull()) {
                    report(plus(path, required), own, CommonErrors.required());
                }
            }
            if (errors.size() > before) {
                return null;
            }
            var entry = new Entry(kind, path, node, json, Map.copyOf(secrets), hash, project, document);
            refuseTwice(entry);
            entries.add(entry);
            return entry;
        }

        /** Resolves a reference to a secret. Returns the digest if the secret is that of a client. */
        private @Nullable Sha256 secret(
                String field,
                DocumentNode node,
                Shape.SecretReference shape,
                List<Object> path,
                Map<String, String> secrets) {
            if (node instanceof Scalar) {
                report(path, node, DeclarativeErrors.literalSecret());
                return null;
            }
            if (!(node instanceof Mapping object)) {
                report(path, node, DeclarativeErrors.notAReference(shape.forms()));
                return null;
            }
            refuseUnknown(object, shape.forms(), path);
            if (object.members().size() != 1
                    || !shape.forms().containsAll(object.members().keySet())) {
                if (object.members().size() != 1) {
                    report(path, node, DeclarativeErrors.notAReference(shape.forms()));
                }
                return null;
            }
            var form = object.members().entrySet().iterator().next();
            var place = plus(path, form.getKey());
            var given = value(form.getValue().value(), new Shape.Text(), place);
            if (given == null || !given.isTextual() || given.asText().isBlank()) {
                report(place, form.getValue().value(), CommonErrors.required());
                return null;
            }
            if (form.getKey().equals("hash")) {
                return hash(given.asText(), form.getValue().value(), place);
            }
            try {
                var secret = form.getKey().equals("env")
                        ? references.variable(given.asText())
                        : references.secretFile(given.asText());
                if (shape.mayBeHash()) {
                    return digest(secret, form.getValue().value(), place);
                }
                secrets.put(field, secret);
            } catch (References.Unresolved e) {
                report(place, form.getValue().value(), e.why());
            }
            return null;
        }

        private @Nullable Sha256 hash(String text, DocumentNode node, List<Object> path) {
            if (!HASH.matcher(text).matches()) {
                report(path, node, DeclarativeErrors.hashForm());
                return null;
            }
            return Sha256.fromBytes(HexFormat.of().parseHex(text.substring("sha256:".length())));
        }

        private @Nullable Sha256 digest(String secret, DocumentNode node, List<Object> path) {
            if (secret.length() < LEAST_SECRET) {
                report(path, node, DeclarativeErrors.secretTooShort(LEAST_SECRET));
                return null;
            }
            return Sha256.of(secret);
        }

        private @Nullable ReadDocument document(Mapping own, String file, DocumentNode node, List<Object> path) {
            try {
                return openApi.read(
                        references.document(file),
                        file.toLowerCase(Locale.ROOT).endsWith(".json"),
                        text(own, "name"),
                        text(own, "upstream"),
                        Declarations.ACTOR);
            } catch (References.Unresolved e) {
                report(path, node, e.why());
            } catch (ProblemException e) {
                e.problem()
                        .errors()
                        .forEach(error -> DescriptionReader.this.add(
                                FieldError.atPath(path, DeclarativeErrors.inDocument(error.field(), error.message()))
                                        .in(node.position())));
            }
            return null;
        }

        private @Nullable String text(Mapping own, String field) {
            var member = own.members().get(field);
            return member != null && member.value() instanceof Scalar scalar && !scalar.isNull() ? scalar.text() : null;
        }

        /** Returns a value as JSON, or null after an error. */
        private @Nullable JsonNode value(DocumentNode node, Shape shape, List<Object> path) {
            values++;
            if (values > DocumentReader.MAX_VALUES) {
                if (values == DocumentReader.MAX_VALUES + 1) {
                    report(path, node, DeclarativeErrors.tooManyValues(DocumentReader.MAX_VALUES));
                }
                return null;
            }
            if (node.isNull()) {
                return NullNode.getInstance();
            }
            return switch (shape) {
                case Shape.Text _ -> text(node, path);
                case Shape.Whole _ ->
                    node instanceof Scalar scalar
                                    && scalar.value().isIntegralNumber()
                                    && scalar.value().canConvertToInt()
                            ? VALUES.numberNode(scalar.value().intValue())
                            : report(path, node, CommonErrors.notAWholeNumber());
                case Shape.Flag _ ->
                    node instanceof Scalar scalar && scalar.value().isBoolean()
                            ? scalar.value()
                            : report(path, node, CommonErrors.notABoolean());
                case Shape.OneOf(var names) ->
                    node instanceof Scalar scalar
                                    && names.contains(scalar.text())
                                    && !scalar.value().isNumber()
                            ? VALUES.textNode(scalar.text())
                            : report(path, node, CommonErrors.notOneOf(names));
                case Shape.ListOf(var items) -> list(node, items, path);
                case Shape.Fields fields -> fields(node, fields, path);
                case Shape.SecretReference _ -> report(path, node, DeclarativeErrors.literalSecret());
            };
        }

        /** Accepts plain YAML text as written, so that the version {@code 1.0} needs no quotation marks. */
        private @Nullable JsonNode text(DocumentNode node, List<Object> path) {
            return node instanceof Scalar scalar && (scalar.value().isTextual() || scalar.isPlain())
                    ? VALUES.textNode(scalar.text())
                    : report(path, node, DeclarativeErrors.notAText());
        }

        private @Nullable JsonNode list(DocumentNode node, Shape items, List<Object> path) {
            if (!(node instanceof Sequence list)) {
                return report(path, node, DeclarativeErrors.notAList());
            }
            var array = VALUES.arrayNode();
            for (var i = 0; i < list.items().size(); i++) {
                var item = list.items().get(i);
                if (item.isNull()) {
                    report(plus(path, i), item, CommonErrors.nullEntry());
                    continue;
                }
                var read = value(item, items, plus(path, i));
                if (read != null) {
                    array.add(read);
                }
            }
            return array;
        }

        private @Nullable JsonNode fields(DocumentNode node, Shape.Fields shape, List<Object> path) {
            if (!(node instanceof Mapping object)) {
                return report(path, node, DeclarativeErrors.notAnObject());
            }
            refuseUnknown(object, shape.fields().keySet(), path);
            var json = VALUES.objectNode();
            object.members().forEach((name, member) -> {
                var field = shape.fields().get(name);
                if (field == null || member.value().isNull()) {
                    return;
                }
                var read = value(member.value(), field, plus(path, name));
                if (read != null) {
                    json.set(name, read);
                }
            });
            return json;
        }

        private void refuseUnknown(Mapping object, Collection<String> known, List<Object> path) {
            object.members().forEach((name, member) -> {
                if (!known.contains(name)) {
                    var why = Suggestion.nearest(name, known)
                            .map(like -> DeclarativeErrors.unknownFieldLike(name, like))
                            .orElseGet(() -> DeclarativeErrors.unknownField(name, known));
                    DescriptionReader.this.add(
                            FieldError.atPath(plus(path, name), why).in(member.key()));
                }
            });
        }

        private @Nullable JsonNode report(List<Object> path, DocumentNode node, ErrorText why) {
            DescriptionReader.this.add(FieldError.atPath(path, why).in(node.position()));
            return null;
        }
    }

    /** Rejects the second description of an object. Services of one path may differ in their methods. */
    private void refuseTwice(Entry entry) {
        var key = key(entry);
        if (key.isEmpty()) {
            return;
        }
        var first = described.putIfAbsent(key, entry.position());
        if (first != null) {
            add(entry.error(DeclarativeErrors.describedTwice(first.toString())));
        }
    }

    private static List<Object> key(Entry entry) {
        return switch (entry.kind()) {
            case SETTINGS -> List.of(entry.kind());
            case GROUP, SCOPE -> List.of(entry.kind(), LowerCase.of(entry.text("name")));
            case PROJECT ->
                List.of(
                        entry.kind(),
                        LowerCase.of(entry.text("name")),
                        entry.has("environment") ? entry.text("environment") : Executions.ENVIRONMENT);
            case CLIENT -> List.of(entry.kind(), entry.text("clientId"));
            case UPSTREAM -> List.of(entry.kind(), entry.text("url"));
            case ISSUER -> List.of(entry.kind(), entry.text("issuer"));
            case SERVICE, OPENAPI -> List.of();
        };
    }

    private static List<Object> plus(List<Object> path, Object step) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }

    private static Set<String> with(Set<String> names, String more) {
        var all = new java.util.LinkedHashSet<>(names);
        all.add(more);
        return all;
    }
}
