// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import static dev.gatehouse.testing.AdminApi.V1;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApiFixture;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks which access tokens the admin API accepts: each test breaks one rule and compares the whole answer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthorizationTest extends AdminApiFixture {

    @Test
    void withoutATokenIsAProblemAndABareChallenge() {
        var answer = gate.get(V1 + "/clients", null);

        assertProblem(answer, 401, "Unauthorized", "A bearer token is required.");
        assertThat(answer.header("www-authenticate"))
                .isEqualTo("Bearer resource_metadata=\"" + gate.issuer() + "/.well-known/oauth-protected-resource\"");
    }

    @Test
    void unknownTokenIsAProblemAndAChallenge() {
        var answer = gate.get(V1 + "/clients", "gat_unknown");

        assertProblem(answer, 401, "Unauthorized", "The access token is unknown.");
        assertThat(answer.header("www-authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\","
                        + " error_description=\"The access token is unknown.\","
                        + " resource_metadata=\"" + gate.issuer() + "/.well-known/oauth-protected-resource\"");
    }

    @Test
    void tokenForServicesIsInsufficient() {
        var token = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token");
        var answer = gate.get(V1 + "/clients", token);
        var why = "No scope of the access token covers GET of this URL.";

        assertProblem(answer, 403, "Forbidden", why);
        assertThat(answer.header("www-authenticate"))
                .isEqualTo("Bearer error=\"insufficient_scope\", error_description=\"" + why
                        + "\", resource_metadata=\"" + gate.issuer() + "/.well-known/oauth-protected-resource\"");
    }

    @Test
    void auditorReadsAndChangesNothing() {
        var name = unique();
        admin.created("/accounts", account(name).put("role", "AUDITOR"));
        var token = token(name, "gatehouse.audit");

        for (var list : List.of("/clients", "/scopes", "/projects", "/services", "/accounts")) {
            assertThat(gate.get(V1 + list, token).status()).as(list).isEqualTo(200);
            assertProblem(
                    gate.postJson(V1 + list, "{}", token),
                    403,
                    "Forbidden",
                    "No scope of the access token covers POST of this URL.");
        }
        assertProblem(
                gate.sendJson("PUT", V1 + "/clients/" + Gate.PUBLIC_CLIENT, "{}", token),
                403,
                "Forbidden",
                "No scope of the access token covers PUT of this URL.");
        assertProblem(
                gate.sendJson("DELETE", V1 + "/clients/" + Gate.PUBLIC_CLIENT, "", token),
                403,
                "Forbidden",
                "No scope of the access token covers DELETE of this URL.");
    }

    @Test
    void administratorWhoLosesTheRoleLosesTheApi() {
        var name = unique();
        var id = admin.created("/accounts", account(name).put("role", "ADMINISTRATOR"))
                .getString("id");
        var token = token(name, "gatehouse.admin");
        assertThat(gate.get(V1 + "/clients", token).status()).isEqualTo(200);

        admin.put("/accounts/" + id, new JsonObject().put("displayName", name).put("active", true));

        await().until(() -> gate.get(V1 + "/clients", token).status() == 403);
    }
}
