// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import static dev.gatehouse.testing.AdminApi.assertConflict;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApiFixture;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scopes in the admin API: each test breaks one rule and compares the whole answer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ScopesApiTest extends AdminApiFixture {

    @ParameterizedTest
    @ValueSource(strings = {"gatehouse.", "gatehouse.metrics", "Gatehouse.Admin2", "GATEHOUSE.x"})
    void prefixOfBuiltInScopesIsReserved(String name) {
        assertInvalid(
                admin.post("/scopes", scope(name)),
                error(
                        "name",
                        "Names that begin with gatehouse. are reserved for built-in scopes. Choose another name."));
    }

    @Test
    void scopeIsCreatedReadReplacedAndDeleted() {
        var name = unique();
        var created = admin.created(
                "/scopes",
                new JsonObject()
                        .put("name", name)
                        .put("description", "Some of it")
                        .put("serviceUrls", urls(url("integration/%61/*", "post", "GET"), url("/integration/b/**"))));
        var id = created.getString("id");

        assertThat(created)
                .isEqualTo(new JsonObject()
                        .put("id", id)
                        .put("name", name)
                        .put("description", "Some of it")
                        .put("builtIn", false)
                        .put("serviceUrls", urls(url("/integration/a/*", "GET", "POST"), url("/integration/b/**")))
                        .put("groups", new JsonArray())
                        .put("createdAt", created.getString("createdAt"))
                        .put("updatedAt", created.getString("updatedAt")));
        assertThat(admin.get("/scopes/" + id).json()).isEqualTo(created);
        assertThat(admin.get("/scopes?search=" + name).json())
                .isEqualTo(new JsonObject().put("items", new JsonArray().add(created)));

        var changed = admin.put("/scopes/" + id, scope(name).put("serviceUrls", urls(url("/integration/c"))));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(admin.get("/scopes/" + id).json().getJsonArray("serviceUrls"))
                .isEqualTo(urls(url("/integration/c")));

        assertThat(admin.delete("/scopes/" + id).status()).isEqualTo(204);
        assertProblem(admin.get("/scopes/" + id), 404, "Not found", "The scope does not exist.");
        for (var action : List.of("scope.created", "scope.changed", "scope.deleted")) {
            assertThat(audited(action, name)).as(action).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\\b", "a,b", "a\"b", "ä"})
    void nameWithACharacterThatNoScopeMayHaveIsRefused(String name) {
        assertInvalid(
                admin.post("/scopes", scope(name)),
                error("name", "Only visible ASCII characters without \\ , and \" are allowed."));
    }

    @Test
    void nameOfMoreThanAHundredCharactersIsRefused() {
        assertInvalid(
                admin.post("/scopes", scope("a".repeat(101))), error("name", "At most 100 characters are allowed."));
    }

    @Test
    void nameIsUniqueIgnoringCase() {
        var name = unique();
        admin.created("/scopes", scope(name));

        assertConflict(
                admin.post("/scopes", scope(name.toUpperCase())),
                "name",
                "A scope named " + name.toUpperCase() + " exists already. Choose another name.");
    }

    @Test
    void parallelCreationsOfOneNameMakeOneScope() {
        var name = unique();

        assertThat(statuses(4, i -> admin.post("/scopes", scope(name)))).containsExactlyInAnyOrder(201, 409, 409, 409);
    }

    @Test
    void nameCannotBeChanged() {
        var id = admin.created("/scopes", scope(unique())).getString("id");

        assertInvalid(admin.put("/scopes/" + id, scope("Other")), error("name", "This value can't be changed."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /admin/api/**            | The path must start with /integration/.
            /integration             | The path must start with /integration/.
            /integration/a/../b      | The segments . and .. are not allowed.
            /integration/a%2fb       | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
            /integration/a;b         | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
            /integration/{id}        | Write a path variable as *: /abc/* instead of /abc/{id}.
            /integration/a*          | * is allowed only as a whole segment.
            /integration/**/b        | ** is allowed only as the last segment.
            /integration//b          | Enter a path without empty segments, query or fragment.
            """)
    void patternThatBreaksARuleIsRefused(String pattern, String message) {
        assertInvalid(
                admin.post("/scopes", scope(unique()).put("serviceUrls", urls(url(pattern)))),
                error("serviceUrls[0].url", message));
    }

    @Test
    void everyFaultyUrlIsNamed() {
        assertInvalid(
                admin.post("/scopes", scope(unique()).put("serviceUrls", new JsonArray())),
                error("serviceUrls", "At least one entry is required."));
        assertInvalid(
                admin.post(
                        "/scopes",
                        scope(unique())
                                .put(
                                        "serviceUrls",
                                        urls(url("/integration/a"), url("/integration/%61"))
                                                .addNull()
                                                .add(url("/integration/b", "FETCH")))),
                error("serviceUrls[1].url", "This entry appears twice. Remove one of them."),
                error("serviceUrls[2].url", "A value is required."),
                error(
                        "serviceUrls[3].methods",
                        "Only these values are allowed: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS."));
    }

    @Test
    void scopeInUseNamesItsClients() {
        var name = unique();
        var id = admin.created("/scopes", scope(name)).getString("id");
        admin.created("/clients", client(name).put("scopes", new JsonArray().add(name)));

        assertProblem(
                admin.delete("/scopes/" + id),
                409,
                "Conflict",
                "The scope is in use: client " + name + " 1.0. Remove the scope there first.");
    }

    @Test
    void scopeThatALiveTokenCarriesCannotBeDeleted() {
        var name = unique();
        var id = admin.created("/scopes", scope(name)).getString("id");
        var registration = client(name)
                .put("grantTypes", new JsonArray().add("client_credentials"))
                .put("scopes", new JsonArray().add(name));
        var client = admin.created("/clients", registration);
        var clientId = client.getString("clientId");
        assertThat(clientCredentials(clientId, client.getString("clientSecret")).status())
                .isEqualTo(200);
        assertThat(admin.put("/clients/" + clientId, registration.put("scopes", new JsonArray()))
                        .status())
                .isEqualTo(200);

        assertProblem(
                admin.delete("/scopes/" + id),
                409,
                "Conflict",
                "The scope is in use: 1 active token of " + name + " 1.0. Remove the scope there first.");
    }

    @Test
    void builtInScopesCannotBeEdited() {
        for (var name : List.of("gatehouse.admin", "gatehouse.audit")) {
            var id = admin.get("/scopes?search=" + name)
                    .json()
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("id");
            var why = "The built-in scope " + name + " can't be changed.";

            assertProblem(admin.put("/scopes/" + id, scope(name)), 409, "Conflict", why);
            assertProblem(admin.delete("/scopes/" + id), 409, "Conflict", why);
        }
    }

    @Test
    void listIsWalkedByKey() {
        var prefix = unique();
        IntStream.range(0, 3).forEach(i -> admin.created("/scopes", scope(prefix + i)));

        assertThat(walk("/scopes?limit=1&search=" + prefix.toUpperCase(), "name"))
                .containsExactly(prefix + 0, prefix + 1, prefix + 2);
    }
}
