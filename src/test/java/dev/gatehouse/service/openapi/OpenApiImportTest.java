// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertNoContent;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.outsideBody;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.RecordingUpstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creates and updates a REST API from an OpenAPI document, and rejects invalid documents. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OpenApiImportTest {
    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";

    private static final String PETS_JSON = """
            {"openapi": "3.0.3", "info": {"title": "Pet  store, v1!", "version": "1"},
             "servers": [{"url": "https://pets.example/v1/"}],
             "paths": {
               "/pets": {"get": {"summary": "List all pets"}, "post": {"summary": "Create a pet"}},
               "/pets/{petId}": {"parameters": [], "get": {"summary": "Info for\\n a pet"}, "x-more": 1}}}
            """;

    private static final String PETS_YAML = """
            openapi: 3.1.0
            info: {title: Pets, version: "1"}
            servers:
              - url: "{scheme}://{host}/v2"
                variables:
                  scheme: {default: https, enum: [https, http]}
                  host: {default: pets.example}
            paths:
              /pets:
                get: {summary: List pets}
              /pets/{petId}:
                $ref: "#/components/pathItems/pet"
              /owners/{ownerId}/pets:
                get: {operationId: petsOfOwner}
            components:
              pathItems:
                pet:
                  get: {description: "A pet.\\nIn more words."}
                  delete: {summary: Delete a pet}
            """;

    private static final String PETS_UPSTREAM = "https://pets.example";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private String project;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        project = admin.createProject(unique());
    }

    @Nested
    class First {

        @Test
        void jsonOfVersion30BecomesAnApiNamedAfterItsTitle() {
            var answer = post(PETS_JSON, JSON, "");

            var path = "/integration/restv2/development/" + project + "/Pet-store-v1";
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.json())
                    .isEqualTo(report("Pet-store-v1", false)
                            .put(
                                    "added",
                                    array(
                                            exposed(
                                                    "/pets",
                                                    "GET: List all pets; POST: Create a pet",
                                                    "https://pets.example/v1",
                                                    "GET",
                                                    "POST"),
                                            exposed("/pets/*", "Info for", "https://pets.example/v1", "GET"))));
            var services = services();
            assertThat(services)
                    .extracting(row -> row.getString("path"))
                    .containsExactly(path + "/pets", path + "/pets/*");
            var pet = services.getLast();
            assertThat(pet)
                    .isEqualTo(new JsonObject()
                            .put("id", pet.getString("id"))
                            .put("projectId", project)
                            .put("kind", "REST_RESOURCE")
                            .put("name", "Pet-store-v1")
                            .put("resource", "/pets/*")
                            .put("path", path + "/pets/*")
                            .put("methods", new JsonArray().add("GET"))
                            .put("description", "Info for")
                            .put("upstreamUrl", "https://pets.example/v1")
                            .put("timeoutMs", 30_000)
                            .putNull("rateLimit")
                            .put("cors", new JsonObject().put("mode", "OFF").put("origins", new JsonArray()))
                            .put("imported", true)
                            .putNull("lastUsedAt")
                            .put("createdAt", pet.getString("createdAt"))
                            .put("updatedAt", pet.getString("updatedAt")));
            assertThat(AuditTrail.of("openapi.imported"))
                    .contains("SUCCESS " + path + " 2 added, 0 changed, 0 removed");
            assertThat(AuditTrail.of("service.created")).contains("SUCCESS " + path + "/pets/*");
        }

        @Test
        void yamlOfVersion31IsReadWithItsReferencesAndServerVariables() {
            var answer = post(PETS_YAML, YAML, "?name=Api");

            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.json())
                    .isEqualTo(report("Api", false)
                            .put(
                                    "added",
                                    array(
                                            exposed("/pets", "List pets", "https://pets.example/v2", "GET"),
                                            exposed(
                                                    "/pets/*",
                                                    "GET: A pet.; DELETE: Delete a pet",
                                                    "https://pets.example/v2",
                                                    "GET",
                                                    "DELETE"),
                                            exposed(
                                                    "/owners/*/pets",
                                                    "petsOfOwner",
                                                    "https://pets.example/v2",
                                                    "GET"))));
        }

        @Test
        void importThatIsHeldToItsPreviewDoesNothingElse() {
            var tag = post(PETS_YAML, YAML, "?name=Api&preview=true").header("etag");
            assertThat(post(PETS_JSON, JSON, "?name=Api").status()).isEqualTo(200);

            assertProblem(
                    postIfMatch(PETS_YAML, tag),
                    412,
                    "Precondition Failed",
                    "This was changed or deleted in the meantime. Load it again.");
            assertThat(services()).hasSize(2);

            var later = post(PETS_YAML, YAML, "?name=Api&preview=true").header("etag");
            assertThat(postIfMatch(PETS_YAML, later).status()).isEqualTo(200);
            assertThat(services()).hasSize(3);
        }

        private Answer postIfMatch(String document, String tag) {
            var headers = new HashMap<>(Gate.bearer(admin.token()));
            headers.put("Content-Type", YAML);
            headers.put("If-Match", tag);
            return gate.send("POST", AdminApi.V1 + "/projects/" + project + "/openapi?name=Api", document, headers);
        }

        @ParameterizedTest
        @CsvSource({
            "text/yaml",
            "text/x-yaml",
            "application/x-yaml",
            "text/plain",
            "application/vnd.oai.openapi",
            "application/json;charset=utf-8",
            "application/vnd.oai.openapi+json;version=3.0"
        })
        void documentMayBeSentUnderItsOtherNames(String type) {
            assertThat(post("\uFEFF" + PETS_JSON, type, "?preview=true").status())
                    .isEqualTo(200);
        }

        @Test
        void formThatIsNoDocumentIsRefused() {
            assertThat(post("a=b", "application/x-www-form-urlencoded", "").status())
                    .isEqualTo(415);
        }

        @Test
        void aliasesAndMergeKeysAreFollowed() {
            var answer = post("""
                    openapi: 3.0.0
                    info: {title: Api}
                    servers: [{url: "https://a.example"}]
                    paths:
                      /a: &item
                        get: &get {summary: One}
                      /b:
                        <<: *item
                        put: *get
                    """, YAML, "");

            assertThat(added(answer))
                    .containsExactly(
                            exposed("/a", "One", "https://a.example", "GET"),
                            exposed("/b", "GET: One; PUT: One", "https://a.example", "GET", "PUT"));
        }

        @Test
        void callGoesWhereTheParameterUpstreamSaysAtOnce() {
            try (var upstream = new RecordingUpstream()) {
                var api = post(PETS_YAML, YAML, "?name=Api&upstream=" + Gate.encode(upstream.address() + "/base/"))
                        .json()
                        .getString("path");
                var scope = unique();
                admin.createScope(scope, api + "/**");
                var token = Partner.register(
                                gate,
                                new JsonObject()
                                        .put("grantTypes", List.of("client_credentials"))
                                        .put("scopes", List.of(scope)))
                        .accessToken();

                assertThat(gate.get(api + "/pets/7?full=1", token).status()).isEqualTo(200);
                assertThat(gate.get(api + "/owners", token).status()).isEqualTo(404);
                assertThat(gate.send("PUT", api + "/pets/7", null, Gate.bearer(token))
                                .status())
                        .isEqualTo(405);

                post(
                        PETS_YAML.replace("/pets/{petId}", "/animals/{petId}"),
                        YAML,
                        "?name=Api&upstream=" + Gate.encode(upstream.address() + "/base"));
                assertThat(gate.get(api + "/pets/7", token).status()).isEqualTo(404);
                assertThat(gate.get(api + "/animals/7", token).status()).isEqualTo(200);
                assertThat(upstream.requests()).containsExactly("GET /base/pets/7?full=1", "GET /base/animals/7");
            }
        }
    }

    @Nested
    class Again {

        @Test
        void previewSaysWhatWouldBeDoneAndDoesNothing() {
            post(PETS_JSON, JSON, "?name=Api");
            var before = services();

            var preview = post(PETS_YAML, YAML, "?name=Api&preview=true");

            assertThat(preview.status()).isEqualTo(200);
            assertThat(services()).isEqualTo(before);
            assertThat(AuditTrail.of("openapi.imported"))
                    .filteredOn(event -> event.contains(project))
                    .hasSize(1);
            assertThat(post(PETS_YAML, YAML, "?name=Api").json())
                    .isEqualTo(preview.json().put("preview", false));
        }

        @Test
        void resourcesAreAddedChangedAndRemovedAsReported() {
            post(PETS_JSON, JSON, "?name=Api");
            var pets = services().getFirst();
            var withoutPet = PETS_YAML
                    .replace("  /pets/{petId}:\n    $ref: \"#/components/pathItems/pet\"\n", "")
                    .replace("/v2", "/v1");

            var answer = post(withoutPet, YAML, "?name=Api");

            assertThat(answer.json())
                    .isEqualTo(report("Api", false)
                            .put(
                                    "added",
                                    array(exposed("/owners/*/pets", "petsOfOwner", "https://pets.example/v1", "GET")))
                            .put(
                                    "changed",
                                    array(new JsonObject()
                                            .put("resource", "/pets")
                                            .put(
                                                    "before",
                                                    exposed(
                                                            "/pets",
                                                            "GET: List all pets; POST: Create a pet",
                                                            "https://pets.example/v1",
                                                            "GET",
                                                            "POST"))
                                            .put(
                                                    "after",
                                                    exposed("/pets", "List pets", "https://pets.example/v1", "GET"))))
                            .put("removed", array(exposed("/pets/*", "Info for", "https://pets.example/v1", "GET"))));
            assertThat(services())
                    .extracting(row -> row.getString("resource"))
                    .containsExactly("/owners/*/pets", "/pets");
            assertThat(services().getLast().getString("id")).isEqualTo(pets.getString("id"));
            var path = "/integration/restv2/development/" + project + "/Api";
            assertThat(AuditTrail.of("openapi.imported"))
                    .contains("SUCCESS " + path + " 1 added, 1 changed, 1 removed");
            assertThat(AuditTrail.of("service.changed")).contains("SUCCESS " + path + "/pets");
            assertThat(AuditTrail.of("service.deleted")).contains("SUCCESS " + path + "/pets/*");
        }

        @Test
        void sameDocumentChangesNothing() {
            post(PETS_JSON, JSON, "?name=Api");
            var before = services();

            assertThat(post(PETS_JSON, JSON, "?name=Api").json())
                    .isEqualTo(report("Api", false)
                            .put("unchanged", new JsonArray().add("/pets").add("/pets/*")));
            assertThat(services()).isEqualTo(before);
        }

        @Test
        void importedOnesThatWereEditedToOnePathBecomeOneAgain() {
            post(paths("  /a: {get: {}}\n  /b: {post: {}}\n"), YAML, "?name=Api");
            admin.put(
                    "/services/" + services().getLast().getString("id"),
                    new JsonObject()
                            .put("name", "Api")
                            .put("resource", "/a")
                            .put("methods", new JsonArray().add("POST"))
                            .put("upstreamUrl", "https://a.example"));
            assertThat(services()).extracting(row -> row.getString("resource")).containsExactly("/a", "/a");

            var answer = post(paths("  /a: {get: {}, post: {}}\n"), YAML, "?name=Api");

            assertThat(answer.json().getJsonArray("removed")).as("%s", answer).hasSize(1);
            assertThat(services())
                    .extracting(row -> row.getString("resource"), row -> row.getJsonArray("methods"))
                    .containsExactly(tuple("/a", new JsonArray().add("GET").add("POST")));
            assertThat(post(paths("  /a: {get: {}, post: {}}\n"), YAML, "?name=Api")
                            .json()
                            .getJsonArray("unchanged"))
                    .hasSize(1);
        }

        @Test
        void whatTheDocumentDoesNotSpeakOfStays() {
            post(PETS_JSON, JSON, "?name=Api");
            var pets = services().getFirst();
            admin.put(
                    "/services/" + pets.getString("id"),
                    new JsonObject()
                            .put("name", "Api")
                            .put("resource", "/pets")
                            .put("upstreamUrl", "https://pets.example/v1")
                            .put("timeoutMs", 1234));

            var answer = post(PETS_JSON, JSON, "?name=Api");

            assertThat(answer.json().getJsonArray("changed")).hasSize(1);
            var after = services().getFirst();
            assertThat(after.getInteger("timeoutMs")).isEqualTo(1234);
            assertThat(after.getJsonArray("methods")).containsExactly("GET", "POST");
        }

        @Test
        void manyAtOnceDoItOnce() {
            var answers = Race.of(8, i -> post(PETS_JSON, JSON, "?name=Api"));

            assertThat(answers).extracting(Answer::status).containsOnly(200);
            assertThat(answers.stream()
                            .mapToInt(answer ->
                                    answer.json().getJsonArray("added").size())
                            .sum())
                    .isEqualTo(2);
            assertThat(services()).hasSize(2);
        }
    }

    @Nested
    class BesideServicesMadeByHand {

        @Test
        void thoseOfTheSameApiAreLeftAlone() {
            byHand("/pets/*/photos/**", PETS_UPSTREAM);

            var report = post(PETS_JSON, JSON, "?name=Api").json();
            assertThat(report.getJsonArray("added")).hasSize(2);
            assertThat(post(PETS_YAML, YAML, "?name=Api").json().getJsonArray("removed"))
                    .isEmpty();
            assertThat(services()).extracting(row -> row.getString("resource")).contains("/pets/*/photos/**");
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void conflictNamesBothAndNothingIsSaved(boolean preview) {
            byHand("/pets/*", PETS_UPSTREAM);
            byHand("/pets", PETS_UPSTREAM);

            var answer = post(PETS_JSON, JSON, "?name=Api&preview=" + preview);

            var why = "The service Api%s has this path and was created by hand.";
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("type", "about:blank")
                            .put("title", "Conflict")
                            .put("status", 409)
                            .put(
                                    "detail",
                                    "The document has the path /pets, where the service Api/pets was created by hand."
                                            + " Delete that service, or import under another name.")
                            .put("code", "import.path-made-by-hand")
                            .put(
                                    "errors",
                                    array(
                                            outsideBody("/pets", why.formatted("/pets")),
                                            outsideBody("/pets/{petId}", why.formatted("/pets/*")))));
            assertThat(services()).hasSize(2);
        }

        @Test
        void serviceByHandWhereAnImportedOneIsIsRefused() {
            post(PETS_JSON, JSON, "?name=Api");

            AdminApi.assertConflict(
                    admin.post("/services", handMade("/pets/*", PETS_UPSTREAM)),
                    "resource",
                    "Another service is exposed under /integration/restv2/development/" + project
                            + "/Api/pets/*. Choose another path or other methods.");
        }

        @Test
        void anotherProjectMayHaveTheSameApi() {
            post(PETS_JSON, JSON, "?name=Api");
            project = admin.createProject(unique());

            assertThat(post(PETS_JSON, JSON, "?name=Api").json().getJsonArray("added"))
                    .hasSize(2);
        }
    }

    @Nested
    class WhatPatternsCannotSay {

        @Test
        void segmentWithMoreThanAVariableBecomesAStarAndIsNoted() {
            var answer = post(paths("""
                      /repos/{owner}/{repo}.git: {get: {summary: Clone}}
                    """), YAML, "");

            assertThat(added(answer)).containsExactly(exposed("/repos/*/*", "Clone", "https://a.example", "GET"));
            assertThat(notes(answer))
                    .containsExactly(
                            "/repos/{owner}/{repo}.git Exposed as /repos/*/*, which covers more: a segment with a variable in it becomes * as a whole.");
        }

        @Test
        void templatesThatMatchTheSameCallsAreServedAndTheOrderIsNoted() {
            var answer = post(paths("""
                      /issues/{id}/comments: {get: {summary: Comments}}
                      /issues/search/{query}: {get: {summary: Search}}
                      /issues/archive/{year}: {post: {summary: Archive}}
                      /{kind}/search/{query}: {get: {summary: Any search}}
                    """), YAML, "");

            assertThat(added(answer))
                    .containsExactly(
                            exposed("/issues/*/comments", "Comments", "https://a.example", "GET"),
                            exposed("/issues/search/*", "Search", "https://a.example", "GET"),
                            exposed("/issues/archive/*", "Archive", "https://a.example", "POST"),
                            exposed("/*/search/*", "Any search", "https://a.example", "GET"));
            assertThat(notes(answer))
                    .containsExactly(
                            "/issues/{id}/comments Does not get the calls of /issues/search/comments: /issues/search/{query} goes first.");
        }

        @Test
        void orderIsNotNotedWhereAThirdPathGetsTheCalls() {
            var answer = post(paths("""
                      /issues/{id}/comments: {get: {summary: Comments}}
                      /issues/search/{query}: {get: {summary: Search}}
                      /issues/search/comments: {get: {summary: Search comments}}
                    """), YAML, "?preview=true");

            assertThat(notes(answer)).isEmpty();
        }

        @Test
        void orderAmongServicesByHandIsNotedToo() {
            byHand("/issues/*/*", "https://hand.example", "GET");
            byHand("/issues/new/*", "https://hand.example");

            var answer = post(paths("""
                      /issues/{id}/comments: {get: {summary: Comments}}
                      /{kind}/new/all: {get: {summary: All}}
                    """), YAML, "?preview=true");

            assertThat(notes(answer))
                    .containsExactly(
                            "/issues/{id}/comments Does not get the calls of /issues/new/comments: Api/issues/new/* goes first.",
                            "/{kind}/new/all Does not get the calls of /issues/new/all: Api/issues/new/* goes first.");
        }

        @Test
        void methodThatADocumentDoesNotHaveMayBeMadeByHand() {
            var document = paths("  /files: {get: {summary: List}}\n");
            post(document, YAML, "");
            byHand("/files", "https://up.example", "POST");

            assertThat(post(document, YAML, "").json())
                    .isEqualTo(report("Api", false).put("unchanged", new JsonArray().add("/files")));
            assertThat(post(paths("  /files: {post: {}}\n"), YAML, "").status()).isEqualTo(409);
            assertThat(services()).hasSize(2);
        }

        @Test
        void documentWhosePathsAllMatchTheSameCallsIsReadInBoundedTime() {
            var many = IntStream.range(0, 1500)
                    .mapToObj(i -> "  /a" + i + "/{x}: {get: {}}\n  /{x}/b" + i + ": {get: {}}\n")
                    .collect(Collectors.joining());

            var answer = post(paths(many), YAML, "?preview=true");

            assertThat(notes(answer))
                    .hasSize(101)
                    .last()
                    .isEqualTo("paths Other paths may match the same calls too. The same rule decides.");
        }

        @Test
        void pathsThatCannotBeServedAreLeftOut() {
            var answer = post(paths("""
                      /served: {get: {summary: Served}}
                      /a;b: {get: {}}
                      /a b: {get: {}}
                      /a//b: {get: {}}
                      /a/../b: {get: {}}
                      a: {get: {}}
                      /{a: {get: {}}
                      /*: {get: {}}
                      /elsewhere: {$ref: "other.yaml#/a"}
                      /nowhere: {$ref: "#/components/pathItems/none"}
                      /itself: {$ref: "#/paths/~1itself"}
                      /named: {get: {summary: Named}, tags: [x]}
                    """), YAML, "");

            assertThat(added(answer))
                    .containsExactly(
                            exposed("/served", "Served", "https://a.example", "GET"),
                            exposed("/named", "Named", "https://a.example", "GET"));
            assertThat(notes(answer))
                    .containsExactly(
                            "/a;b Left out: Servers may read this path differently. Use no encoded slashes, backslashes or control characters.",
                            "/a b Left out: Servers may read this path differently. Use no encoded slashes, backslashes or control characters.",
                            "/a//b Left out: Enter a path without empty segments, query or fragment.",
                            "/a/../b Left out: The segments . and .. are not allowed.",
                            "a Left out: The path must begin with /.",
                            "/{a Left out: A brace has no other half, or a variable has no name.",
                            "/* Left out: * is not allowed, because it would stand for any segment. Name a variable in braces.",
                            "/elsewhere Left out: The path refers to other.yaml#/a. Only references within the document (#/…) are followed.",
                            "/nowhere Left out: The path refers to #/components/pathItems/none, which does not exist.",
                            "/itself Left out: The path refers to itself by #/paths/~1itself.",
                            "/named The field tags is not one of a path. It is left out.");
        }

        @Test
        void queriesAndFragmentsAreNoPartOfAPath() {
            var answer = post(paths("""
                      "/#Action=Start": {post: {summary: Start}}
                      "/#Action=Stop": {post: {summary: Stop}}
                      "/a?b=c": {get: {summary: A}}
                      "/d{?e}": {get: {summary: D}}
                    """), YAML, "");

            assertThat(added(answer))
                    .containsExactly(
                            exposed("/", "POST: Start; POST: Stop", "https://a.example", "POST"),
                            exposed("/a", "A", "https://a.example", "GET"),
                            exposed("/*", "D", "https://a.example", "GET"));
            assertThat(notes(answer))
                    .containsExactly(
                            "/#Action=Start Exposed as /: calls are not told apart by a query or a fragment.",
                            "/#Action=Stop Exposed as /: calls are not told apart by a query or a fragment.",
                            "/a?b=c Exposed as /a: calls are not told apart by a query or a fragment.",
                            "/d{?e} Exposed as /*, which covers more: a segment with a variable in it becomes * as a whole.",
                            "/#Action=Stop This is the same resource as /#Action=Start: both are exposed as /.");
        }

        @Test
        void pathThatIsTooLongIsLeftOut() {
            var answer = post(paths("  /" + "a".repeat(1000) + ": {get: {}}\n  /b: {get: {}}\n"), YAML, "");

            assertThat(added(answer)).containsExactly(exposed("/b", null, "https://a.example", "GET"));
            assertThat(notes(answer))
                    .singleElement()
                    .asString()
                    .endsWith("Left out: At most 1000 characters are allowed.");
        }

        @Test
        void templatesThatCoincideAreOneResource() {
            var answer = post(paths("""
                      /v1/{name}: {get: {summary: Read}}
                      /v1/{name}:cancel: {post: {summary: Cancel}}
                      /v1/{id}:pause: {post: {summary: Pause}}
                    """), YAML, "");

            assertThat(added(answer))
                    .containsExactly(exposed(
                            "/v1/*", "GET: Read; POST: Cancel; POST: Pause", "https://a.example", "GET", "POST"));
            assertThat(notes(answer))
                    .containsExactly(
                            "/v1/{name}:cancel Exposed as /v1/*, which covers more: a segment with a variable in it becomes * as a whole.",
                            "/v1/{id}:pause Exposed as /v1/*, which covers more: a segment with a variable in it becomes * as a whole.",
                            "/v1/{name}:cancel This is the same resource as /v1/{name}: both are exposed as /v1/*.",
                            "/v1/{id}:pause This is the same resource as /v1/{name}: both are exposed as /v1/*.");
        }

        @Test
        void serversOfPathsAndOperationsAreUpstreamsToo() {
            var answer = post(paths("""
                      /uploads:
                        servers: [{url: "https://up.example/"}]
                        post: {summary: Upload}
                      /files:
                        post: {summary: Put, servers: [{url: "https://up.example"}]}
                        get: {summary: List}
                      /pdf:
                        get: {summary: Pdf, servers: [{url: "https://up.example"}]}
                    """), YAML, "");

            assertThat(added(answer))
                    .containsExactly(
                            exposed("/uploads", "Upload", "https://up.example", "POST"),
                            exposed("/files", "List", "https://a.example", "GET"),
                            exposed("/pdf", "Pdf", "https://up.example", "GET"));
            assertThat(notes(answer))
                    .containsExactly(
                            "POST /files Left out: the operation goes to https://up.example, and GET /files to https://a.example. A resource has one upstream.");
        }

        @Test
        void givenUpstreamGoesBeforeAllServers() {
            var answer = post(paths("""
                      /files:
                        post: {summary: Put, servers: [{url: "https://up.example"}]}
                        get: {summary: List}
                    """), YAML, "?upstream=http://127.0.0.1:9/");

            assertThat(added(answer))
                    .containsExactly(exposed("/files", "GET: List; POST: Put", "http://127.0.0.1:9", "GET", "POST"));
            assertThat(notes(answer))
                    .containsExactly(
                            "POST /files The operation has servers of its own. Its calls go to the given upstream all the same.");
        }

        @Test
        void firstServerThatCanBeCalledIsTheUpstream() {
            var answer = post("""
                    openapi: 3.0.0
                    info: {title: Api}
                    servers: [{url: /v1}, {url: "https://b.example"}, {url: "https://c.example"}]
                    paths: {/: {get: {}, trace: {}}}
                    """, YAML, "");

            assertThat(added(answer)).containsExactly(exposed("/", null, "https://b.example", "GET"));
            assertThat(notes(answer))
                    .containsExactly(
                            "servers The first of 2 servers is the upstream: https://b.example",
                            "TRACE / Left out: The gateway does not forward this method.");
        }

        @Test
        void descriptionThatIsTooLongIsCut() {
            var answer = post(paths("  /a: {get: {summary: " + "é".repeat(1001) + "}}\n"), YAML, "");

            assertThat(added(answer).getFirst().getString("description")).isEqualTo("é".repeat(999) + "…");
        }
    }

    @Nested
    class Versions {

        @Test
        void swagger2IsReadWithItsHost() {
            var answer = post("""
                    {"swagger": "2.0", "info": {"title": "Old"}, "host": "old.example:8443", "basePath": "/v1/",
                     "schemes": ["http", "https"], "definitions": {"A": {"type": "object"}},
                     "paths": {"/a/{id}": {"parameters": [{"name": "id", "in": "path"}],
                       "get": {"summary": "Read", "produces": ["text/xml"]}, "put": {"operationId": "write"}}},
                     "x-ms-paths": {"/a?b": {"get": {}}}}
                    """, JSON, "");

            assertThat(added(answer))
                    .containsExactly(
                            exposed("/a/*", "GET: Read; PUT: write", "https://old.example:8443/v1", "GET", "PUT"));
            assertThat(notes(answer)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                host: a.example                                      | https://a.example
                host: a.example; schemes: [http]                     | http://a.example
                host: a.example; schemes: [ws]                       | http://a.example
                host: a.example; schemes: [ws, wss]; basePath: v2    | https://a.example/v2
                host: a.example; basePath: /                         | https://a.example
                """)
        void swagger2SaysWhereCallsGo(String fields, String upstream) {
            var answer = post(
                    "swagger: '2.0'\ninfo: {title: Old}\npaths: {/a: {get: {}}}\n" + fields.replace("; ", "\n"),
                    YAML,
                    "");

            assertThat(added(answer)).containsExactly(exposed("/a", null, upstream, "GET"));
        }

        @Test
        void operationsOfVersion32ThatAreNotForwardedAreLeftOut() {
            var answer = post("""
                    openapi: 3.2.0
                    $self: https://a.example/openapi.yaml
                    info: {title: Api}
                    servers: [{url: "https://a.example", name: prod}]
                    paths:
                      /a:
                        get: {summary: Read}
                        query: {summary: Search}
                        additionalOperations:
                          COPY: {summary: Copy}
                          PATCH: {summary: Change}
                      /b: {$ref: "https://a.example/openapi.yaml#/components/pathItems/b"}
                    components:
                      pathItems:
                        b: {get: {summary: Read B}}
                    """, YAML, "");

            assertThat(added(answer))
                    .containsExactly(
                            exposed("/a", "Read", "https://a.example", "GET"),
                            exposed("/b", "Read B", "https://a.example", "GET"));
            assertThat(notes(answer))
                    .containsExactly(
                            "QUERY /a Left out: The gateway does not forward this method.",
                            "COPY /a Left out: The gateway does not forward this method.",
                            "PATCH /a Left out: The operation belongs in the field patch.");
        }

        @Test
        void webhooksOfVersion31AreLeftOut() {
            var document = """
                    openapi: 3.1.0
                    info: {title: Api}
                    servers: [{url: "https://a.example"}]
                    webhooks: {paid: {post: {summary: Paid}}}
                    """;
            var answer = post(document + "paths: {/a: {get: {}}}\n", YAML, "");

            assertThat(added(answer)).containsExactly(exposed("/a", null, "https://a.example", "GET"));
            assertThat(notes(answer))
                    .containsExactly(
                            "webhooks Left out: webhooks are calls that the API makes, not calls that it answers.");
            assertInvalid(
                    post(document, YAML, ""), outsideBody("paths", "No operation of the document can be exposed."));
        }

        @Test
        void pathItemsAreFoundWhereverTheDocumentHasThem() {
            var answer = post("""
                    openapi: 3.1.0
                    info: {title: Api}
                    servers: [{url: "https://a.example"}]
                    x-items:
                      first: {$ref: "#/x-more/deep/second"}
                    paths:
                      /a: {$ref: "#/components/pathItems/shared"}
                      /b: {$ref: "#/x-items/first"}
                      /c: {$ref: "#/paths/~1a"}
                    components:
                      pathItems:
                        shared: {get: {summary: Shared}}
                    x-more: {deep: {second: {put: {summary: Second}}}}
                    """, YAML, "");

            assertThat(added(answer))
                    .containsExactly(
                            exposed("/a", "Shared", "https://a.example", "GET"),
                            exposed("/b", "Second", "https://a.example", "PUT"),
                            exposed("/c", "Shared", "https://a.example", "GET"));
        }

        @Test
        void anchorsAreFollowedFromPartsThatAreNotLookedAt() {
            var answer = post("""
                    openapi: 3.0.0
                    info: {title: Api}
                    x-common: {all: [{item: &item {get: {summary: One}}}, &put {put: {summary: Put}}]}
                    servers: [{url: "https://a.example"}]
                    paths:
                      /a: *item
                      /b: {<<: [*item, *put], post: {summary: Post}}
                    """, YAML, "");

            assertThat(added(answer))
                    .containsExactly(
                            exposed("/a", "One", "https://a.example", "GET"),
                            exposed("/b", "GET: One; POST: Post; PUT: Put", "https://a.example", "GET", "POST", "PUT"));
        }
    }

    @Nested
    @Timeout(60)
    class Refused {

        @Test
        void faultsAreToldWhereTheyAreAllTogether() {
            assertInvalid(
                    post(paths("""
                              /a: 5
                              /b b: {get: {}}
                              /e: {get: hello, POST: {}}
                              /i: {get: {servers: [{url: /relative}]}}
                              /j: {get: {servers: https://j.example}}
                              /k: {additionalOperations: [x]}
                            """), YAML, ""),
                    outsideBody("/a", "The value must be an object."),
                    outsideBody("GET /e", "The value must be an object."),
                    outsideBody("/e", "POST is not a field of a path. Write methods in lower case."),
                    outsideBody(
                            "GET /i",
                            "The servers have no absolute http or https URL (/relative: Enter an absolute http or https URL.)."),
                    outsideBody("GET /j", "servers must be an array."),
                    outsideBody("/k", "additionalOperations must be an object."));
            assertThat(services()).isEmpty();
        }

        @Test
        void documentOfWhichNothingCanBeServedSaysWhy() {
            assertInvalid(
                    post(paths("""
                              b: {get: {}}
                              /c/{id: {get: {}}
                              /d/*: {get: {}}
                              /d/%2A: {get: {}}
                              /f/../g: {get: {}}
                              /h//x: {get: {}}
                              /k k: {get: {}}
                            """), YAML, ""),
                    outsideBody("b", "The path must begin with /."),
                    outsideBody("/c/{id", "A brace has no other half, or a variable has no name."),
                    outsideBody(
                            "/d/*",
                            "* is not allowed, because it would stand for any segment. Name a variable in braces."),
                    outsideBody(
                            "/d/%2A",
                            "* is not allowed, because it would stand for any segment. Name a variable in braces."),
                    outsideBody("/f/../g", "The segments . and .. are not allowed."),
                    outsideBody("/h//x", "Enter a path without empty segments, query or fragment."),
                    outsideBody(
                            "/k k",
                            "Servers may read this path differently. Use no encoded slashes, backslashes or control characters."));
            assertThat(services()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                application/yaml | `` | document | The document is empty.
                application/yaml | just text | document | This is not an OpenAPI document. An OpenAPI document is an object with the field openapi.
                application/yaml | [1, 2] | document | This is not an OpenAPI document. An OpenAPI document is an object with the field openapi.
                application/yaml | `a: [` | document | The document can't be read as YAML: line 1: while parsing a flow node: expected the node content, but found '<stream end>'
                application/yaml | `openapi: 1\\nopenapi: 2` | document | The document can't be read as YAML: line 2: the key openapi appears twice
                application/yaml | `a: !!java.net.URL [x]` | openapi | The field is missing. Without it, this is not an OpenAPI document.
                application/yaml | `? [a]\\n: b` | document | The document can't be read as YAML: line 1: a key must be a text
                application/yaml | `a: 1\\n---\\nb: 2` | document | The document can't be read as YAML: line 2: a second document begins
                application/yaml | `a: *b` | document | The document can't be read as YAML: line 1: *b stands for nothing
                application/yaml | `paths: {<<: b}` | document | The document can't be read as YAML: line 1: a merge key (<<) takes a mapping, or a list of mappings
                application/json | `openapi: 3.0.0` | document | The document is not well-formed JSON in line 1: Unrecognized token 'openapi': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
                application/json | `{"a":1` | document | The document is not well-formed JSON: it ends too early, in line 1.
                application/json | `{"paths":1,"paths":2}` | document | The document is not well-formed JSON in line 1: Duplicate field 'paths'
                application/json | `{"a":1} 2` | document | The document is not well-formed JSON in line 1: Something follows the end of the document
                application/yaml | `{"swagger":"1.2","paths":{}}` | swagger | Only version 2.0 of Swagger can be imported.
                application/yaml | `{"swagger":"2.0","basePath":"/v1","paths":{"/a":{"get":{}}}}` | servers | No server of the document has an absolute http or https URL (/v1: Enter an absolute http or https URL.). Enter the upstream.
                application/yaml | `{"swagger":"2.0","paths":{"/a":{"get":{}}}}` | servers | The document has no servers. Add servers, or enter the upstream.
                application/yaml | `a: b` | openapi | The field is missing. Without it, this is not an OpenAPI document.
                application/yaml | `openapi: 4.0.0` | openapi | The version must be a text such as 3.0.4, 3.1.2 or 3.2.0. These versions can be imported.
                application/yaml | `openapi: 3.1` | openapi | The version must be a text such as 3.0.4, 3.1.2 or 3.2.0. These versions can be imported.
                application/yaml | `openapi: 3.0.0\\nservers: [{url: "http://a"}]` | paths | The field must be an object with the paths of the API.
                application/yaml | `openapi: 3.0.0\\nservers: [{url: "http://a"}]\\npaths: {/a: {}}` | paths | No operation of the document can be exposed.
                application/yaml | `openapi: 3.0.0\\npaths: {/a: {get: {}}}` | servers | The document has no servers. Add servers, or enter the upstream.
                application/yaml | `openapi: 3.0.0\\nservers: [{url: /v1}, {url: "https://{host}"}]\\npaths: {/a: {get: {}}}` | servers | No server of the document has an absolute http or https URL (/v1: Enter an absolute http or https URL., https://{host}: Enter an absolute http or https URL.). Enter the upstream.
                application/yaml | `openapi: 3.0.0\\nservers: [{url: "http://a"}]\\npaths: {/a: {$ref: "https://evil.example/a.yaml"}}` | /a | The path refers to https://evil.example/a.yaml. Only references within the document (#/…) are followed.
                application/yaml | `openapi: 3.0.0\\nservers: [{url: "http://a"}]\\npaths: {/a: {$ref: "other.yaml#/a"}}` | /a | The path refers to other.yaml#/a. Only references within the document (#/…) are followed.
                application/yaml | `openapi: 3.0.0\\nservers: [{url: "http://a"}]\\npaths: {/a: {$ref: "#/paths/~1b"}, /b: {$ref: "#/paths/~1a"}}` | /a | The path refers to itself by #/paths/~1b.
                application/yaml | `openapi: 3.0.0\\nservers: [{url: "http://a"}]\\npaths: {/a: {$ref: "#/b"}}` | /a | The path refers to #/b, which does not exist.
                application/yaml | `openapi: 3.0.0\\nservers: [{url: "http://a"}]\\npaths: {/a: {get: {}}}` | name | A value is required.
                """)
        void documentThatCannotBeImported(String type, String document, String field, String message) {
            var errors = post(document.replace("\\n", "\n"), type, "").json().getJsonArray("errors");

            assertThat(errors.getJsonObject(0)).isEqualTo(outsideBody(field, message));
            assertThat(services()).isEmpty();
        }

        @Test
        void remoteReferenceIsNotFetched() {
            try (var elsewhere = new RecordingUpstream()) {
                post(paths("  /a: {$ref: \"" + elsewhere.address() + "/a.yaml\"}\n"), YAML, "");

                assertThat(elsewhere.requests()).isEmpty();
            }
        }

        @Test
        void textThatIsNotUtf8() {
            assertThat(refusal("openapi: 3.0.0 # \u00e9".getBytes(StandardCharsets.ISO_8859_1)))
                    .isEqualTo(outsideBody("document", "The document is not encoded in UTF-8."));
        }

        @Test
        void aliasesThatWouldExplodeCostNothing() {
            var nested = new StringBuilder("x0: &a0 {get: {}}\n");
            for (var i = 1; i <= 40; i++) {
                nested.append("x%d: &a%d {a: *a%d, b: *a%d, c: *a%d}\n".formatted(i, i, i - 1, i - 1, i - 1));
            }

            assertThat(post(nested + paths("  /a: {get: {x-all: *a40}}\n"), YAML, "?preview=true")
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void mappingThatContainsItself() {
            assertInvalid(
                    post(paths("  /a: &a {get: {}, put: *a, parameters: *a, $ref: *a}\n"), YAML, ""),
                    outsideBody("/a", "$ref must be a text."));
        }

        @Test
        void mergeKeysThatWouldExplode() {
            var bomb = new StringBuilder("openapi: 3.0.0\nx-a: &a\n");
            IntStream.range(0, 5000).forEach(i -> bomb.append("  k").append(i).append(": 1\n"));
            bomb.append("paths:\n");
            IntStream.range(0, 100).forEach(i -> bomb.append("  /m").append(i).append(": {<<: *a}\n"));

            assertThat(refusal(bomb.toString()))
                    .isEqualTo(
                            outsideBody(
                                    "document",
                                    "The document can't be read as YAML: line 5024: merge keys (<<) make more than 100000 entries"));
        }

        @ParameterizedTest
        @CsvSource({
            "application/json, 'The document nests deeper than 200 levels, or has a name or number that is too long.'",
            "application/yaml, The document can't be read as YAML: line 1: nests deeper than 200 levels"
        })
        void deepNesting(String type, String message) {
            var deep = "[".repeat(100_000);
            var document = type.equals(JSON) ? "{\"openapi\":" + deep : "openapi: " + deep;

            assertThat(post(document, type, "").json().getJsonArray("errors").getJsonObject(0))
                    .isEqualTo(outsideBody("document", message));
        }

        @Test
        void moreThanTwentyThousandPaths() {
            var many = IntStream.range(0, 20_001)
                    .mapToObj(i -> "  /p" + i + ": {get: {}}\n")
                    .collect(Collectors.joining());

            assertThat(refusal(paths(many))).isEqualTo(outsideBody("paths", "At most 20000 entries are allowed."));
        }

        @Test
        void faultsWithoutNumberAreToldInPart() {
            var many =
                    IntStream.range(0, 4000).mapToObj(i -> "  /p" + i + ": 5\n").collect(Collectors.joining());

            assertThat(post(paths(many), YAML, "").json().getJsonArray("errors"))
                    .hasSize(100);
        }

        @Test
        void notesWithoutNumberAreToldInPart() {
            var answer = post(sharedItem(10, 300), YAML, "?preview=true");

            assertThat(notes(answer)).hasSize(1001).last().isEqualTo("paths 2000 more notes are not shown.");
        }

        @Test
        void itemThatVeryManyPathsShare() {
            assertThat(refusal(sharedItem(6000, 200)))
                    .isEqualTo(
                            outsideBody(
                                    "paths",
                                    "The paths have more than 1000000 fields, counted with the path items that they refer to."));
        }

        private static String sharedItem(int paths, int fields) {
            var many = IntStream.range(0, paths)
                    .mapToObj(i -> "  /p" + i + ": {$ref: \"#/components/pathItems/shared\"}\n")
                    .collect(Collectors.joining());
            var unknown =
                    IntStream.range(0, fields).mapToObj(i -> ", f" + i + ": 1").collect(Collectors.joining());
            return paths(many) + "components: {pathItems: {shared: {get: {}" + unknown + "}}}\n";
        }

        @Test
        void referencesWithoutEnd() {
            var chain = IntStream.range(0, 25)
                    .mapToObj(i -> "    r" + i + ": {$ref: \"#/components/pathItems/r" + (i + 1) + "\"}\n")
                    .collect(Collectors.joining());

            assertThat(refusal(paths("  /a: {$ref: \"#/components/pathItems/r0\"}\n") + "components:\n  pathItems:\n"
                            + chain + "    r25: {get: {}}\n"))
                    .isEqualTo(outsideBody("/a", "More than 20 references lead from the path to its path item."));
        }

        @Test
        void referenceThatIsTooDeep() {
            assertThat(refusal(paths("  /a: {$ref: \"#" + "/a".repeat(201) + "\"}\n")))
                    .isEqualTo(outsideBody(
                            "/a", "The path refers to #" + "/a".repeat(201) + ", which is too long for a reference."));
        }

        @ParameterizedTest
        @CsvSource({
            "application/json, The paths and servers of the document have more than 1000000 values.",
            "application/yaml, 'The document can''t be read as YAML: line 1000: the document has more than 1000000 values in its paths and servers'"
        })
        void moreValuesThanAnyDocumentNeeds(String type, String message) {
            var servers = "[" + ("1,".repeat(1000) + "\n ").repeat(1000) + "1]";
            var document = type.equals(JSON) ? "{\"servers\":" + servers + "}" : "servers: " + servers;

            assertThat(post(document, type, "").json().getJsonArray("errors").getJsonObject(0))
                    .isEqualTo(outsideBody("document", message));
        }

        @Test
        void anchorsThatNobodyFollowsAreCountedToo() {
            var anchors = "- &a x\n".repeat(1_000_001);

            assertThat(refusal("x:\n" + anchors).getString("message"))
                    .endsWith("the document has more than 1000000 values in its paths and servers");
        }

        @Test
        void documentOfNineMegabytesIsRead() {
            var filler = ("# " + "x".repeat(1020) + "\n").repeat(1024);

            assertThat(post(filler.repeat(9) + PETS_YAML, YAML, "?preview=true").status())
                    .isEqualTo(200);
            assertThat(post(
                                    PETS_YAML + "x-long: \"" + "y ".repeat(400_000) + "\"\n" + "x-more: |\n"
                                            + filler.indent(2),
                                    YAML,
                                    "?preview=true")
                            .status())
                    .isEqualTo(200);
            assertThat(refusal("a: " + "x".repeat(1_000_000)))
                    .isEqualTo(outsideBody(
                            "document",
                            "The document can't be read as YAML: a line has more than 1000000 characters."));
        }

        @ParameterizedTest
        @CsvSource({
            "?name=a/b, name, Only letters%2C digits and . _ ~ - are allowed%2C because the name is part of the URL.",
            "?upstream=ftp://a.example, upstream, Enter an absolute http or https URL.",
            "?upstream=http://a.example/a/%252e%252e/b, upstream, 'The path must not contain encodings, dot segments or characters that servers read differently.'",
            "?upstream=http://a.example/%09b, upstream, Control characters are not allowed. Remove them.",
            "?preview=yes, preview, The value must be true or false.",
            "?preveiw=true, preveiw, This parameter does not exist. Remove it."
        })
        void parametersThatBreakARule(String query, String field, String message) {
            assertInvalid(post(PETS_JSON, JSON, query), outsideBody(field, message.replace("%2C", ",")));
        }

        @Test
        void projectThatDoesNotExist() {
            project = "flnone";

            assertProblem(post(PETS_JSON, JSON, ""), 404, "Not found", "The project does not exist.");
        }

        @Test
        void bodyThatIsMissing() {
            assertThat(refusal("")).isEqualTo(outsideBody("document", "The document is empty."));
        }

        @Test
        void auditorMayNot() {
            var auditor = unique();
            admin.createPerson(auditor, "AUDITOR");
            var token = gate.adminToken(auditor, auditor + "-demo", "gatehouse.audit");

            assertThat(post(PETS_JSON, JSON, "?preview=true", token).status()).isEqualTo(403);
            assertThat(post(PETS_JSON, JSON, "", null).status()).isEqualTo(401);
            assertThat(services()).isEmpty();
        }

        @Test
        void importedServicesAreDeletedLikeOthers() {
            post(PETS_JSON, JSON, "");

            services().forEach(row -> assertNoContent(admin.delete("/services/" + row.getString("id"))));
            assertThat(services()).isEmpty();
        }

        private JsonObject refusal(String document) {
            return refusal(document.getBytes(StandardCharsets.UTF_8));
        }

        private JsonObject refusal(byte[] document) {
            var answer = gate.sendBytes(
                    "POST",
                    AdminApi.V1 + "/projects/" + project + "/openapi?name=Api",
                    document,
                    Map.of("Content-Type", YAML, "Authorization", "Bearer " + admin.token()));
            assertThat(answer.status()).as("%s", answer).isEqualTo(400);
            return answer.json().getJsonArray("errors").getJsonObject(0);
        }
    }

    /** @param methods the methods of the service; none stands for all */
    private JsonObject byHand(String resource, String upstream, String... methods) {
        return admin.created("/services", handMade(resource, upstream, methods));
    }

    /** Returns a service that is exposed without a document. */
    private JsonObject handMade(String resource, String upstream, String... methods) {
        return AdminApi.restResource(project, "Api", resource, upstream).put("methods", List.of(methods));
    }

    private Answer post(String document, String type, String query) {
        return post(document, type, query, admin.token());
    }

    private Answer post(String document, String type, String query, String token) {
        var headers = new HashMap<>(Gate.bearer(token));
        headers.put("Content-Type", type);
        return gate.send("POST", AdminApi.V1 + "/projects/" + project + "/openapi" + query, document, headers);
    }

    private static String paths(String yaml) {
        return "openapi: 3.0.0\ninfo: {title: Api}\nservers: [{url: \"https://a.example\"}]\npaths:\n" + yaml.indent(2);
    }

    private List<JsonObject> services() {
        return admin.get("/services?projectId=" + project).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<JsonObject> added(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json().getJsonArray("added").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<String> notes(Answer answer) {
        return answer.json().getJsonArray("notes").stream()
                .map(JsonObject.class::cast)
                .map(note -> note.getString("at") + " " + note.getString("message"))
                .toList();
    }

    private JsonObject report(String name, boolean preview) {
        return new JsonObject()
                .put("preview", preview)
                .put("projectId", project)
                .put("name", name)
                .put("path", "/integration/restv2/development/" + project + "/" + name)
                .put("added", new JsonArray())
                .put("changed", new JsonArray())
                .put("removed", new JsonArray())
                .put("unchanged", new JsonArray())
                .put("notes", new JsonArray());
    }

    private static JsonObject exposed(String resource, String description, String upstream, String... methods) {
        return new JsonObject()
                .put("resource", resource)
                .put("methods", new JsonArray(List.of(methods)))
                .put("description", description)
                .put("upstreamUrl", upstream);
    }

    private static JsonArray array(JsonObject... values) {
        return new JsonArray(List.of(values));
    }
}
