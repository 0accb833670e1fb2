// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import static dev.gatehouse.testing.Gate.AUTHORIZE;
import static dev.gatehouse.testing.Gate.CALCULATOR_SCOPE;
import static dev.gatehouse.testing.Gate.CONFIDENTIAL_CLIENT;
import static dev.gatehouse.testing.Gate.CUSTOMERS_SCOPE;
import static dev.gatehouse.testing.Gate.PUBLIC_CLIENT;
import static dev.gatehouse.testing.Gate.REDIRECT_URI;
import static dev.gatehouse.testing.Gate.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.http.Paths;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Frames;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Mutation;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.Pkce;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RawHttp;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The authorization endpoint and the pages behind it (RFC 6749 §3.1, §4.1.1, §4.1.2). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthorizeEndpointTest {
    private static final Pkce PKCE = Pkce.create();

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    @Inject
    TenantSettings settings;

    @Inject
    CurrentTenant tenant;

    private Gate gate;

    @BeforeEach
    void openTheGate() {
        gate = new Gate(base);
    }

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    /** The expected result of an authorization request. */
    private sealed interface Expected {
        /** The user continues to the permissions page. */
        record GoesOn() implements Expected {}

        /** An error page without a redirect. */
        record Page(String code, String explanation) implements Expected {}

        /** An error redirect to the client. */
        record Refusal(String error, String description, boolean withState) implements Expected {}
    }

    private record Row(String parameter, Mutation mutation, Expected expected) {
        @Override
        public String toString() {
            return parameter + " " + mutation;
        }
    }

    private static Expected goesOn() {
        return new Expected.GoesOn();
    }

    private static Expected page(String code, String explanation) {
        return new Expected.Page(code, explanation);
    }

    private static Expected refusal(String error, String description) {
        return new Expected.Refusal(error, description, true);
    }

    /** Returns all parameters with valid raw values. */
    private Map<String, String> sound() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", PUBLIC_CLIENT);
        parameters.put("redirect_uri", encode(REDIRECT_URI));
        parameters.put("scope", CUSTOMERS_SCOPE + "+" + CALCULATOR_SCOPE);
        parameters.put("state", "s-1%2B%C3%A9");
        parameters.put("code_challenge", PKCE.challenge());
        parameters.put("code_challenge_method", "S256");
        parameters.put("resource", encode(gate.issuer() + Gate.CUSTOMERS));
        parameters.put("prompt", "login");
        parameters.put("response_mode", "query");
        return parameters;
    }

    static Stream<Row> parameters() {
        var rows = new ArrayList<Row>();
        var known = "The application that sent you here is unknown.";
        var elsewhere = "The application wants to send you to an address that is not registered for the application.";
        var nowhere =
                "The application did not say where to send you afterwards. The parameter redirect_uri is missing.";
        meaning(rows, "response_type", refusal("invalid_request", "response_type is missing."));
        wrong(
                rows,
                "response_type",
                "id_token",
                refusal("unsupported_response_type", "response_type must be code or token."));
        wrong(
                rows,
                "response_type",
                "CODE",
                refusal("unsupported_response_type", "response_type must be code or token."));
        meaning(
                rows,
                "client_id",
                page("invalid_request", "The application sent an invalid request. client_id is missing."));
        wrong(rows, "client_id", "nobody", page("invalid_client", known));
        wrong(rows, "client_id", "Customer-Registration", page("invalid_client", known));
        wrong(rows, "client_id", "%27+or+1%3D1", page("invalid_client", known));
        meaning(rows, "redirect_uri", page("invalid_request", nowhere));
        wrong(rows, "redirect_uri", "https%3A%2F%2Fevil.example", page("invalid_request", elsewhere));
        meaning(rows, "scope", goesOn());
        wrong(rows, "scope", "Nope", refusal("invalid_scope", "The scope Nope is not associated with the client."));
        wrong(
                rows,
                "scope",
                "gatehouse.admin",
                refusal("invalid_scope", "The scope gatehouse.admin is not associated with the client."));
        wrong(
                rows,
                "scope",
                "%5C+" + CALCULATOR_SCOPE,
                refusal("invalid_scope", "scope must be a list of names separated by spaces."));
        wrong(
                rows,
                "scope",
                "%22" + CUSTOMERS_SCOPE,
                refusal("invalid_scope", "scope must be a list of names separated by spaces."));
        meaning(rows, "state", new Expected.GoesOn());
        meaning(
                rows,
                "code_challenge",
                refusal("invalid_request", "code_challenge_method was sent without code_challenge."));
        wrong(
                rows,
                "code_challenge",
                "short",
                refusal("invalid_request", "code_challenge must be 43 characters of Base64url without padding."));
        meaning(
                rows,
                "code_challenge_method",
                refusal("invalid_request", "code_challenge_method is missing. Only S256 is supported."));
        wrong(
                rows,
                "code_challenge_method",
                "plain",
                refusal("invalid_request", "code_challenge_method must be S256."));
        wrong(rows, "code_challenge_method", "s256", refusal("invalid_request", "code_challenge_method must be S256."));
        meaning(rows, "resource", goesOn());
        var target = refusal("invalid_target", "resource must be a URL of this server's services.");
        wrong(rows, "resource", "https%3A%2F%2Fother.example%2Fintegration%2Fa", target);
        wrong(rows, "resource", "nonsense", target);
        meaning(rows, "response_mode", goesOn());
        for (var mode : List.of("web_message", "QUERY", "jwt", "query+fragment", "query.jwt")) {
            wrong(
                    rows,
                    "response_mode",
                    mode,
                    refusal("invalid_request", "response_mode must be query, fragment or form_post."));
        }
        meaning(rows, "prompt", goesOn());
        wrong(
                rows,
                "prompt",
                "nothing",
                refusal("invalid_request", "prompt must be none, or any of login, consent and select_account."));
        wrong(
                rows,
                "prompt",
                "none+login",
                refusal("invalid_request", "prompt must not combine none with another value."));
        for (var parameter : List.of("client_id", "redirect_uri")) {
            Mutation.faults(parameter.equals("client_id") ? PUBLIC_CLIENT : encode(REDIRECT_URI))
                    .forEach(fault -> rows.add(new Row(
                            parameter,
                            fault,
                            page(
                                    "invalid_request",
                                    "The application sent an invalid request. " + parameter + fault.fault()))));
        }
        for (var parameter : List.of(
                "response_type",
                "scope",
                "state",
                "code_challenge",
                "code_challenge_method",
                "resource",
                "prompt",
                "response_mode",
                "unknown")) {
            Mutation.faults("code", parameter.equals("state") ? 4096 : 2048).stream()
                    .filter(fault -> fault.rawValues().size() == 1 || !parameter.equals("resource"))
                    .forEach(fault -> rows.add(new Row(
                            parameter,
                            fault,
                            new Expected.Refusal(
                                    "invalid_request", parameter + fault.fault(), !parameter.equals("state")))));
        }
        return rows.stream();
    }

    private static void meaning(List<Row> rows, String parameter, Expected expected) {
        rows.add(new Row(parameter, Mutation.missing(), expected));
        rows.add(new Row(parameter, Mutation.empty(), expected));
    }

    private static void wrong(List<Row> rows, String parameter, String rawValue, Expected expected) {
        rows.add(new Row(parameter, Mutation.wrong(rawValue), expected));
    }

    @ParameterizedTest(name = "GET {0}")
    @MethodSource("parameters")
    void parameterInTheQuery(Row row) {
        var query = row.mutation().applyTo(row.parameter(), sound());
        var answer = new RawHttp(base).send("GET", AUTHORIZE + "?" + query, Map.of(), "");
        if (row.mutation().breaksTheRequestLine()) {
            assertThat(answer.status()).as("%s", answer).isEqualTo(400);
            assertThat(answer.header("content-type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(answer.body()).contains("The request is malformed.");
        } else {
            check(row.expected(), answer);
        }
    }

    @ParameterizedTest(name = "POST {0}")
    @MethodSource("parameters")
    void parameterInTheForm(Row row) {
        check(row.expected(), post("", row.mutation().applyTo(row.parameter(), sound())));
    }

    private Answer post(String query, String body) {
        return new RawHttp(base)
                .send("POST", AUTHORIZE + query, Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
    }

    private void check(Expected expected, Answer answer) {
        switch (expected) {
            case Expected.GoesOn() -> assertGoesOn(answer);
            case Expected.Page(var code, var explanation) -> assertPage(answer, code, explanation);
            case Expected.Refusal(var error, var description, var withState) ->
                assertRefusal(answer, error, description, withState ? "s-1+é" : null);
        }
    }

    private void assertGoesOn(Answer answer) {
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location().toString())
                .matches("\\Q" + gate.issuer() + "\\E/approval\\?request=[A-Za-z0-9_-]{43}");
    }

    private static void assertPage(Answer answer, String code, String explanation) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("location")).isNull();
        assertThat(answer.header("content-type")).startsWith("text/html");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
        assertThat(PageText.of(answer))
                .isEqualTo("This link does not work · Gatehouse Gatehouse This link does not work " + explanation
                        + " If the problem persists, give the operator of the application the code below. Code 400 "
                        + code);
    }

    private static void assertExpiredPage(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("location")).isNull();
        assertThat(PageText.of(answer))
                .isEqualTo("This page has expired · Gatehouse Gatehouse This page has expired The request is already"
                        + " decided, has expired, or belongs to another browser. Go back to the application and"
                        + " start again. If the problem persists, give the operator of the application the code"
                        + " below. Code 400");
    }

    private void assertRefusal(Answer answer, String error, String description, String state) {
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location"))
                .isEqualTo(REDIRECT_URI + "?error=" + error + "&error_description=" + encode(description)
                        + (state == null ? "" : "&state=" + encode(state)) + "&iss=" + encode(gate.issuer()));
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.body()).isEmpty();
    }

    private static String formOf(Map<String, String> raw) {
        return Mutation.missing().applyTo("", raw);
    }

    private Answer authorize(Map<String, String> raw) {
        return authorize(gate.browser(), raw);
    }

    private static Answer authorize(Browser browser, Map<String, String> raw) {
        return browser.get(AUTHORIZE + "?" + formOf(raw));
    }

    private Map<String, String> soundWithout(String... names) {
        var parameters = sound();
        List.of(names).forEach(parameters::remove);
        return parameters;
    }

    private Map<String, String> soundWith(String name, String rawValue) {
        var parameters = sound();
        parameters.put(name, rawValue);
        return parameters;
    }

    @Nested
    class Parameters {

        @Test
        void soundRequestGoesOn() {
            assertGoesOn(authorize(sound()));
            assertGoesOn(post("", formOf(sound())));
        }

        /** RFC 6749 §4.1.2: the response contains the exact value of the request, whatever its length. */
        @Test
        void stateOf4096CharactersIsReturned() {
            var state = "\u00e4b".repeat(2048);
            var browser = gate.browser();
            var page = browser.signIn(
                    browser.follow(authorize(browser, soundWith("state", encode(state)))), "jane", "jane-demo");
            assertThat(browser.grant(page, List.of(CUSTOMERS_SCOPE)).redirectParameters())
                    .containsEntry("state", state);
            var refused = soundWith("state", encode(state));
            refused.put("response_type", "id_token");
            assertRefusal(
                    authorize(refused), "unsupported_response_type", "response_type must be code or token.", state);
        }

        @Test
        void clientIdInQueryAndFormIsADuplicate() {
            assertPage(
                    post("?client_id=" + PUBLIC_CLIENT, formOf(sound())),
                    "invalid_request",
                    "The application sent an invalid request. client_id was sent more than once.");
        }

        @Test
        void stateInQueryAndFormIsADuplicateAndNotEchoed() {
            assertRefusal(
                    post("?state=other", formOf(sound())), "invalid_request", "state was sent more than once.", null);
        }

        @Test
        void faultOfRedirectUriIsAPageWhateverElseIsWrong() {
            var parameters = soundWith("redirect_uri", encode("https://evil.example/?client=" + PUBLIC_CLIENT));
            parameters.put("response_type", "nonsense");
            parameters.remove("code_challenge");
            assertPage(
                    authorize(parameters),
                    "invalid_request",
                    "The application wants to send you to an address that is not registered for the application.");
        }

        @Test
        void tooManyParametersAreRefused() {
            var many = new StringBuilder(formOf(sound()));
            for (var i = 0; i < 100; i++) {
                many.append("&p").append(i).append("=1");
            }
            // Gatehouse doesn't read such a form, so there is no redirect URI for the error.
            assertPage(
                    post("", many.toString()),
                    "invalid_request",
                    "The application sent an invalid request. client_id is missing.");
        }

        @Test
        void formOfAnotherTypeIsRefused() {
            var answer = new RawHttp(base)
                    .send("POST", AUTHORIZE, Map.of("Content-Type", "application/json"), "{\"client_id\":\"x\"}");
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.header("location")).isNull();
            assertThat(PageText.of(answer))
                    .isEqualTo("This request can't be answered · Gatehouse Gatehouse This request can't be answered"
                            + " The body must be application/x-www-form-urlencoded. If the problem persists, give the"
                            + " operator of the application the code below. Code 415 invalid_request");
        }

        @Test
        void redirectUriMayBeLeftOutWhenOnlyOneIsRegistered() {
            var partner = Partner.register(gate);
            assertGoesOn(authorize(Map.of("response_type", "code", "client_id", partner.clientId())));
        }

        @Test
        void grantThatTheClientIsNotAllowedIsUnauthorizedClient() {
            var partner = Partner.register(gate, new JsonObject().put("grantTypes", List.of("client_credentials")));
            var parameters = soundWith("client_id", partner.clientId());
            assertRefusal(
                    authorize(parameters),
                    "unauthorized_client",
                    "The client is not allowed to use the grant type authorization_code.",
                    "s-1+é");
        }
    }

    /** RFC 6749 §3.3: the requested scopes, the offered scopes and the scopes in the response. */
    @Nested
    class Scopes {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "'  CalculatorScope  CustomerRegistrationScope ' | CalculatorScope CustomerRegistrationScope",
                    "'Nope customerregistrationscope gatehouse.admin' | CustomerRegistrationScope",
                    "'openid offline_access CALCULATORSCOPE' | CalculatorScope",
                    "'openid offline_access' | CalculatorScope CustomerRegistrationScope"
                })
        void areMatchedWithoutCaseAndAnsweredAsRegistered(String asked, String granted) {
            var partner = Partner.register(gate);
            var code = partner.code(Partner.BOTH_SCOPES, Map.of("scope", asked));
            assertThat(partner.redeem(code).json().getString("scope")).isEqualTo(granted);
        }
    }

    @Nested
    class Clients {

        @Test
        void inactiveClientIsAPage() {
            var partner = Partner.register(gate, new JsonObject().put("active", false));
            assertPage(
                    authorize(soundWith("client_id", partner.clientId())),
                    "unauthorized_client",
                    "The application that sent you here is not active.");
        }

        @Test
        void deactivationEndsARequestThatIsUnderWay() {
            var partner = Partner.register(gate);
            var browser = gate.browser();
            var page = browser.signIn(
                    browser.follow(authorize(browser, soundWith("client_id", partner.clientId()))),
                    "jane",
                    "jane-demo");
            partner.change("active", false);
            await().untilAsserted(() -> assertThat(authorize(soundWith("client_id", partner.clientId()))
                            .status())
                    .isEqualTo(400));
            assertExpiredPage(browser.grant(page, List.of(CUSTOMERS_SCOPE)));
        }
    }

    /** RFC 7636, RFC 9700 §2.1.1, §4.8.2 */
    @Nested
    class Pkces {

        @Test
        void publicClientWithoutChallengeIsRefused() {
            assertRefusal(
                    authorize(soundWithout("code_challenge", "code_challenge_method")),
                    "invalid_request",
                    "code_challenge is missing. This client must use PKCE.",
                    "s-1+é");
        }

        @Test
        void publicClientThatNeedNotUsePkceGoesOn() {
            var partner = Partner.register(
                    gate,
                    new JsonObject()
                            .put("type", "PUBLIC")
                            .put("grantTypes", List.of("authorization_code"))
                            .put("requirePkce", "NO"));
            var parameters = soundWithout("code_challenge", "code_challenge_method");
            parameters.put("client_id", partner.clientId());
            assertGoesOn(authorize(parameters));
        }

        @Test
        void confidentialClientWithoutChallengeGoesOn() {
            var parameters = soundWithout("code_challenge", "code_challenge_method");
            parameters.put("client_id", CONFIDENTIAL_CLIENT);
            assertGoesOn(authorize(parameters));
        }

        @Test
        void confidentialClientThatMustUsePkceIsRefusedWithoutChallenge() {
            var partner = Partner.register(gate, new JsonObject().put("requirePkce", "YES"));
            var parameters = soundWithout("code_challenge", "code_challenge_method");
            parameters.put("client_id", partner.clientId());
            assertRefusal(
                    authorize(parameters),
                    "invalid_request",
                    "code_challenge is missing. This client must use PKCE.",
                    "s-1+é");
        }

        @Test
        void plainIsRefusedForConfidentialClientsToo() {
            var parameters = soundWith("code_challenge_method", "plain");
            parameters.put("client_id", CONFIDENTIAL_CLIENT);
            assertRefusal(authorize(parameters), "invalid_request", "code_challenge_method must be S256.", "s-1+é");
        }
    }

    /** RFC 6749 §3.1.2, RFC 8252 §7.3, RFC 9700 §4.1 */
    @Nested
    class RedirectUris {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://oauth.pstmn.io/v1/callback",
                    "https://OAUTH.pstmn.io/v1/callback",
                    "HTTPS://oauth.pstmn.io/v1/callback",
                    "HTTP://127.0.0.1:4711/callback",
                    "http://127.0.0.1/callback",
                    "http://127.0.0.1:1/callback",
                    "http://127.0.0.1:65535/callback"
                })
        void registeredOneGoesOn(String uri) {
            assertGoesOn(authorize(soundWith("redirect_uri", encode(uri))));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://oauth.pstmn.io/v1/Callback",
                    "https://oauth.pstmn.io/v1/callback/",
                    "https://oauth.pstmn.io/v1/callback?",
                    "https://oauth.pstmn.io/v1/callback?next=https://evil.example",
                    "https://oauth.pstmn.io/v1/callback#",
                    "https://oauth.pstmn.io/v1/callback#fragment",
                    "https://oauth.pstmn.io/v1/callback;x=1",
                    "https://oauth.pstmn.io/v1/call%62ack",
                    "https://oauth.pstmn.io/v1/../v1/callback",
                    "https://oauth.pstmn.io//v1/callback",
                    "https://oauth.pstmn.io:443/v1/callback",
                    "https://oauth.pstmn.io:8443/v1/callback",
                    "https://oauth.pstmn.io./v1/callback",
                    "https://oauth.pstmn.io@evil.example/v1/callback",
                    "https://evil.example/v1/callback",
                    "https://evil@oauth.pstmn.io/v1/callback",
                    "https://oauth.pstmn.io.evil.example/v1/callback",
                    "https://oauth.pstmn.io\\@evil.example/v1/callback",
                    " https://oauth.pstmn.io/v1/callback",
                    "http://oauth.pstmn.io/v1/callback",
                    "//oauth.pstmn.io/v1/callback",
                    "/v1/callback",
                    "javascript:alert(1)",
                    "http://127.0.0.1:65536/callback",
                    "http://127.0.0.1:/callback",
                    "http://127.0.0.1:80/callback/",
                    "http://127.0.0.1:80/callback?x=1",
                    "http://127.0.0.1:80/callback#x",
                    "http://127.0.0.1:80@evil.example/callback",
                    "http://user@127.0.0.1/callback",
                    "http://127.0.0.1.evil.example/callback",
                    "http://127.0.0.2/callback",
                    "http://127.1/callback",
                    "http://localhost/callback",
                    "http://LOCALHOST:1/callback",
                    "http://[::1]/callback",
                    "https://oauth.pstmn.\u0130o/v1/callback",
                    "http\u017f://oauth.pstmn.io/v1/callback",
                    "https://127.0.0.1/callback"
                })
        void anyOtherIsAPageAndNeverARedirect(String uri) {
            assertPage(
                    authorize(soundWith("redirect_uri", encode(uri))),
                    "invalid_request",
                    "The application wants to send you to an address that is not registered for the application.");
        }

        /** RFC 8252 §7.3, §8.3 */
        @ParameterizedTest
        @CsvSource({
            "http://localhost/cb, http://localhost:49152/cb, true",
            "http://localhost:3000/cb, http://localhost/cb, true",
            "http://localhost:3000/cb, HTTP://LocalHost:65535/cb, true",
            "http://LocalHost:3000/cb, http://localhost:3001/cb, true",
            "http://localhost/cb, http://localhost:65536/cb, false",
            "http://localhost/cb, http://localhost:1/cb/, false",
            "http://localhost/cb, http://localhost:1/CB, false",
            "http://localhost/cb, https://localhost:1/cb, false",
            "http://localhost/cb, http://127.0.0.1:1/cb, false",
            "http://localhost/cb, http://[::1]:1/cb, false",
            "http://localhost/cb, http://localhost.evil.example:1/cb, false",
            "http://localhost/cb, http://localhost:1@evil.example/cb, false",
            "http://127.0.0.1/cb, http://localhost:1/cb, false",
            "https://App.Example/CB, https://aPP.eXAMPLE/CB, true",
            "https://App.Example/CB, https://app.example/cb, false",
            "https://app.example/cb, https://app.example:443/cb, false",
            "https://app.example, https://APP.example, true",
            "https://app.example?a=B, https://APP.example?a=b, false",
            "cursor://anysphere.cursor/cb, CURSOR://Anysphere.Cursor/cb, true",
            "cursor://anysphere.cursor/cb, cursor://anysphere.cursor:1/cb, false",
            "cursor://anysphere.cursor/cb, cursors://anysphere.cursor/cb, false",
            "com.example.app:cb, COM.example.app:cb, true",
            "com.example.app:cb, com.example.app:CB, false"
        })
        void schemeAndHostHaveNoCaseAndThePortOfALoopbackAddressIsFree(
                String registered, String requested, boolean isTheSame) {
            var partner = Partner.register(gate, new JsonObject().put("redirectUris", List.of(registered)));
            var answer = authorize(Map.of(
                    "response_type", "code", "client_id", partner.clientId(), "redirect_uri", encode(requested)));
            if (isTheSame) {
                assertGoesOn(answer);
            } else {
                assertPage(
                        answer,
                        "invalid_request",
                        "The application wants to send you to an address that is not registered for the application.");
            }
        }

        @Test
        void privateUseSchemeWithoutADotGetsItsCode() {
            var uri = "cursor://anysphere.cursor-mcp/oauth/callback";
            var partner = Partner.register(gate, new JsonObject().put("redirectUris", List.of(uri)));
            var browser = signedIn("jane");
            var page = browser.follow(authorize(
                    browser,
                    Map.of("response_type", "code", "client_id", partner.clientId(), "redirect_uri", encode(uri))));
            assertThat(browser.grant(page, List.of(CUSTOMERS_SCOPE)).header("location"))
                    .matches("\\Q" + uri + "\\E\\?code=[A-Za-z0-9_-]{43}&iss=\\Q" + encode(gate.issuer()) + "\\E");
        }

        @Test
        void registeredQueryStaysAndTheAnswerIsAppended() {
            var uri = "https://partner.example/cb?tenant=7";
            var partner = Partner.register(gate, new JsonObject().put("redirectUris", List.of(uri)));
            var answer = authorize(
                    Map.of("response_type", "nonsense", "client_id", partner.clientId(), "redirect_uri", encode(uri)));
            assertThat(answer.header("location"))
                    .isEqualTo(uri
                            + "&error=unsupported_response_type&error_description=response_type+must+be+code+or+token."
                            + "&iss=" + encode(gate.issuer()));
        }
    }

    /** OpenID Connect Core §3.1.2.1 */
    @Nested
    class Prompts {

        @Test
        void noneWithoutSessionIsLoginRequired() {
            assertRefusal(authorize(soundWith("prompt", "none")), "login_required", "No user is signed in.", "s-1+é");
        }

        @Test
        void noneOfAClientThatAlwaysAsksIsConsentRequired() {
            assertRefusal(
                    authorize(signedIn("jane"), soundWith("prompt", "none")),
                    "consent_required",
                    "The user must consent.",
                    "s-1+é");
        }

        @Test
        void noneOfAClientThatNeverAsksYieldsACode() {
            var partner = Partner.register(gate, new JsonObject().put("approval", "NEVER"));
            var parameters = soundWith("prompt", "none");
            parameters.put("client_id", partner.clientId());
            assertCode(authorize(signedIn("jane"), parameters));
        }

        @Test
        void loginAsksWhoeverIsSignedIn() {
            var browser = signedIn("jane");
            var page = browser.follow(authorize(browser, soundWith("prompt", "login")));
            assertThat(PageText.of(page)).startsWith("Sign in · Gatehouse");
            assertThat(PageText.of(browser.signIn(page, "jane", "jane-demo"))).contains("Signed in as Jane Doe jane");
        }

        @Test
        void withoutLoginWhoeverIsSignedInIsShownThePermissions() {
            var browser = signedIn("jane");
            assertThat(PageText.of(browser.follow(authorize(browser, soundWithout("prompt")))))
                    .contains("Signed in as Jane Doe jane");
        }

        @Test
        void consentAsksAgainForWhatIsRemembered() {
            var partner = Partner.register(gate, new JsonObject().put("approval", "ONCE"));
            var browser = signedIn("jane");
            var parameters = soundWithout("prompt");
            parameters.put("client_id", partner.clientId());
            assertCode(browser.grant(browser.follow(authorize(browser, parameters)), Partner.BOTH_SCOPES));
            assertCode(browser.follow(authorize(browser, parameters)));
            parameters.put("prompt", "consent");
            assertThat(PageText.of(browser.follow(authorize(browser, parameters))))
                    .contains("Allow access to your services?");
        }

        @Test
        void whatIsRememberedCoversNoScopeThatWasNotGranted() {
            var partner = Partner.register(gate, new JsonObject().put("approval", "ONCE"));
            var browser = signedIn("jane");
            var parameters = soundWithout("prompt");
            parameters.put("client_id", partner.clientId());
            assertCode(browser.grant(browser.follow(authorize(browser, parameters)), List.of(CUSTOMERS_SCOPE)));
            assertThat(PageText.of(browser.follow(authorize(browser, parameters))))
                    .contains("Allow access to your services?");
            parameters.put("scope", CUSTOMERS_SCOPE);
            assertCode(browser.follow(authorize(browser, parameters)));
        }

        @Test
        void whatIsRememberedOfADeletedScopeDoesNotServeAnotherOfItsName() {
            var admin = AdminApi.of(gate);
            var name = AdminApi.unique();
            var first = admin.createScope(name, "/integration/narrow");
            var partner = Partner.register(
                    gate, new JsonObject().put("approval", "ONCE").put("scopes", List.of(CUSTOMERS_SCOPE, name)));
            var browser = signedIn("jane");
            var parameters = soundWithout("prompt");
            parameters.remove("scope");
            parameters.put("client_id", partner.clientId());
            assertCode(browser.grant(browser.follow(authorize(browser, parameters)), List.of(CUSTOMERS_SCOPE, name)));
            assertCode(browser.follow(authorize(browser, parameters)));

            partner.change("scopes", List.of(CUSTOMERS_SCOPE));
            assertThat(admin.delete("/scopes/" + first).status()).isEqualTo(204);
            admin.createScope(name, "/integration/wide/**");
            partner.change("scopes", List.of(CUSTOMERS_SCOPE, name));

            assertThat(PageText.of(browser.follow(authorize(browser, parameters))))
                    .contains("Allow access to your services?");
            parameters.put("scope", CUSTOMERS_SCOPE);
            assertCode(browser.follow(authorize(browser, parameters)));
        }
    }

    private Browser signedIn(String username) {
        var browser = gate.browser();
        browser.form("/signin", Map.entry("username", username), Map.entry("password", username + "-demo"));
        return browser;
    }

    private void assertCode(Answer answer) {
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location"))
                .matches("\\Q" + REDIRECT_URI + "\\E\\?code=[A-Za-z0-9_-]{43}&state=s-1%2B%C3%A9&iss=\\Q"
                        + encode(gate.issuer()) + "\\E");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Nested
    class Decisions {

        private Answer permissions(Browser browser, String username) {
            return browser.signIn(browser.follow(authorize(browser, sound())), username, username + "-demo");
        }

        @Test
        void grantYieldsACode() {
            var browser = gate.browser();
            assertCode(browser.grant(permissions(browser, "jane"), List.of(CUSTOMERS_SCOPE)));
        }

        @Test
        void denyIsAccessDenied() {
            var browser = gate.browser();
            assertRefusal(
                    browser.deny(permissions(browser, "jane")),
                    "access_denied",
                    "The resource owner denied access.",
                    "s-1+é");
        }

        @Test
        void missingDecisionGrantsNothing() {
            var browser = gate.browser();
            var request = Browser.pendingRequest(permissions(browser, "jane"));
            assertThat(browser.form("/approval", Map.entry("request", request), Map.entry("scope", CUSTOMERS_SCOPE))
                            .redirectParameters())
                    .containsEntry("error", "access_denied");
        }

        @Test
        void grantOfNothingAsksAgain() {
            var browser = gate.browser();
            var answer = browser.grant(permissions(browser, "jane"), List.of());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(PageText.of(answer)).contains("Select at least one permission, or choose Deny.");
            assertCode(browser.grant(answer, List.of(CUSTOMERS_SCOPE)));
        }

        @Test
        void scopesThatWereNotOfferedAreIgnored() {
            var partner = Partner.register(gate);
            var code = partner.code(List.of(CUSTOMERS_SCOPE, "gatehouse.admin", "Nope"), Map.of());
            assertThat(partner.redeem(code).json().getString("scope")).isEqualTo(CUSTOMERS_SCOPE);
        }

        @Test
        void scopeThatWasNotAskedForIsNotGranted() {
            var partner = Partner.register(gate);
            var code = partner.code(Partner.BOTH_SCOPES, Map.of("scope", CALCULATOR_SCOPE));
            assertThat(partner.redeem(code).json().getString("scope")).isEqualTo(CALCULATOR_SCOPE);
        }

        @Test
        void builtInScopeIsNotOfferedToWhoMayNotGrantIt() {
            var parameters = soundWith("client_id", "gatehouse-admin");
            parameters.put("scope", "gatehouse.admin");
            var browser = gate.browser();
            var answer = browser.signIn(browser.follow(authorize(browser, parameters)), "jane", "jane-demo");
            assertRefusal(answer, "access_denied", "The account may not grant any of the requested scopes.", "s-1+é");
        }

        @Test
        void requestOfAnotherBrowserIsNotFound() {
            var page = permissions(gate.browser(), "jane");
            var other = gate.browser();
            permissions(other, "jane");
            assertExpiredPage(other.grant(page, List.of(CUSTOMERS_SCOPE)));
            assertExpiredPage(other.get("/approval?request=" + Browser.pendingRequest(page)));
        }

        @Test
        void requestWithoutCookieIsNotFound() {
            var page = permissions(gate.browser(), "jane");
            assertExpiredPage(gate.browser().grant(page, List.of(CUSTOMERS_SCOPE)));
        }

        @Test
        void decisionOfAnotherAccountThanWasAskedIsAskedAgain() {
            var browser = gate.browser();
            var page = browser.follow(authorize(browser, soundWithout("prompt")));
            var shownToJane = browser.signIn(page, "jane", "jane-demo");
            browser.form("/signin", Map.entry("username", "john"), Map.entry("password", "john-demo"));
            var answer = browser.grant(shownToJane, List.of(CUSTOMERS_SCOPE));
            assertThat(answer.header("location"))
                    .isEqualTo(gate.issuer() + "/approval?request=" + Browser.pendingRequest(shownToJane));
            var shownToJohn = browser.follow(answer);
            assertThat(PageText.of(shownToJohn)).contains("Signed in as John Smith john");
            assertCode(browser.grant(shownToJohn, List.of(CUSTOMERS_SCOPE)));
        }

        @Test
        void decisionAfterSigningOutLeadsToSigningIn() {
            var browser = gate.browser();
            var page = permissions(browser, "jane");
            browser.form("/signout");
            assertThat(browser.grant(page, List.of(CUSTOMERS_SCOPE)).header("location"))
                    .isEqualTo(gate.issuer() + "/signin?request=" + Browser.pendingRequest(page));
        }

        @Test
        void requestExpires() {
            var browser = gate.browser();
            var page = permissions(browser, "jane");
            clock.advance(Duration.ofMinutes(10).plusSeconds(1));
            assertExpiredPage(browser.grant(page, List.of(CUSTOMERS_SCOPE)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "nonsense", "%00", "' or 1=1"})
        void requestThatNobodyBeganIsNotFound(String request) {
            var browser = signedIn("jane");
            authorize(browser, sound());
            assertExpiredPage(browser.form("/approval", Map.entry("request", request), Map.entry("decision", "grant")));
            assertExpiredPage(browser.get("/approval?request=" + encode(request)));
        }
    }

    /** Forms act with the user's cookies, so Gatehouse accepts forms only from its own pages. */
    @Nested
    class CrossOrigin {

        @ParameterizedTest
        @CsvSource({
            "Sec-Fetch-Site, cross-site",
            "Sec-Fetch-Site, same-site",
            "Sec-Fetch-Site, nonsense",
            "Origin, https://evil.example",
            "Origin, null"
        })
        void foreignFormIsRefused(String header, String value) {
            for (var path : List.of("/approval", "/signin", "/signout")) {
                var answer = gate.form(path, Map.of(header, value), Map.entry("request", "x"));
                assertThat(answer.status()).as(path).isEqualTo(403);
                assertThat(PageText.of(answer))
                        .contains(
                                "This form came from another site",
                                "Nothing was changed. Go back to the application and start again.",
                                "access_denied");
                assertThat(answer.header("set-cookie")).isNull();
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/approval/", "/signin/", "/signout/", "//signin", "/%73ignin", "/x/../signin", "/./signin"})
        void otherSpellingOfThePathDoesNotGetAround(String path) {
            var answer = new RawHttp(base)
                    .send(
                            "POST",
                            path,
                            Map.of("Sec-Fetch-Site", "cross-site", "Content-Type", "application/x-www-form-urlencoded"),
                            "username=jane&password=jane-demo&request=x");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
            assertThat(answer.header("set-cookie")).isNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"same-origin", "none"})
        void ownFormIsAccepted(String site) {
            assertThat(gate.form(
                                    "/signin",
                                    Map.of("Sec-Fetch-Site", site, "Origin", gate.issuer()),
                                    Map.entry("username", "jane"),
                                    Map.entry("password", "jane-demo"))
                            .status())
                    .isEqualTo(303);
        }

        @Test
        void refusalIsAudited() {
            gate.form("/approval", Map.of("Sec-Fetch-Site", "cross-site"), Map.entry("request", "x"));
            await().untilAsserted(() ->
                    assertThat(AuditTrail.of("request.cross_origin")).contains("DENIED POST /approval"));
        }
    }

    @Nested
    class HttpsRequired {

        private void requireHttps(boolean required) {
            tenant.call(CurrentTenant.DEFAULT, () -> {
                settings.requireHttps(required);
                return required;
            });
            await().untilAsserted(() ->
                    assertThat(new RawHttp(base).get(Paths.JWKS, null).status()).isEqualTo(required ? 400 : 200));
        }

        @AfterEach
        void allowPlainHttp() {
            requireHttps(false);
        }

        @ParameterizedTest
        @ValueSource(strings = {AUTHORIZE, AUTHORIZE + "/", "/", "/approval", "/approval/", "/signin", "//signin"})
        void pagesAreNotShown(String path) {
            requireHttps(true);
            var answer = new RawHttp(base).send("GET", path, Map.of(), "");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(PageText.of(answer))
                    .contains(
                            "This address is not secure",
                            "Use https:// instead of http://. Otherwise others on the network can read your password.",
                            "invalid_request");
            assertThat(answer.header("location")).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/.well-known/oauth-authorization-server",
                    Gate.JWKS,
                    "/integration/rest/%6FAuth/jwks",
                    "/integration//rest/oAuth/jwks"
                })
        void backChannelIsRefused(String path) {
            requireHttps(true);
            var answer = new RawHttp(base).send("GET", path, Map.of(), "");
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"invalid_request\","
                            + "\"error_description\":\"HTTPS is required. Plain HTTP is answered at localhost only,"
                            + " or with gatehouse.require-https=false.\"}");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("location")).isNull();
        }

        /** RFC 9113 §8.3.1: the caller writes :scheme, so :scheme doesn't prove that the connection uses TLS. */
        @ParameterizedTest
        @ValueSource(strings = {"/signin", Paths.JWKS})
        void schemeOfHttp2IsNotBelieved(String path) throws Exception {
            requireHttps(true);
            assertThat(Frames.statusOf(
                            base, path, "none", Map.of(":scheme", "https", ":authority", "auth.example.com")))
                    .isEqualTo(400);
        }

        @Test
        void isNotForLoopback() {
            requireHttps(true);
            var page = gate.get("/signin", null);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body())
                    .contains("Not encrypted. This is safe only because the connection does not leave your computer.");
            assertThat(gate.get(Paths.JWKS, null).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"auth.example.com", "localhost.example.com", "127.0.0.1.example.com", "10.0.0.1:8080"})
        void isForEveryOtherHost(String host) {
            requireHttps(true);
            assertThat(new RawHttp(base)
                            .sendTo(host, "GET", Paths.JWKS, Map.of(), "")
                            .status())
                    .isEqualTo(400);
        }

        /** A header that only proxies send shows that the connection doesn't begin on this machine. */
        @ParameterizedTest
        @ValueSource(
                strings = {"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Proto", "x-forwarded-port", "X-Real-IP"})
        void isForWhatAProxySends(String header) {
            requireHttps(true);
            assertThat(new RawHttp(base)
                            .sendTo(base.getAuthority(), "GET", Paths.JWKS, Map.of(header, "https"), "")
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void refusalIsAudited() {
            requireHttps(true);
            var http = new RawHttp(base);
            http.get(AUTHORIZE, null);
            http.send("POST", Gate.TOKEN, Map.of("Content-Type", "application/x-www-form-urlencoded"), "");
            await().untilAsserted(() -> assertThat(AuditTrail.of("request.plain_http"))
                    .contains("DENIED GET " + AUTHORIZE, "DENIED POST " + Gate.TOKEN));
        }
    }
}
