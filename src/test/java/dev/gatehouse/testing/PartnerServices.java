// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * One service of each kind with the same upstream, and scopes that cover some of the services. The names contain
 * characters that code or a shell could interpret if they were not escaped.
 */
public record PartnerServices(AdminApi admin, String project, String reading, String writing) {

    public static PartnerServices create(AdminApi admin, Upstream upstream) {
        var project = admin.createProject(AdminApi.unique());
        var services = new PartnerServices(
                admin, project, "r'$(x)`x`&+%41;${x}<b>" + AdminApi.unique(), "'''#{x}w=" + AdminApi.unique());
        services.expose("FLOW_SERVICE", "calculator", null, List.of(), upstream);
        services.expose("REST_RESOURCE", "Crm", "/customers", List.of("GET", "POST"), upstream);
        services.expose("REST_RESOURCE", "Crm", "/customers/*", List.of("GET", "DELETE"), upstream);
        services.expose("REST_RESOURCE", "Crm", "/customers/*/orders/*", List.of("PUT"), upstream);
        services.expose("REST_RESOURCE", "Files", "/**", List.of(), upstream);
        services.expose("REST_RESOURCE", "Secret", "/**", List.of(), upstream);
        services.scope(
                services.reading,
                url(services.crm() + "/**", "GET"),
                url(services.path("/restv2", "/Files/reports/*")));
        services.scope(
                services.writing,
                url(services.crm()),
                url(services.crm() + "/**"),
                url(services.path("/rest/external/integration/run", "/**")));
        return services;
    }

    public String crm() {
        return path("/restv2", "/Crm/customers");
    }

    /** Returns the path of a service: {@code path("/restv2", "/Files/x")}. */
    public String path(String kind, String rest) {
        return "/integration" + kind + "/development/" + project + rest;
    }

    /** Registers a client with both scopes. */
    public Partner partner(Map<String, Object> wishes) {
        return Partner.register(
                admin.gate(),
                new JsonObject().put("scopes", List.of(reading, writing)).mergeIn(new JsonObject(wishes)));
    }

    private void expose(String kind, String name, String resource, List<String> methods, Upstream upstream) {
        admin.created(
                "/services",
                new JsonObject()
                        .put("projectId", project)
                        .put("kind", kind)
                        .put("name", name)
                        .put("resource", resource)
                        .put("methods", methods)
                        .put("description", "What " + name + " does")
                        .put("upstreamUrl", upstream.address() + "/" + name));
    }

    private void scope(String name, JsonObject... urls) {
        admin.created(
                "/scopes",
                new JsonObject()
                        .put("name", name)
                        .put("description", "Scope of a test")
                        .put("serviceUrls", new JsonArray(List.of((Object[]) urls))));
    }

    private static JsonObject url(String url, String... methods) {
        return new JsonObject().put("url", url).put("methods", List.of(methods));
    }
}
