// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that users of webMethods send to the OAuth endpoints: other paths, other bodies and copied values. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IntegrationServerNamesTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String GET_TOKEN = "/invoke/pub.oauth:getToken";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private Partner partner;

    @BeforeEach
    void registerAPartner() {
        gate = new Gate(base);
        partner = Partner.register(gate);
    }

    private Answer post(String path, String type, String body) {
        return new RawHttp(base)
                .send(
                        "POST",
                        path,
                        Map.of("Content-Type", type, "Authorization", Gate.basic(partner.clientId(), partner.secret())),
                        body);
    }

    private static void assertTokens(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.json().getString("access_token")).isNotEmpty();
    }

    @Nested
    class Paths {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    Gate.TOKEN,
                    Gate.TOKEN + "/",
                    "/integration/rest/oauth/getToken",
                    "/integration/rest/oauth/gettoken/",
                    "/invoke/pub.oauth/getToken",
                    "/invoke/pub.oauth/getToken/",
                    GET_TOKEN,
                    "/invoke/pub.oauth%3AgetToken",
                    "/invoke/pub.oauth:getAccessToken",
                    "/invoke/pub.oauth/getAccessToken",
                    "/invoke/pub.oauth:refreshAccessToken",
                    "/invoke/pub.oauth/refreshAccessToken"
                })
        void leadToTheTokenEndpoint(String path) {
            assertTokens(post(path, FORM, "grant_type=client_credentials"));
            assertTokens(post(path + "?grant_type=client_credentials", FORM, ""));
            assertThat(gate.get(path, null).header("allow")).isEqualTo("POST");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/integration/rest/oauth/introspect",
                    "/invoke/pub.oauth/introspectToken",
                    "/invoke/pub.oauth:introspectToken"
                })
        void leadToTheIntrospectionEndpoint(String path) {
            assertThat(post(path, FORM, "token=x").body()).isEqualTo("{\"active\":false}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/integration/rest/oauth/revoke",
                    "/invoke/pub.oauth/revokeToken",
                    "/invoke/pub.oauth:revokeToken"
                })
        void leadToTheRevocationEndpoint(String path) {
            var token = partner.accessToken();
            assertThat(post(path, FORM, "token=" + token).status()).isEqualTo(200);
            assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(401);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/integration/rest/oauth/authorize",
                    "/integration/rest/oAuth/authorize/",
                    "/invoke/pub.oauth/authorize",
                    "/invoke/pub.oauth:authorize"
                })
        void leadToTheAuthorizationEndpoint(String path) {
            var answer = gate.get(
                    path + "?response_type=code&client_id=" + partner.clientId() + "&redirect_uri="
                            + Gate.encode(Gate.REDIRECT_URI),
                    null);
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.location().getPath()).isEqualTo("/approval");
        }

        @Test
        void leadToTheKeys() {
            assertThat(gate.get("/integration/rest/oauth/jwks", null).body())
                    .isEqualTo(gate.get(Gate.JWKS, null).body());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/invoke/pub.oauth:removeExpiredAccessTokens",
                    "/invoke/pub.oauth",
                    "/invoke/pub.oauth:getToken:x",
                    "/invoke/pub.oauth:getToken//"
                })
        void ofOtherServicesLeadNowhere(String path) {
            assertThat(post(path, FORM, "grant_type=client_credentials").status())
                    .isEqualTo(404);
        }
    }

    @Nested
    class Json {

        @ParameterizedTest
        @ValueSource(strings = {GET_TOKEN, "/invoke/pub.oauth/getToken", "/invoke/pub.oauth:refreshAccessToken"})
        void isTakenAtGetToken(String path) {
            assertTokens(post(path, "application/json", "{\"grant_type\":\"client_credentials\",\"scope\":null}"));
        }

        @Test
        void mayHoldTheCredentialsAndSeveralResources() {
            var answer = new RawHttp(base)
                    .send(
                            "POST",
                            GET_TOKEN,
                            Map.of("Content-Type", "application/json; charset=UTF-8"),
                            new JsonObject()
                                    .put("grant_type", "client_credentials")
                                    .put("client_id", partner.clientId())
                                    .put("client_secret", partner.secret())
                                    .put(
                                            "resource",
                                            List.of(gate.issuer() + Gate.CUSTOMERS, gate.issuer() + Gate.CALCULATOR))
                                    .encode());
            assertTokens(answer);
            assertThat(gate.get(Gate.CUSTOMERS, answer.json().getString("access_token"))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void isTakenAtIntrospectToken() {
            var token = partner.tokens().getString("refresh_token");
            assertThat(post(
                                    "/invoke/pub.oauth:introspectToken",
                                    "application/json",
                                    new JsonObject()
                                            .put("token", token)
                                            .put("token_type_hint", "refresh_token")
                                            .encode())
                            .json()
                            .getBoolean("active"))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {Gate.TOKEN, Gate.INTROSPECT})
        void isNotTakenAtThePathsOfOAuth(String path) {
            assertThat(post(path, "application/json", "{\"grant_type\":\"client_credentials\",\"token\":\"x\"}")
                            .body())
                    .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":"
                            + "\"The body must be application/x-www-form-urlencoded.\"}");
        }
    }

    @Nested
    class Multipart {
        private static final String TYPE = "multipart/form-data; boundary=\"--x y\"";

        private static String part(String head, String value) {
            return "----x y\r\n" + head + "\r\n\r\n" + value + "\r\n";
        }

        private static String field(String name, String value) {
            return part("Content-Disposition: form-data; name=\"" + name + "\"", value);
        }

        @ParameterizedTest
        @ValueSource(strings = {Gate.TOKEN, GET_TOKEN})
        void isTakenAtGetToken(String path) {
            assertTokens(post(path, TYPE, field("grant_type", "client_credentials") + "----x y--\r\n"));
        }

        @Test
        void isReadWithItsPreambleHeadersAndEpilogue() {
            assertTokens(post(
                    Gate.TOKEN,
                    TYPE,
                    "preamble\r\n"
                            + part(
                                    "content-type: text/plain; charset=UTF-8\r\nCONTENT-DISPOSITION: form-data; name=grant_type",
                                    "client_credentials")
                            + field("scope", "")
                            + "----x y--\r\nepilogue"));
        }

        @Test
        void isTakenAtIntrospectTokenAndRevokeToken() {
            var token = partner.accessToken();
            var body = field("token", token) + "----x y--";
            assertThat(post("/invoke/pub.oauth:introspectToken", TYPE, body)
                            .json()
                            .getBoolean("active"))
                    .isTrue();
            assertThat(post("/invoke/pub.oauth:revokeToken", TYPE, body).status())
                    .isEqualTo(200);
            assertThat(post("/invoke/pub.oauth:introspectToken", TYPE, body).body())
                    .isEqualTo("{\"active\":false}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "----x y\r\n\r\nclient_credentials\r\n----x y--",
                    "----x y\r\nContent-Disposition: form-data\r\n\r\nx\r\n----x y--",
                    "----x y\r\nContent-Disposition: form-data; name=\"grant_type\"; filename=\"a\"\r\n\r\nx\r\n----x y--",
                    "----x y\nContent-Disposition: form-data; name=\"grant_type\"\n\nclient_credentials\n----x y--",
                    "----x y\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials",
                    "----x y  \r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n----x y--",
                    "----x y\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n----x y--no end",
                    "----x y\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data;"
                            + " name=\"b\"\r\n\r\nx\r\n----x y--"
                })
        void malformedBodyIsRefused(String body) {
            var answer = post(Gate.TOKEN, TYPE, body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":"
                            + "\"The body is not the multipart/form-data that is expected here.\"}");
        }
    }

    @Nested
    class CopiedValues {

        @ParameterizedTest
        @ValueSource(strings = {GET_TOKEN, "/invoke/pub.oauth/refreshAccessToken"})
        void areTakenWithoutTheLineBreaksAroundThem(String path) {
            var refreshToken = partner.tokens().getString("refresh_token");
            assertTokens(post(path, FORM, "grant_type=refresh_token&refresh_token=+%09" + refreshToken + "%0D%0A"));
            assertTokens(post(
                    path,
                    FORM,
                    "grant_type=authorization_code&code=%0A+" + partner.code() + "%0A&redirect_uri="
                            + Gate.encode(Gate.REDIRECT_URI)));
        }

        @Test
        void areTakenWithoutTheSpacesAroundThemEverywhere() {
            var refreshToken = partner.tokens().getString("refresh_token");
            assertTokens(post(Gate.TOKEN, FORM, "grant_type=refresh_token&refresh_token=++" + refreshToken + "+"));
            assertTokens(post(
                    Gate.TOKEN + "?grant_type=authorization_code&code=%20" + partner.code() + "%20&redirect_uri="
                            + Gate.encode(Gate.REDIRECT_URI),
                    FORM,
                    ""));
        }

        @ParameterizedTest
        @ValueSource(strings = {"+%0A+", "+"})
        void ofWhichNothingIsLeftWereNotSent(String nothing) {
            var answer = post(GET_TOKEN, FORM, "grant_type=refresh_token&refresh_token=" + nothing);
            assertThat(answer.json().getString("error_description")).isEqualTo("refresh_token is missing.");
        }

        @Test
        void holdNoLineBreakWithin() {
            var answer = post(GET_TOKEN, FORM, "grant_type=refresh_token&refresh_token=a%0Ab");
            assertThat(answer.json().getString("error_description"))
                    .isEqualTo("refresh_token contains a control character.");
        }
    }
}
