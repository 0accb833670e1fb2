// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP at the OAuth endpoints: preferences, methods, codings, caching and lengths. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BackChannelAnswersTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;

    @BeforeEach
    void openTheGate() {
        gate = new Gate(base);
    }

    private Answer get(String path, String accept) {
        return new RawHttp(base).send("GET", path, Map.of("Accept", accept), "");
    }

    /** RFC 9110 §12.5.1: Gatehouse ignores a preference that it cannot meet. */
    @Nested
    class Preferences {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/html",
                    "text/html, application/xml;q=0.9",
                    "application/x-www-form-urlencoded",
                    "application/json;q=0",
                    "nonsense",
                    "/",
                    "application/json;q=2"
                })
        void doNotKeepClientsFromJson(String accept) {
            var token = new RawHttp(base)
                    .send(
                            "POST",
                            Gate.TOKEN,
                            Map.of(
                                    "Accept",
                                    accept,
                                    "Content-Type",
                                    FORM,
                                    "Authorization",
                                    Gate.basic(Gate.CONFIDENTIAL_CLIENT, Gate.CONFIDENTIAL_SECRET)),
                            "grant_type=client_credentials");
            assertThat(token.status()).as("%s", token).isEqualTo(200);
            assertThat(token.header("content-type")).isEqualTo("application/json");
            assertThat(token.json().getString("token_type")).isEqualTo("Bearer");
            for (var path : new String[] {
                Gate.JWKS, "/.well-known/oauth-authorization-server", "/.well-known/oauth-protected-resource"
            }) {
                var answer = get(path, accept);
                assertThat(answer.status()).as("%s of %s", accept, path).isEqualTo(200);
                assertThat(answer.header("content-type")).startsWith("application/json");
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "application/jwk-set+json | application/jwk-set+json",
                    "APPLICATION/JWK-SET+JSON, */*;q=0.1 | application/jwk-set+json",
                    "application/json, application/jwk-set+json;q=0.5 | application/json",
                    "*/* | application/json"
                })
        void chooseTheTypeOfTheKeys(String accept, String type) {
            var answer = get(Gate.JWKS, accept);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type").replaceAll(";.*", "")).isEqualTo(type);
            assertThat(answer.header("vary")).isEqualTo("Accept");
            assertThat(answer.json().getJsonArray("keys")).isNotEmpty();
        }
    }

    @Nested
    class EmptyBodies {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/invoke/pub.oauth:getToken?grant_type=client_credentials",
                    "/integration/rest/oAuth/introspect?token=x",
                    "/integration/rest/oAuth/revoke?token=x"
                })
        void leaveTheParametersToTheQueryWhateverTheirType(String path) {
            for (var type : new String[] {FORM, "application/json"}) {
                var answer = new RawHttp(base)
                        .send(
                                "POST",
                                path,
                                Map.of(
                                        "Content-Type",
                                        type,
                                        "Authorization",
                                        Gate.basic(Gate.CONFIDENTIAL_CLIENT, Gate.CONFIDENTIAL_SECRET)),
                                "");
                assertThat(answer.status()).as("%s: %s", type, answer).isEqualTo(200);
            }
        }
    }

    /** RFC 6749 §5.2 */
    @Nested
    class Challenges {

        @Test
        void areForPublicClientsThatIntrospectByHeaderToo() {
            var answer = new RawHttp(base)
                    .send(
                            "POST",
                            Gate.INTROSPECT,
                            Map.of("Content-Type", FORM, "Authorization", Gate.basic(Gate.PUBLIC_CLIENT, "")),
                            "token=x");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"invalid_client\","
                            + "\"error_description\":\"Only a confidential client may introspect tokens.\"}");
            assertThat(answer.header("www-authenticate")).isEqualTo("Basic realm=\"gatehouse\", charset=\"UTF-8\"");
        }
    }

    /** RFC 9111 §4.1 */
    @Nested
    class Caching {

        @Test
        void metadataOfAResourceVariesWithTheToken() {
            var path = "/.well-known/oauth-protected-resource/integration/restv2/development/fldemo"
                    + "/CustomerRegistrationAPI";
            var open = gate.get(path, null);
            assertThat(open.header("vary")).isEqualTo("Authorization");
            assertThat(open.header("cache-control")).isNull();
            var own = gate.get(path, "gat_nobodys");
            assertThat(own.header("vary")).isEqualTo("Authorization");
            assertThat(own.header("cache-control")).isEqualTo("no-store");
        }
    }

    /** Endpoints reject a request body with a Content-Encoding (415, RFC 9110 §15.5.16, §12.5.3). */
    @Nested
    class CompressedBodies {

        private static byte[] gzip(String text) throws IOException {
            var bytes = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return bytes.toByteArray();
        }

        @ParameterizedTest
        @ValueSource(strings = {"gzip", "GZIP", "br", "identity, gzip", "x"})
        void areNotSupportedAtTheTokenEndpoint(String coding) throws IOException {
            var answer = gate.sendBytes(
                    "POST",
                    Gate.TOKEN,
                    gzip("grant_type=client_credentials"),
                    Map.of("Content-Type", FORM, "Content-Encoding", coding));
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.header("accept-encoding")).isEqualTo("identity");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"The body must not be"
                            + " compressed.\"}");
        }

        @Test
        void areNotSupportedAtTheAdminApi() throws IOException {
            var answer = gate.sendBytes(
                    "POST",
                    "/admin/api/v1/scopes",
                    gzip("{}"),
                    Map.of(
                            "Content-Type",
                            "application/json",
                            "Content-Encoding",
                            "gzip",
                            "Authorization",
                            "Bearer " + gate.adminToken()));
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.header("accept-encoding")).isEqualTo("identity");
            assertThat(answer.body())
                    .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unsupported Media Type\",\"status\":415,"
                            + "\"detail\":\"The body must not be compressed.\",\"code\":\"body.compressed\"}");
        }

        @Test
        void areNotSupportedByPages() throws IOException {
            var answer = gate.sendBytes(
                    "POST", "/signin", gzip("username=x"), Map.of("Content-Type", FORM, "Content-Encoding", "gzip"));
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.header("content-type")).startsWith("text/html");
            assertThat(answer.body()).contains("The body must not be compressed.");
        }

        @Test
        void identityIsNoCoding() {
            var answer = new RawHttp(base)
                    .send(
                            "POST",
                            Gate.TOKEN,
                            Map.of("Content-Type", FORM, "Content-Encoding", "Identity"),
                            "grant_type=client_credentials&client_id=" + Gate.CONFIDENTIAL_CLIENT + "&client_secret="
                                    + Gate.CONFIDENTIAL_SECRET);
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    /** RFC 9110 §10.2.1 */
    @Nested
    class Methods {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/integration/rest/oAuth/getToken | POST",
                    "/invoke/pub.oauth:getToken | POST",
                    "/integration/rest/oAuth/introspect | POST",
                    "/integration/rest/oAuth/revoke | POST",
                    "/integration/rest/oAuth/jwks | GET, HEAD",
                    "/integration/rest/oAuth/authorize | GET, HEAD, POST",
                    "/.well-known/oauth-authorization-server | GET, HEAD",
                    "/.well-known/oauth-protected-resource | GET, HEAD",
                    "/signin | GET, HEAD, POST",
                    "/signout | POST"
                })
        void thatAreThereAreNamedInPlaceOfOneThatIsNot(String path, String methods) {
            var answer = gate.send("DELETE", path, null, Map.of());
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo(methods);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/integration/rest/oAuth/getToken | OPTIONS, POST",
                    "/integration/rest/oAuth/jwks | GET, HEAD, OPTIONS",
                    "/passkeys/authentication | OPTIONS, POST"
                })
        void thatAreThereAreTheAnswerToOptions(String path, String methods) {
            var answer = gate.send("OPTIONS", path, null, Map.of());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("allow")).isEqualTo(methods);
        }

        @Test
        void ofTheAdminApiAreThoseOfThePathAndNotOfItsClass() {
            var token = gate.adminToken();
            assertThat(gate.send("PATCH", "/admin/api/v1/scopes", null, Gate.bearer(token))
                            .header("allow"))
                    .isEqualTo("GET, HEAD, POST");
            assertThat(gate.send(
                                    "PATCH",
                                    "/admin/api/v1/clients/" + Gate.PUBLIC_CLIENT + "/secret",
                                    null,
                                    Gate.bearer(token))
                            .header("allow"))
                    .isEqualTo("POST");
        }
    }

    @Nested
    class LongTokens {
        private static final int LONGEST = 16 * 1024;

        @Test
        void upToSixteenKibibytesAreReadAtTheGateway() {
            assertThat(gate.get(Gate.CUSTOMERS, "a".repeat(LONGEST)).json().getString("error_description"))
                    .isEqualTo("The access token is unknown.");
            assertThat(gate.get(Gate.CUSTOMERS, "a".repeat(LONGEST + 1)).json().getString("error_description"))
                    .isEqualTo("The Authorization header contains no well-formed bearer token.");
        }

        @Test
        void upToSixteenKibibytesAreReadWhereTheyAreAParameter() {
            var form = "client_id=" + Gate.CONFIDENTIAL_CLIENT + "&client_secret=" + Gate.CONFIDENTIAL_SECRET
                    + "&token=" + "a".repeat(LONGEST);
            for (var path : new String[] {"/introspect", "/revoke"}) {
                assertThat(new RawHttp(base)
                                .send("POST", "/integration/rest/oAuth" + path, Map.of("Content-Type", FORM), form)
                                .status())
                        .isEqualTo(200);
            }
        }
    }
}
