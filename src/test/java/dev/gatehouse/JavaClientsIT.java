// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ClientApplication;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.Recipe;
import dev.gatehouse.testing.StrictGatehouse;
import dev.gatehouse.testing.Tools;
import io.vertx.core.json.JsonObject;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications with the OAuth 2.0 support of Java frameworks and the settings from {@code docs/clients}. Each
 * application is a separate process, because its dependencies would change those of Gatehouse.
 */
class JavaClientsIT {
    @TempDir
    static Path directory;

    private static StrictGatehouse gatehouse;
    private static Gate gate;

    @BeforeAll
    static void start() throws Exception {
        Tools.need("mvn");
        gatehouse = StrictGatehouse.shared();
        gate = gatehouse.gate();
    }

    @Test
    void springBoot() throws Exception {
        var client = Partner.register(
                gate,
                new JsonObject()
                        .put("redirectUris", List.of("http://127.0.0.1/authorize/oauth2/code/gatehouse"))
                        .put("requirePkce", "YES"));
        var settings = Recipe.of("spring-boot.md", "properties").at(gatehouse, client) + "\ncustomers=" + gate.issuer()
                + Gate.CUSTOMERS + "\naudience=" + gate.issuer() + "\nclient-id=" + client.clientId() + "\n";
        try (var application = ClientApplication.start(
                        Path.of("src/test/spring"), "spring-boot.jar", directory, settings, gatehouse);
                var http = HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .build()) {
            var authorization = get(http, application.at("/for-the-user"), Map.of());
            assertThat(authorization.statusCode()).as(authorization.body()).isEqualTo(302);
            var callback = gatehouse.grant(location(authorization));
            var back = get(http, callback, Map.of());
            assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
            assertThat(location(back).getPath()).isEqualTo("/for-the-user");
            assertCustomers(get(http, location(back), Map.of()));
            assertCustomers(get(http, application.at("/for-itself"), Map.of()));

            assertThat(new JsonObject(answerOfApi(http, application, client)))
                    .isEqualTo(new JsonObject().put("sub", client.clientId()).put("scope", Gate.CUSTOMERS_SCOPE));
        }
    }

    @Test
    void quarkusOidc() throws Exception {
        var client = gatehouse.confidentialClient();
        var settings = Recipe.of("quarkus.md", "properties").at(gatehouse, client);
        try (var application = ClientApplication.start(
                        Path.of("src/test/quarkus"), "quarkus-app/quarkus-run.jar", directory, settings, gatehouse);
                var http = HttpClient.newHttpClient()) {
            var token = get(http, application.at("/for-itself"), Map.of());
            assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
            assertThat(gate.get(Gate.CUSTOMERS, token.body()).status()).isEqualTo(200);

            assertThat(answerOfApi(http, application, client)).isEqualTo(client.clientId());
        }
    }

    /**
     * Returns the response of the application's API to a token of the client. Asserts that the API denies invalid
     * calls.
     */
    private static String answerOfApi(HttpClient http, ClientApplication application, Partner client) throws Exception {
        var api = application.at("/api/caller");
        var token = client.accessToken(Gate.CUSTOMERS_SCOPE);
        assertThat(get(http, api, Map.of()).statusCode()).isEqualTo(401);
        assertThat(get(http, api, Gate.bearer(client.accessToken(Gate.CALCULATOR_SCOPE)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(http, api, Gate.bearer(Jwt.withForgedSignature(token))).statusCode())
                .isEqualTo(401);

        var answer = get(http, api, Gate.bearer(token));
        assertThat(answer.statusCode())
                .as("%s %s", answer, answer.headers().map())
                .isEqualTo(200);
        return answer.body();
    }

    private static void assertCustomers(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var token = gatehouse.confidentialClient().accessToken(Gate.CUSTOMERS_SCOPE);
        assertThat(answer.body()).isEqualTo(gate.get(Gate.CUSTOMERS, token).body());
    }

    private static HttpResponse<String> get(HttpClient http, URI url, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(url);
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static URI location(HttpResponse<String> answer) {
        return answer.uri().resolve(answer.headers().firstValue("location").orElseThrow());
    }
}
