// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.outsideBody;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preview of the services that a URL pattern covers, and the tree of services to choose from. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CoverageTest {
    @TestHTTPResource("/")
    URI base;

    private AdminApi admin;
    private String projectName;
    private String project;
    private String api;

    @BeforeEach
    void makeProject() {
        admin = AdminApi.of(new Gate(base));
        projectName = unique();
        project = admin.createProject(projectName);
        api = "/integration/restv2/development/" + project + "/Shop";
    }

    @Nested
    class Patterns {

        @Test
        void serviceIsCoveredWithItsMethods() {
            var service = expose("/customers", "GET", "POST");

            assertThat(covered(api + "/customers", "GET").json())
                    .isEqualTo(new JsonObject()
                            .put("pattern", api + "/customers")
                            .put("methods", new JsonArray().add("GET"))
                            .put(
                                    "services",
                                    excerpt(row(
                                            reference(service, "/customers"), "ALL", List.of("GET"), List.of("POST"))))
                            .put("hints", new JsonArray())
                            .put("shared", new JsonArray()));
        }

        @Test
        void patternIsShownAsItWouldBeStored() {
            assertThat(covered((api + "/caf%C3%a9/%7Ejoe").substring(1)).json().getString("pattern"))
                    .isEqualTo(api + "/caf%C3%A9/~joe");
        }

        @Test
        void methodsInAnyCaseAreShownAsTheyWouldBeStored() {
            assertThat(covered(api + "/x", "post", "get").json().getJsonArray("methods"))
                    .isEqualTo(new JsonArray().add("GET").add("POST"));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        /elsewhere/x              | The path must start with /integration/.
                        /integration/a/{id}       | Write a path variable as *: /abc/* instead of /abc/{id}.
                        /integration/a/**/b       | ** is allowed only as the last segment.
                        /integration/a*           | * is allowed only as a whole segment.
                        /integration//a           | Enter a path without empty segments, query or fragment.
                        """)
        void patternThatCouldNotBeSavedIsRefusedInTheSameWords(String pattern, String why) {
            assertInvalid(covered(pattern), outsideBody("pattern", why));
        }

        @Test
        void patternIsRequired() {
            assertInvalid(admin.get("/services/covered"), outsideBody("pattern", "A value is required."));
        }

        @Test
        void unknownMethodIsRefused() {
            assertInvalid(
                    covered(api + "/x", "FETCH"),
                    outsideBody(
                            "method", "Only these values are allowed: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS."));
        }
    }

    @Nested
    class Services {

        @ParameterizedTest
        @CsvSource({
            "/customers/*, /customers/*, ALL",
            "/customers/*, /customers/**, ALL",
            "/customers/*, /**, ALL",
            "/customers/*, /*/*, ALL",
            "/customers/*, /customers/4711, PARTLY",
            "/customers/*, /*/4711, PARTLY",
            "/customers/**, /customers/*, PARTLY",
            "/customers/**, /customers/*/orders, PARTLY",
            "/customers/4711, /customers/*, ALL",
        })
        void serviceIsCoveredWholeOnlyWithEveryUrl(String resource, String pattern, String extent) {
            var service = expose(resource);

            assertThat(covered(api + pattern).json().getJsonObject("services"))
                    .isEqualTo(excerpt(row(reference(service, resource), extent, List.of(), List.of())));
        }

        @Test
        void urlOfAMoreSpecificServiceIsNotOneOfTheOther() {
            expose("/customers/*");
            var specific = expose("/customers/new");

            assertThat(covered(api + "/customers/new").json().getJsonObject("services"))
                    .isEqualTo(excerpt(row(reference(specific, "/customers/new"), "ALL", List.of(), List.of())));
        }

        @Test
        void methodThatTheMoreSpecificServiceDoesNotAnswerToIsOneOfTheOther() {
            var general = expose("/customers/*", "GET", "DELETE");
            var specific = expose("/customers/new", "GET");

            assertThat(covered(api + "/customers/new").json().getJsonObject("services"))
                    .isEqualTo(excerpt(
                            row(reference(general, "/customers/*"), "PARTLY", List.of("DELETE"), List.of("GET")),
                            row(reference(specific, "/customers/new"), "ALL", List.of("GET"), List.of())));
        }

        @Test
        void callsThatTwoServicesMatchAreOfTheOneThatGetsThem() {
            var comments = expose("/issues/*/comments", "GET", "POST");
            var search = expose("/issues/search/*", "GET");

            var answer = covered(api + "/issues/search/comments").json();

            assertThat(answer.getJsonObject("services"))
                    .isEqualTo(excerpt(
                            row(reference(comments, "/issues/*/comments"), "PARTLY", List.of("POST"), List.of("GET")),
                            row(reference(search, "/issues/search/*"), "PARTLY", List.of("GET"), List.of())));
            var shared = new JsonArray()
                    .add(new JsonObject()
                            .put("url", api + "/issues/search/comments")
                            .put("methods", List.of("GET"))
                            .put("service", api + "/issues/search/*")
                            .put("other", api + "/issues/*/comments"));
            assertThat(answer.getJsonArray("shared")).isEqualTo(shared);
            assertThat(covered(api + "/**").json().getJsonArray("shared")).isEqualTo(shared);
            assertThat(covered(api + "/issues/new/comments").json().getJsonArray("shared"))
                    .isEmpty();
            assertThat(covered(api + "/**", "POST").json().getJsonArray("shared"))
                    .isEmpty();
        }

        /** A third service is the usual remedy for calls that two services match. */
        @Test
        void callsThatAThirdServiceGetsAreNotSharedByTheOthers() {
            expose("/issues/*/comments", "GET", "POST");
            expose("/issues/search/*", "GET", "POST");
            expose("/issues/search/comments", "GET");

            assertThat(covered(api + "/**").json().getJsonArray("shared"))
                    .isEqualTo(new JsonArray()
                            .add(new JsonObject()
                                    .put("url", api + "/issues/search/comments")
                                    .put("methods", List.of("POST"))
                                    .put("service", api + "/issues/search/*")
                                    .put("other", api + "/issues/*/comments")));
        }

        @Test
        void flowServiceIsCoveredByItsOwnPath() {
            var path = "/integration/rest/external/integration/run/development/" + project + "/sum";
            var service = admin.created(
                            "/services",
                            new JsonObject()
                                    .put("projectId", project)
                                    .put("kind", "FLOW_SERVICE")
                                    .put("name", "sum")
                                    .put("upstreamUrl", "http://127.0.0.1:9/"))
                    .getString("id");

            assertThat(covered(path).json().getJsonObject("services"))
                    .isEqualTo(excerpt(row(
                            reference(service, "")
                                    .put("kind", "FLOW_SERVICE")
                                    .put("name", "sum")
                                    .put("path", path),
                            "ALL",
                            List.of(),
                            List.of())));
        }

        @Test
        void fiftyAreShownAndAllAreCounted() {
            IntStream.rangeClosed(1, 51).forEach(n -> expose("/part" + n));

            var services = covered(api + "/*").json().getJsonObject("services");

            assertThat(services.getJsonArray("items")).hasSize(50);
            assertThat(services.getInteger("total")).isEqualTo(51);
        }
    }

    @Nested
    class NearMisses {

        @ParameterizedTest
        @CsvSource({
            "/customers, /customers/**, PATH_ITSELF, /customers, does not cover the path above it",
            "/customers, /customers/, TRAILING_SLASH, /customers,"
                    + " 'does not cover the same path with or without a slash at its end, which is another resource'",
            "/customers/*/orders, /customers, TOO_SHORT, /customers/**, does not cover what is below it",
            "/customers, /customers/*, TOO_LONG, /customers, has a segment more than a service",
            "/Customers, /customers, LETTER_CASE, /Customers, has letters of another case than a service"
        })
        void nearMissIsHintedAt(String resource, String pattern, String miss, String suggested, String message) {
            expose(resource);

            var answer = covered(api + pattern).json();

            assertThat(answer.getJsonObject("services")).isEqualTo(excerpt());
            assertThat(answer.getJsonArray("hints"))
                    .isEqualTo(new JsonArray()
                            .add(new JsonObject()
                                    .put("miss", miss)
                                    .put("pattern", api + suggested)
                                    .put("services", 1)
                                    .put("message", message)));
        }

        @Test
        void serviceThatAnswersToOtherMethodsIsHintedAt() {
            expose("/customers", "GET");

            assertThat(covered(api + "/customers", "POST").json().getJsonArray("hints"))
                    .isEqualTo(new JsonArray()
                            .add(new JsonObject()
                                    .put("miss", "METHODS")
                                    .put("pattern", api + "/customers")
                                    .put("services", 1)
                                    .put("message", "covers none of the methods of a service")));
        }
    }

    @Nested
    class Tree {

        @Test
        void projectHoldsFlowServicesAndApisWithTheirUrls() {
            var all = expose("/customers", "GET");
            var one = expose("/customers/*");

            assertThat(admin.get("/service-tree?search=" + project).json()).isEqualTo(tree(false, all, one));
        }

        @Test
        void searchInServicesShowsThoseAlone() {
            expose("/customers");
            var found = expose("/customers/*/" + projectName);

            assertThat(admin.get("/service-tree?search=" + (project + "/Shop/customers/*/" + projectName).toUpperCase())
                            .json()
                            .getJsonArray("projects")
                            .getJsonObject(0)
                            .getJsonArray("restApis")
                            .getJsonObject(0)
                            .getJsonArray("resources"))
                    .isEqualTo(new JsonArray().add(node(found, "/customers/*/" + projectName)));
        }

        @Test
        void moreThanFitIsSaidAndOneProjectShowsItAll() {
            IntStream.rangeClosed(1, 51).forEach(n -> expose("/part" + n));

            var many = onlyProject("?search=" + project);
            var one = onlyProject("?projectId=" + project);

            assertThat(many.getBoolean("more")).isTrue();
            assertThat(resources(many)).hasSize(50);
            assertThat(one.getBoolean("more")).isFalse();
            assertThat(resources(one)).hasSize(51);
        }

        @Test
        void searchWithoutAHitIsAnEmptyTree() {
            assertThat(admin.get("/service-tree?search=" + unique()).json())
                    .isEqualTo(new JsonObject().put("projects", new JsonArray()).put("more", false));
        }

        @Test
        void unknownProjectIsNotFound() {
            assertProblem(
                    admin.get("/service-tree?projectId=" + unique()), 404, "Not found", "The project does not exist.");
        }

        private JsonObject onlyProject(String query) {
            var projects = admin.get("/service-tree" + query).json().getJsonArray("projects");
            assertThat(projects).hasSize(1);
            return projects.getJsonObject(0);
        }

        private static JsonArray resources(JsonObject node) {
            return node.getJsonArray("restApis").getJsonObject(0).getJsonArray("resources");
        }

        private JsonObject tree(boolean more, String all, String one) {
            var shop = new JsonObject()
                    .put("name", "Shop")
                    .put("url", api + "/**")
                    .put(
                            "resources",
                            new JsonArray()
                                    .add(node(all, "/customers").put("methods", new JsonArray().add("GET")))
                                    .add(node(one, "/customers/*")));
            return new JsonObject()
                    .put(
                            "projects",
                            new JsonArray()
                                    .add(new JsonObject()
                                            .put("projectId", project)
                                            .put("name", projectName)
                                            .put("environment", "development")
                                            .put("flowServices", new JsonArray())
                                            .put("restApis", new JsonArray().add(shop))
                                            .put("more", false)))
                    .put("more", more);
        }

        private JsonObject node(String id, String resource) {
            return new JsonObject()
                    .put("id", id)
                    .put("name", "Shop")
                    .put("resource", resource)
                    .put("url", api + resource)
                    .put("methods", new JsonArray())
                    .putNull("description");
        }
    }

    @Test
    void auditorMayAskForBoth() {
        var auditor = unique();
        admin.createPerson(auditor, "AUDITOR");
        var reading =
                new AdminApi(admin.gate(), admin.gate().adminToken(auditor, auditor + "-demo", "gatehouse.audit"));

        assertThat(reading.get("/services/covered?pattern=" + api).status()).isEqualTo(200);
        assertThat(reading.get("/service-tree").status()).isEqualTo(200);
    }

    private Answer covered(String pattern, String... methods) {
        return admin.get("/services/covered?pattern=" + Gate.encode(pattern)
                + (methods.length == 0 ? "" : "&method=" + String.join("&method=", methods)));
    }

    private String expose(String resource, String... methods) {
        return admin.created(
                        "/services",
                        AdminApi.restResource(project, "Shop", resource, "http://127.0.0.1:9/")
                                .put("methods", List.of(methods)))
                .getString("id");
    }

    private JsonObject reference(String id, String resource) {
        return new JsonObject()
                .put("id", id)
                .put("kind", "REST_RESOURCE")
                .put("projectId", project)
                .put("projectName", projectName)
                .put("name", "Shop")
                .put("resource", resource)
                .put("path", api + resource);
    }

    private static JsonObject row(JsonObject service, String extent, List<String> methods, List<String> otherMethods) {
        return new JsonObject()
                .put("service", service)
                .put("extent", extent)
                .put("methods", new JsonArray(methods))
                .put("otherMethods", new JsonArray(otherMethods));
    }

    private static JsonObject excerpt(JsonObject... rows) {
        return new JsonObject().put("items", new JsonArray(List.of(rows))).put("total", rows.length);
    }
}
