// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings at {@code /admin/api/v1/settings}. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SettingsResourceTest {
    private static final String SETTINGS = "/admin/api/v1/settings";
    private static final String LOGO = SETTINGS + "/logo";
    private static final String SERVED_LOGO = "/branding/logo";

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
    }

    @AfterEach
    void restore() {
        gate.send("DELETE", LOGO, null, Gate.bearer(token));
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
                        .put("refreshInactivityDays", 90)
                        .put("refreshMaximumAgeDays", 0)
                        .put("accessTokenFormat", "JWT")
                        .put("accessTokenTypeHeader", "AT_JWT")
                        .put("signingAlgorithm", "ES256")
                        .put("signingKeyLifetime", 90)
                        .put("auditRetention", 400)
                        .put("allowImplicit", true)
                        .put("allowPassword", true)
                        .putNull("approvalTitle")
                        .putNull("approvalHeading")
                        .putNull("approvalFooter")
                        .putNull("approvalLogo")
                        .put(
                                "warnings",
                                new JsonArray()
                                        .add("Without HTTPS, others on the network can read passwords and tokens.")
                                        .add(
                                                "Confidential clients can omit PKCE unless their registration requires it.")
                                        .add("The implicit grant puts tokens into the browser history.")
                                        .add("The password grant shows the passwords of users to clients.")));
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

        assertThat(gate.get(Gate.JWKS, null).json().getJsonArray("keys").stream()
                        .map(key -> ((JsonObject) key).getString("alg")))
                .contains("ES256", "RS256");
    }

    @ParameterizedTest
    @CsvSource({
        "authorizationCodeLifetime, 0, The number must be between 1 and 600.",
        "authorizationCodeLifetime, 601, The number must be between 1 and 600.",
        "accessTokenLifetime, 0, The number must be between 1 and 2147483647.",
        "refreshCount, -1, The number must be between 0 and 2147483647.",
        "refreshGrace, 61, The number must be between 0 and 60.",
        "signingKeyLifetime, 0, The number must be between 1 and 3650.",
        "signingKeyLifetime, 3651, The number must be between 1 and 3650."
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
                        .put("errors", new JsonArray().add(AdminApi.error(field, message))));
        assertThat(gate.get(SETTINGS, token).json()).isEqualTo(before);
    }

    @Test
    void leavingOneOutIsRefused() {
        var partial = before.copy();
        partial.remove("requirePkce");

        assertThat(gate.sendJson("PUT", SETTINGS, partial.encode(), token)
                        .json()
                        .getJsonArray("errors"))
                .isEqualTo(new JsonArray().add(AdminApi.error("requirePkce", "A value is required.")));
    }

    @Nested
    class ApprovalLogo {
        private static final byte[] PNG = HexFormat.of()
                .parseHex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                        + "1f15c4890000000d49444154789c63f8cfc0f01f00050001ff56c72f0d0000000049454e44ae426082");

        @Test
        void isServedAsWhatItIsAndNothingElse() throws Exception {
            assertThat(put("image/png", PNG).statusCode()).isEqualTo(204);

            var served = send(HttpRequest.newBuilder(base.resolve(SERVED_LOGO)));

            assertThat(served.statusCode()).isEqualTo(200);
            assertThat(served.body()).isEqualTo(PNG);
            assertThat(served.headers().map())
                    .containsEntry("Content-Type", List.of("image/png"))
                    .containsEntry("Cache-Control", List.of("no-cache"))
                    .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                    .containsEntry("Content-Security-Policy", List.of("default-src 'none'; sandbox"));
            assertThat(gate.get(SETTINGS, token).json().getString("approvalLogo"))
                    .isEqualTo(SERVED_LOGO);
            assertThat(AuditTrail.of("settings.changed")).contains("SUCCESS approval logo set");
        }

        @Test
        void isNotSentAgainToWhoHasIt() throws Exception {
            put("image/png", PNG);
            var tag = send(HttpRequest.newBuilder(base.resolve(SERVED_LOGO)))
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();

            var again = send(HttpRequest.newBuilder(base.resolve(SERVED_LOGO)).header("If-None-Match", tag));

            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }

        @Test
        void standsOnThePermissionsPage() throws Exception {
            var partner = Partner.register(gate);
            assertThat(permissions(partner)).doesNotContain(SERVED_LOGO);

            put("image/png", PNG);

            assertThat(permissions(partner)).contains("<img class=\"logo\" src=\"/branding/logo\" alt=\"\">");
        }

        @Test
        void isGoneWhenItIsRemoved() throws Exception {
            put("image/png", PNG);

            assertThat(gate.send("DELETE", LOGO, null, Gate.bearer(token)).status())
                    .isEqualTo(204);

            assertThat(gate.get(SERVED_LOGO, null).status()).isEqualTo(404);
            assertThat(gate.get(SETTINGS, token).json().getString("approvalLogo"))
                    .isNull();
        }

        @Test
        void survivesAChangeOfTheOtherSettings() throws Exception {
            put("image/png", PNG);

            gate.sendJson(
                    "PUT", SETTINGS, before.copy().put("requirePkce", true).encode(), token);

            assertThat(gate.get(SERVED_LOGO, null).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource({
            "image/png, <svg xmlns='http://www.w3.org/2000/svg'/>, 400",
            "image/jpeg, GIF89a, 400",
            "image/png, '', 400",
            "image/svg+xml, <svg/>, 415",
            "text/html, <script/>, 415"
        })
        void ofAnotherKindIsRefused(String type, String content, int status) throws Exception {
            assertThat(put(type, content.getBytes(StandardCharsets.UTF_8)).statusCode())
                    .isEqualTo(status);
            assertThat(gate.get(SERVED_LOGO, null).status()).isEqualTo(404);
        }

        @Test
        void thatIsTooLargeIsRefused() throws Exception {
            assertThat(put("image/png", Arrays.copyOf(PNG, 256 * 1024)).statusCode())
                    .isEqualTo(204);
            assertThat(put("image/png", Arrays.copyOf(PNG, 256 * 1024 + 1)).statusCode())
                    .isEqualTo(400);
        }

        private String permissions(Partner partner) {
            var browser = gate.browser();
            var signIn = browser.follow(browser.authorize(
                    List.of(Map.entry("response_type", "code"), Map.entry("client_id", partner.clientId()))));
            return browser.signIn(signIn, "jane", "jane-demo").body();
        }

        private HttpResponse<byte[]> put(String type, byte[] content) throws Exception {
            return send(HttpRequest.newBuilder(base.resolve(LOGO))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", type)
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(content)));
        }

        private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
            try (var http = HttpClient.newHttpClient()) {
                return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            }
        }
    }
}
