// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import static dev.gatehouse.testing.Gate.AUTHORIZE;
import static dev.gatehouse.testing.Gate.CALCULATOR;
import static dev.gatehouse.testing.Gate.CALCULATOR_SCOPE;
import static dev.gatehouse.testing.Gate.CUSTOMERS;
import static dev.gatehouse.testing.Gate.CUSTOMERS_SCOPE;
import static dev.gatehouse.testing.Gate.PUBLIC_CLIENT;
import static dev.gatehouse.testing.Gate.REDIRECT_URI;
import static dev.gatehouse.testing.Gate.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.Mutation;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.Pkce;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.RawHttp;
import dev.gatehouse.testing.TenantSwitches;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The implicit grant (RFC 6749 §4.2). Success and error responses are in the fragment. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ImplicitGrantTest {
    private static final String HTTPS_URI = "https://spa.example/callback?tenant=7";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;

    @BeforeEach
    void openTheGate() {
        gate = new Gate(base);
    }

    private Partner register(JsonObject wishes) {
        return Partner.register(
                gate,
                new JsonObject()
                        .put("type", "PUBLIC")
                        .put("grantTypes", List.of("implicit"))
                        .put("redirectUris", List.of("http://127.0.0.1/callback", HTTPS_URI))
                        .mergeIn(wishes));
    }

    private Partner register() {
        return register(new JsonObject());
    }

    /** Returns a valid request with raw values. */
    private Map<String, String> sound(Partner partner) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "token");
        parameters.put("client_id", partner.clientId());
        parameters.put("redirect_uri", encode(REDIRECT_URI));
        parameters.put("scope", CUSTOMERS_SCOPE + "+" + CALCULATOR_SCOPE);
        parameters.put("state", "s-1%2B%C3%A9");
        return parameters;
    }

    private Map<String, String> soundWith(Partner partner, String name, String rawValue) {
        var parameters = sound(partner);
        parameters.put(name, rawValue);
        return parameters;
    }

    private Answer authorize(Map<String, String> raw) {
        return authorize(gate.browser(), raw);
    }

    private static Answer authorize(Browser browser, Map<String, String> raw) {
        return browser.get(AUTHORIZE + "?" + Mutation.missing().applyTo("", raw));
    }

    private Browser signedIn() {
        var browser = gate.browser();
        browser.form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));
        return browser;
    }

    private Answer permissions(Browser browser, Map<String, String> raw) {
        return browser.follow(authorize(browser, raw));
    }

    /** Returns the response to a request for which jane grants both scopes. */
    private Map<String, String> granted(Map<String, String> raw) {
        var browser = signedIn();
        return browser.grant(permissions(browser, raw), Partner.BOTH_SCOPES).fragmentParameters();
    }

    private void assertRefusal(Answer answer, String target, String error, String description, String state) {
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location"))
                .isEqualTo(target + "error=" + error + "&error_description=" + encode(description)
                        + (state == null ? "" : "&state=" + encode(state)) + "&iss=" + encode(gate.issuer()));
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.body()).isEmpty();
    }

    private void assertInFragment(Answer answer, String error, String description) {
        assertRefusal(answer, REDIRECT_URI + "#", error, description, "s-1+é");
    }

    private static void assertGoesOn(Answer answer) {
        assertThat(answer.header("location")).contains("/approval?request=");
    }

    private static List<String> rows(String query, String argument) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, argument);
            var found = new ArrayList<String>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static List<String> tokenRows(Partner partner) throws SQLException {
        return rows(
                "select concat_ws(' ', t.grant_type, t.scope, t.refreshes_left, t.refresh_hash, t.refresh_chain)"
                        + " from token t join client c on c.id = t.client where c.client_id = ?",
                partner.clientId());
    }

    /** RFC 6749 §4.2.2, RFC 9207 §2 */
    @Nested
    class Grants {

        @Test
        void yieldATokenInTheFragmentAndNothingElse() throws Exception {
            var partner = register();
            var browser = signedIn();
            var answer =
                    browser.grant(permissions(browser, sound(partner)), List.of(CALCULATOR_SCOPE, CUSTOMERS_SCOPE));

            assertThat(answer.status()).isEqualTo(303);
            var token = answer.fragmentParameters().get("access_token");
            var scope = CUSTOMERS_SCOPE + " " + CALCULATOR_SCOPE;
            assertThat(answer.header("location"))
                    .isEqualTo(REDIRECT_URI + "#access_token=" + token + "&token_type=Bearer&expires_in=3600&scope="
                            + encode(scope) + "&state=s-1%2B%C3%A9&iss=" + encode(gate.issuer()));
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(answer.header("referrer-policy")).isEqualTo("same-origin");
            assertThat(answer.body()).isEmpty();

            assertThat(gate.get(CUSTOMERS, token).status()).isEqualTo(200);
            var claims = Jwt.verified(gate, token).claims();
            assertThat(claims.getString("client_id")).isEqualTo(partner.clientId());
            assertThat(claims.getString("scope")).isEqualTo(scope);
            assertThat(claims.getString("aud")).isEqualTo(gate.issuer());
            assertThat(tokenRows(partner)).containsExactly("implicit " + scope + " 0");
            assertThat(AuditTrail.of("token.issued", partner.clientId())).containsExactly("SUCCESS implicit: " + scope);
            assertThat(AuditTrail.of("authorization.granted", partner.clientId()))
                    .containsExactly("SUCCESS " + scope);
        }

        @Test
        void yieldOnlyWhatWasTicked() {
            var browser = signedIn();
            var answer = browser.grant(permissions(browser, sound(register())), List.of(CALCULATOR_SCOPE));
            var parameters = answer.fragmentParameters();
            assertThat(parameters).containsEntry("scope", CALCULATOR_SCOPE);
            assertThat(gate.get(CUSTOMERS, parameters.get("access_token")).status())
                    .isEqualTo(403);
        }

        @Test
        void ofATokenThatNeverExpiresHaveNoExpiry() {
            var partner = register(new JsonObject().put("expiration", "NEVER").put("accessTokenFormat", "OPAQUE"));
            var parameters = granted(sound(partner));
            assertThat(parameters).containsOnlyKeys("access_token", "token_type", "scope", "state", "iss");
            assertThat(parameters.get("access_token")).matches("gat_[A-Za-z0-9_-]{43}");
            assertThat(gate.get(CUSTOMERS, parameters.get("access_token")).status())
                    .isEqualTo(200);
        }

        @Test
        void neverYieldARefreshTokenWhateverTheRefreshCount() {
            for (var wishes : List.of(
                    new JsonObject().put("refresh", "UNLIMITED"),
                    new JsonObject().put("refresh", "LIMITED").put("refreshCount", 5))) {
                assertThat(granted(sound(register(wishes)))).doesNotContainKey("refresh_token");
            }
        }

        @Test
        void withoutStateHaveNone() {
            var parameters = sound(register());
            parameters.remove("state");
            assertThat(granted(parameters))
                    .containsOnlyKeys("access_token", "token_type", "expires_in", "scope", "iss");
        }

        @Test
        void keepTheQueryOfTheRedirectUri() {
            var browser = signedIn();
            var answer = browser.grant(
                    permissions(browser, soundWith(register(), "redirect_uri", encode(HTTPS_URI))),
                    Partner.BOTH_SCOPES);
            assertThat(answer.header("location")).startsWith(HTTPS_URI + "#access_token=");
        }

        @Test
        void areForTheResourceThatWasAskedFor() {
            var partner = register();
            var parameters = granted(soundWith(partner, "resource", encode(gate.issuer() + CUSTOMERS)));
            var token = parameters.get("access_token");
            assertThat(Jwt.verified(gate, token).claims().getString("aud")).isEqualTo(gate.issuer() + CUSTOMERS);
            assertThat(gate.get(CUSTOMERS, token).status()).isEqualTo(200);
            assertThat(gate.postJson(CALCULATOR, "{\"a\":2,\"b\":3,\"operation\":\"add\"}", token)
                            .status())
                    .isEqualTo(401);
        }

        @Test
        void endWithTheirClient() {
            var partner = register();
            var token = granted(sound(partner)).get("access_token");
            assertThat(gate.get(CUSTOMERS, token).status()).isEqualTo(200);
            partner.change("active", false);
            await().untilAsserted(() ->
                    assertThat(gate.get(CUSTOMERS, token).status()).isEqualTo(401));
        }

        @Test
        void ofOneRequestByFiftyAtOnceYieldOneToken() throws Exception {
            var partner = register();
            var browser = signedIn();
            var page = permissions(browser, sound(partner));
            var answers = whileNobodyCanTakeARequest(i -> browser.grant(page, Partner.BOTH_SCOPES));
            assertThat(answers).hasSize(50).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(303);
                assertThat(answer.header("location"))
                        .isEqualTo(answers.getFirst().header("location"));
            });
            assertThat(tokenRows(partner)).hasSize(1);
        }
    }

    /**
     * Sends fifty decisions at once while a lock holds the request, so many senders have read the request before the
     * first decision can delete the request.
     */
    private static List<Answer> whileNobodyCanTakeARequest(IntFunction<Answer> decision) throws Exception {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement();
                var thread = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("select id from authorization_request for update");
            var answers = thread.submit(() -> Race.of(50, decision));
            await().untilAsserted(() -> assertThat(waitingForTheRequest()).isGreaterThan(5));
            connection.commit();
            return answers.get();
        }
    }

    private static int waitingForTheRequest() throws SQLException {
        return rows(
                        "select pid::text from pg_stat_activity where wait_event_type = 'Lock' and query like ?",
                        "delete from authorization_request%")
                .size();
    }

    /** RFC 6749 §4.2.2.1 */
    @Nested
    class Refusals {

        private record Row(String parameter, Mutation mutation, String error, String description) {
            @Override
            public String toString() {
                return parameter + " " + mutation;
            }
        }

        static Stream<Row> rows() {
            var rows = new ArrayList<Row>();
            rows.add(new Row(
                    "scope",
                    Mutation.wrong("Nope"),
                    "invalid_scope",
                    "The scope Nope is not associated with the client."));
            rows.add(new Row(
                    "resource",
                    Mutation.wrong("nonsense"),
                    "invalid_target",
                    "resource must be a URL of this server's services."));
            rows.add(new Row("prompt", Mutation.wrong("none"), "login_required", "No user is signed in."));
            for (var parameter : List.of("scope", "state", "code_challenge", "prompt", "unknown")) {
                Mutation.faults("x", parameter.equals("state") ? 4096 : 2048)
                        .forEach(fault ->
                                rows.add(new Row(parameter, fault, "invalid_request", parameter + fault.fault())));
            }
            return rows.stream();
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("rows")
        void areInTheFragment(Row row) {
            var answer = new RawHttp(base)
                    .send(
                            "POST",
                            AUTHORIZE,
                            Map.of("Content-Type", "application/x-www-form-urlencoded"),
                            row.mutation().applyTo(row.parameter(), sound(register())));
            assertRefusal(
                    answer,
                    REDIRECT_URI + "#",
                    row.error(),
                    row.description(),
                    row.parameter().equals("state") ? null : "s-1+é");
        }

        @Test
        void ofARequestThatSaysTokenTwiceAreInTheQuery() {
            var raw = Mutation.missing().applyTo("", sound(register())) + "&response_type=token";
            assertRefusal(
                    gate.get(AUTHORIZE + "?" + raw, null),
                    REDIRECT_URI + "?",
                    "invalid_request",
                    "response_type was sent more than once.",
                    "s-1+é");
        }

        @ParameterizedTest
        @ValueSource(strings = {"TOKEN", "token+code", "id_token"})
        void ofOtherResponseTypesAreInTheQuery(String responseType) {
            assertRefusal(
                    authorize(soundWith(register(), "response_type", responseType)),
                    REDIRECT_URI + "?",
                    "unsupported_response_type",
                    "response_type must be code or token.",
                    "s-1+é");
        }

        @Test
        void keepTheQueryOfTheRedirectUri() {
            var parameters = soundWith(register(), "redirect_uri", encode(HTTPS_URI));
            parameters.put("scope", "Nope");
            assertRefusal(
                    authorize(parameters),
                    HTTPS_URI + "#",
                    "invalid_scope",
                    "The scope Nope is not associated with the client.",
                    "s-1+é");
        }

        @Test
        void ofAClientWithoutTheGrantAreUnauthorizedClient() {
            var parameters = sound(register());
            parameters.put("client_id", PUBLIC_CLIENT);
            assertInFragment(
                    authorize(parameters),
                    "unauthorized_client",
                    "The client is not allowed to use the grant type implicit.");
        }

        @Test
        void ofACodeForAClientWithoutThatGrantAreInTheQuery() {
            assertRefusal(
                    authorize(soundWith(register(), "response_type", "code")),
                    REDIRECT_URI + "?",
                    "unauthorized_client",
                    "The client is not allowed to use the grant type authorization_code.",
                    "s-1+é");
        }

        @Test
        void byThePersonAreAccessDenied() throws Exception {
            var partner = register();
            var browser = signedIn();
            assertInFragment(
                    browser.deny(permissions(browser, sound(partner))),
                    "access_denied",
                    "The resource owner denied access.");
            assertThat(tokenRows(partner)).isEmpty();
        }

        @Test
        void neverGoToAnAddressThatIsNotRegistered() {
            var answer = authorize(soundWith(register(), "redirect_uri", encode("https://evil.example/")));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("location")).isNull();
        }
    }

    /** The tenant's setting {@code allowImplicit}. */
    @Nested
    class SwitchedOff {

        @Test
        void refusesTheResponseType() {
            var partner = register();
            try (var off = TenantSwitches.with(gate, "allowImplicit", false)) {
                assertInFragment(
                        authorize(sound(partner)),
                        "unsupported_response_type",
                        "The implicit grant is not allowed here.");
                assertRefusal(
                        authorize(soundWith(partner, "response_type", "nonsense")),
                        REDIRECT_URI + "?",
                        "unsupported_response_type",
                        "response_type must be code.",
                        "s-1+é");
            }
            assertGoesOn(authorize(sound(partner)));
        }

        @Test
        void endsARequestThatIsUnderWay() throws Exception {
            var partner = register();
            var browser = signedIn();
            var page = permissions(browser, sound(partner));
            try (var off = TenantSwitches.with(gate, "allowImplicit", false)) {
                assertThat(PageText.of(browser.grant(page, Partner.BOTH_SCOPES)))
                        .startsWith("This page has expired");
            }
            assertThat(tokenRows(partner)).isEmpty();
        }

        @Test
        void grantTakenFromTheClientEndsARequestThatIsUnderWay() throws Exception {
            var partner = register();
            var browser = signedIn();
            var page = permissions(browser, sound(partner));
            partner.change("grantTypes", List.of("authorization_code"));
            assertThat(PageText.of(browser.grant(page, Partner.BOTH_SCOPES))).startsWith("This page has expired");
            assertThat(tokenRows(partner)).isEmpty();
        }

        @Test
        void isLeftOutOfTheMetadata() {
            assertMetadata(
                    List.of("code", "token"),
                    List.of("query", "fragment", "form_post"),
                    List.of("authorization_code", "implicit", "client_credentials", "password", "refresh_token"));
            try (var off = TenantSwitches.with(gate, "allowImplicit", false)) {
                assertMetadata(
                        List.of("code"),
                        List.of("query", "fragment", "form_post"),
                        List.of("authorization_code", "client_credentials", "password", "refresh_token"));
            }
        }

        private void assertMetadata(List<String> responseTypes, List<String> responseModes, List<String> grantTypes) {
            var metadata =
                    gate.get("/.well-known/oauth-authorization-server", null).json();
            assertThat(metadata.getJsonArray("response_types_supported").getList())
                    .isEqualTo(responseTypes);
            assertThat(metadata.getJsonArray("response_modes_supported").getList())
                    .isEqualTo(responseModes);
            assertThat(metadata.getJsonArray("grant_types_supported").getList()).isEqualTo(grantTypes);
        }
    }

    /** The implicit grant has no authorization code, so there is no use for a PKCE challenge (RFC 9700 §2.1.2). */
    @Nested
    class Pkces {

        @ParameterizedTest
        @ValueSource(strings = {"GLOBAL", "NO", "YES"})
        void noRuleAsksForAChallenge(String rule) {
            var partner = register(new JsonObject().put("requirePkce", rule));
            try (var on = TenantSwitches.with(gate, "requirePkce", true)) {
                assertGoesOn(authorize(sound(partner)));
            }
        }

        @Test
        void ruleStaysForTheCodesOfTheSameClient() {
            var partner = register(new JsonObject()
                    .put("grantTypes", List.of("authorization_code", "implicit"))
                    .put("requirePkce", "YES"));
            assertRefusal(
                    authorize(soundWith(partner, "response_type", "code")),
                    REDIRECT_URI + "?",
                    "invalid_request",
                    "code_challenge is missing. This client must use PKCE.",
                    "s-1+é");
        }

        @ParameterizedTest
        @CsvSource({"S256, true", "plain, true", "S256, false"})
        void challengeIsNotRead(String method, boolean sound) {
            var parameters = soundWith(register(), "code_challenge_method", method);
            parameters.put("code_challenge", sound ? Pkce.create().challenge() : "short");
            assertGoesOn(authorize(parameters));
        }
    }

    /** Silent renewal, and the redirect URIs for which a stored consent is not enough (RFC 8252 §8.6). */
    @Nested
    class WithoutAsking {

        private Map<String, String> silent(Partner partner, String redirectUri) {
            var parameters = soundWith(partner, "redirect_uri", encode(redirectUri));
            parameters.put("prompt", "none");
            return parameters;
        }

        @Test
        void ofAClientThatNeverAsksYieldsAToken() {
            var partner = register(new JsonObject().put("approval", "NEVER"));
            var answer = authorize(signedIn(), silent(partner, REDIRECT_URI));
            assertThat(answer.header("location")).startsWith(REDIRECT_URI + "#access_token=");
            assertThat(gate.get(CUSTOMERS, answer.fragmentParameters().get("access_token"))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void ofAClientThatAlwaysAsksIsConsentRequired() {
            assertInFragment(
                    authorize(signedIn(), silent(register(), REDIRECT_URI)),
                    "consent_required",
                    "The user must consent.");
        }

        @Test
        void renewsWhatIsRememberedForAnHttpsAddress() {
            var partner = register(new JsonObject().put("approval", "ONCE"));
            var browser = signedIn();
            var first = browser.grant(
                    permissions(browser, soundWith(partner, "redirect_uri", encode(HTTPS_URI))), Partner.BOTH_SCOPES);
            var second = authorize(browser, silent(partner, HTTPS_URI));
            assertThat(second.header("location")).startsWith(HTTPS_URI + "#access_token=");
            assertThat(second.fragmentParameters().get("access_token"))
                    .isNotEqualTo(first.fragmentParameters().get("access_token"));
        }

        @ParameterizedTest
        @CsvSource({
            "PUBLIC, http://127.0.0.1:9/callback",
            "PUBLIC, com.example.app:/callback",
            "CONFIDENTIAL, http://127.0.0.1:9/callback",
            "CONFIDENTIAL, com.example.app:/callback"
        })
        void rememberedConsentDoesNotServeAnAddressThatAnyProgramCanAnswerAt(String type, String redirectUri) {
            var partner = register(new JsonObject()
                    .put("type", type)
                    .put("approval", "ONCE")
                    .put("redirectUris", List.of("http://127.0.0.1/callback", "com.example.app:/callback")));
            var browser = signedIn();
            var granted = browser.grant(
                    permissions(browser, soundWith(partner, "redirect_uri", encode(redirectUri))), Partner.BOTH_SCOPES);
            assertThat(granted.header("location")).startsWith(redirectUri + "#access_token=");
            assertRefusal(
                    authorize(browser, silent(partner, redirectUri)),
                    redirectUri + "#",
                    "consent_required",
                    "The user must consent.",
                    "s-1+é");
        }
    }
}
