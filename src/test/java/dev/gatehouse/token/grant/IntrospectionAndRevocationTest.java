// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7662 and RFC 7009, at the paths of Gatehouse and of the Integration Server. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IntrospectionAndRevocationTest {
    private static final JsonObject INACTIVE = new JsonObject().put("active", false);

    @TestHTTPResource("/")
    URI base;

    private Gate gate;

    @BeforeEach
    void connect() {
        gate = new Gate(base);
    }

    @Nested
    class Introspection {

        @ParameterizedTest
        @ValueSource(strings = {Gate.INTROSPECT, "/invoke/pub.oauth/introspectToken"})
        void tellsAClientAboutItsOwnToken(String path) {
            var token = machineToken();

            var told = ask(path, token).json();

            assertThat(told.getLong("exp") - told.getLong("iat")).isEqualTo(3600);
            told.remove("exp");
            told.remove("iat");
            assertThat(told.remove("jti"))
                    .isEqualTo(Jwt.verified(gate, token).claims().getString("jti"));
            assertThat(told)
                    .isEqualTo(new JsonObject()
                            .put("active", true)
                            .put("scope", "CalculatorScope CustomerRegistrationScope")
                            .put("client_id", Gate.CONFIDENTIAL_CLIENT)
                            .put("token_type", "Bearer")
                            .put("sub", Gate.CONFIDENTIAL_CLIENT)
                            .put("aud", gate.issuer())
                            .put("iss", gate.issuer()));
        }

        @Test
        void tellsAResourceServerAboutTokensThatCarryOneOfItsScopes() {
            var server = register(true, Gate.CUSTOMERS_SCOPE);
            var token = personToken(List.of(Gate.CUSTOMERS_SCOPE));

            assertThat(ask(server, token).json().getString("username")).isEqualTo("jane");
            assertThat(ask(register(true, Gate.CALCULATOR_SCOPE), token).json()).isEqualTo(INACTIVE);
        }

        @ParameterizedTest
        @CsvSource({
            "/integration/rest/shared/x, /integration/rest/shared/x, true",
            "/integration/rest/shared/**, /integration/rest/shared/x/y, true",
            "/integration/rest/shared/x/y, /integration/rest/shared/**, true",
            "/integration/rest/shared/*/y, /integration/rest/shared/x/*, true",
            "/integration/rest/shared/**, /integration/rest/**, true",
            "/integration/rest/shared/**, /integration/rest/shared, false",
            "/integration/rest/shared/x, /integration/rest/shared/y, false",
            "/integration/rest/shared/*, /integration/rest/shared/x/y, false",
            "/integration/rest/shared/*/y, /integration/rest/shared/x/z, false"
        })
        void tellsAResourceServerAboutTokensWhoseScopesCoverItsUrls(String own, String granted, boolean active) {
            var admin = AdminApi.of(gate);
            var serversScope = AdminApi.unique();
            admin.createScope(serversScope, own);
            var tokensScope = AdminApi.unique();
            admin.createScope(tokensScope, granted);
            var token = Partner.register(gate, new JsonObject().put("scopes", List.of(tokensScope)))
                    .accessToken();

            assertThat(ask(register(true, serversScope), token).json().getBoolean("active"))
                    .isEqualTo(active);
        }

        @Test
        void tellsNothingToAnotherClient() {
            assertThat(ask(Gate.INTROSPECT, personToken(List.of(Gate.CUSTOMERS_SCOPE)))
                            .json())
                    .isEqualTo(INACTIVE);
        }

        /**
         * Correct, wrong and unknown hints of RFC 7009 and of the Integration Server. RFC 7662 §2.1 requires to extend
         * the search after a wrong hint.
         */
        @ParameterizedTest
        @ValueSource(strings = {"", "refresh_token", "access_token", "refreshToken", "nonsense"})
        void tellsAClientAboutItsOwnRefreshToken(String hint) {
            var partner = Partner.register(gate);
            var tokens = partner.tokens();
            var person = Jwt.verified(gate, tokens.getString("access_token")).claims();

            var answer = ask(partner, Gate.INTROSPECT, tokens.getString("refresh_token"), hint);

            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            var told = answer.json();
            assertThat(told.getLong("exp") - told.getLong("iat")).isEqualTo(90 * 24 * 60 * 60);
            told.remove("exp");
            told.remove("iat");
            assertThat((String) told.remove("jti")).hasSize(22);
            assertThat(told)
                    .isEqualTo(new JsonObject()
                            .put("active", true)
                            .put("scope", person.getString("scope"))
                            .put("client_id", partner.clientId())
                            .put("username", "jane")
                            .put("sub", person.getString("sub"))
                            .put("iss", gate.issuer()));
        }

        @Test
        void askingAboutARefreshTokenDoesNotUseIt() {
            var partner = Partner.register(gate);
            var first = partner.tokens().getString("refresh_token");
            ask(partner, Gate.INTROSPECT, first, "refresh_token");
            var second = partner.refresh(first).json().getString("refresh_token");

            assertThat(ask(partner, Gate.INTROSPECT, first, "refresh_token").json())
                    .isEqualTo(INACTIVE);
            assertThat(ask(partner, Gate.INTROSPECT, second, "refresh_token")
                            .json()
                            .getBoolean("active"))
                    .isTrue();
            assertThat(partner.refresh(second).status()).isEqualTo(200);
        }

        @Test
        void opaqueTokensHaveIdsOfTheirOwn() {
            var partner = Partner.register(gate, new JsonObject().put("accessTokenFormat", "OPAQUE"));
            var ids = Stream.of(partner.clientCredentials(), partner.clientCredentials())
                    .map(answer -> ask(partner, Gate.INTROSPECT, answer.json().getString("access_token"), "")
                            .json()
                            .getString("jti"))
                    .toList();
            assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.length() == 22);
        }

        @Test
        void audienceIsEachResource() {
            var partner = Partner.register(gate);
            var resources = List.of(gate.issuer() + Gate.CUSTOMERS, gate.issuer() + Gate.CALCULATOR);
            var token = partner.token(
                            Map.entry("grant_type", "client_credentials"),
                            Map.entry("resource", resources.getFirst()),
                            Map.entry("resource", resources.getLast()))
                    .json()
                    .getString("access_token");
            assertThat(ask(partner, Gate.INTROSPECT, token, "").json().getJsonArray("aud"))
                    .isEqualTo(new JsonArray(resources));
        }

        @Test
        void unknownTokenIsNotActive() {
            var answer = ask(Gate.INTROSPECT, "nonsense");
            assertThat(answer.json()).isEqualTo(INACTIVE);
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
        }

        @Test
        void publicClientIsRefused() {
            var answer = gate.form(
                    Gate.INTROSPECT, Map.of(), Map.entry("client_id", Gate.PUBLIC_CLIENT), Map.entry("token", "x"));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("error", "invalid_client")
                            .put("error_description", "Only a confidential client may introspect tokens."));
        }

        @Test
        void missingTokenIsInvalidRequest() {
            var answer = gate.form(Gate.INTROSPECT, asPartner());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("error", "invalid_request")
                            .put("error_description", "token is missing."));
        }
    }

    @Nested
    class Revocation {

        @ParameterizedTest
        @ValueSource(strings = {"access_token", "refresh_token"})
        void eitherTokenOfAPairEndsBoth(String which) {
            var pair = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json();

            var answer = gate.form(
                    Gate.REVOKE,
                    Map.of(),
                    Map.entry("client_id", Gate.PUBLIC_CLIENT),
                    Map.entry("token", pair.getString(which)));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("application/json");
            assertThat(answer.body()).isEmpty();
            assertThat(gate.get(Gate.CUSTOMERS, pair.getString("access_token")).status())
                    .isEqualTo(401);
            assertThat(gate.token(
                                    Map.entry("grant_type", "refresh_token"),
                                    Map.entry("client_id", Gate.PUBLIC_CLIENT),
                                    Map.entry("refresh_token", pair.getString("refresh_token")))
                            .json()
                            .getString("error"))
                    .isEqualTo("invalid_grant");
        }

        @Test
        void integrationServerNameTakesJson() {
            var token = machineToken();
            var headers = new java.util.HashMap<>(asPartner());
            headers.put("Content-Type", "application/json");

            var answer = gate.send(
                    "POST",
                    "/invoke/pub.oauth/revokeToken",
                    new JsonObject()
                            .put("token", token)
                            .put("token_type_hint", "accessToken")
                            .encode(),
                    headers);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(ask(Gate.INTROSPECT, token).json()).isEqualTo(INACTIVE);
        }

        @Test
        void unknownTokenIsAsGoodAsRevoked() {
            assertThat(gate.form(Gate.REVOKE, asPartner(), Map.entry("token", "nonsense"))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void anotherClientsTokenStays() {
            var token = machineToken();

            var answer = gate.form(
                    Gate.REVOKE, Map.of(), Map.entry("client_id", Gate.PUBLIC_CLIENT), Map.entry("token", token));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("error", "unauthorized_client")
                            .put("error_description", "The token was issued to another client."));
            assertThat(ask(Gate.INTROSPECT, token).json().getBoolean("active")).isTrue();
        }

        @Test
        void malformedJsonIsInvalidRequest() {
            var headers = new java.util.HashMap<>(asPartner());
            headers.put("Content-Type", "application/json");
            assertThat(gate.send("POST", Gate.REVOKE, "{", headers).json())
                    .isEqualTo(new JsonObject()
                            .put("error", "invalid_request")
                            .put("error_description", "The body is not the JSON that is expected here."));
        }
    }

    @Nested
    class PasswordGrant {

        @Test
        void yieldsTokensForThePerson() {
            var client = register(false, Gate.CUSTOMERS_SCOPE);
            var answer = password(client, "jane", "jane-demo");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().getString("scope")).isEqualTo(Gate.CUSTOMERS_SCOPE);
            assertThat(gate.get(Gate.CUSTOMERS, answer.json().getString("access_token"))
                            .status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"jane", "nobody"})
        void wrongPasswordAndUnknownPersonAreTheSame(String username) {
            var answer = password(register(false, Gate.CUSTOMERS_SCOPE), username, "wrong");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("error", "invalid_grant")
                            .put("error_description", "The username or the password is wrong."));
        }

        @Test
        void clientThatIsNotAllowedIsRefused() {
            var answer = gate.tokenWithBasic(
                    Gate.CONFIDENTIAL_CLIENT,
                    Gate.CONFIDENTIAL_SECRET,
                    Map.entry("grant_type", "password"),
                    Map.entry("username", "jane"),
                    Map.entry("password", "jane-demo"));
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("error", "unauthorized_client")
                            .put("error_description", "The client is not allowed to use the grant type password."));
        }

        private Answer password(JsonObject client, String username, String password) {
            return gate.tokenWithBasic(
                    client.getString("clientId"),
                    client.getString("clientSecret"),
                    Map.entry("grant_type", "password"),
                    Map.entry("username", username),
                    Map.entry("password", password));
        }
    }

    private String machineToken() {
        return gate.tokenWithBasic(
                        Gate.CONFIDENTIAL_CLIENT,
                        Gate.CONFIDENTIAL_SECRET,
                        Map.entry("grant_type", "client_credentials"))
                .json()
                .getString("access_token");
    }

    private String personToken(List<String> scopes) {
        return gate.grant("jane", scopes).json().getString("access_token");
    }

    /** Registers a confidential client with the password grant and returns the answer, which contains the secret. */
    private JsonObject register(boolean resourceServer, String scope) {
        return gate.postJson(
                        "/admin/api/v1/clients",
                        new JsonObject()
                                .put("name", "Probe " + UUID.randomUUID())
                                .put("version", "1")
                                .put("grantTypes", new JsonArray().add("password"))
                                .put("resourceServer", resourceServer)
                                .put("scopes", new JsonArray().add(scope))
                                .encode(),
                        gate.adminToken())
                .json();
    }

    private Answer ask(String path, String token) {
        return gate.form(path, asPartner(), Map.entry("token", token));
    }

    private Answer ask(JsonObject client, String token) {
        return gate.form(
                Gate.INTROSPECT,
                Map.of("Authorization", Gate.basic(client.getString("clientId"), client.getString("clientSecret"))),
                Map.entry("token", token));
    }

    private static Answer ask(Partner client, String path, String token, String hint) {
        return client.gate()
                .form(
                        path,
                        Map.of("Authorization", Gate.basic(client.clientId(), client.secret())),
                        Map.entry("token", token),
                        Map.entry("token_type_hint", hint));
    }

    private static Map<String, String> asPartner() {
        return Map.of("Authorization", Gate.basic(Gate.CONFIDENTIAL_CLIENT, Gate.CONFIDENTIAL_SECRET));
    }
}
