// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gatehouse.adminapi.AdminApiDocumentResource;
import dev.gatehouse.adminapi.EntityTagged;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditEventView;
import dev.gatehouse.audit.AuditFilter;
import dev.gatehouse.declarative.DescriptionSchemaResource;
import dev.gatehouse.declarative.Export;
import dev.gatehouse.http.Paths;
import dev.gatehouse.issuer.IssuerInput;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.openapi.AdminApiDocument.Operation;
import dev.gatehouse.operator.OperatorApiDocumentResource;
import dev.gatehouse.operator.Tenants;
import dev.gatehouse.problem.ErrorText;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the committed OpenAPI documents with the resources: every path, method, parameter, sort, body, property,
 * type, enum and entity tag. If they differ, edit the document in {@code src/main/resources/openapi} by hand, and update
 * its examples with {@code make openapi}.
 */
class OpenApiDriftTest {
    private static final AdminApiDocument ADMIN = AdminApiDocument.read();
    private static final AdminApiDocument OPERATOR = AdminApiDocument.ofOperator();

    /** The documents by the path of their API. */
    private static final Map<String, AdminApiDocument> DOCUMENTS =
            Map.of(Paths.ADMIN_API, ADMIN, Paths.OPERATOR_API, OPERATOR);

    private static final Map<Type, String> SCALARS = Map.ofEntries(
            Map.entry(String.class, "string"),
            Map.entry(ErrorText.class, "string"),
            Map.entry(URI.class, "string"),
            Map.entry(UUID.class, "string uuid"),
            Map.entry(Instant.class, "string date-time"),
            Map.entry(int.class, "integer int32"),
            Map.entry(Integer.class, "integer int32"),
            Map.entry(long.class, "integer int64"),
            Map.entry(Long.class, "integer int64"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(Boolean.class, "boolean"));

    /** The classes of lists that callers can sort, and the schemas of their sorts. */
    private static final Map<String, String> SORTS = Map.ofEntries(
            Map.entry("Accounts", "AccountSort"),
            Map.entry("Clients", "ClientSort"),
            Map.entry("DeclaredUpstreams", "UpstreamSort"),
            Map.entry("ExposedServices", "ServiceSort"),
            Map.entry("Groups", "GroupSort"),
            Map.entry("Invitations", "InvitationSort"),
            Map.entry("Projects", "ProjectSort"),
            Map.entry("Scopes", "ScopeSort"),
            Map.entry("Tenants", "TenantSort"),
            Map.entry("TokenList", "TokenSort"),
            Map.entry("TrustedIssuers", "IssuerSort"));

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A type of both inputs and answers. A property may be missing in an input and is always present in an answer. */
    private static final Class<?> ALSO_ASKED_FOR = IssuerInput.MappedScope.class;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gatehouse");

    /** The resources of documents that need no token. */
    private static final Set<Class<?>> PUBLIC =
            Set.of(AdminApiDocumentResource.class, DescriptionSchemaResource.class, OperatorApiDocumentResource.class);

    private static final List<Endpoint> ENDPOINTS = find();

    /** The types whose comparison is in progress, because a type can contain itself. */
    private static final Set<String> COMPARING = new HashSet<>();

    /** The method of a resource, its path below that of the API, and the document of the API. */
    record Endpoint(AdminApiDocument document, String method, String path, Method java) {
        boolean isTagged() {
            return java.isAnnotationPresent(EntityTagged.class)
                    || java.getDeclaringClass().isAnnotationPresent(EntityTagged.class);
        }

        /**
         * Whether the method denies a change of an outdated version, by checking preconditions itself or in a method
         * that it calls.
         */
        boolean isConditional() {
            var unit = CLASSES.get(java.getDeclaringClass()).getMethod(java.getName(), java.getParameterTypes());
            return asksPreconditions(unit, new HashSet<>());
        }

        boolean isReading() {
            return method.equals("GET");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<AdminApiDocument> documents() {
        return Stream.of(ADMIN, OPERATOR);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyMethodOfAResourceIsAnOperationAndViceVersa(AdminApiDocument document) {
        assertThat(document.operations().values())
                .as("operations of %s and of the resources", document)
                .extracting(operation -> operation.method().toUpperCase() + " " + operation.path())
                .containsExactlyInAnyOrderElementsOf(endpoints()
                        .filter(endpoint -> endpoint.document() == document)
                        .map(Endpoint::toString)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void versionAndServerAreTheProgramsOwn(AdminApiDocument document) throws Exception {
        var pom = java.nio.file.Files.readString(java.nio.file.Path.of("pom.xml"));

        assertThat(pom)
                .contains("<revision>" + document.root().at("/info/version").asText() + "-SNAPSHOT</revision>");
        assertThat(DOCUMENTS.get(document.server())).isSameAs(document);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void parametersAreThoseOfTheMethod(Endpoint endpoint) {
        var documented = operation(endpoint).parameters().stream()
                .map(p -> p.path("in").asText() + " " + p.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(parameters(endpoint));
    }

    /**
     * An operation documents an ETag if its method has the annotation, and 412 if its method checks {@link
     * Preconditions}.
     */
    @ParameterizedTest
    @MethodSource("endpoints")
    void entityTagIsWhereTheMethodIsTagged(Endpoint endpoint) {
        var operation = operation(endpoint);
        var headers =
                endpoint.document().response(operation, operation.success()).path("headers");

        assertThat(headers.has("ETag")).as("ETag").isEqualTo(endpoint.isTagged());
        assertThat(operation.statuses().contains("304"))
                .as("304")
                .isEqualTo(endpoint.isTagged() && endpoint.isReading());
        assertThat(operation.statuses().contains("412")).as("412").isEqualTo(endpoint.isConditional());
    }

    @ParameterizedTest
    @MethodSource("sorts")
    void sortIsOneOfTheClosedSet(Class<?> owner) throws ReflectiveOperationException {
        var field = owner.getDeclaredField("LIST");
        field.setAccessible(true);
        var schemas = "/components/schemas/" + SORTS.get(owner.getSimpleName());
        var schema = (owner == Tenants.class ? OPERATOR : ADMIN).root().at(schemas);

        assertThat(schema.path("enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(((PagedList<?>) field.get(null)).sorts());
    }

    @Test
    void everySortIsOfAList() {
        assertThat(sorts().map(Class::getSimpleName)).containsExactlyInAnyOrderElementsOf(SORTS.keySet());
        assertThat(documents().flatMap(document -> document.root().at("/components/schemas").properties().stream()))
                .extracting(Map.Entry::getKey)
                .filteredOn(name -> name.endsWith("Sort"))
                .containsExactlyInAnyOrderElementsOf(SORTS.values());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void pathParametersHaveTheirTypes(Endpoint endpoint) {
        for (var parameter : endpoint.java().getParameters()) {
            if (parameter.isAnnotationPresent(RestPath.class)) {
                var schema = endpoint.document()
                        .parameter(operation(endpoint), parameter.getName())
                        .orElseThrow()
                        .path("schema");
                assertThat(scalar(schema)).as(parameter.getName()).isEqualTo(SCALARS.get(parameter.getType()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void bodyIsWhatTheMethodTakes(Endpoint endpoint) {
        var operation = operation(endpoint);
        var body = body(endpoint.java());
        if (body == null) {
            assertThat(operation.node().has("requestBody")).as("has a body").isFalse();
            return;
        }

        var consumed = annotation(endpoint.java(), Consumes.class).value();
        assertThat(operation.bodyTypes()).containsExactlyInAnyOrder(consumed);
        if (operation.takesJson()) {
            var schema = operation.node().at("/requestBody/content/application~1json/schema");
            compare(endpoint.document(), operation.id() + " request", body.getAnnotatedType(), schema, true);
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void answerIsWhatTheMethodReturns(Endpoint endpoint) {
        var operation = operation(endpoint);
        var content =
                endpoint.document().response(operation, operation.success()).path("content");
        if (endpoint.java().getReturnType() == void.class) {
            assertThat(operation.success()).isEqualTo("204");
            assertThat(content.isMissingNode()).isTrue();
            return;
        }

        assertThat(AdminApiDocument.names(content))
                .containsExactly(annotation(endpoint.java(), Produces.class).value());
        var returned = endpoint.java().getAnnotatedReturnType();
        var type = endpoint.java().getReturnType() == RestResponse.class ? argument(returned) : returned;
        if (endpoint.java().getReturnType() == Export.class) {
            // A configuration document has a JSON Schema of its own.
            assertThat(content.at("/application~1json/schema/$ref").asText())
                    .isEqualTo("#/components/schemas/Configuration");
        } else if (endpoint.java().getReturnType() != RestMulti.class) {
            compare(
                    endpoint.document(),
                    operation.id() + " answer",
                    type,
                    content.at("/application~1json/schema"),
                    false);
        }
    }

    @Test
    void linesOfAnExportAreWhatTheListShows() {
        var schema = ADMIN.resolve(ADMIN.root().at("/components/schemas/AuditEvent"));

        assertThat(ADMIN.properties(schema).keySet())
                .containsExactlyElementsOf(Arrays.stream(AuditEventView.class.getRecordComponents())
                        .filter(OpenApiDriftTest::isInJson)
                        .map(RecordComponent::getName)
                        .toList());
        var operation = ADMIN.operations().get("exportAuditEvents");
        var line = ADMIN.response(operation, "200").at("/content/application~1jsonl/schema/contentSchema");
        assertThat(line.path("$ref").asText()).isEqualTo("#/components/schemas/AuditEvent");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyPropertySaysWhatItIs(AdminApiDocument document) {
        document.root()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .properties()
                        .forEach(property -> assertThat(
                                        document.resolve(property.getValue()).has("description")
                                                || property.getValue().has("description")
                                                || schema.getValue().has("allOf"))
                                .as("%s.%s has a description", schema.getKey(), property.getKey())
                                .isTrue()));
    }

    static Stream<Endpoint> endpoints() {
        return ENDPOINTS.stream();
    }

    /** Lists that callers can sort; audit events have a fixed order. */
    static Stream<Class<?>> sorts() {
        return CLASSES.stream()
                .filter(type -> type.tryGetField("LIST")
                        .filter(field -> field.getRawType().isEquivalentTo(PagedList.class))
                        .isPresent())
                .map(JavaClass::reflect);
    }

    private static List<Endpoint> find() {
        return CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(JavaClass::reflect)
                .filter(type -> !PUBLIC.contains(type))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .flatMap(method -> Arrays.stream(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(http -> http != null)
                        .flatMap(http -> endpoint(http.value(), path(method), method)))
                .sorted(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method))
                .toList();
    }

    /** Returns the endpoint if it belongs to a documented API. */
    private static Stream<Endpoint> endpoint(String http, String path, Method java) {
        return DOCUMENTS.entrySet().stream()
                .filter(api -> path.startsWith(api.getKey()))
                .map(api -> new Endpoint(
                        api.getValue(), http, path.substring(api.getKey().length()), java));
    }

    private static Operation operation(Endpoint endpoint) {
        return endpoint.document().operations().values().stream()
                .filter(operation -> operation.path().equals(endpoint.path())
                        && operation.method().equalsIgnoreCase(endpoint.method()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(endpoint + " is not in " + endpoint.document()));
    }

    private static boolean asksPreconditions(JavaMethod method, Set<JavaMethod> seen) {
        return method.getMethodCallsFromSelf().stream()
                .map(JavaMethodCall::getTarget)
                .anyMatch(target -> isCheck(target)
                        || target.resolveMember()
                                .filter(called ->
                                        called.getOwner().getPackageName().startsWith("dev.gatehouse"))
                                .filter(seen::add)
                                .map(called -> asksPreconditions(called, seen))
                                .orElse(false));
    }

    private static boolean isCheck(AccessTarget.MethodCallTarget target) {
        return target.getOwner().isEquivalentTo(Preconditions.class)
                && target.getName().startsWith("check");
    }

    private static String path(Method method) {
        var below = method.getAnnotation(Path.class);
        return method.getDeclaringClass().getAnnotation(Path.class).value() + (below == null ? "" : below.value());
    }

    private static Set<String> parameters(Endpoint endpoint) {
        var parameters = new TreeSet<>(readByName(endpoint));
        if (endpoint.isTagged() && endpoint.isReading()) {
            parameters.add("header If-None-Match");
        }
        if (endpoint.isConditional()) {
            parameters.add("header If-Match");
        }
        for (var parameter : endpoint.java().getParameters()) {
            if (parameter.isAnnotationPresent(RestPath.class)) {
                parameters.add("path " + parameter.getName());
            }
            if (parameter.isAnnotationPresent(RestQuery.class)) {
                parameters.add("query " + parameter.getName());
            }
            var header = parameter.getAnnotation(HeaderParam.class);
            // OpenAPI forbids a parameter for the content type, because the content of the body defines it.
            if (header != null && !header.value().equals("Content-Type")) {
                parameters.add("header " + header.value());
            }
            if (parameter.isAnnotationPresent(RestHeader.class)) {
                parameters.add(
                        "header " + parameter.getAnnotation(RestHeader.class).value());
            }
        }
        return parameters;
    }

    /** The audit log reads its parameters by name, so that it can reject unknown parameters. */
    private static Set<String> readByName(Endpoint endpoint) {
        var names = switch (endpoint.toString()) {
            case "GET /audit-events" ->
                Stream.concat(AuditFilter.PARAMETERS.stream(), Stream.of("since", "after", "limit"));
            case "GET /audit-events/export" -> AuditFilter.PARAMETERS.stream();
            default -> Stream.<String>empty();
        };
        return names.map(name -> "query " + name).collect(Collectors.toSet());
    }

    private static @Nullable Parameter body(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> Stream.of(
                                RestPath.class, RestQuery.class, RestHeader.class, HeaderParam.class, Context.class)
                        .noneMatch(parameter::isAnnotationPresent))
                .findFirst()
                .orElse(null);
    }

    private static <A extends java.lang.annotation.Annotation> A annotation(Method method, Class<A> type) {
        var own = method.getAnnotation(type);
        return own == null ? method.getDeclaringClass().getAnnotation(type) : own;
    }

    /** Compares a type and a schema recursively. */
    private static void compare(
            AdminApiDocument document, String where, AnnotatedType type, JsonNode schema, boolean input) {
        var raw = raw(type.getType());
        var said = document.unlessNull(schema);
        if (SCALARS.containsKey(raw)) {
            assertThat(scalar(said)).as(where).isEqualTo(SCALARS.get(raw));
        } else if (raw.isEnum()) {
            assertThat(said.path("enum"))
                    .as(where)
                    .extracting(JsonNode::asText)
                    .containsExactlyElementsOf(Arrays.stream(raw.getEnumConstants())
                            .map(constant -> JSON.valueToTree(constant).asText())
                            .toList());
        } else if (raw == Object.class) {
            assertThat(said.path("type")).as(where).extracting(JsonNode::asText).containsExactly("string", "boolean");
        } else if (raw.isSealed()) {
            var alternatives = said.path("oneOf");
            assertThat(alternatives).as(where).hasSize(raw.getPermittedSubclasses().length);
            for (var i = 0; i < alternatives.size(); i++) {
                record(document, where, raw.getPermittedSubclasses()[i], type, alternatives.get(i), input);
            }
        } else if (List.class.isAssignableFrom(raw)) {
            assertThat(base(said)).as(where).isEqualTo("array");
            compare(document, where + "[]", argument(type), said.path("items"), input);
        } else {
            assertThat(raw.isRecord()).as("%s: %s", where, raw).isTrue();
            record(document, where, raw, type, schema, input);
        }
    }

    private static void record(
            AdminApiDocument document, String where, Class<?> raw, AnnotatedType type, JsonNode schema, boolean input) {
        var comparison = raw.getName() + " of " + type.getType().getTypeName();
        if (!COMPARING.add(comparison)) {
            return;
        }
        try {
            properties(document, where, raw, type, schema, input);
        } finally {
            COMPARING.remove(comparison);
        }
    }

    private static void properties(
            AdminApiDocument document, String where, Class<?> raw, AnnotatedType type, JsonNode schema, boolean input) {
        var said = document.unlessNull(schema);
        var properties = document.properties(said);
        var components = new LinkedHashMap<String, RecordComponent>();
        Arrays.stream(raw.getRecordComponents())
                .filter(OpenApiDriftTest::isInJson)
                .forEach(component -> components.put(name(component), component));
        var ignored = raw.getAnnotation(JsonIgnoreProperties.class);
        var names = new TreeSet<>(components.keySet());
        if (ignored != null) {
            names.addAll(List.of(ignored.value()));
        }
        var derived = derived(raw, components.keySet());
        derived.forEach(method -> names.add(method.getName()));
        assertThat(new TreeSet<>(properties.keySet())).as(where).isEqualTo(names);
        derived.forEach(method -> {
            var at = where + "." + method.getName();
            compare(document, at, method.getAnnotatedReturnType(), properties.get(method.getName()), input);
            assertThat(document.required(said)).as(at).contains(method.getName());
        });
        components.forEach((name, component) -> {
            var at = where + "." + name;
            var property = properties.get(name);
            if (raw.getTypeParameters().length == 1 && name.equals("items")) {
                compare(
                        document,
                        at + "[]",
                        argument(type),
                        document.resolve(property).path("items"),
                        input);
            } else {
                compare(document, at, component.getAnnotatedType(), property, input);
            }
            presence(document, at, component, property, document.required(said).contains(name), input);
        });
        if (input) {
            assertThat(said.path("additionalProperties").isBoolean() || said.has("unevaluatedProperties"))
                    .as("%s is closed", where)
                    .isTrue();
        }
    }

    /** Returns the properties of an answer that are not components of its record. */
    private static List<Method> derived(Class<?> raw, Set<String> components) {
        return Arrays.stream(raw.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(JsonProperty.class))
                .filter(method -> !components.contains(method.getName()))
                .filter(method -> Arrays.stream(raw.getRecordComponents())
                        .noneMatch(component -> component.getAccessor().equals(method)))
                .toList();
    }

    private static boolean isInJson(RecordComponent component) {
        return !component.getAccessor().isAnnotationPresent(JsonIgnore.class);
    }

    private static String name(RecordComponent component) {
        var other = component.getAccessor().getAnnotation(JsonProperty.class);
        return other == null || other.value().isEmpty() ? component.getName() : other.value();
    }

    /** An optional property of an input may be null; a property that an answer can omit is never null. */
    private static void presence(
            AdminApiDocument document,
            String where,
            RecordComponent component,
            JsonNode property,
            boolean required,
            boolean input) {
        var nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && (input || component.getDeclaringRecord() != ALSO_ASKED_FOR);
        var leftOut = nullable && !input && leavesNullOut(component);
        if (input) {
            assertThat(nullable)
                    .as("%s is nullable, so that Gatehouse can name the missing property", where)
                    .isTrue();
            assertThat(required || document.isNullable(property))
                    .as("%s may be null", where)
                    .isTrue();
        } else {
            assertThat(required).as("%s is required", where).isEqualTo(!leftOut);
            assertThat(document.isNullable(property))
                    .as("%s may be null", where)
                    .isEqualTo(nullable && !leftOut);
        }
    }

    private static boolean leavesNullOut(RecordComponent component) {
        return Stream.<AnnotatedElement>of(component.getAccessor(), component.getDeclaringRecord())
                .map(element -> element.getAnnotation(JsonInclude.class))
                .anyMatch(include -> include != null && include.value() == JsonInclude.Include.NON_NULL);
    }

    private static AnnotatedType argument(AnnotatedType type) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[0];
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static String scalar(JsonNode schema) {
        var format = schema.path("format").asText();
        var told = Set.of("uuid", "date-time", "int32", "int64").contains(format);
        return base(schema) + (told ? " " + format : "");
    }

    /** Returns the type without null. */
    private static String base(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? type.get(0).asText() : type.asText();
    }
}
