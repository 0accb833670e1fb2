// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.OtherIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Requests that conflict with stored data, for every operation of the admin API that can answer 409. */
record Conflicts(Variations variations, AdminApi admin) {

    Map<String, Supplier<Answer>> byOperation() {
        var conflicts = new LinkedHashMap<String, Supplier<Answer>>();
        conflicts.put("createProject", () -> changed("createProject", body -> body.put("name", "Default")));
        conflicts.put("updateProject", () -> changed("updateProject", body -> body.put("name", "Default")));
        conflicts.put("deleteProject", () -> again("deleteProject"));
        conflicts.put("createService", () -> again("createService"));
        conflicts.put("updateService", this::serviceOverAnother);
        conflicts.put("importOpenApi", this::importOverWhatIsThere);
        conflicts.put("replaceApiCors", this::corsOfManagedServices);
        conflicts.put("planConfiguration", () -> clientWithATakenName("/plan"));
        conflicts.put("applyConfiguration", () -> clientWithATakenName("/apply"));
        conflicts.put("createUpstream", () -> again("createUpstream"));
        conflicts.put("updateUpstream", this::upstreamOverAnother);
        conflicts.put("createIssuer", () -> again("createIssuer"));
        conflicts.put("updateIssuer", this::issuerOverAnother);
        conflicts.put("createGroup", () -> again("createGroup"));
        conflicts.put("updateGroup", this::groupOverAnother);
        conflicts.put("deleteGroup", () -> again("deleteGroup"));
        conflicts.put("createScope", () -> again("createScope"));
        conflicts.put("updateScope", () -> elsewhere("updateScope", "/scopes/" + builtInScope()));
        conflicts.put(
                "previewScopeChange", () -> elsewhere("previewScopeChange", "/scopes/" + builtInScope() + "/impact"));
        conflicts.put("deleteScope", () -> again("deleteScope"));
        conflicts.put("createClient", () -> again("createClient"));
        for (var id : new String[] {"updateClient", "deleteClient"}) {
            conflicts.put(id, () -> elsewhere(id, "/clients/gatehouse-admin"));
        }
        conflicts.put(
                "regenerateClientSecret", () -> elsewhere("regenerateClientSecret", "/clients/gatehouse-admin/secret"));
        conflicts.put("createAccount", () -> again("createAccount"));
        conflicts.put("deleteAccount", () -> elsewhere("deleteAccount", "/accounts/" + ownAccount()));
        conflicts.put("createInvitation", this::invitationBeyondTheLimit);
        conflicts.put("addToken", this::tokenForAnInactiveClient);
        conflicts.put("rotateSigningKey", () -> again("rotateSigningKey"));
        return conflicts;
    }

    private AdminApiDocument document() {
        return variations.document();
    }

    private Sample sample(String operation) {
        return variations.sample(operation);
    }

    private Answer again(String operation) {
        return variations.again(operation);
    }

    private Answer elsewhere(String operation, String path) {
        return variations.elsewhere(operation, path);
    }

    private Answer changed(String operation, Variations.Change change) {
        return variations.changed(operation, change);
    }

    private Answer serviceOverAnother() {
        var created = new JsonObject(sample("createService").json().toString());
        var other = admin.created("/services", created.copy().put("resource", "/elsewhere"));
        var answer = variations.changed(
                sample("updateService").withPath(document().server() + "/services/" + other.getString("id")),
                body -> body);
        AdminApi.assertNoContent(admin.delete("/services/" + other.getString("id")));
        return answer;
    }

    private Answer importOverWhatIsThere() {
        var text = """
                openapi: 3.1.0
                info: {title: Orders, version: 1.0.0}
                servers: [{url: 'https://orders.example'}]
                paths: {/orders: {get: {}}}
                """;
        var sample = sample("importOpenApi");
        return variations.send(sample.withBody(sample.type(), text.getBytes(StandardCharsets.UTF_8))
                .withQuery("name=OrdersAPI"));
    }

    /** Describes a client whose name and version another client has. */
    private Answer clientWithATakenName(String path) {
        var client = new JsonObject()
                .put("clientId", "another-one")
                .put("name", "PartnerBackend")
                .put("version", "1.0")
                .put("type", "PUBLIC")
                .put("redirectUris", new JsonArray().add("https://app.example/callback"));
        return admin.post(path, new JsonObject().put("clients", new JsonArray().add(client)));
    }

    /** Applies a service, and then sets its CORS rule otherwise. */
    private Answer corsOfManagedServices() {
        var service = new JsonObject()
                .put("project", "Demo")
                .put("kind", "REST_RESOURCE")
                .put("name", "ManagedAPI")
                .put("upstreamUrl", "https://managed.example");
        admin.post("/apply", new JsonObject().put("services", new JsonArray().add(service)));
        return admin.put("/projects/fldemo/apis/ManagedAPI/cors", new JsonObject().put("mode", "PASS"));
    }

    private Answer upstreamOverAnother() {
        var other = admin.created("/upstreams", new JsonObject().put("url", "https://elsewhere.example"));
        var path = "/upstreams/" + other.getString("id");
        var answer = variations.changed(
                sample("updateUpstream").withPath(document().server() + path),
                body -> new JsonObject().put("url", body.getString("url")));
        AdminApi.assertNoContent(admin.delete(path));
        return answer;
    }

    private Answer issuerOverAnother() {
        try (var another = OtherIssuer.start()) {
            another.publish(OtherIssuer.es256("another"));
            var created = new JsonObject(sample("createIssuer").json().toString());
            var other = admin.created(
                    "/issuers", created.put("issuer", another.url()).put("name", "Elsewhere"));
            var path = "/issuers/" + other.getString("id");
            var answer = elsewhere("updateIssuer", path);
            AdminApi.assertNoContent(admin.delete(path));
            return answer;
        }
    }

    private Answer groupOverAnother() {
        var path = "/groups/" + admin.createGroup("Elsewhere");
        var answer = elsewhere("updateGroup", path);
        AdminApi.assertNoContent(admin.delete(path));
        return answer;
    }

    /** Creates invitations until the tenant has as many as are allowed, and revokes them afterwards. */
    private Answer invitationBeyondTheLimit() {
        var created = new ArrayList<String>();
        Answer answer;
        for (answer = again("createInvitation");
                answer.status() == 201 && created.size() <= 1000;
                answer = again("createInvitation")) {
            created.add(answer.json().getString("id"));
        }
        created.forEach(id -> AdminApi.assertNoContent(admin.delete("/invitations/" + id)));
        return answer;
    }

    private Answer tokenForAnInactiveClient() {
        activate(false);
        var answer = again("addToken");
        activate(true);
        return answer;
    }

    private void activate(boolean active) {
        var answer = changed("updateClient", body -> body.put("active", active));
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
    }

    private String builtInScope() {
        return admin.walk("/scopes?search=gatehouse.admin").getFirst().getString("id");
    }

    private String ownAccount() {
        return admin.walk("/accounts?search=admin").getFirst().getString("id");
    }
}
