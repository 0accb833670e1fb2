package dev.gatehouse.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /admin/api/v1/settings} */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SettingsResourceTest {
    private static final String SETTINGS = "/admin/api/v1/settings";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private String token;
    private JsonObject before;

    @BeforeEach
    void read() {
        gate = new Gate(base);
        token = gate.adminToken();
        before = gate.get(SETTINGS, token).json();
        before.remove("warnings");
    }

    @AfterEach
    void restore() {
        gate.sendJson("PUT", SETTINGS, before.encode(), token);
    }

    @Test
    void areShownWithWhatIsRiskyAboutThem() {
        assertThat(gate.get(SETTINGS, token).json())
                .isEqualTo(new JsonObject()
                        .put("requireHttps", false)
                        .put("requirePkce", false)
                        .put("authorizationCodeLifetime", 60)
                        .put("accessTokenLifetime", 3600)
                        .put("refreshCount", 0)
                        .put("refreshGrace", 10)
                        .put("accessTokenFormat", "JWT")
                        .put("signingAlgorithm", "ES256")
                        .put("allowImplicit", true)
                        .put("allowPassword", true)
                        .putNull("approvalTitle")
                        .putNull("approvalHeading")
                        .putNull("approvalFooter")
                        .put(
                                "warnings",
                                new JsonArray()
                                        .add("Without HTTPS everybody on the way can read passwords and tokens")
                                        .add("Confidential clients may leave PKCE out unless they are told otherwise"
                                                + " one by one")
                                        .add("The implicit grant puts tokens into browser history")
                                        .add("The password grant shows people's passwords to clients")));
    }

    @Test
    void changeHoldsAtOnceAndIsAudited() {
        var changed = before.copy().put("accessTokenFormat", "OPAQUE").putNull("accessTokenLifetime");

        assertThat(gate.sendJson("PUT", SETTINGS, changed.encode(), token).status())
                .isEqualTo(200);

        var answer = gate.tokenWithBasic(
                        Gate.CONFIDENTIAL_CLIENT,
                        Gate.CONFIDENTIAL_SECRET,
                        Map.entry("grant_type", "client_credentials"))
                .json();
        assertThat(answer.getString("access_token")).startsWith("gat_");
        assertThat(answer.containsKey("expires_in")).isFalse();
        assertThat(gate.get(Gate.CUSTOMERS, answer.getString("access_token")).status())
                .isEqualTo(200);
        await().untilAsserted(
                        () -> assertThat(AuditTrail.of("settings.changed")).isNotEmpty());
    }

    @Test
    void rs256SignsOnceItIsChosen() {
        gate.sendJson(
                "PUT", SETTINGS, before.copy().put("signingAlgorithm", "RS256").encode(), token);

        gate.tokenWithBasic(
                Gate.CONFIDENTIAL_CLIENT, Gate.CONFIDENTIAL_SECRET, Map.entry("grant_type", "client_credentials"));

        assertThat(gate.get("/integration/rest/oAuth/jwks", null).json().getJsonArray("keys").stream()
                        .map(key -> ((JsonObject) key).getString("alg")))
                .contains("ES256", "RS256");
    }

    @ParameterizedTest
    @CsvSource({
        "authorizationCodeLifetime, 0, must be between 1 and 600",
        "authorizationCodeLifetime, 601, must be between 1 and 600",
        "accessTokenLifetime, 0, must be between 1 and 2147483647",
        "refreshCount, -1, must be between 0 and 2147483647",
        "refreshGrace, 61, must be between 0 and 60"
    })
    void numberOutOfRangeIsRefusedAndNothingSaved(String field, int value, String message) {
        var answer =
                gate.sendJson("PUT", SETTINGS, before.copy().put(field, value).encode(), token);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .isEqualTo(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", "Invalid input")
                        .put("status", 400)
                        .put(
                                "errors",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("field", field)
                                                .put("message", message))));
        var after = gate.get(SETTINGS, token).json();
        after.remove("warnings");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void leavingOneOutIsRefused() {
        var partial = before.copy();
        partial.remove("requirePkce");

        assertThat(gate.sendJson("PUT", SETTINGS, partial.encode(), token)
                        .json()
                        .getJsonArray("errors"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("field", "requirePkce").put("message", "is required")));
    }
}
