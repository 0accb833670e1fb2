// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import static dev.gatehouse.testing.AdminApi.assertConflict;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApiFixture;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RecordingUpstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exposed services in the admin API: each test breaks one rule and compares the whole answer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ServicesApiTest extends AdminApiFixture {

    @Test
    void restResourceIsCreatedReadReplacedAndDeleted() {
        var project = project();
        var created =
                admin.created("/services", service(project, "/items/*").put("methods", new JsonArray().add("get")));
        var id = created.getString("id");
        var path = "/integration/restv2/development/" + project + "/Api/items/*";

        assertThat(created)
                .isEqualTo(new JsonObject()
                        .put("id", id)
                        .put("projectId", project)
                        .put("kind", "REST_RESOURCE")
                        .put("name", "Api")
                        .put("resource", "/items/*")
                        .put("path", path)
                        .put("methods", new JsonArray().add("GET"))
                        .putNull("description")
                        .put("upstreamUrl", "http://127.0.0.1:9/base")
                        .put("timeoutMs", 30_000)
                        .putNull("rateLimit")
                        .put("cors", new JsonObject().put("mode", "OFF").put("origins", new JsonArray()))
                        .put("imported", false)
                        .putNull("lastUsedAt")
                        .put("createdAt", created.getString("createdAt"))
                        .put("updatedAt", created.getString("updatedAt")));
        assertThat(admin.get("/services/" + id).json()).isEqualTo(created);
        assertThat(admin.put("/services/" + id, service(project, "/things").put("timeoutMs", 1))
                        .status())
                .isEqualTo(200);
        var changedPath = "/integration/restv2/development/" + project + "/Api/things";
        assertThat(admin.get("/services/" + id).json().getString("path")).isEqualTo(changedPath);
        assertThat(admin.delete("/services/" + id).status()).isEqualTo(204);
        assertProblem(admin.get("/services/" + id), 404, "Not found", "The service does not exist.");
        assertThat(audited("service.created", path)).isEqualTo(1);
        assertThat(audited("service.changed", changedPath)).isEqualTo(1);
        assertThat(audited("service.deleted", changedPath)).isEqualTo(1);
    }

    @Test
    void flowServiceHasAPathOfItsOwn() {
        var project = project();

        assertThat(admin.created("/services", flow(project)).getString("path"))
                .isEqualTo("/integration/rest/external/integration/run/development/" + project + "/calculate");
    }

    @Test
    void whatIsRequiredIsNamed() {
        assertInvalid(
                admin.post("/services", new JsonObject()),
                error("kind", "Only these values are allowed: FLOW_SERVICE, REST_RESOURCE."),
                error("projectId", "A value is required."));
        assertInvalid(
                admin.post("/services", flow("nowhere")), error("projectId", "There is no project with this ID."));
    }

    @Test
    void kindAndProjectCannotBeChanged() {
        var project = project();
        var id = admin.created("/services", flow(project)).getString("id");

        assertInvalid(
                admin.put("/services/" + id, service("fldemo", "/a")),
                error("kind", "This value can't be changed."),
                error("projectId", "This value can't be changed."),
                error("resource", "Only a REST resource has this value. Remove it."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/b", "a b", "a%2fb", "*", "a;b", "ä"})
    void nameIsAPlainPathSegment(String name) {
        var answer = admin.post("/services", flow(project()).put("name", name));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonArray("errors"))
                .containsExactly(error(
                        "name", "Only letters, digits and . _ ~ - are allowed, because the name is part of the URL."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            items            | The path must begin with /.
            /a/../../../b    | The segments . and .. are not allowed.
            /a/./b           | The segments . and .. are not allowed.
            /a/.             | The segments . and .. are not allowed.
            /a%2fb           | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
            /a;b             | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
            /{id}            | Write a path variable as *: /abc/* instead of /abc/{id}.
            /a//b            | Enter a path without empty segments, query or fragment.
            /a?b             | Enter a path without empty segments, query or fragment.
            /**/a            | ** is allowed only as the last segment.
            """)
    void resourceThatBreaksARuleIsRefused(String resource, String message) {
        var answer = admin.post("/services", service(project(), resource));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonArray("errors")).contains(error("resource", message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ftp://host/             | Enter an absolute http or https URL.
            //host/                 | Enter an absolute http or https URL.
            /base                   | Enter an absolute http or https URL.
            http:///base            | Enter an absolute http or https URL.
            http://a b/             | Enter an absolute http or https URL.
            file:///etc/passwd      | Enter an absolute http or https URL.
            http://user:pw@host/    | A user, a query or a fragment is not allowed. Remove it.
            http://host/?a=b        | A user, a query or a fragment is not allowed. Remove it.
            http://host/#a          | A user, a query or a fragment is not allowed. Remove it.
            http://host:0/          | The port must be between 1 and 65535.
            http://host:65536/      | The port must be between 1 and 65535.
            http://user_host:65536/ | The port must be between 1 and 65535.
            http://user_host%20/    | Enter an absolute http or https URL.
            http://[fe80::1%25eth0]/       | An IPv6 zone ID (%) is valid on one host only. Remove it.
            http://[fe80::1%eth0]:8080/a   | An IPv6 zone ID (%) is valid on one host only. Remove it.
            http://host/a%00b              | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/a%5cb              | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/a%2Fb              | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/%252e%252e/b       | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/a/%2e%2e/b         | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/a/.%2E/b           | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/a/%2e              | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/a/..;/b            | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/a;b                | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/../b               | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/a//../c            | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/a//b/../../c       | The path must not contain encodings, dot segments or characters that servers read differently.
            http://host/a//..              | The path must not contain encodings, dot segments or characters that servers read differently.
            """)
    void upstreamUrlThatBreaksARuleIsRefused(String url, String message) {
        assertInvalid(admin.post("/services", flow(project()).put("upstreamUrl", url)), error("upstreamUrl", message));
    }

    /** RFC 3986 §3.1, §3.2.2. Names of services in container networks can contain an underscore. */
    @ParameterizedTest
    @CsvSource({
        "HTTP://User_Service:8080/Base, http://user_service:8080/Base",
        "hTTps://API.Example, https://api.example",
        "http://[::A]:1/x, http://[::a]:1/x"
    })
    void schemeAndHostOfTheUpstreamHaveNoCase(String url, String stored) {
        assertThat(admin.created("/services", flow(project()).put("upstreamUrl", url))
                        .getString("upstreamUrl"))
                .isEqualTo(stored);
    }

    /** Calls go to the stored text, and its upstream is found by the same text. */
    @ParameterizedTest
    @CsvSource({
        "http://host/a/./b/../c//d/, http://host/a/c/d/",
        "http://host//a, http://host/a",
        "http://host:80/, http://host/",
        "http://host:8080/%7euser/a%3ab/%c3%a4, http://host:8080/~user/a%3Ab/%C3%A4",
    })
    void upstreamUrlIsStoredInCanonicalForm(String url, String stored) {
        assertThat(admin.created("/services", flow(project()).put("upstreamUrl", url))
                        .getString("upstreamUrl"))
                .isEqualTo(stored);
    }

    @Test
    void controlCharacterInTheUpstreamUrlIsOneError() {
        assertInvalid(
                admin.post("/services", flow(project()).put("upstreamUrl", "http://host/a\tb")),
                error("upstreamUrl", "Control characters are not allowed. Remove them."));
        assertInvalid(
                admin.post("/services", flow(project()).put("upstreamUrl", "http://host/a\u2028")),
                error("upstreamUrl", "Line separators (U+2028, U+2029) are not allowed. Remove them."));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3_600_001})
    void timeoutOutOfRangeIsRefused(int timeout) {
        assertInvalid(
                admin.post("/services", flow(project()).put("timeoutMs", timeout)),
                error("timeoutMs", "The number must be between 1 and 3600000."));
    }

    @Test
    void onePathIsExposedOnce() {
        var project = project();
        admin.created("/services", service(project, "/items"));

        assertConflict(
                admin.post("/services", service(project, "/%69tems")),
                "resource",
                "Another service is exposed under /integration/restv2/development/" + project
                        + "/Api/items. Choose another path or other methods.");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, GET",
        "GET, HEAD",
        "HEAD, HEAD",
        "POST, POST",
        "PUT, PUT",
        "PATCH, PATCH",
        "DELETE, DELETE",
        "OPTIONS, OPTIONS",
        "'', HEAD",
        "POST, ''"
    })
    void methodOfAPathIsAnsweredOnce(String methods, String others) {
        var project = project();
        admin.created("/services", service(project, "/items").put("methods", methods(methods)));
        var other = service(project, "/items").put("methods", methods(others));

        assertConflict(
                admin.post("/services", other),
                "resource",
                "Another service is exposed under /integration/restv2/development/" + project
                        + "/Api/items. Choose another path or other methods.");
        var free = methods.equals("PUT") ? "PATCH" : "PUT";
        if (!methods.isEmpty()) {
            var id = admin.created("/services", other.copy().put("methods", List.of(free)))
                    .getString("id");
            assertConflict(
                    admin.put("/services/" + id, other),
                    "resource",
                    "Another service is exposed under /integration/restv2/development/" + project
                            + "/Api/items. Choose another path or other methods.");
        }
    }

    private static List<String> methods(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    @Test
    void methodsOfAPathMayHaveServicesOfTheirOwn() {
        var project = project();
        try (var upstream = new RecordingUpstream()) {
            for (var method : List.of("GET", "POST")) {
                admin.created(
                        "/services",
                        service(project, "/items")
                                .put("methods", List.of(method))
                                .put("upstreamUrl", upstream.address() + "/" + method));
            }
            var api = "/integration/restv2/development/" + project + "/Api";
            var token = tokenFor(api + "/**");

            for (var method : List.of("GET", "POST", "HEAD", "PUT")) {
                assertThat(gate.send(method, api + "/items", null, Gate.bearer(token))
                                .status())
                        .as(method)
                        .isEqualTo(method.equals("PUT") ? 405 : 200);
            }
            assertThat(upstream.requests()).containsExactly("GET /GET/items", "POST /POST/items", "HEAD /GET/items");
        }
    }

    private String tokenFor(String url) {
        var name = unique();
        admin.created("/scopes", scope(name).put("serviceUrls", urls(url(url))));
        return Partner.register(
                        gate,
                        new JsonObject()
                                .put("grantTypes", List.of("client_credentials"))
                                .put("scopes", List.of(name)))
                .accessToken();
    }

    @Test
    void parallelCreationsOfOnePathMakeOneService() {
        var project = project();

        assertThat(statuses(4, i -> admin.post("/services", service(project, "/items"))))
                .containsExactlyInAnyOrder(201, 409, 409, 409);
    }

    @Test
    void ofTwoThatMatchACallTheOneWithTheFirstLiteralGetsIt() {
        var project = project();
        try (var upstream = new RecordingUpstream()) {
            List.of("/items/*/parts", "/items/new/*", "/*/new/parts", "/items/**")
                    .forEach(resource -> admin.created(
                            "/services",
                            service(project, resource)
                                    .put("upstreamUrl", upstream.address() + resource.replace('*', '_'))
                                    .put("methods", List.of(resource.equals("/items/new/*") ? "PUT" : "GET"))));
            var api = "/integration/restv2/development/" + project + "/Api";
            var token = tokenFor(api + "/**");

            for (var call :
                    List.of("GET /items/new/parts", "PUT /items/new/parts", "GET /x/new/parts", "GET /items/1")) {
                var parts = call.split(" ");
                assertThat(gate.send(parts[0], api + parts[1], null, Gate.bearer(token))
                                .status())
                        .as(call)
                        .isEqualTo(200);
            }
            assertThat(upstream.requests())
                    .containsExactly(
                            "GET /items/_/parts/items/new/parts",
                            "PUT /items/new/_/items/new/parts",
                            "GET /_/new/parts/x/new/parts",
                            "GET /items/__/items/1");
        }
    }

    @Test
    void listIsOfOneProjectAndWalkedByKey() {
        var project = project();
        List.of("/b", "/a", "/c").forEach(resource -> admin.created("/services", service(project, resource)));

        assertThat(walk("/services?limit=2&projectId=" + project, "resource")).containsExactly("/a", "/b", "/c");
        assertThat(admin.get("/services?projectId=nowhere").json())
                .isEqualTo(new JsonObject().put("items", new JsonArray()));
    }

    @Test
    void changeOfAnUpstreamTakesEffectWithinASecond() {
        var project = project();
        try (var first = new RecordingUpstream();
                var second = new RecordingUpstream()) {
            var service = service(project, "/items")
                    .put("upstreamUrl", first.address().toString());
            var created = admin.created("/services", service);
            var name = unique();
            admin.created("/scopes", scope(name).put("serviceUrls", urls(url(created.getString("path")))));
            var client = admin.created(
                    "/clients",
                    client(name)
                            .put("grantTypes", new JsonArray().add("client_credentials"))
                            .put("scopes", new JsonArray().add(name)));
            var token = clientCredentials(client.getString("clientId"), client.getString("clientSecret"))
                    .json()
                    .getString("access_token");
            assertThat(gate.get(created.getString("path"), token).status()).isEqualTo(200);
            assertThat(first.targets()).containsExactly("/items");

            admin.put(
                    "/services/" + created.getString("id"),
                    service.put("upstreamUrl", second.address().toString()));

            await().until(() -> {
                gate.get(created.getString("path"), token);
                return !second.targets().isEmpty();
            });
        }
    }
}
