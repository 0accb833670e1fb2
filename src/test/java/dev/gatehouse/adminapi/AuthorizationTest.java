// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import static dev.gatehouse.testing.AdminApi.ABSENT;
import static dev.gatehouse.testing.AdminApi.V1;
import static dev.gatehouse.testing.AdminApi.assertConflict;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.outsideBody;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.RecordingUpstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import dev.gatehouse.testing.AdminApiFixture;

/** Which tokens open the admin API: every rule broken once, with the whole answer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthorizationTest extends AdminApiFixture {

    @Test
    void withoutATokenIsAProblemAndABareChallenge() {
        var answer = gate.get(V1 + "/clients", null);

        assertProblem(answer, 401, "Unauthorized", "a bearer token is needed");
        assertThat(answer.header("www-authenticate"))
                .isEqualTo(
                        "Bearer resource_metadata=\"" + gate.issuer() + "/.well-known/oauth-protected-resource\"");
    }

    @Test
    void unknownTokenIsAProblemAndAChallenge() {
        var answer = gate.get(V1 + "/clients", "gat_unknown");

        assertProblem(answer, 401, "Unauthorized", "the access token is unknown");
        assertThat(answer.header("www-authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\","
                        + " error_description=\"the access token is unknown\","
                        + " resource_metadata=\"" + gate.issuer() + "/.well-known/oauth-protected-resource\"");
    }

    @Test
    void tokenForServicesIsInsufficient() {
        var token = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token");
        var answer = gate.get(V1 + "/clients", token);
        var why = "no scope of the access token covers GET of this URL";

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
                    "no scope of the access token covers POST of this URL");
        }
        assertProblem(
                gate.sendJson("PUT", V1 + "/clients/" + Gate.PUBLIC_CLIENT, "{}", token),
                403,
                "Forbidden",
                "no scope of the access token covers PUT of this URL");
        assertProblem(
                gate.sendJson("DELETE", V1 + "/clients/" + Gate.PUBLIC_CLIENT, "", token),
                403,
                "Forbidden",
                "no scope of the access token covers DELETE of this URL");
    }

    @Test
    void administratorWhoLosesTheRoleLosesTheApi() {
        var name = unique();
        var id = admin.created("/accounts", account(name).put("role", "ADMINISTRATOR"))
                .getString("id");
        var token = token(name, "gatehouse.admin");
        assertThat(gate.get(V1 + "/clients", token).status()).isEqualTo(200);

        admin.put(
                "/accounts/" + id, new JsonObject().put("displayName", name).put("active", true));

        await().until(() -> gate.get(V1 + "/clients", token).status() == 403);
    }
}
