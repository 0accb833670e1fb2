// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import static dev.gatehouse.testing.Gate.CALCULATOR_SCOPE;
import static dev.gatehouse.testing.Gate.CONFIDENTIAL_CLIENT;
import static dev.gatehouse.testing.Gate.CONFIDENTIAL_SECRET;
import static dev.gatehouse.testing.Gate.CUSTOMERS;
import static dev.gatehouse.testing.Gate.CUSTOMERS_SCOPE;
import static dev.gatehouse.testing.Gate.PUBLIC_CLIENT;
import static dev.gatehouse.testing.Gate.REDIRECT_URI;
import static dev.gatehouse.testing.Gate.TOKEN;
import static dev.gatehouse.testing.Gate.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.Mutation;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.Pkce;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.RawHttp;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token endpoint (RFC 6749 §3.2, §5): each test compares the whole answer of a grant or an error. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TokenEndpointTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String BASIC_CHALLENGE = "Basic realm=\"gatehouse\", charset=\"UTF-8\"";
    private static final String CODE_UNKNOWN = "The authorization code is invalid, expired or already used.";
    private static final String REFRESH_UNKNOWN = "The refresh token is unknown, used up or revoked.";

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private Gate gate;

    @BeforeEach
    void openTheGate() {
        gate = new Gate(base);
    }

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    private static void assertRefused(Answer answer, int status, String error, String description) {
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("pragma")).isEqualTo("no-cache");
    }

    /**
     * Holds a lock while the request waits, deletes the row, and returns the answer to the request, whose statement
     * then finds no row.
     */
    private static Answer answerWhile(String deletion, String waitingStatement, Supplier<Answer> request)
            throws Exception {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(deletion);
            var answer = Race.begin(1, ignored -> request.get()).getFirst();
            await().until(() -> {
                try (var waiting = statement.executeQuery(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '"
                                + waitingStatement + " %'")) {
                    return waiting.next() && waiting.getInt(1) == 1;
                }
            });
            connection.commit();
            return answer.get();
        }
    }

    private static void assertInvalidRequest(Answer answer, String description) {
        assertRefused(answer, 400, "invalid_request", description);
        assertThat(answer.header("www-authenticate")).isNull();
    }

    private static void assertInvalidGrant(Answer answer, String description) {
        assertRefused(answer, 400, "invalid_grant", description);
    }

    private static JsonObject assertIssued(Answer answer, String... fields) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("pragma")).isEqualTo("no-cache");
        var json = answer.json();
        assertThat(json.fieldNames()).containsExactlyInAnyOrder(fields);
        assertThat(json.getString("token_type")).isEqualTo("Bearer");
        return json;
    }

    private int callWith(String accessToken) {
        return gate.get(CUSTOMERS, accessToken).status();
    }

    /** Waits until a notification has reached the cache of the gateway. */
    private void awaitDead(String accessToken) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(callWith(accessToken)).isEqualTo(401));
    }

    private static List<Answer> issued(List<Answer> answers) {
        return answers.stream().filter(answer -> answer.status() == 200).toList();
    }

    @Nested
    class Parameters {

        /** The answer for a parameter in a certain state; a null error stands for tokens. */
        private record Row(String grant, String parameter, Mutation mutation, int status, String error, String text) {
            @Override
            public String toString() {
                return grant + ": " + parameter + " " + mutation;
            }
        }

        private static Map<String, String> sound(String grant) {
            var parameters = new LinkedHashMap<String, String>();
            parameters.put("grant_type", grant);
            parameters.put("client_id", CONFIDENTIAL_CLIENT);
            parameters.put("client_secret", CONFIDENTIAL_SECRET);
            parameters.put("token_label", "nightly");
            parameters.put("resource", "(resource)");
            switch (grant) {
                case "authorization_code" -> {
                    parameters.put("code", "(code)");
                    parameters.put("redirect_uri", encode(REDIRECT_URI));
                    parameters.put("code_verifier", "(verifier)");
                }
                case "refresh_token" -> {
                    parameters.put("refresh_token", "(refresh token)");
                    parameters.put("scope", CUSTOMERS_SCOPE);
                }
                default -> parameters.put("scope", CUSTOMERS_SCOPE);
            }
            return parameters;
        }

        static Stream<Row> rows() {
            var rows = new ArrayList<Row>();
            for (var grant : List.of("authorization_code", "refresh_token", "client_credentials")) {
                var shared = new Rows(rows, grant);
                shared.absent("grant_type", 400, "invalid_request", "grant_type is missing.");
                shared.wrong("grant_type", "nonsense", 400, "unsupported_grant_type", "The grant type is unknown.");
                shared.wrong(
                        "grant_type",
                        grant.toUpperCase(java.util.Locale.ROOT),
                        400,
                        "unsupported_grant_type",
                        "The grant type is unknown.");
                shared.wrong(
                        "grant_type",
                        "implicit",
                        400,
                        "unsupported_grant_type",
                        "This grant type is not served by the token endpoint.");
                shared.wrong("grant_type", "password", 400, "invalid_request", "username is missing.");
                shared.absent("client_id", 401, "invalid_client", "client_id is missing.");
                shared.wrong("client_id", "nobody", 401, "invalid_client", "Client authentication failed.");
                shared.absent("client_secret", 401, "invalid_client", "Client authentication failed.");
                shared.wrong("client_secret", "gcs_wrong", 401, "invalid_client", "Client authentication failed.");
                shared.absent("token_label", 200, "", "");
                shared.absent("resource", 200, "", "");
                shared.wrong(
                        "resource",
                        "https%3A%2F%2Fother.example%2Fintegration%2Fx",
                        400,
                        "invalid_target",
                        "resource must be a URL of this server's services.");
                shared.wrong(
                        "resource",
                        "nonsense",
                        400,
                        "invalid_target",
                        "resource must be a URL of this server's services.");
                Stream.concat(sound(grant).keySet().stream(), Stream.of("unknown"))
                        .filter(parameter -> !parameter.equals("resource"))
                        .forEach(shared::faults);
                shared.faultsOfOne("resource");
            }
            var code = new Rows(rows, "authorization_code");
            code.wrong(
                    "token_label",
                    "x".repeat(201),
                    400,
                    "invalid_request",
                    "token_label is longer than 200 characters.");
            code.absent("code", 400, "invalid_request", "code is missing.");
            code.wrong("code", "nonsense", 400, "invalid_grant", CODE_UNKNOWN);
            var uri = "redirect_uri is not the one that the code was sent to.";
            code.absent("redirect_uri", 400, "invalid_grant", uri);
            code.wrong("redirect_uri", encode("http://127.0.0.1:10/callback"), 400, "invalid_grant", uri);
            code.wrong("redirect_uri", encode(REDIRECT_URI + "/"), 400, "invalid_grant", uri);
            code.absent("code_verifier", 400, "invalid_grant", "code_verifier is missing.");
            var verifier = "code_verifier does not match the code_challenge.";
            code.wrong("code_verifier", "a".repeat(43), 400, "invalid_grant", verifier);
            code.wrong("code_verifier", "short", 400, "invalid_grant", verifier);
            var refresh = new Rows(rows, "refresh_token");
            refresh.absent("refresh_token", 400, "invalid_request", "refresh_token is missing.");
            refresh.wrong("refresh_token", "grt_nonsense", 400, "invalid_grant", REFRESH_UNKNOWN);
            refresh.wrong("refresh_token", "grt_" + "A".repeat(64), 400, "invalid_grant", REFRESH_UNKNOWN);
            refresh.absent("scope", 200, "", "");
            refresh.wrong("scope", "Nope", 400, "invalid_scope", "scope exceeds what was granted.");
            refresh.wrong("scope", "a++b", 400, "invalid_scope", "scope exceeds what was granted.");
            var credentials = new Rows(rows, "client_credentials");
            credentials.wrong(
                    "token_label",
                    "x".repeat(201),
                    400,
                    "invalid_request",
                    "token_label is longer than 200 characters.");
            credentials.absent("scope", 200, "", "");
            credentials.wrong("scope", "Nope", 400, "invalid_scope", "The scope Nope can't be granted to this client.");
            credentials.wrong(
                    "scope",
                    "gatehouse.admin",
                    400,
                    "invalid_scope",
                    "The scope gatehouse.admin can't be granted to this client.");
            credentials.wrong(
                    "scope", "%5C", 400, "invalid_scope", "scope must be a list of names separated by spaces.");
            return rows.stream();
        }

        private record Rows(List<Row> rows, String grant) {
            void absent(String parameter, int status, String error, String text) {
                rows.add(new Row(grant, parameter, Mutation.missing(), status, error, text));
                rows.add(new Row(grant, parameter, Mutation.empty(), status, error, text));
            }

            void wrong(String parameter, String rawValue, int status, String error, String text) {
                rows.add(new Row(grant, parameter, Mutation.wrong(rawValue), status, error, text));
            }

            /** Adds the faults of a single value of a parameter that may be repeated. */
            void faultsOfOne(String parameter) {
                Mutation.faults("x").stream()
                        .filter(fault -> fault.rawValues().size() == 1)
                        .forEach(fault -> rows.add(
                                new Row(grant, parameter, fault, 400, "invalid_request", parameter + fault.fault())));
            }

            void faults(String parameter) {
                Mutation.faults("x")
                        .forEach(fault -> rows.add(
                                new Row(grant, parameter, fault, 400, "invalid_request", parameter + fault.fault())));
            }
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("rows")
        void parameterInTheForm(Row row) {
            check(row, form -> new RawHttp(base).send("POST", TOKEN, Map.of("Content-Type", FORM), form));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("rows")
        void parameterInTheQuery(Row row) {
            if (row.mutation().breaksTheRequestLine()) {
                assertThat(new RawHttp(base)
                                .send(
                                        "POST",
                                        TOKEN + "?" + row.mutation().applyTo(row.parameter(), sound(row.grant())),
                                        Map.of(),
                                        ""))
                        .isEqualTo(Answer.UNREADABLE);
                return;
            }
            check(row, query -> new RawHttp(base).send("POST", TOKEN + "?" + query, Map.of(), ""));
        }

        private void check(Row row, java.util.function.Function<String, Answer> send) {
            var answer = send.apply(fill(row.mutation().applyTo(row.parameter(), sound(row.grant()))));
            if (row.status() == 200) {
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            } else {
                assertRefused(answer, row.status(), row.error(), row.text());
                assertThat(answer.header("www-authenticate")).isNull();
            }
        }

        /** Replaces the placeholders with values that can be used only once. */
        private String fill(String form) {
            var filled = form.replace("(resource)", encode(gate.issuer() + CUSTOMERS));
            var partner = new Partner(gate, CONFIDENTIAL_CLIENT, CONFIDENTIAL_SECRET, new JsonObject());
            var resource = Map.of("resource", gate.issuer() + CUSTOMERS);
            if (filled.contains("(code)") || filled.contains("(verifier)")) {
                var pkce = Pkce.create();
                var parameters = new LinkedHashMap<>(resource);
                parameters.put("code_challenge", pkce.challenge());
                parameters.put("code_challenge_method", "S256");
                filled = filled.replace("(verifier)", pkce.verifier())
                        .replace("(code)", partner.code(Partner.BOTH_SCOPES, parameters));
            }
            if (filled.contains("(refresh token)")) {
                filled = filled.replace(
                        "(refresh token)",
                        partner.redeem(partner.code(Partner.BOTH_SCOPES, resource))
                                .json()
                                .getString("refresh_token"));
            }
            return filled;
        }

        @Test
        void sameParameterInQueryAndFormIsADuplicate() {
            for (var parameter : List.of("grant_type", "client_id", "client_secret", "scope")) {
                var form = Mutation.missing().applyTo("resource", sound("client_credentials"));
                assertInvalidRequest(
                        new RawHttp(base)
                                .send("POST", TOKEN + "?" + parameter + "=x", Map.of("Content-Type", FORM), form),
                        parameter + " was sent more than once.");
            }
        }

        @Test
        void someInTheQueryAndTheOthersInTheForm() {
            assertIssued(
                    new RawHttp(base)
                            .send(
                                    "POST",
                                    TOKEN + "?grant_type=client_credentials&client_id=" + CONFIDENTIAL_CLIENT,
                                    Map.of("Content-Type", FORM),
                                    "client_secret=" + CONFIDENTIAL_SECRET),
                    "access_token",
                    "token_type",
                    "expires_in",
                    "scope");
        }
    }

    @Nested
    class Requests {

        @ParameterizedTest
        @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
        void otherMethodIsNotAllowed(String method) {
            var answer = gate.send(method, TOKEN + "?grant_type=client_credentials", null, Map.of());
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo("POST");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"invalid_request\","
                            + "\"error_description\":\"This method is not allowed here.\"}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"application/json", "text/plain"})
        void otherContentTypeIsRefused(String type) {
            assertInvalidRequest(
                    new RawHttp(base)
                            .send(
                                    "POST",
                                    TOKEN,
                                    Map.of("Content-Type", type),
                                    "grant_type=client_credentials&client_id=" + CONFIDENTIAL_CLIENT),
                    "The body must be application/x-www-form-urlencoded.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nonsense", "/"})
        void contentTypeThatIsNoneIsRefused(String type) {
            var answer = new RawHttp(base)
                    .send("POST", TOKEN, Map.of("Content-Type", type), "grant_type=client_credentials");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"The request is malformed.\"}");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
        }

        @Test
        void bodyWithoutContentTypeIsRefused() {
            assertInvalidRequest(
                    new RawHttp(base).send("POST", TOKEN, Map.of(), "grant_type=client_credentials"),
                    "The body must be application/x-www-form-urlencoded.");
        }

        @Test
        void emptyRequestIsRefused() {
            assertRefused(
                    new RawHttp(base).send("POST", TOKEN, Map.of("Content-Type", FORM), ""),
                    401,
                    "invalid_client",
                    "client_id is missing.");
        }

        @Test
        void contentTypeMayNameItsCharset() {
            assertThat(new RawHttp(base)
                            .send(
                                    "POST",
                                    TOKEN,
                                    Map.of("Content-Type", FORM + ";charset=UTF-8"),
                                    "grant_type=client_credentials&client_id=" + CONFIDENTIAL_CLIENT + "&client_secret="
                                            + CONFIDENTIAL_SECRET)
                            .status())
                    .isEqualTo(200);
        }
    }

    /** RFC 6749 §2.3, §3.2.1, §5.2 */
    @Nested
    class ClientAuthentication {

        private Answer clientCredentials(String authorization) {
            return gate.form(
                    TOKEN, Map.of("Authorization", authorization), Map.entry("grant_type", "client_credentials"));
        }

        private static String basicOf(String credentials) {
            return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.ISO_8859_1));
        }

        private void assertChallenged(Answer answer, String description) {
            assertRefused(answer, 401, "invalid_client", description);
            assertThat(answer.header("www-authenticate")).isEqualTo(BASIC_CHALLENGE);
        }

        private void assertUnauthenticated(Answer answer, String description) {
            assertRefused(answer, 401, "invalid_client", description);
            assertThat(answer.header("www-authenticate")).isNull();
        }

        private void assertToken(Answer answer) {
            assertIssued(answer, "access_token", "token_type", "expires_in", "scope");
        }

        @Test
        void basic() {
            assertToken(clientCredentials(Gate.basic(CONFIDENTIAL_CLIENT, CONFIDENTIAL_SECRET)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"basic ", "BASIC ", "Basic   "})
        void schemeIgnoresCaseAndTakesSpaces(String scheme) {
            assertToken(clientCredentials(
                    basicOf(CONFIDENTIAL_CLIENT + ":" + CONFIDENTIAL_SECRET).replace("Basic ", scheme)));
        }

        @Test
        void basicIsFormDecoded() {
            assertToken(clientCredentials(basicOf("%70artner%2Dbackend:gcs%5Fdemo%2dpartner-backend")));
        }

        @Test
        void basicWithTheSameClientIdInTheForm() {
            assertToken(gate.tokenWithBasic(
                    CONFIDENTIAL_CLIENT,
                    CONFIDENTIAL_SECRET,
                    Map.entry("grant_type", "client_credentials"),
                    Map.entry("client_id", CONFIDENTIAL_CLIENT)));
        }

        @Test
        void post() {
            assertToken(gate.token(
                    Map.entry("grant_type", "client_credentials"),
                    Map.entry("client_id", CONFIDENTIAL_CLIENT),
                    Map.entry("client_secret", CONFIDENTIAL_SECRET)));
        }

        @Test
        void bothAtOnceIsInvalidRequest() {
            assertInvalidRequest(
                    gate.tokenWithBasic(
                            CONFIDENTIAL_CLIENT,
                            CONFIDENTIAL_SECRET,
                            Map.entry("grant_type", "client_credentials"),
                            Map.entry("client_id", CONFIDENTIAL_CLIENT),
                            Map.entry("client_secret", CONFIDENTIAL_SECRET)),
                    "The client authenticated in the header and in the parameters.");
        }

        @Test
        void anotherClientIdInTheFormIsInvalidRequest() {
            assertInvalidRequest(
                    gate.tokenWithBasic(
                            CONFIDENTIAL_CLIENT,
                            CONFIDENTIAL_SECRET,
                            Map.entry("grant_type", "client_credentials"),
                            Map.entry("client_id", PUBLIC_CLIENT)),
                    "client_id is not the client that authenticated in the header.");
        }

        @Test
        void twoHeadersAreInvalidRequest() {
            var one = Gate.basic(CONFIDENTIAL_CLIENT, CONFIDENTIAL_SECRET);
            assertInvalidRequest(
                    new RawHttp(base)
                            .send(
                                    "POST",
                                    TOKEN,
                                    Map.of("Content-Type", FORM, "Authorization", one + "\r\nAuthorization: " + one),
                                    "grant_type=client_credentials"),
                    "More than one Authorization header was sent.");
        }

        @ParameterizedTest
        @CsvSource({
            "partner-backend, gcs_wrong",
            "partner-backend, ''",
            "partner-backend, GCS_DEMO-PARTNER-BACKEND",
            "nobody, gcs_demo-partner-backend",
            "nobody, ''"
        })
        void wrongBasicCredentialsAreChallenged(String clientId, String secret) {
            assertChallenged(clientCredentials(Gate.basic(clientId, secret)), "Client authentication failed.");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Basic",
                    "Basic ",
                    "Basic !!!!",
                    "Basic cGFydG5lci1iYWNrZW5k",
                    "Basic OnNlY3JldA==",
                    "Basic cGFydG5lci1iYWNrZW5kOmdjc19kZW1vLXBhcnRuZXItYmFja2VuZA==x",
                    "Bearer gat_something",
                    "Digest username=x",
                    "nonsense"
                })
        void malformedHeaderIsChallenged(String header) {
            assertChallenged(clientCredentials(header), "Client authentication failed.");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "%00:x",
                    "partner-backend%00:x",
                    "partner-backend:x%00",
                    "%zz:x",
                    "x:%",
                    "\u0000:x",
                    "\u00ff:x",
                    "%FF:x"
                })
        void basicCredentialsThatAreNoTextAreChallenged(String credentials) {
            assertChallenged(clientCredentials(basicOf(credentials)), "Client authentication failed.");
        }

        @Test
        void hugeBasicCredentialsAreChallenged() {
            assertChallenged(clientCredentials(basicOf("x".repeat(10_000) + ":y")), "Client authentication failed.");
        }

        @ParameterizedTest
        @CsvSource({
            "partner-backend, gcs_wrong",
            "partner-backend, ",
            "nobody, gcs_demo-partner-backend",
            "nobody, ",
            "Partner-Backend, gcs_demo-partner-backend"
        })
        void wrongCredentialsInTheFormFailWithoutChallenge(String clientId, String secret) {
            var fields = new ArrayList<Map.Entry<String, String>>();
            fields.add(Map.entry("grant_type", "client_credentials"));
            fields.add(Map.entry("client_id", clientId));
            if (secret != null) {
                fields.add(Map.entry("client_secret", secret));
            }
            assertUnauthenticated(
                    gate.token(fields.<Map.Entry<String, String>>toArray(Map.Entry[]::new)),
                    "Client authentication failed.");
        }

        @Test
        void publicClientMayNameItselfInTheHeader() {
            var partner = Partner.register(
                    gate, new JsonObject().put("type", "PUBLIC").put("grantTypes", List.of("authorization_code")));
            var pkce = Pkce.create();
            var code = partner.code(
                    Partner.BOTH_SCOPES, Map.of("code_challenge", pkce.challenge(), "code_challenge_method", "S256"));
            assertIssued(
                    gate.tokenWithBasic(
                            partner.clientId(),
                            "",
                            Map.entry("grant_type", "authorization_code"),
                            Map.entry("code", code),
                            Map.entry("redirect_uri", REDIRECT_URI),
                            Map.entry("code_verifier", pkce.verifier())),
                    "access_token",
                    "token_type",
                    "expires_in",
                    "refresh_token",
                    "scope");
        }

        @Test
        void publicClientIsToldThatASecretIsWrongHoweverOften() {
            for (var i = 0; i < 30; i++) {
                assertChallenged(
                        clientCredentials(Gate.basic(PUBLIC_CLIENT, "gcs_anything")),
                        "A public client must not send a client secret.");
            }
            assertUnauthenticated(
                    gate.token(
                            Map.entry("grant_type", "client_credentials"),
                            Map.entry("client_id", PUBLIC_CLIENT),
                            Map.entry("client_secret", "gcs_anything")),
                    "A public client must not send a client secret.");
        }

        @Test
        void publicClientMayNotUseClientCredentials() {
            assertRefused(
                    gate.token(Map.entry("grant_type", "client_credentials"), Map.entry("client_id", PUBLIC_CLIENT)),
                    400,
                    "unauthorized_client",
                    "The client is not allowed to use the grant type client_credentials.");
        }

        @Test
        void inactiveClientIsToldSoOnlyWhenItIsItself() {
            var partner = Partner.register(gate, new JsonObject().put("active", false));
            assertUnauthenticated(
                    partner.token(Map.entry("grant_type", "client_credentials")), "The client is inactive.");
            assertChallenged(
                    clientCredentials(Gate.basic(partner.clientId(), partner.secret())), "The client is inactive.");
            assertChallenged(
                    clientCredentials(Gate.basic(partner.clientId(), "gcs_wrong")), "Client authentication failed.");
            assertUnauthenticated(
                    gate.token(
                            Map.entry("grant_type", "client_credentials"), Map.entry("client_id", partner.clientId())),
                    "Client authentication failed.");
        }

        @Test
        void oldSecretIsValidForTheOverlapAndNoLonger() {
            var partner = Partner.register(gate);
            var regenerated = gate.postJson(
                    "/admin/api/v1/clients/" + partner.clientId() + "/secret",
                    "{\"overlapSeconds\":60}",
                    gate.adminToken());
            var fresh = new Partner(
                    gate, partner.clientId(), regenerated.json().getString("clientSecret"), partner.registration());
            await().untilAsserted(() -> assertToken(fresh.token(Map.entry("grant_type", "client_credentials"))));
            assertToken(partner.token(Map.entry("grant_type", "client_credentials")));
            clock.advance(Duration.ofSeconds(61));
            assertUnauthenticated(
                    partner.token(Map.entry("grant_type", "client_credentials")), "Client authentication failed.");
            assertToken(fresh.token(Map.entry("grant_type", "client_credentials")));
        }

        @Test
        void failureIsAudited() {
            var partner = Partner.register(gate);
            clientCredentials(Gate.basic(partner.clientId(), "gcs_wrong"));
            await().untilAsserted(() -> assertThat(AuditTrail.of("client.authentication", partner.clientId()))
                    .containsExactly("DENIED The secret is wrong."));
        }
    }

    /** RFC 6749 §4.1.3, RFC 7636 §4.6 */
    @Nested
    class AuthorizationCodes {

        /** A code can expire and be deleted while Gatehouse checks its redemption. */
        @Test
        void codeThatIsRemovedMeanwhileIsInvalidGrant() throws Exception {
            var partner = Partner.register(gate);
            var code = partner.code();

            var answer = answerWhile(
                    "delete from authorization_code where client =" + " (select id from client where client_id = '"
                            + partner.clientId() + "')",
                    "update authorization_code",
                    () -> partner.redeem(code));

            assertRefused(answer, 400, "invalid_grant", CODE_UNKNOWN);
        }

        @Test
        void yieldsASignedAccessTokenAndARefreshToken() {
            clock.stop();
            var partner = Partner.register(gate);
            var json = assertIssued(
                    partner.redeem(partner.code()),
                    "access_token",
                    "token_type",
                    "expires_in",
                    "refresh_token",
                    "scope");
            assertThat(json.getInteger("expires_in")).isEqualTo(3600);
            assertThat(json.getString("refresh_token")).matches("grt_[A-Za-z0-9_-]{64}");
            assertThat(json.getString("scope").split(" ")).containsExactlyInAnyOrder(CUSTOMERS_SCOPE, CALCULATOR_SCOPE);
            var jwt = Jwt.verified(gate, json.getString("access_token"));
            assertThat(jwt.header().getMap())
                    .containsOnlyKeys("alg", "typ", "kid")
                    .containsEntry("alg", "ES256")
                    .containsEntry("typ", "at+jwt");
            var claims = jwt.claims();
            assertThat(claims.fieldNames())
                    .containsExactlyInAnyOrder("iss", "sub", "aud", "client_id", "scope", "jti", "iat", "exp");
            assertThat(claims.getString("iss")).isEqualTo(gate.issuer());
            assertThat(claims.getString("aud")).isEqualTo(gate.issuer());
            assertThat(claims.getString("client_id")).isEqualTo(partner.clientId());
            assertThat(claims.getString("scope")).isEqualTo(json.getString("scope"));
            assertThat(claims.getString("sub")).isEqualTo(jane());
            assertThat(claims.getString("jti")).matches("[A-Za-z0-9_-]{22}");
            assertThat(claims.getLong("iat")).isEqualTo(clock.now().getEpochSecond());
            assertThat(claims.getLong("exp")).isEqualTo(claims.getLong("iat") + 3600);
            assertThat(callWith(json.getString("access_token"))).isEqualTo(200);
        }

        private String jane() {
            return gate.get("/admin/api/v1/accounts?search=jane", gate.adminToken())
                    .json()
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("id");
        }

        @Test
        void jwtThatWasAlteredIsWorthNothing() {
            var token = Partner.register(gate).tokens().getString("access_token");
            var parts = token.split("\\.");
            assertThat(callWith(parts[0] + "." + parts[1] + ".")).isEqualTo(401);
            assertThat(callWith(token.substring(0, token.length() - 1))).isEqualTo(401);
            assertThat(callWith(token + "=")).isEqualTo(401);
        }

        @Test
        void opaqueTokenHasItsPrefix() {
            var tokens = Partner.register(gate, new JsonObject().put("accessTokenFormat", "OPAQUE"))
                    .tokens();
            assertThat(tokens.getString("access_token")).matches("gat_[A-Za-z0-9_-]{43}");
            assertThat(callWith(tokens.getString("access_token"))).isEqualTo(200);
        }

        @Test
        void tokenThatNeverExpiresHasNoExpiry() {
            var partner = Partner.register(
                    gate, new JsonObject().put("expiration", "NEVER").put("refreshInactivityDays", 0));
            var json = assertIssued(
                    partner.redeem(partner.code()), "access_token", "token_type", "refresh_token", "scope");
            assertThat(Jwt.verified(gate, json.getString("access_token"))
                            .claims()
                            .fieldNames())
                    .doesNotContain("exp");
            clock.advance(Duration.ofDays(3650));
            assertThat(callWith(json.getString("access_token"))).isEqualTo(200);
            assertIssued(
                    partner.refresh(json.getString("refresh_token")),
                    "access_token",
                    "token_type",
                    "refresh_token",
                    "scope");
        }

        @Test
        void accessTokenExpiresAsTheClientSays() {
            clock.stop();
            var tokens = Partner.register(
                            gate, new JsonObject().put("expiration", "SECONDS").put("expirationSeconds", 7))
                    .tokens();
            assertThat(tokens.getInteger("expires_in")).isEqualTo(7);
            clock.advance(Duration.ofMillis(6_999));
            assertThat(callWith(tokens.getString("access_token"))).isEqualTo(200);
            clock.advance(Duration.ofMillis(1));
            assertThat(callWith(tokens.getString("access_token"))).isEqualTo(401);
        }

        @Test
        void clientWithoutRefreshesGetsNoRefreshToken() {
            var partner = Partner.register(
                    gate, new JsonObject().put("refresh", "LIMITED").put("refreshCount", 0));
            assertIssued(partner.redeem(partner.code()), "access_token", "token_type", "expires_in", "scope");
        }

        @Test
        void codeOfAnotherClientIsUnknownAndStaysGood() {
            var owner = Partner.register(gate);
            var code = owner.code();
            assertInvalidGrant(Partner.register(gate).redeem(code), CODE_UNKNOWN);
            assertThat(owner.redeem(code).status()).isEqualTo(200);
        }

        @Test
        void usedCodeOfAnotherClientRevokesNothing() {
            var owner = Partner.register(gate);
            var code = owner.code();
            var token = owner.redeem(code).json().getString("access_token");
            assertInvalidGrant(Partner.register(gate).redeem(code), CODE_UNKNOWN);
            assertThat(callWith(token)).isEqualTo(200);
        }

        @Test
        void expiredCodeIsInvalidGrant() {
            clock.stop();
            var partner = Partner.register(gate);
            var late = partner.code();
            var inTime = partner.code();
            clock.advance(Duration.ofMillis(59_999));
            assertThat(partner.redeem(inTime).status()).isEqualTo(200);
            clock.advance(Duration.ofMillis(1));
            assertInvalidGrant(partner.redeem(late), CODE_UNKNOWN);
        }

        @Test
        void usedCodeRevokesWhatItIssued() {
            var partner = Partner.register(gate);
            var code = partner.code();
            var tokens = partner.redeem(code).json();
            assertThat(callWith(tokens.getString("access_token"))).isEqualTo(200);
            assertInvalidGrant(partner.redeem(code), CODE_UNKNOWN);
            awaitDead(tokens.getString("access_token"));
            assertInvalidGrant(partner.refresh(tokens.getString("refresh_token")), REFRESH_UNKNOWN);
            assertThat(AuditTrail.of("code.replayed", partner.clientId()))
                    .containsExactly("DENIED what the code had issued is revoked");
        }

        @Test
        void usedCodeRevokesWhatARefreshMadeOfIt() {
            var partner = Partner.register(gate);
            var code = partner.code();
            var first = partner.redeem(code).json();
            var second = partner.refresh(first.getString("refresh_token")).json();
            assertInvalidGrant(partner.redeem(code), CODE_UNKNOWN);
            awaitDead(second.getString("access_token"));
            assertInvalidGrant(partner.refresh(second.getString("refresh_token")), REFRESH_UNKNOWN);
        }

        @Test
        void codeRedeemedByTwentyAtOnceYieldsOneTokenAndItsReplayRevokesIt() {
            var partner = Partner.register(gate);
            var code = partner.code();
            var answers = Race.of(20, i -> partner.redeem(code));
            var tokens = issued(answers);
            assertThat(tokens).hasSize(1);
            answers.stream()
                    .filter(answer -> answer.status() != 200)
                    .forEach(answer -> assertInvalidGrant(answer, CODE_UNKNOWN));
            awaitDead(tokens.getFirst().json().getString("access_token"));
            assertInvalidGrant(partner.refresh(tokens.getFirst().json().getString("refresh_token")), REFRESH_UNKNOWN);
        }

        @Test
        void redirectUriIsNotNeededWhenNoneWasSentToAuthorize() {
            var partner = Partner.register(gate, new JsonObject().put("redirectUris", List.of(REDIRECT_URI)));
            var parameters = Map.of("client_id", partner.clientId());
            var code = gate.browser().codeFor("jane", "jane-demo", Partner.BOTH_SCOPES, parameters);
            assertThat(partner.token(Map.entry("grant_type", "authorization_code"), Map.entry("code", code))
                            .status())
                    .isEqualTo(200);
            var other = gate.browser().codeFor("jane", "jane-demo", Partner.BOTH_SCOPES, parameters);
            assertThat(partner.redeem(other).status()).isEqualTo(200);
            var third = gate.browser().codeFor("jane", "jane-demo", Partner.BOTH_SCOPES, parameters);
            assertInvalidGrant(
                    partner.token(
                            Map.entry("grant_type", "authorization_code"),
                            Map.entry("code", third),
                            Map.entry("redirect_uri", "http://127.0.0.1:10/callback")),
                    "redirect_uri is not the one that the code was sent to.");
        }

        @Test
        void verifierWithoutChallengeIsInvalidGrant() {
            var partner = Partner.register(gate);
            assertInvalidGrant(
                    partner.redeem(
                            partner.code(),
                            Map.entry("code_verifier", Pkce.create().verifier())),
                    "code_verifier was sent, but the authorization request had no code_challenge.");
        }

        @Test
        void wrongVerifierLeavesTheCodeGood() {
            var pkce = Pkce.create();
            var partner = Partner.register(gate);
            var code = partner.code(
                    Partner.BOTH_SCOPES, Map.of("code_challenge", pkce.challenge(), "code_challenge_method", "S256"));
            assertInvalidGrant(
                    partner.redeem(code, Map.entry("code_verifier", pkce.challenge())),
                    "code_verifier does not match the code_challenge.");
            assertThat(partner.redeem(code, Map.entry("code_verifier", pkce.verifier()))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void publicClientRedeemsWithItsIdAndVerifier() {
            assertIssued(
                    gate.grant("john", List.of(CUSTOMERS_SCOPE)),
                    "access_token",
                    "token_type",
                    "expires_in",
                    "refresh_token",
                    "scope");
        }
    }

    /** RFC 6749 §4.4 */
    @Nested
    class ClientCredentials {

        @Test
        void yieldsATokenWhoseSubjectIsTheClient() {
            var partner = Partner.register(gate);
            var json = assertIssued(
                    partner.token(Map.entry("grant_type", "client_credentials"), Map.entry("scope", CUSTOMERS_SCOPE)),
                    "access_token",
                    "token_type",
                    "expires_in",
                    "scope");
            assertThat(json.getString("scope")).isEqualTo(CUSTOMERS_SCOPE);
            assertThat(Jwt.verified(gate, json.getString("access_token"))
                            .claims()
                            .getString("sub"))
                    .isEqualTo(partner.clientId());
            assertThat(callWith(json.getString("access_token"))).isEqualTo(200);
        }

        @Test
        void withoutScopeYieldsAllOfTheClient() {
            assertThat(Partner.register(gate)
                            .token(Map.entry("grant_type", "client_credentials"))
                            .json()
                            .getString("scope"))
                    .isEqualTo(CALCULATOR_SCOPE + " " + CUSTOMERS_SCOPE);
        }

        @Test
        void clientWithoutScopesIsInvalidScope() {
            assertRefused(
                    Partner.register(gate, new JsonObject().put("scopes", List.of()))
                            .token(Map.entry("grant_type", "client_credentials")),
                    400,
                    "invalid_scope",
                    "The client is associated with no scope.");
        }

        @Test
        void clientThatIsDeletedMeanwhileIsInvalidClient() throws Exception {
            var partner = Partner.register(gate);

            var answer = answerWhile(
                    "delete from client where client_id = '" + partner.clientId() + "'",
                    "insert into token",
                    partner::clientCredentials);

            assertRefused(answer, 401, "invalid_client", "The client was deleted.");
        }

        @Test
        void clientThatMayNotIsUnauthorizedClient() {
            assertRefused(
                    Partner.register(gate, new JsonObject().put("grantTypes", List.of("authorization_code")))
                            .token(Map.entry("grant_type", "client_credentials")),
                    400,
                    "unauthorized_client",
                    "The client is not allowed to use the grant type client_credentials.");
        }
    }

    /** RFC 6749 §6, RFC 9700 §4.14.2 */
    @Nested
    class Refreshes {

        private Partner limitedTo(int count) {
            return Partner.register(
                    gate, new JsonObject().put("refresh", "LIMITED").put("refreshCount", count));
        }

        @Test
        void rotatesAndReplacesTheAccessToken() {
            var partner = Partner.register(gate);
            var first = partner.tokens();
            assertThat(callWith(first.getString("access_token"))).isEqualTo(200);
            var second = assertIssued(
                    partner.refresh(first.getString("refresh_token")),
                    "access_token",
                    "token_type",
                    "expires_in",
                    "refresh_token",
                    "scope");
            assertThat(second.getString("refresh_token")).isNotEqualTo(first.getString("refresh_token"));
            assertThat(second.getString("scope")).isEqualTo(first.getString("scope"));
            assertThat(callWith(second.getString("access_token"))).isEqualTo(200);
            awaitDead(first.getString("access_token"));
            var third = partner.refresh(second.getString("refresh_token")).json();
            assertThat(callWith(third.getString("access_token"))).isEqualTo(200);
        }

        @Test
        void refreshedTokenKeepsItsSubject() {
            var partner = Partner.register(gate);
            var first = partner.tokens();
            var second = partner.refresh(first.getString("refresh_token")).json();
            assertThat(Jwt.verified(gate, second.getString("access_token"))
                            .claims()
                            .getString("sub"))
                    .isEqualTo(Jwt.verified(gate, first.getString("access_token"))
                            .claims()
                            .getString("sub"));
        }

        @Test
        void repeatedWithinTheGraceWindowIsTheSameAnswerUncounted() {
            clock.stop();
            var partner = limitedTo(2);
            var first = partner.tokens().getString("refresh_token");
            var once = partner.refresh(first);
            clock.advance(Duration.ofMillis(999));
            assertThat(partner.refresh(first).status()).isEqualTo(200);
            clock.advance(Duration.ofMillis(-999));
            assertThat(partner.refresh(first).body()).isEqualTo(once.body());
            clock.advance(Duration.ofMillis(9_999));
            var late = partner.refresh(first).json();
            assertThat(late.getString("access_token")).isEqualTo(once.json().getString("access_token"));
            assertThat(late.getString("refresh_token")).isEqualTo(once.json().getString("refresh_token"));
            assertThat(late.getInteger("expires_in")).isEqualTo(3591);
            assertThat(partner.refresh(once.json().getString("refresh_token")).status())
                    .as("one of two refreshes is left")
                    .isEqualTo(200);
        }

        @Test
        void repeatedAfterTheGraceWindowRevokesTheFamily() {
            clock.stop();
            var partner = Partner.register(gate);
            var first = partner.tokens().getString("refresh_token");
            var second = partner.refresh(first).json();
            clock.advance(Duration.ofSeconds(10));
            assertInvalidGrant(partner.refresh(first), REFRESH_UNKNOWN);
            awaitDead(second.getString("access_token"));
            assertInvalidGrant(partner.refresh(second.getString("refresh_token")), REFRESH_UNKNOWN);
            assertThat(AuditTrail.of("refresh_token.reused", partner.clientId()))
                    .containsExactly("DENIED the grant is revoked");
        }

        @Test
        void muchOlderTokenRevokesTheFamilyToo() {
            var partner = Partner.register(gate, new JsonObject().put("refreshInactivityDays", 0));
            var first = partner.tokens().getString("refresh_token");
            var current = first;
            for (var i = 0; i < 4; i++) {
                current = partner.refresh(current).json().getString("refresh_token");
            }
            clock.advance(Duration.ofDays(400));
            assertInvalidGrant(partner.refresh(first), REFRESH_UNKNOWN);
            assertInvalidGrant(partner.refresh(current), REFRESH_UNKNOWN);
        }

        @Test
        void refreshAfterTheBudgetIsSpentIsInvalidGrant() {
            clock.stop();
            var partner = limitedTo(2);
            var first = partner.tokens().getString("refresh_token");
            var second = partner.refresh(first).json().getString("refresh_token");
            var last = partner.refresh(second);
            var lastTokens = assertIssued(last, "access_token", "token_type", "expires_in", "scope");
            assertThat(partner.refresh(second).body())
                    .as("repeats the last answer within the grace window")
                    .isEqualTo(last.body());
            assertThat(callWith(lastTokens.getString("access_token"))).isEqualTo(200);
            clock.advance(Duration.ofSeconds(10));
            assertInvalidGrant(partner.refresh(second), REFRESH_UNKNOWN);
        }

        @Test
        void fiftyAtOnceCountAsOne() {
            clock.stop();
            var partner = limitedTo(5);
            var first = partner.tokens().getString("refresh_token");
            var answers = Race.of(50, i -> partner.refresh(first));
            assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
            assertThat(issued(answers)).hasSize(50);
            assertThat(AuditTrail.of("token.refreshed", partner.clientId())).hasSize(1);
        }

        @Test
        void fiftyThatEachGoOnFromWhereTheyAreNeverExceedTheBudget() {
            clock.stop();
            var partner = limitedTo(5);
            var first = partner.tokens().getString("refresh_token");
            var ends = Race.of(50, i -> {
                var answer = partner.refresh(first);
                while (answer.status() == 200 && answer.json().containsKey("refresh_token")) {
                    answer = partner.refresh(answer.json().getString("refresh_token"));
                }
                return answer;
            });
            assertThat(AuditTrail.of("token.refreshed", partner.clientId())).hasSize(5);
            assertThat(ends.stream().map(Answer::body).distinct())
                    .as("all requests get the same last access token")
                    .hasSize(1);
            assertIssued(ends.getFirst(), "access_token", "token_type", "expires_in", "scope");
        }

        @Test
        void scopeNarrowsForThatAccessTokenOnly() {
            var partner = Partner.register(gate);
            var narrow = partner.refresh(
                            partner.tokens().getString("refresh_token"), Map.entry("scope", CALCULATOR_SCOPE))
                    .json();
            assertThat(narrow.getString("scope")).isEqualTo(CALCULATOR_SCOPE);
            assertThat(Jwt.verified(gate, narrow.getString("access_token"))
                            .claims()
                            .getString("scope"))
                    .isEqualTo(CALCULATOR_SCOPE);
            assertThat(callWith(narrow.getString("access_token"))).isEqualTo(403);
            var wide = partner.refresh(narrow.getString("refresh_token")).json();
            assertThat(wide.getString("scope").split(" ")).containsExactlyInAnyOrder(CUSTOMERS_SCOPE, CALCULATOR_SCOPE);
            assertThat(callWith(wide.getString("access_token"))).isEqualTo(200);
        }

        @Test
        void scopeThatWasNotGrantedIsRefusedAndCostsNothing() {
            var partner = limitedTo(1);
            var tokens = partner.redeem(partner.code(List.of(CUSTOMERS_SCOPE), Map.of()))
                    .json();
            assertRefused(
                    partner.refresh(
                            tokens.getString("refresh_token"),
                            Map.entry("scope", CUSTOMERS_SCOPE + " " + CALCULATOR_SCOPE)),
                    400,
                    "invalid_scope",
                    "scope exceeds what was granted.");
            assertThat(partner.refresh(tokens.getString("refresh_token")).status())
                    .isEqualTo(200);
        }

        @Test
        void tokenOfAnotherClientIsUnknownAndStaysGood() {
            var partner = Partner.register(gate);
            var token = partner.tokens().getString("refresh_token");
            assertInvalidGrant(Partner.register(gate).refresh(token), REFRESH_UNKNOWN);
            assertThat(partner.refresh(token).status()).isEqualTo(200);
        }

        @Test
        void rotatedTokenOfAnotherClientRevokesNothing() {
            var partner = Partner.register(gate);
            var first = partner.tokens().getString("refresh_token");
            var second = partner.refresh(first).json();
            clock.advance(Duration.ofSeconds(11));
            assertInvalidGrant(Partner.register(gate).refresh(first), REFRESH_UNKNOWN);
            assertThat(callWith(second.getString("access_token"))).isEqualTo(200);
        }

        @Test
        void accessTokenIsNoRefreshToken() {
            var partner = Partner.register(gate);
            assertInvalidGrant(partner.refresh(partner.tokens().getString("access_token")), REFRESH_UNKNOWN);
        }

        @Test
        void refreshTokenIsNoAccessToken() {
            assertThat(callWith(Partner.register(gate).tokens().getString("refresh_token")))
                    .isEqualTo(401);
        }

        @Test
        void refreshTokenOutlivesItsAccessToken() {
            var partner = Partner.register(gate);
            var tokens = partner.tokens();
            clock.advance(Duration.ofHours(2));
            assertThat(callWith(tokens.getString("access_token"))).isEqualTo(401);
            assertThat(partner.refresh(tokens.getString("refresh_token")).status())
                    .isEqualTo(200);
        }

        @Test
        void scopeThatTheClientLostIsNotRefreshed() {
            var partner = Partner.register(gate);
            var tokens = partner.tokens();
            partner.change("scopes", List.of(CUSTOMERS_SCOPE));
            await().untilAsserted(() -> assertThat(partner.token(Map.entry("grant_type", "client_credentials"))
                            .json()
                            .getString("scope"))
                    .isEqualTo(CUSTOMERS_SCOPE));
            assertThat(partner.refresh(tokens.getString("refresh_token")).json().getString("scope"))
                    .isEqualTo(CUSTOMERS_SCOPE);
        }
    }

    /** RFC 6749 §3.3 */
    @Nested
    class Scopes {

        /** The requested scopes and the granted scopes. */
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "CalculatorScope | CalculatorScope",
                    "' CalculatorScope ' | CalculatorScope",
                    "'CalculatorScope  CustomerRegistrationScope' | CalculatorScope CustomerRegistrationScope",
                    "'CustomerRegistrationScope CalculatorScope' | CustomerRegistrationScope CalculatorScope",
                    "calculatorscope | CalculatorScope",
                    "'CALCULATORSCOPE CalculatorScope' | CalculatorScope",
                    "'Nope CalculatorScope' | CalculatorScope",
                    "'CalculatorScope gatehouse.admin' | CalculatorScope",
                    "'openid offline_access CalculatorScope' | CalculatorScope",
                    "openid | CalculatorScope CustomerRegistrationScope",
                    "'openid offline_access' | CalculatorScope CustomerRegistrationScope",
                    "' ' | CalculatorScope CustomerRegistrationScope"
                })
        void grantedOnesAreInTheAnswerAndInTheToken(String asked, String given) {
            var answer = Partner.register(gate)
                    .token(Map.entry("grant_type", "client_credentials"), Map.entry("scope", asked));
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.json().getString("scope")).isEqualTo(given);
            assertThat(Jwt.verified(gate, answer.json().getString("access_token"))
                            .claims()
                            .getString("scope"))
                    .isEqualTo(given);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "' customerregistrationscope  openid ' | CustomerRegistrationScope",
                    "'CustomerRegistrationScope Nope offline_access' | CustomerRegistrationScope",
                    "openid | CustomerRegistrationScope"
                })
        void ofARefreshAreReadTheSameWay(String asked, String given) {
            var partner = Partner.register(gate);
            var tokens = partner.redeem(partner.code(List.of(CUSTOMERS_SCOPE), Map.of()))
                    .json();
            var answer = partner.refresh(tokens.getString("refresh_token"), Map.entry("scope", asked));
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.json().getString("scope")).isEqualTo(given);
        }

        @Test
        void nameOfOpenIdConnectMayBeThatOfAScope() {
            var partner = Partner.register(gate);
            var admin = AdminApi.of(gate);
            admin.createScope("offline_access", "/integration/rest/" + AdminApi.unique());
            partner.change("scopes", List.of(CALCULATOR_SCOPE, "offline_access"));
            await().untilAsserted(() -> assertThat(partner.token(
                                    Map.entry("grant_type", "client_credentials"), Map.entry("scope", "offline_access"))
                            .json()
                            .getString("scope"))
                    .isEqualTo("offline_access"));
        }
    }

    /** RFC 8707 §2 */
    @Nested
    class Resources {

        private String customers() {
            return gate.issuer() + CUSTOMERS;
        }

        @Test
        void tokenIsForThatResourceAlone() {
            var partner = Partner.register(gate);
            var token = partner.redeem(partner.code(Partner.BOTH_SCOPES, Map.of("resource", customers())))
                    .json()
                    .getString("access_token");
            assertThat(Jwt.verified(gate, token).claims().getString("aud")).isEqualTo(customers());
            assertThat(callWith(token)).isEqualTo(200);
            assertThat(gate.postJson(Gate.CALCULATOR, "{\"a\":2,\"b\":3,\"operation\":\"add\"}", token)
                            .status())
                    .isEqualTo(401);
        }

        @Test
        void refreshKeepsTheResource() {
            var partner = Partner.register(gate);
            var tokens = partner.redeem(partner.code(Partner.BOTH_SCOPES, Map.of("resource", customers())))
                    .json();
            var refreshed = partner.refresh(tokens.getString("refresh_token")).json();
            assertThat(Jwt.verified(gate, refreshed.getString("access_token"))
                            .claims()
                            .getString("aud"))
                    .isEqualTo(customers());
        }

        @Test
        void resourceMayBeNarrowedButNotWidenedWithTheCode() {
            var partner = Partner.register(gate);
            var narrowed = partner.redeem(
                            partner.code(Partner.BOTH_SCOPES, Map.of("resource", customers())),
                            Map.entry("resource", customers() + "/1"))
                    .json()
                    .getString("access_token");
            assertThat(callWith(narrowed)).isEqualTo(401);
            assertRefused(
                    partner.redeem(
                            partner.code(Partner.BOTH_SCOPES, Map.of("resource", customers())),
                            Map.entry("resource", gate.issuer() + Gate.CALCULATOR)),
                    400,
                    "invalid_target",
                    "resource is not within the granted resource.");
        }

        /** The example of RFC 8707 §2.2: each refresh of a grant yields a token for one resource of the grant. */
        @Test
        void accessTokensAreForSomeOfTheResourcesOfTheirGrant() {
            var partner = Partner.register(gate);
            var code = codeForBothResources(partner);
            var both = partner.redeem(code).json();
            assertFor(both, customers(), gate.issuer() + Gate.CALCULATOR);
            assertThat(callWith(both.getString("access_token"))).isEqualTo(200);
            assertThat(calculateWith(both.getString("access_token"))).isEqualTo(200);

            var one = partner.refresh(both.getString("refresh_token"), Map.entry("resource", customers()))
                    .json();
            assertFor(one, customers());
            assertThat(callWith(one.getString("access_token"))).isEqualTo(200);
            assertThat(calculateWith(one.getString("access_token"))).isEqualTo(401);

            var other = partner.refresh(
                            one.getString("refresh_token"), Map.entry("resource", gate.issuer() + Gate.CALCULATOR))
                    .json();
            assertFor(other, gate.issuer() + Gate.CALCULATOR);
            assertThat(callWith(other.getString("access_token"))).isEqualTo(401);
            assertThat(calculateWith(other.getString("access_token"))).isEqualTo(200);

            assertFor(
                    partner.refresh(other.getString("refresh_token")).json(),
                    customers(),
                    gate.issuer() + Gate.CALCULATOR);
        }

        @Test
        void redemptionMayNarrowForTheFirstAccessTokenOnly() {
            var partner = Partner.register(gate);
            var code = codeForBothResources(partner);
            var one = partner.redeem(code, Map.entry("resource", customers())).json();
            assertFor(one, customers());
            assertThat(calculateWith(one.getString("access_token"))).isEqualTo(401);
            assertFor(
                    partner.refresh(
                                    one.getString("refresh_token"),
                                    Map.entry("resource", gate.issuer() + Gate.CALCULATOR))
                            .json(),
                    gate.issuer() + Gate.CALCULATOR);
        }

        @Test
        void refreshMayNarrowAGrantThatNamesNoResource() {
            var partner = Partner.register(gate);
            var narrowed = partner.refresh(
                            partner.tokens().getString("refresh_token"), Map.entry("resource", customers()))
                    .json();
            assertFor(narrowed, customers());
            assertThat(calculateWith(narrowed.getString("access_token"))).isEqualTo(401);
            var wide = partner.refresh(narrowed.getString("refresh_token")).json();
            assertFor(wide, gate.issuer());
            assertThat(calculateWith(wide.getString("access_token"))).isEqualTo(200);
        }

        @Test
        void resourceThatOnlyTheRedemptionNamesBindsTheGrant() {
            var partner = Partner.register(gate);
            var tokens = partner.redeem(partner.code(), Map.entry("resource", customers()))
                    .json();
            assertFor(tokens, customers());
            assertFor(partner.refresh(tokens.getString("refresh_token")).json(), customers());
        }

        @Test
        void clientCredentialsAreForAllResourcesThatAreNamed() {
            var token = Partner.register(gate)
                    .token(
                            Map.entry("grant_type", "client_credentials"),
                            Map.entry("resource", customers()),
                            Map.entry("resource", customers()),
                            Map.entry("resource", gate.issuer() + Gate.CALCULATOR))
                    .json();
            assertFor(token, customers(), gate.issuer() + Gate.CALCULATOR);
            assertThat(calculateWith(token.getString("access_token"))).isEqualTo(200);
        }

        @Test
        void resourcesUpToTheLongestMakeATokenThatIsRead() {
            var partner = Partner.register(gate);
            var start = gate.issuer() + "/integration/";
            var form = Stream.concat(
                    Stream.of(Map.entry("grant_type", "client_credentials")),
                    IntStream.range(10, 30)
                            .mapToObj(i -> start + i + "a".repeat((i < 29 ? 204 : 220) - start.length() - 2))
                            .map(resource -> Map.entry("resource", resource)));
            var token = partner.token(form.<Map.Entry<String, String>>toArray(Map.Entry[]::new))
                    .json()
                    .getString("access_token");
            assertThat(token.length()).isGreaterThan(4096).isLessThan(16 * 1024);
            assertThat(gate.get(CUSTOMERS, token).json().getString("error_description"))
                    .isEqualTo("The access token is meant for another resource.");
        }

        /**
         * Two concurrent refreshes for different resources: the second one must not receive the token of the first one.
         */
        @Test
        void repeatedRefreshGetsTheAnswerAgainForTheSameAlone() throws SQLException {
            clock.stop();
            var partner = Partner.register(gate);
            var first = partner.redeem(codeForBothResources(partner)).json().getString("refresh_token");
            var asked = Map.entry("resource", customers());
            var once = partner.refresh(first, asked);
            assertThat(partner.refresh(first, asked).body()).isEqualTo(once.body());
            var other = "The refresh token was used for another resource or scope.";
            assertInvalidGrant(partner.refresh(first), other);
            assertInvalidGrant(partner.refresh(first, Map.entry("resource", gate.issuer() + Gate.CALCULATOR)), other);
            assertInvalidGrant(partner.refresh(first, asked, Map.entry("scope", CUSTOMERS_SCOPE)), other);
            assertThat(callWith(once.json().getString("access_token"))).isEqualTo(200);

            var second = once.json().getString("refresh_token");
            var all = partner.refresh(second);
            assertThat(all.status()).as("the grant is not revoked").isEqualTo(200);
            forgetResourcesOfTheRotationOf(second);
            assertThat(partner.refresh(second).body())
                    .as("a token that the previous version has rotated")
                    .isEqualTo(all.body());
        }

        /** The previous version reads only this column. */
        @Test
        void resourceOfTheRowIsThatOfTheAccessToken() throws SQLException {
            var partner = Partner.register(gate);
            var code = codeForBothResources(partner);
            var calculator = gate.issuer() + Gate.CALCULATOR;
            var one = partner.redeem(code, Map.entry("resource", calculator)).json();
            assertThat(resourceStored(one)).isEqualTo(calculator);
            var both = partner.refresh(one.getString("refresh_token")).json();
            assertThat(resourceStored(both)).isEqualTo(customers());
        }

        private static String resourceStored(JsonObject tokens) throws SQLException {
            try (var connection = PostgresResource.connect();
                    var statement =
                            connection.prepareStatement("select resource from token where access_hash = sha256(?)")) {
                statement.setBytes(1, tokens.getString("access_token").getBytes(StandardCharsets.UTF_8));
                try (var found = statement.executeQuery()) {
                    assertThat(found.next()).isTrue();
                    return found.getString(1);
                }
            }
        }

        private static void forgetResourcesOfTheRotationOf(String refreshToken) throws SQLException {
            try (var connection = PostgresResource.connect();
                    var statement = connection.prepareStatement(
                            "update rotated_refresh_token set resources = null where refresh_hash = sha256(?)")) {
                statement.setBytes(1, refreshToken.getBytes(StandardCharsets.UTF_8));
                assertThat(statement.executeUpdate()).isEqualTo(1);
            }
        }

        private String codeForBothResources(Partner partner) {
            var browser = gate.browser();
            var page = browser.follow(browser.authorize(List.of(
                    Map.entry("response_type", "code"),
                    Map.entry("client_id", partner.clientId()),
                    Map.entry("redirect_uri", REDIRECT_URI),
                    Map.entry("resource", customers()),
                    Map.entry("resource", gate.issuer() + Gate.CALCULATOR))));
            return browser.grant(browser.signIn(page, "jane", "jane-demo"), Partner.BOTH_SCOPES)
                    .redirectParameters()
                    .get("code");
        }

        /**
         * RFC 7519 §4.1.3: the audience of a JWT and of an introspection is a string for one resource and a list for
         * several.
         */
        private void assertFor(JsonObject tokens, String... resources) {
            var token = tokens.getString("access_token");
            Object audience = resources.length == 1 ? resources[0] : new JsonArray(List.of(resources));
            assertThat(Jwt.verified(gate, token).claims().getValue("aud")).isEqualTo(audience);
        }

        private int calculateWith(String token) {
            return gate.postJson(Gate.CALCULATOR, "{\"a\":2,\"b\":3,\"operation\":\"add\"}", token)
                    .status();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/integration/../admin/api/v1",
                    "/admin/api/v1",
                    "/integration/x?y",
                    "/integration/x#y",
                    "/integrationx",
                    "x"
                })
        void resourceOutsideTheServicesIsInvalidTarget(String path) {
            assertRefused(
                    Partner.register(gate)
                            .token(
                                    Map.entry("grant_type", "client_credentials"),
                                    Map.entry("resource", gate.issuer() + path)),
                    400,
                    "invalid_target",
                    "resource must be a URL of this server's services.");
        }
    }

    @Test
    void idsOfTokensAreNeverTheSame() {
        var partner = Partner.register(gate);
        var ids = IntStream.range(0, 20)
                .mapToObj(i -> Jwt.verified(
                                gate,
                                partner.token(Map.entry("grant_type", "client_credentials"))
                                        .json()
                                        .getString("access_token"))
                        .claims()
                        .getString("jti"))
                .distinct();
        assertThat(ids).hasSize(20);
    }
}
