// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A project that one test creates and whose services are exposed through the gateway.
 * @param scope a scope that covers all URLs of the project
 * @param client a client with this scope
 * @param token an access token of this client
 */
public record GatewayProject(AdminApi admin, String projectId, String scope, Partner client, String token) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    /** Creates a project without services. */
    public static GatewayProject create(Gate gate) {
        var admin = AdminApi.of(gate);
        var project = admin.createProject(AdminApi.unique());
        var scope = AdminApi.unique();
        admin.createScope(scope, "/integration/restv2/development/" + project + "/**");
        var client = register(gate, scope, Map.of());
        return new GatewayProject(admin, project, scope, client, client.accessToken());
    }

    private static Partner register(Gate gate, String scope, Map<String, Object> wishes) {
        return Partner.register(
                gate,
                new JsonObject()
                        .put("grantTypes", List.of("client_credentials"))
                        .put("scopes", List.of(scope))
                        .mergeIn(new JsonObject(wishes)));
    }

    /** Registers another client with the scope. */
    public Partner partner(Map<String, Object> wishes) {
        return register(admin.gate(), scope, wishes);
    }

    /** Exposes an API and all paths below the API under a new name. Returns the path of the API. */
    public String expose(Object upstreamUrl) {
        return expose(upstreamUrl, 30_000);
    }

    public String expose(Object upstreamUrl, int timeoutMs) {
        var name = AdminApi.unique();
        expose(name, upstreamUrl, timeoutMs);
        return url("/" + name);
    }

    /** Exposes an API and all paths below the API. Returns the ID of the service. */
    public String expose(String name, Object upstreamUrl, int timeoutMs) {
        return admin.created(
                        "/services",
                        AdminApi.restResource(projectId, name, "/**", upstreamUrl)
                                .put("timeoutMs", timeoutMs))
                .getString("id");
    }

    /** Returns the path of an API or of a resource of the API: {@code url("/Echo/x")}. */
    public String url(String belowProject) {
        return "/integration/restv2/development/" + projectId + belowProject;
    }

    /** Creates an upstream. Returns the ID of the upstream. */
    public String declare(JsonObject upstream) {
        return admin.created("/upstreams", upstream).getString("id");
    }

    /** Replaces an upstream. */
    public void declare(String id, JsonObject upstream) {
        var answer = admin.put("/upstreams/" + id, upstream);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    /** Deletes all upstreams on loopback addresses, because another test's server may get the same port. */
    public void withdrawAll() {
        var declared = admin.get("/upstreams?limit=200").json().getJsonArray("items");
        for (var i = 0; i < declared.size(); i++) {
            var upstream = declared.getJsonObject(i);
            if (LOOPBACK.contains(URI.create(upstream.getString("url")).getHost())) {
                AdminApi.assertNoContent(admin.delete("/upstreams/" + upstream.getString("id")));
            }
        }
    }

    public Answer get(String path) {
        return admin.gate().get(path, token);
    }

    public Answer send(String method, String path, String body, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.putAll(Gate.bearer(token));
        return admin.gate().send(method, path, body, all);
    }

    /** Returns the head of an HTTP/1.1 request, including the empty line. */
    public String request(String method, String belowProject, String token, String... headers) {
        return method + " " + url(belowProject) + " HTTP/1.1\r\nHost: "
                + admin.gate().base().getAuthority() + "\r\nAuthorization: Bearer " + token + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
    }

    public static void assertAnswered(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    /** Asserts the complete error response for a failure of the upstream. */
    public static void assertFailed(Answer answer, int status, String error, String description) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json()).isEqualTo(new JsonObject().put("error", error).put("error_description", description));
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }
}
