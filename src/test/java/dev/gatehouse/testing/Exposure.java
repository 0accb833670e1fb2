package dev.gatehouse.testing;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Services of one upstream, exposed through the gateway in a project of their own, and a client whose tokens cover all of
 * them.
 */
public final class Exposure {
    private final URI base;
    private final AdminApi admin;
    private final String project;
    private final String scope;
    private final Partner client;

    private Exposure(URI base, AdminApi admin, String project, String scope, Partner client) {
        this.base = base;
        this.admin = admin;
        this.project = project;
        this.scope = scope;
        this.client = client;
    }

    /** A new project without any service yet. */
    public static Exposure at(URI base) {
        var admin = AdminApi.of(new Gate(base));
        var project = admin.created("/projects", new JsonObject().put("name", AdminApi.unique()))
                .getString("projectId");
        var scope = AdminApi.unique();
        admin.createScope(scope, "/integration/restv2/development/" + project + "/**");
        return new Exposure(base, admin, project, scope, register(admin, scope, Map.of()));
    }

    private static Partner register(AdminApi admin, String scope, Map<String, Object> wishes) {
        return Partner.register(
                admin.gate(),
                new JsonObject()
                        .put("grantTypes", List.of("client_credentials"))
                        .put("scopes", List.of(scope))
                        .mergeIn(new JsonObject(wishes)));
    }

    /** Exposes what is below an address; its id. */
    public String service(String name, URI upstream, int timeoutMs) {
        return admin.created(
                        "/services",
                        new JsonObject()
                                .put("projectId", project)
                                .put("kind", "REST_RESOURCE")
                                .put("name", name)
                                .put("resource", "/**")
                                .put("upstreamUrl", upstream.toString())
                                .put("timeoutMs", timeoutMs))
                .getString("id");
    }

    /** One more client whose tokens cover all services. */
    public Partner partner(Map<String, Object> wishes) {
        return register(admin, scope, wishes);
    }

    public Partner client() {
        return client;
    }

    public AdminApi admin() {
        return admin;
    }

    public String scope() {
        return scope;
    }

    /** A token that covers all services. */
    public String token() {
        return client.accessToken();
    }

    public static void revoke(Partner partner, String token) {
        var answer = partner.gate()
                .form(
                        "/integration/rest/oAuth/revoke",
                        Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                        Map.entry("token", token));
        if (answer.status() != 200) {
            throw new AssertionError("not revoked: " + answer);
        }
    }

    /** Below a service: {@code url("/Echo/x")}. */
    public String url(String belowProject) {
        return "/integration/restv2/development/" + project + belowProject;
    }

    /** A request's head as it goes over the wire, the empty line included. */
    public String request(String method, String belowProject, String token, String... headers) {
        return method + " " + url(belowProject) + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nAuthorization: Bearer " + token + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
    }
}
