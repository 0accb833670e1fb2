// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An administrator's calls of the admin API, and assertions on the complete bodies of error responses. */
public record AdminApi(Gate gate, String token) {
    public static final String V1 = "/admin/api/v1";
    public static final String ABSENT = "00000000-0000-7000-8000-000000000000";

    public static AdminApi of(Gate gate) {
        return new AdminApi(gate, gate.adminToken());
    }

    /** Returns a name that no other test uses. */
    public static String unique() {
        return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    public Answer get(String path) {
        return gate.get(V1 + path, token);
    }

    public Answer post(String path, JsonObject body) {
        return gate.postJson(V1 + path, body.encode(), token);
    }

    public Answer put(String path, JsonObject body) {
        return gate.sendJson("PUT", V1 + path, body.encode(), token);
    }

    /** Sends a PUT without a body. */
    public Answer put(String path) {
        return gate.send("PUT", V1 + path, null, Gate.bearer(token));
    }

    public Answer delete(String path) {
        return gate.send("DELETE", V1 + path, null, Gate.bearer(token));
    }

    public JsonObject created(String path, JsonObject body) {
        var answer = post(path, body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.json();
    }

    /** Creates a project without services. Returns its ID. */
    public String createProject(String name) {
        return created("/projects", new JsonObject().put("name", name)).getString("projectId");
    }

    public String createGroup(String name) {
        return created("/groups", new JsonObject().put("name", name)).getString("id");
    }

    /** Creates a user whose password is the username and {@code -demo}. */
    public String createPerson(String username) {
        return createPerson(username, null);
    }

    public String createPerson(String username, String role) {
        return created(
                        "/accounts",
                        new JsonObject()
                                .put("username", username)
                                .put("password", username + "-demo")
                                .put("role", role))
                .getString("id");
    }

    /** Creates a scope that covers one URL and is limited to the groups. Returns the ID of the scope. */
    public String createScope(String name, String url, String... groups) {
        return created("/scopes", scope(name, url, groups)).getString("id");
    }

    public static JsonObject scope(String name, String url, String... groups) {
        return new JsonObject()
                .put("name", name)
                .put("serviceUrls", new JsonArray().add(new JsonObject().put("url", url)))
                .put("groups", new JsonArray(new ArrayList<Object>(List.of(groups))));
    }

    /** Returns the input of a service that has a path below its API and allows all methods. */
    public static JsonObject restResource(String project, String name, String resource, Object upstreamUrl) {
        return new JsonObject()
                .put("projectId", project)
                .put("kind", "REST_RESOURCE")
                .put("name", name)
                .put("resource", resource)
                .put("upstreamUrl", upstreamUrl.toString());
    }

    public void join(String group, String kind, String member) {
        assertNoContent(put("/groups/" + group + "/" + kind + "/" + member));
    }

    public void leave(String group, String kind, String member) {
        assertNoContent(delete("/groups/" + group + "/" + kind + "/" + member));
    }

    /** Returns all rows of a list, page by page. The path must have a query. */
    public List<JsonObject> walk(String path) {
        var rows = new ArrayList<JsonObject>();
        String next = null;
        do {
            var page = get(path + (next == null ? "" : "&after=" + Gate.encode(next)))
                    .json();
            page.getJsonArray("items").forEach(row -> rows.add((JsonObject) row));
            next = page.getString("next");
        } while (next != null);
        return rows;
    }

    public static void assertNoContent(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    /** Returns the error of a field of the JSON body. */
    public static JsonObject error(String field, String message) {
        var pointer = Pattern.compile("[.\\[\\]]+")
                .splitAsStream(field)
                .map(step -> "/" + step)
                .collect(Collectors.joining());
        return outsideBody(field, message).put("pointer", pointer);
    }

    /** Returns the error of a query parameter, or of another value outside a JSON body. */
    public static JsonObject outsideBody(String field, String message) {
        return new JsonObject().put("field", field).put("message", message).put("code", ErrorCodes.of(message));
    }

    public static void assertInvalid(Answer answer, JsonObject... errors) {
        assertBody(
                answer,
                400,
                new JsonObject()
                        .put("type", "about:blank")
                        .put("title", "Invalid input")
                        .put("status", 400)
                        .put("errors", new JsonArray(List.of(errors))));
    }

    public static void assertConflict(Answer answer, String field, String message) {
        assertBody(
                answer,
                409,
                new JsonObject()
                        .put("type", "about:blank")
                        .put("title", "Conflict")
                        .put("status", 409)
                        .put("detail", message)
                        .put("code", ErrorCodes.of(message))
                        .put("errors", new JsonArray().add(error(field, message))));
    }

    /**
     * Asserts the complete body of an error response.
     *
     * @param detail null if the body has none
     */
    public static void assertProblem(Answer answer, int status, String title, String detail) {
        var body =
                new JsonObject().put("type", "about:blank").put("title", title).put("status", status);
        assertBody(
                answer,
                status,
                detail == null ? body : body.put("detail", detail).put("code", ErrorCodes.of(detail)));
    }

    private static void assertBody(Answer answer, int status, JsonObject body) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.header("content-type")).as("%s", answer).startsWith("application/problem+json");
        assertThat(answer.header("cache-control")).as("%s", answer).isEqualTo("no-store");
        assertThat(answer.json()).isEqualTo(body);
    }
}
