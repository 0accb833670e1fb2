package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A project of one test class, with a token for everything that it exposes. */
public record GatewayProject(AdminApi admin, String projectId, String token) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    public static GatewayProject create(Gate gate) {
        var admin = AdminApi.of(gate);
        var project = admin.created("/projects", new JsonObject().put("name", AdminApi.unique()))
                .getString("projectId");
        var scope = AdminApi.unique();
        admin.createScope(scope, "/integration/restv2/development/" + project + "/**");
        var client = admin.created(
                "/clients",
                new JsonObject()
                        .put("name", AdminApi.unique())
                        .put("version", "1")
                        .put("type", "CONFIDENTIAL")
                        .put("grantTypes", List.of("client_credentials"))
                        .put("scopes", List.of(scope)));
        var token = gate.tokenWithBasic(
                        client.getString("clientId"),
                        client.getString("clientSecret"),
                        Map.entry("grant_type", "client_credentials"))
                .json()
                .getString("access_token");
        return new GatewayProject(admin, project, token);
    }

    /** Exposes an API with everything below it; its name is new, and its path the answer. */
    public String expose(Object upstreamUrl) {
        return expose(upstreamUrl, 30_000);
    }

    public String expose(Object upstreamUrl, int timeoutMs) {
        var name = AdminApi.unique();
        admin.created(
                "/services",
                new JsonObject()
                        .put("projectId", projectId)
                        .put("kind", "REST_RESOURCE")
                        .put("name", name)
                        .put("resource", "/**")
                        .put("upstreamUrl", upstreamUrl.toString())
                        .put("timeoutMs", timeoutMs));
        return "/integration/restv2/development/" + projectId + "/" + name;
    }

    /** Declares an upstream, and says its id. */
    public String declare(JsonObject upstream) {
        return admin.created("/upstreams", upstream).getString("id");
    }

    /** Replaces a declaration. */
    public void declare(String id, JsonObject upstream) {
        var answer = admin.put("/upstreams/" + id, upstream);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    /** Takes back what tests have declared for servers of their own: another test's server may get the same port. */
    public void withdrawAll() {
        var declared = admin.get("/upstreams?limit=200").json().getJsonArray("items");
        for (var i = 0; i < declared.size(); i++) {
            var upstream = declared.getJsonObject(i);
            if (LOOPBACK.contains(URI.create(upstream.getString("url")).getHost())) {
                assertThat(admin.delete("/upstreams/" + upstream.getString("id"))
                                .status())
                        .isEqualTo(204);
            }
        }
    }

    public Answer get(String path) {
        return admin.gate().get(path, token);
    }

    public Answer send(String method, String path, String body, Map<String, String> headers) {
        var all = new java.util.HashMap<>(headers);
        all.putAll(Gate.bearer(token));
        return admin.gate().send(method, path, body, all);
    }

    public static void assertAnswered(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    /** An upstream's failure, whole. */
    public static void assertFailed(Answer answer, int status, String error, String description) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json()).isEqualTo(new JsonObject().put("error", error).put("error_description", description));
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }
}
