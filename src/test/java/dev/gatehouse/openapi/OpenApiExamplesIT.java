// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.OtherIssuer;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.PostgresResource;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The examples of the admin API. An operator sets the quotas of the tenant. */
class OpenApiExamplesIT extends ExecutedExamples {
    /** The operations that fill an empty tenant, in the order of their execution. */
    private static final List<String> BUILDING = List.of(
            "getSettings",
            "replaceSettings",
            "replaceLogo",
            "createProject",
            "listProjects",
            "getProject",
            "updateProject",
            "createService",
            "listServices",
            "getService",
            "updateService",
            "importOpenApi",
            "replaceApiCors",
            "createUpstream",
            "listUpstreams",
            "getUpstream",
            "updateUpstream",
            "createGroup",
            "listGroups",
            "getGroup",
            "updateGroup",
            "createScope",
            "listScopes",
            "getScope",
            "updateScope",
            "checkIssuer",
            "createIssuer",
            "listIssuers",
            "getIssuer",
            "checkIssuerChange",
            "updateIssuer",
            "createClient",
            "listClients",
            "getClient",
            "updateClient",
            "regenerateClientSecret",
            "createAccount",
            "listAccounts",
            "getAccount",
            "updateAccount",
            "replacePassword",
            "getLockout",
            "createInvitation",
            "listInvitations",
            "getInvitation",
            "addAccountToGroup",
            "listGroupAccounts",
            "addClientToGroup",
            "listGroupClients",
            "addToken",
            "listTokens",
            "getToken",
            "getCoverage",
            "getServiceTree",
            "getProjectUsage",
            "getServiceUsage",
            "getUpstreamUsage",
            "getScopeUsage",
            "previewScopeChange",
            "getGroupUsage",
            "getAccountUsage",
            "getClientUsage",
            "exportPostmanCollection",
            "exportPostmanEnvironment",
            "listSnippets",
            "explainDecision",
            "listSigningKeys",
            "rotateSigningKey",
            "exportConfiguration",
            "planConfiguration",
            "applyConfiguration",
            "listAuditEvents",
            "getAuditEvent",
            "exportAuditEvents");

    private static final List<String> TAKING_BACK = List.of(
            "deleteToken",
            "deleteTokens",
            "removeExpiredTokens",
            "removeClientFromGroup",
            "removeAccountFromGroup",
            "deleteIssuer",
            "deleteClient",
            "deleteScope",
            "deleteGroup",
            "liftLockout",
            "revokeInvitation",
            "deleteAccount",
            "deleteService",
            "deleteProject",
            "deleteUpstream",
            "removeLogo");

    private PackagedGatehouse program;
    private AdminApi admin;
    private OperatorApi operator;
    private Callers callers;
    private Variations variations;
    private OtherIssuer issuer;

    OpenApiExamplesIT() {
        super(AdminApiDocument.read(), BUILDING, TAKING_BACK);
    }

    @BeforeAll
    void start() {
        var database = PackagedGatehouse.database(
                PostgresResource.freshDatabase(), PostgresResource.username(), PostgresResource.password());
        program = PackagedGatehouse.start(Stream.concat(
                        Stream.of(database), Stream.of("-Dgatehouse.operator.base-url=http://" + OperatorApi.HOST))
                .toArray(String[]::new));
        var gate = new Gate(program.address());
        admin = AdminApi.of(gate);
        operator = OperatorApi.of(gate);
        callers = new Callers(
                gate,
                admin.token(),
                Optional.of(gate.adminToken("admin", "admin-demo", "gatehouse.audit")),
                gate.tokenWithBasic(
                                Gate.CONFIDENTIAL_CLIENT,
                                Gate.CONFIDENTIAL_SECRET,
                                Map.entry("grant_type", "client_credentials"))
                        .json()
                        .getString("access_token"));
        variations = new Variations(document, callers, values);
        issuer = OtherIssuer.start();
        issuer.publish(OtherIssuer.es256("key-of-january"));
        for (var project : admin.walk("/projects?limit=200")) {
            var isDefault = project.getString("name").equals("Default");
            values.show(project.getString("id"), "0199f3a0-0000-7000-8000-00000000010" + (isDefault ? "1" : "2"));
            values.show(project.getString("projectId"), isDefault ? "fl0d1e2f3a4b5c" : "fldemo");
        }
        for (var service : admin.walk("/services?limit=200")) {
            var upstream = service.getString("upstreamUrl");
            values.show(upstream, upstream.replaceFirst(":[0-9]+", ":9090"));
        }
        values.show(issuer.url(), "https://login.example");
        values.show(gate.issuer(), "https://acme.example");
    }

    @AfterAll
    void stop() {
        issuer.close();
        program.close();
    }

    @Override
    Callers callers() {
        return callers;
    }

    @Override
    Map<String, Supplier<Answer>> conflicts() {
        return new Conflicts(variations, admin).byOperation();
    }

    @Override
    Map<String, Supplier<Answer>> overQuotas() {
        return Map.of("addToken", this::tokenBeyondTheQuota);
    }

    /** Adds tokens until the quota of one token per second denies one, and removes the quota and the tokens afterwards. */
    private Answer tokenBeyondTheQuota() {
        limit(new JsonObject().put("tokensPerSecond", 1));
        var added = new ArrayList<Answer>();
        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            added.add(variations.again("addToken"));
            return added.getLast().status() != 201;
        });
        limit(new JsonObject());
        added.stream()
                .filter(answer -> answer.status() == 201)
                .forEach(answer -> AdminApi.assertNoContent(
                        admin.delete("/tokens/" + answer.json().getString("id"))));
        return added.getLast();
    }

    private void limit(JsonObject quotas) {
        var answer = operator.call("PUT", "/default/quotas", quotas);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    @Override
    void prepare(String operation) {
        if (operation.equals("deleteProject")) {
            removeWhatWasImported();
            removeWhatWasApplied();
        }
    }

    private void removeWhatWasImported() {
        var project = document.parameter(document.operations().get("getProject"), "projectId")
                .orElseThrow();
        admin.walk("/services?projectId=" + values.live(project.path("example").asText()))
                .forEach(service -> AdminApi.assertNoContent(admin.delete("/services/" + service.getString("id"))));
    }

    /** Removes the objects that the example of an apply created, by a document that describes none. */
    private void removeWhatWasApplied() {
        var answer = admin.post("/apply", new JsonObject().put("prune", true));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }
}
