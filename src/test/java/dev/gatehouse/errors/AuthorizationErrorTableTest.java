// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import static dev.gatehouse.errors.Row.redirected;
import static dev.gatehouse.testing.Gate.AUTHORIZE;
import static dev.gatehouse.testing.Gate.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every error of the authorization endpoint (RFC 6749 §4.1.2.1 and §4.2.2.1), once for each response type, and the
 * errors that Gatehouse never sends by redirect.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthorizationErrorTableTest extends ErrorTable {
    private static final String STATE = "s 1+é";
    private static final String NOT_A_LINK = "This link does not work";

    /** The two response types, with the separator that starts the response parameters in the redirect URI. */
    private enum Flow {
        CODE("4.1.2.1", "code", "?"),
        TOKEN("4.2.2.1", "token", "#");

        private final String section;
        private final String responseType;
        private final String separator;

        Flow(String section, String responseType, String separator) {
            this.section = section;
            this.responseType = responseType;
            this.separator = separator;
        }

        /** Returns a valid request with additional parameters, which may repeat parameters of the valid request. */
        String request(Partner partner, String more) {
            return "response_type=" + responseType + "&" + rest(partner) + more;
        }
    }

    private static String rest(Partner partner) {
        return "client_id=" + partner.clientId() + "&redirect_uri=" + encode(Gate.REDIRECT_URI) + "&state="
                + encode(STATE);
    }

    private record Rows(List<Row> rows, Flow flow) {
        void of(String error, String trigger, String more, String description) {
            of(error, trigger, world -> send(world, flow.request(world.partner(), more)), description);
        }

        void of(String error, String trigger, JsonObject wishes, String more, String description) {
            of(error, trigger, world -> send(world, flow.request(world.partner(wishes), more)), description);
        }

        void of(String error, String trigger, Function<World, Answer> request, String description) {
            add(error, trigger, request, redirected(flow.separator, error, description, STATE));
        }

        void add(String error, String trigger, Function<World, Answer> request, Function<World, Answer> expected) {
            rows.add(new Row(flow.section, error, trigger, request, expected));
        }

        /** Adds a row for the decision that Jane makes on the permissions page. */
        void decided(String error, String trigger, BiFunction<Browser, Answer, Answer> decision, String description) {
            of(
                    error,
                    trigger,
                    world -> {
                        var browser = world.signedIn();
                        var request = flow.request(world.partner(), "");
                        return decision.apply(browser, browser.follow(browser.get(AUTHORIZE + "?" + request)));
                    },
                    description);
        }
    }

    private static Answer send(World world, String form) {
        return world.post(AUTHORIZE, form);
    }

    static Stream<Row> redirects() {
        var rows = new ArrayList<Row>();
        for (var flow : Flow.values()) {
            both(new Rows(rows, flow));
        }
        codeOnly(new Rows(rows, Flow.CODE));
        var token = new Rows(rows, Flow.TOKEN);
        token.of(
                "invalid_request",
                "response_mode query",
                "&response_mode=query",
                "response_mode must not be query for tokens.");
        token.of(
                "unsupported_response_type",
                "the tenant has switched the implicit grant off",
                world -> {
                    var request = Flow.TOKEN.request(world.partner(), "");
                    return world.withSetting("allowImplicit", false, () -> send(world, request));
                },
                "The implicit grant is not allowed here.");
        return rows.stream();
    }

    private static void both(Rows rows) {
        var flow = rows.flow();
        rows.of("invalid_request", "a parameter twice", "&scope=a&scope=a", "scope was sent more than once.");
        rows.of("invalid_request", "an unknown parameter twice", "&x=1&x=1", "x was sent more than once.");
        rows.of("invalid_request", "a control character", "&scope=a%00", "scope contains a control character.");
        rows.of("invalid_request", "no UTF-8", "&scope=%FF", "scope is not form-encoded UTF-8.");
        rows.of(
                "invalid_request",
                "more than is sensible",
                "&scope=" + "a".repeat(2049),
                "scope is longer than 2048 characters.");
        rows.of(
                "invalid_request",
                "an unknown response_mode",
                "&response_mode=web_message",
                "response_mode must be query, fragment or form_post.");
        rows.of(
                "invalid_request",
                "response_mode twice",
                "&response_mode=fragment&response_mode=query",
                "response_mode was sent more than once.");
        rows.add(
                "invalid_request",
                "a fault, and the fragment was asked for",
                world -> send(world, flow.request(world.partner(), "&prompt=x&response_mode=fragment")),
                redirected(
                        "#",
                        "invalid_request",
                        "prompt must be none, or any of login, consent and select_account.",
                        STATE));
        rows.add(
                "invalid_request",
                "a state of 4097 characters, so that none is sent back",
                world -> send(world, flow.request(world.partner(), "").replace(encode(STATE), "a".repeat(4097))),
                redirected(flow.separator, "invalid_request", "state is longer than 4096 characters.", null));
        rows.of(
                "invalid_request",
                "an unknown prompt",
                "&prompt=x",
                "prompt must be none, or any of login, consent and select_account.");
        rows.add(
                "invalid_request",
                "state twice, so that none is sent back",
                world -> send(world, flow.request(world.partner(), "&state=x")),
                redirected(flow.separator, "invalid_request", "state was sent more than once.", null));
        rows.of(
                "unauthorized_client",
                "a client without the grant",
                new JsonObject().put("grantTypes", List.of("client_credentials")),
                "",
                "The client is not allowed to use the grant type "
                        + (flow == Flow.CODE ? "authorization_code." : "implicit."));
        rows.decided("access_denied", "Deny", Browser::deny, "The resource owner denied access.");
        rows.decided(
                "access_denied",
                "a form without a decision",
                (browser, page) -> browser.form("/approval", Map.entry("request", Browser.pendingRequest(page))),
                "The resource owner denied access.");
        rows.of(
                "invalid_scope",
                "an unknown scope",
                "&scope=Nope",
                "The scope Nope is not associated with the client.");
        rows.of(
                "invalid_scope",
                "several unknown scopes",
                "&scope=+Nope++Nor+openid",
                "None of the requested scopes is associated with the client.");
        rows.of(
                "invalid_target",
                "two resources, one of another server",
                "&resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example",
                "resource must be a URL of this server's services.");
        rows.of(
                "invalid_scope",
                "a client without scopes, of OpenID Connect",
                new JsonObject().put("scopes", List.of()),
                "&scope=openid",
                "The client is associated with no scope.");
        rows.of(
                "invalid_scope",
                "a scope that the client is not associated with",
                new JsonObject().put("scopes", List.of(Gate.CUSTOMERS_SCOPE)),
                "&scope=" + Gate.CALCULATOR_SCOPE,
                "The scope CalculatorScope is not associated with the client.");
        rows.of(
                "invalid_scope",
                "no list of names",
                "&scope=a%5Cb",
                "scope must be a list of names separated by spaces.");
        rows.of(
                "invalid_scope",
                "a client without scopes",
                new JsonObject().put("scopes", List.of()),
                "",
                "The client is associated with no scope.");
        rows.of(
                "server_error",
                "the request cannot be stored",
                world -> {
                    var request = flow.request(world.partner(), "");
                    return world.withoutTable("authorization_request", () -> send(world, request));
                },
                "Unexpected failure. The log has the details under (number).");
        rows.of(
                "server_error",
                "what was granted cannot be stored",
                world -> {
                    var browser = world.signedIn();
                    var page = browser.follow(browser.get(AUTHORIZE + "?" + flow.request(world.partner(), "")));
                    return world.withoutTable(
                            flow == Flow.CODE ? "authorization_code" : "token",
                            () -> browser.grant(page, Partner.BOTH_SCOPES));
                },
                "Unexpected failure. The log has the details under (number).");
        rows.of(
                "temporarily_unavailable",
                "no connection to the database is free",
                world -> {
                    var request = flow.request(world.partner(), "");
                    // The first requests let the node load the registration of the client, so that the last request
                    // needs no connection for it.
                    return await().until(
                                    () -> {
                                        send(world, request);
                                        return world.withoutConnections(() -> send(world, request));
                                    },
                                    answer -> answer.status() == 303);
                },
                "Gatehouse can't answer right now. Try again in a moment.");
    }

    /** Errors of the response type code only, and of requests without a valid response type. */
    private static void codeOnly(Rows rows) {
        rows.of(
                "invalid_request",
                "no response_type",
                world -> send(world, rest(world.partner())),
                "response_type is missing.");
        for (var flow : Flow.values()) {
            rows.of(
                    "invalid_request",
                    "response_type " + flow.responseType + " twice",
                    world -> send(world, flow.request(world.partner(), "&response_type=" + flow.responseType)),
                    "response_type was sent more than once.");
        }
        for (var responseType : List.of("id_token", "CODE", "Token", "code+token", "none")) {
            rows.of(
                    "unsupported_response_type",
                    "response_type " + responseType,
                    world -> send(world, "response_type=" + responseType + "&" + rest(world.partner())),
                    "response_type must be code or token.");
        }
        rows.add(
                "invalid_request",
                "response_mode form_post where no form can be sent",
                world -> {
                    var uri = "com.example.app:/callback";
                    var partner = world.partner(new JsonObject().put("redirectUris", List.of(uri)));
                    return send(
                            world,
                            rest(partner).replace(encode(Gate.REDIRECT_URI), encode(uri))
                                    + "&response_type=code&response_mode=form_post");
                },
                world -> {
                    var answer = redirected(
                                    "?",
                                    "invalid_request",
                                    "response_mode form_post requires a redirect_uri with https or http.",
                                    STATE)
                            .apply(world);
                    answer.headers()
                            .computeIfPresent(
                                    "location",
                                    (name, location) ->
                                            location.replace(Gate.REDIRECT_URI, "com.example.app:/callback"));
                    return answer;
                });
        var pkce = new JsonObject().put("requirePkce", "YES");
        rows.of(
                "invalid_request",
                "no code_challenge where PKCE is required",
                pkce,
                "",
                "code_challenge is missing. This client must use PKCE.");
        rows.of(
                "invalid_request",
                "code_challenge_method plain",
                "&code_challenge_method=plain&code_challenge=" + "a".repeat(43),
                "code_challenge_method must be S256.");
        rows.of(
                "access_denied",
                "an account that may not grant what was asked for",
                world -> {
                    var browser = world.signedIn();
                    return browser.follow(browser.get(AUTHORIZE + "?response_type=code&client_id=gatehouse-admin"
                            + "&redirect_uri=" + encode(Gate.REDIRECT_URI) + "&state=" + encode(STATE)
                            + "&scope=gatehouse.admin&code_challenge_method=S256&code_challenge=" + "a".repeat(43)));
                },
                "The account may not grant any of the requested scopes.");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("redirects")
    void redirect(Row row) {
        check(row);
    }

    static Stream<Row> pages() {
        var rows = new ArrayList<Row>();
        for (var flow : Flow.values()) {
            neverARedirect(rows, flow);
        }
        var redirect = "&redirect_uri=" + encode(Gate.REDIRECT_URI);
        rows.add(refused(
                "invalid_request",
                "PUT",
                world -> raw(world, "PUT", ""),
                405,
                "This method is not allowed here.",
                "allow",
                "GET, HEAD, POST"));
        rows.add(refused(
                "invalid_request",
                "a body of another type",
                world -> world.post(AUTHORIZE, "{}", Map.of("Content-Type", "application/json")),
                415,
                "The body must be application/x-www-form-urlencoded."));
        rows.add(new Row(
                "4.1.2.1",
                "temporarily_unavailable",
                "the client cannot be looked up",
                world -> {
                    var request =
                            "response_type=code&client_id=" + world.partner().clientId() + redirect;
                    return world.withoutConnections(() -> send(world, request));
                },
                unavailablePage()));
        rows.add(new Row(
                "4.1.2.1",
                "server_error",
                "looking up the client fails",
                world -> {
                    var request =
                            "response_type=code&client_id=" + world.partner().clientId() + redirect;
                    return world.withoutTable("client_secret", () -> send(world, request));
                },
                failurePage()));
        return rows.stream();
    }

    private static void neverARedirect(List<Row> rows, Flow flow) {
        var type = "response_type=" + flow.responseType + "&";
        var uri = "redirect_uri=" + encode(Gate.REDIRECT_URI);
        rows.add(page(
                flow,
                "invalid_request",
                "no client_id",
                world -> type + uri,
                "The application sent an invalid request. client_id is missing."));
        rows.add(page(
                flow,
                "invalid_request",
                "client_id twice",
                world -> flow.request(world.partner(), "&client_id=x"),
                "The application sent an invalid request. client_id was sent more than once."));
        for (var clientId : List.of("nobody", "PARTNER-BACKEND", "%27+or+1%3D1")) {
            rows.add(page(
                    flow,
                    "invalid_client",
                    "client_id " + clientId,
                    world -> type + uri + "&client_id=" + clientId,
                    "The application that sent you here is unknown."));
        }
        rows.add(page(
                flow,
                "unauthorized_client",
                "an inactive client",
                world -> flow.request(world.partner(new JsonObject().put("active", false)), ""),
                "The application that sent you here is not active."));
        rows.add(page(
                flow,
                "invalid_request",
                "no redirect_uri where several are registered",
                world -> type + "client_id="
                        + world.partner(new JsonObject()
                                        .put("redirectUris", List.of("https://a.example/", "https://b.example/")))
                                .clientId(),
                "The application did not say where to send you afterwards. The parameter redirect_uri is missing."));
        rows.add(page(
                flow,
                "invalid_request",
                "redirect_uri twice",
                world -> flow.request(world.partner(), "&" + uri),
                "The application sent an invalid request. redirect_uri was sent more than once."));
        for (var spelling : List.of(
                "https://evil.example/callback",
                "http://127.0.0.1:9/callback/",
                "http://127.0.0.1:9/Callback",
                "http://127.0.0.1:9/callback?x=1",
                "http://127.0.0.1:9/callback#x",
                "http://127.0.0.1:9@evil.example/callback",
                "http://127.0.0.1.evil.example/callback",
                "https://127.0.0.1:9/callback",
                "//127.0.0.1:9/callback",
                "javascript:alert(1)")) {
            rows.add(page(
                    flow,
                    "invalid_request",
                    "redirect_uri " + spelling,
                    world -> type + "client_id=" + world.partner().clientId() + "&redirect_uri=" + encode(spelling),
                    "The application wants to send you to an address that is not registered for the application."));
        }
    }

    private static Row page(
            Flow flow, String error, String trigger, Function<World, String> request, String explanation) {
        return new Row(
                flow.section,
                error,
                trigger,
                world -> send(world, request.apply(world)),
                Row.page(400, NOT_A_LINK, explanation, error));
    }

    private static Row refused(
            String error,
            String trigger,
            Function<World, Answer> request,
            int status,
            String explanation,
            String... headers) {
        return new Row(
                "4.1.2.1",
                error,
                trigger,
                request,
                Row.page(status, "This request can't be answered", explanation, error, headers));
    }

    private static Answer raw(World world, String method, String body) {
        return new RawHttp(world.base()).send(method, AUTHORIZE, Map.of(), body);
    }

    private static Function<World, Answer> unavailablePage() {
        return Row.page(
                503,
                "Please try again in a moment",
                "Gatehouse can't answer right now.",
                "temporarily_unavailable",
                "retry-after",
                "2");
    }

    private static Function<World, Answer> failurePage() {
        return Row.page(
                500, "Something went wrong", "The failure is logged under the number (number).", "server_error");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void pageAndNoRedirect(Row row) {
        check(row);
    }

    /** Errors of the pages that a user passes between the authorization request and the redirect. */
    static Stream<Row> pagesOnTheWay() {
        return Stream.of(
                onTheWay(
                        "temporarily_unavailable",
                        "approval",
                        (world, browser, page) -> world.withoutConnections(
                                () -> browser.get("/approval?request=" + Browser.pendingRequest(page))),
                        unavailablePage()),
                onTheWay(
                        "temporarily_unavailable",
                        "decision",
                        (world, browser, page) ->
                                world.withoutConnections(() -> browser.grant(page, Partner.BOTH_SCOPES)),
                        unavailablePage()),
                onTheWay(
                        "temporarily_unavailable",
                        "sign-in page",
                        (world, browser, page) -> world.withoutConnections(
                                () -> browser.get("/signin?request=" + Browser.pendingRequest(page))),
                        unavailablePage()),
                onTheWay(
                        "temporarily_unavailable",
                        "home",
                        (world, browser, page) -> world.withoutConnections(() -> browser.get("/")),
                        unavailablePage()),
                onTheWay(
                        "server_error",
                        "approval",
                        (world, browser, page) -> world.withoutTable(
                                "authorization_request", () -> browser.grant(page, Partner.BOTH_SCOPES)),
                        failurePage()),
                onTheWay(
                        "server_error",
                        "signing in",
                        (world, browser, page) -> world.withoutTable(
                                "session",
                                () -> world.gate()
                                        .browser()
                                        .form(
                                                "/signin",
                                                Map.entry("username", "jane"),
                                                Map.entry("password", "jane-demo"))),
                        failurePage()),
                onTheWay(
                        "server_error",
                        "signing out",
                        (world, browser, page) -> world.withoutTable("session", () -> browser.form("/signout")),
                        failurePage()),
                new Row(
                        "4.1.2.1",
                        "temporarily_unavailable",
                        "signing in while many others do",
                        world -> world.whilePasswordsWait(
                                () -> world.post("/signin", "username=jane&password=jane-demo")),
                        world -> new Answer(
                                503,
                                Row.headers(
                                        "cache-control", "no-store",
                                        "content-type", "text/html;charset=UTF-8",
                                        "retry-after", "2"),
                                "Sign in · Gatehouse Gatehouse Sign in Many users are signing in right now. Please try"
                                        + " again in a moment. Username Password Sign in Sign in with a passkey")));
    }

    private interface Step {
        Answer take(World world, Browser browser, Answer permissionsPage);
    }

    private static Row onTheWay(String error, String where, Step step, Function<World, Answer> expected) {
        return new Row(
                "4.1.2.1",
                error,
                where,
                world -> {
                    var browser = world.signedIn();
                    var page = browser.follow(browser.get(AUTHORIZE + "?" + Flow.CODE.request(world.partner(), "")));
                    return step.take(world, browser, page);
                },
                expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesOnTheWay")
    void pageOnTheWay(Row row) {
        check(row);
    }

    @Test
    void failuresAreToldInTheLanguageOfTheBrowser() {
        var world = new World(base, clock, pool, passwords);
        Supplier<Answer> signIn = () -> world.gate()
                .browser("de")
                .form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));

        assertThat(PageText.of(world.withoutConnections(signIn)))
                .isEqualTo(
                        "Bitte versuchen Sie es gleich noch einmal · Gatehouse Gatehouse Bitte versuchen Sie es gleich"
                                + " noch einmal Gatehouse kann gerade nicht antworten. Wenn das Problem bestehen bleibt, nennen"
                                + " Sie dem Betreiber der Anwendung den Code unten. Code 503 temporarily_unavailable");
        assertThat(PageText.of(world.withoutTable("session", signIn)))
                .matches("Etwas ist schiefgegangen · Gatehouse Gatehouse Etwas ist schiefgegangen Der Fehler ist unter"
                        + " der Nummer [0-9a-f-]{36} protokolliert\\. Wenn das Problem bestehen bleibt, nennen Sie dem"
                        + " Betreiber der Anwendung den Code unten\\. Code 500 server_error");
    }
}
