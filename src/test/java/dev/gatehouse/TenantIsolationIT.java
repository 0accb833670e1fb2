// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Pkce;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything of one tenant on the host of another tenant. The operations come from the OpenAPI documents and the pages
 * from their links, so that a new operation or page is tested without a change here, or fails for want of an ID.
 */
class TenantIsolationIT {
    private static final String PASSWORD = "admin-demo";
    private static final String CALLBACK = "http://127.0.0.1:9/callback";

    /** The text in every name of the tenant bravo. */
    private static final String MARK = "bravo";

    private static PackagedGatehouse process;
    private static OperatorApi operator;
    private static AdminApi alpha;
    private static AdminApi bravo;

    /** A tenant that no test calls with names or IDs of bravo, so that its audit log contains none. */
    private static AdminApi charlie;

    private static final String DOCUMENT = """
            {"openapi":"3.0.3","info":{"title":"bravo","version":"1"},"paths":{"/x":{"get":{
              "responses":{"200":{"description":"Fine"}}}}},"servers":[{"url":"http://127.0.0.1:9"}]}""";

    /** The IDs of bravo's objects by the path of the list, such as {@code clients}. */
    private static final Map<String, String> IDS = new LinkedHashMap<>();

    private static String client;
    private static String clientSecret;

    /** An operation of a documented API, with parameters in braces. */
    private record Operation(String method, String path, String mediaType) {
        boolean hasIds() {
            return path.contains("{");
        }

        /** Returns the path with IDs of bravo. */
        String ofBravo() {
            var list = path.split("/")[1];
            return Pattern.compile("\\{(\\w+)}").matcher(path).replaceAll(parameter -> switch (parameter.group(1)) {
                case "account" -> known("accounts");
                case "name" -> "bravoApi";
                case "clientId" -> known("clients");
                default -> known(list);
            });
        }

        private static String known(String list) {
            assertThat(IDS)
                    .as("the lists with an object of this test; add one for a new list")
                    .containsKey(list);
            return IDS.get(list);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Operation> operations() throws IOException {
        var operations = operations("admin-api.yaml");
        assertThat(operations).hasSizeGreaterThan(70);
        return operations;
    }

    static List<Operation> operationsOfTheOperator() throws IOException {
        var operations = operations("operator-api.yaml");
        assertThat(operations).hasSizeGreaterThan(10);
        return operations;
    }

    private static List<Operation> operations(String file) throws IOException {
        JsonNode document = new YAMLMapper()
                .readTree(Path.of("src/main/resources/openapi", file).toFile());
        var operations = new ArrayList<Operation>();
        document.get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (Set.of("get", "post", "put", "delete", "patch").contains(method)) {
                        var content = path.getValue()
                                .get(method)
                                .at("/requestBody/content")
                                .fieldNames();
                        operations.add(new Operation(
                                method.toUpperCase(Locale.ROOT),
                                path.getKey(),
                                content.hasNext() ? content.next() : "application/json"));
                    }
                }));
        return operations;
    }

    static Stream<Operation> operationsWithIds() throws IOException {
        return operations().stream().filter(Operation::hasIds);
    }

    @BeforeAll
    static void start() {
        process = PackagedGatehouse.start(
                "-Xmx256m", "-Dgatehouse.bcrypt-cost=4", "-Dgatehouse.operator.base-url=http://" + OperatorApi.HOST);
        var node = new Gate(process.address());
        operator = OperatorApi.of(node);
        alpha = operator.create(node, "alpha");
        bravo = operator.create(node, MARK);
        charlie = operator.create(node, "charlie");
        fillBravo();
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    private static void fillBravo() {
        IDS.put("projects", bravo.createProject("bravo project"));
        IDS.put("groups", bravo.createGroup("bravo group"));
        IDS.put("accounts", bravo.createPerson("bravo-user"));
        IDS.put("scopes", bravo.createScope("bravo-scope", "/integration/restv2/**"));
        IDS.put(
                "services",
                bravo.created(
                                "/services",
                                AdminApi.restResource(
                                        IDS.get("projects"), "bravoApi", "/*", "http://127.0.0.1:9/bravo"))
                        .getString("id"));
        IDS.put(
                "upstreams",
                bravo.created(
                                "/upstreams",
                                new JsonObject()
                                        .put("description", "bravo upstream")
                                        .put("url", "http://127.0.0.1:9/bravo"))
                        .getString("id"));
        IDS.put(
                "invitations",
                bravo.created("/invitations", new JsonObject().put("displayName", "bravo guest"))
                        .getString("id"));
        IDS.put(
                "issuers",
                bravo.created(
                                "/issuers",
                                new JsonObject()
                                        .put("name", "bravo issuer")
                                        .put("issuer", "http://127.0.0.1:9")
                                        .put("validation", "JWT")
                                        .put("audience", "bravo")
                                        .put("jwksUri", "http://127.0.0.1:9/jwks"))
                        .getString("id"));
        var registered = bravo.created(
                "/clients",
                new JsonObject()
                        .put("name", "bravo client")
                        .put("version", "1")
                        .put("type", "CONFIDENTIAL")
                        .put("redirectUris", new JsonArray(List.of(CALLBACK)))
                        .put("grantTypes", new JsonArray(List.of("authorization_code", "client_credentials")))
                        .put("refresh", "UNLIMITED")
                        .put("resourceServer", true)
                        .put("scopes", new JsonArray(List.of("bravo-scope"))));
        client = registered.getString("clientId");
        clientSecret = registered.getString("clientSecret");
        IDS.put("clients", client);
        bravo.join(IDS.get("groups"), "accounts", IDS.get("accounts"));
        bravo.join(IDS.get("groups"), "clients", client);
        clientCredentials(bravo.gate());
        IDS.put("tokens", first("/tokens?clientId=" + client));
        IDS.put("audit-events", first("/audit-events"));
    }

    private static String first(String list) {
        return bravo.get(list).json().getJsonArray("items").getJsonObject(0).getString("id");
    }

    private static Answer clientCredentials(Gate gate) {
        return gate.tokenWithBasic(
                client, clientSecret, Map.entry("grant_type", "client_credentials"), Map.entry("scope", "bravo-scope"));
    }

    /** All objects of bravo, without what every request may change. */
    private static List<String> stateOfBravo() {
        return Stream.concat(
                        IDS.entrySet().stream()
                                .map(entry -> bravo.get("/" + entry.getKey() + "/" + entry.getValue())
                                        .body()),
                        Stream.of(
                                        "/settings",
                                        "/signing-keys",
                                        "/groups/" + IDS.get("groups") + "/accounts",
                                        "/groups/" + IDS.get("groups") + "/clients")
                                .map(path -> bravo.get(path).body()))
                .map(body -> body.replaceAll("\"lastUsedAt\":[^,}]*", ""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operationsWithIds")
    void noOperationFindsAnObjectOfAnotherTenant(Operation operation) {
        var before = stateOfBravo();
        var path = AdminApi.V1 + operation.ofBravo();
        var shown = bravo.gate().get(path, bravo.token());
        var body = operation.path().endsWith("/openapi")
                ? new JsonObject(DOCUMENT)
                : shown.status() == 200 && shown.body().startsWith("{") ? shown.json() : new JsonObject();
        var headers = new LinkedHashMap<>(Gate.bearer(alpha.token()));
        headers.put("Content-Type", operation.mediaType());
        if (shown.header("etag") != null) {
            headers.put("If-Match", shown.header("etag"));
        }
        var answer = send(operation, path, body, headers);
        while (isOfUnknownField(answer)) {
            // A response has fields that a request must not have
            body.remove(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"));
            answer = send(operation, path, body, headers);
        }
        assertThat(answer.status()).as("%s", answer).isEqualTo(404);
        assertThat(answer.body()).doesNotContain(MARK);
        assertThat(stateOfBravo()).isEqualTo(before);
    }

    private static Answer send(Operation operation, String path, JsonObject body, Map<String, String> headers) {
        return alpha.gate()
                .send(operation.method(), path, operation.method().equals("GET") ? null : body.encode(), headers);
    }

    private static boolean isOfUnknownField(Answer answer) {
        return answer.status() == 400 && answer.body().contains("\"unknown-field\"");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void noOperationAcceptsATokenOfAnotherTenant(Operation operation) {
        var path = AdminApi.V1 + operation.ofBravo();
        var headers = new LinkedHashMap<>(Gate.bearer(bravo.token()));
        headers.put("Content-Type", operation.mediaType());
        var answer = send(operation, path, new JsonObject(), headers);
        assertThat(answer.status()).as("%s", answer).isEqualTo(401);
    }

    /** A token does not matter: the paths are unknown, and the answers are those of a path that never existed. */
    @ParameterizedTest
    @MethodSource("operationsOfTheOperator")
    void noOperationOfTheOperatorExistsOnTheHostOfATenant(Operation operation) {
        var before = stateOfBravo();
        var root = "/operator/v1";
        var path = root + Pattern.compile("\\{\\w+}").matcher(operation.path()).replaceAll(MARK);
        for (var token : List.of(alpha.token(), operator.token())) {
            var headers = new LinkedHashMap<>(Gate.bearer(token));
            headers.put("Content-Type", operation.mediaType());
            var answer = send(operation, path, new JsonObject(), headers);
            assertThat(answer.status()).as("%s", answer).isEqualTo(404);
            assertThat(answer.body())
                    .isEqualTo(send(operation, root + "/nothing", new JsonObject(), headers)
                            .body());
        }
        assertThat(stateOfBravo()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void noListShowsAnObjectOfAnotherTenant(Operation operation) {
        if (operation.hasIds() || !operation.method().equals("GET")) {
            return;
        }
        for (var query : List.of("", "?search=rav")) {
            var shown = charlie.get(operation.path() + query);
            assertThat(shown.body()).doesNotContain(MARK);
            IDS.values().forEach(id -> assertThat(shown.body()).doesNotContain(id));
        }
    }

    @Test
    void noBodyRefersToAnObjectOfAnotherTenant() {
        var inputs = Map.of(
                "/clients",
                new JsonObject()
                        .put("name", "alpha client")
                        .put("version", "1")
                        .put("type", "CONFIDENTIAL")
                        .put("grantTypes", new JsonArray(List.of("client_credentials")))
                        .put("scopes", new JsonArray(List.of("bravo-scope"))),
                "/services",
                AdminApi.restResource(IDS.get("projects"), "alphaApi", "/*", "http://127.0.0.1:9/alpha"),
                "/scopes",
                AdminApi.scope("alpha-scope", "/integration/**", IDS.get("groups")));
        inputs.forEach((path, body) ->
                assertThat(alpha.post(path, body).status()).as(path).isBetween(400, 404));
        var deleted =
                alpha.post("/tokens/delete", new JsonObject().put("ids", new JsonArray(List.of(IDS.get("tokens")))));
        assertThat(deleted.body()).doesNotContain("\"deleted\":1");
        assertThat(bravo.get("/tokens/" + IDS.get("tokens")).status()).isEqualTo(200);
    }

    /** Follows every link of a page, as long as it leads to a page of the same kind. */
    private static Set<String> pages(Browser browser) {
        var seen = new TreeSet<String>();
        var open = new ArrayDeque<>(List.of("/console", "/my-access"));
        while (!open.isEmpty() && seen.size() < 400) {
            var path = open.remove();
            if (!seen.add(path)) {
                continue;
            }
            var answer = browser.get(path);
            if (answer.status() == 200
                    && String.valueOf(answer.header("content-type")).startsWith("text/html")) {
                Jsoup.parse(answer.body()).select("a[href]").eachAttr("href").stream()
                        .map(href -> href.replaceFirst("#.*", ""))
                        .filter(href -> href.matches("/(console|my-access)(/.*|\\?.*)?"))
                        .filter(href -> !seen.contains(href))
                        .forEach(open::add);
            }
        }
        return seen;
    }

    private static Browser signedIn(AdminApi tenant) {
        var browser = tenant.gate().browser();
        var answer = browser.form("/signin", Map.entry("username", "admin"), Map.entry("password", PASSWORD));
        assertThat(answer.status()).isEqualTo(303);
        return browser;
    }

    @Test
    void noPageShowsAnObjectOfAnotherTenant() {
        var ofBravo = pages(signedIn(bravo));
        assertThat(ofBravo).hasSizeGreaterThan(40);
        for (var list : IDS.keySet()) {
            if (!list.equals("audit-events") && !list.equals("invitations")) {
                assertThat(ofBravo).as(list).anyMatch(page -> page.contains(IDS.get(list)));
            }
        }
        var browser = signedIn(charlie);
        ofBravo.stream().filter(page -> !page.contains(MARK)).forEach(page -> {
            var answer = browser.get(page);
            assertThat(answer.status()).as(page).isIn(isOfAnObject(page) ? Set.of(404) : Set.of(200, 303, 400, 404));
            assertThat(answer.body()).as(page).doesNotContain(MARK);
        });
        // Afterwards, because the audit log shows what its own users typed
        ofBravo.stream()
                .filter(page -> page.contains(MARK))
                .forEach(page -> assertThat(browser.get(page).status())
                        .as(page)
                        .isIn(isOfAnObject(page) ? Set.of(404) : Set.of(200, 303, 400, 404)));
    }

    private static boolean isOfAnObject(String page) {
        return IDS.values().stream().anyMatch(id -> page.contains("/" + id));
    }

    @Test
    void aSessionOfAnotherTenantSignsNobodyIn() {
        var cookies = bravo.gate().browser();
        var signedIn = cookies.form("/signin", Map.entry("username", "admin"), Map.entry("password", PASSWORD));
        var session = signedIn.header("set-cookie").replaceAll(";[^,]*", "").replace(", ", "; ");
        assertThat(bravo.gate()
                        .send("GET", "/console", null, Map.of("Cookie", session))
                        .status())
                .isEqualTo(200);
        var answer = alpha.gate().send("GET", "/console", null, Map.of("Cookie", session));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location().getPath()).isEqualTo("/signin");
    }

    @Test
    void anEntryIntoAnotherTenantLetsNobodyIn() {
        var operator = alpha.gate().at(OperatorApi.HOST).browser();
        operator.form("/signin", Map.entry("username", "admin"), Map.entry("password", PASSWORD));
        var link = operator.form("/console/tenants/bravo/enter", Map.entry("reason", "of bravo"));
        var code = Jsoup.parse(link.body()).select("a[data-entry]").attr("href").replaceFirst(".*code=", "");
        var elsewhere = alpha.gate().browser();
        for (var answer : List.of(
                elsewhere.get("/operator-entry?code=" + code),
                elsewhere.form("/operator-entry", Map.entry("code", code)))) {
            assertThat(answer.status()).as("%s", answer).isEqualTo(404);
            assertThat(answer.body()).doesNotContain(MARK);
        }
        var entered = bravo.gate().browser();
        assertThat(entered.form("/operator-entry", Map.entry("code", code)).status())
                .isEqualTo(303);
        assertThat(entered.get("/console").status()).isEqualTo(200);
        elsewhere.cookies().putAll(entered.cookies());
        var answer = elsewhere.get("/console");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location().getPath()).isEqualTo("/signin");
        assertThat(elsewhere.form("/operator-entry/leave").body()).doesNotContain(MARK);
        assertThat(entered.get("/console").status()).isEqualTo(200);
    }

    @Test
    void aPasswordOfAnotherTenantSignsNobodyIn() {
        var answer = alpha.gate()
                .browser()
                .form("/signin", Map.entry("username", "bravo-user"), Map.entry("password", "bravo-user-demo"));
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void aClientOfAnotherTenantIsUnknown() {
        assertThat(clientCredentials(bravo.gate()).status()).isEqualTo(200);
        assertThat(clientCredentials(alpha.gate()).json().getString("error")).isEqualTo("invalid_client");
        var authorize = alpha.gate()
                .send(
                        "GET",
                        Gate.AUTHORIZE + "?response_type=code&client_id=" + client + "&redirect_uri="
                                + Gate.encode(CALLBACK),
                        null,
                        Map.of());
        assertThat(authorize.status()).isEqualTo(400);
    }

    /** Both tenants have the built-in client, so only the tenant tells the codes apart. */
    @Test
    void aCodeOfAnotherTenantIsUnknown() {
        var pkce = Pkce.create();
        var code = bravo.gate()
                .browser()
                .codeFor(
                        "admin",
                        PASSWORD,
                        List.of("gatehouse.audit"),
                        Map.of(
                                "client_id",
                                "gatehouse-admin",
                                "redirect_uri",
                                CALLBACK,
                                "code_challenge",
                                pkce.challenge(),
                                "code_challenge_method",
                                "S256"));
        assertThat(redeem(alpha.gate(), code, pkce).json().getString("error")).isEqualTo("invalid_grant");
        assertThat(redeem(bravo.gate(), code, pkce).status()).isEqualTo(200);
    }

    private static Answer redeem(Gate gate, String code, Pkce pkce) {
        return gate.token(
                Map.entry("grant_type", "authorization_code"),
                Map.entry("code", code),
                Map.entry("redirect_uri", CALLBACK),
                Map.entry("client_id", "gatehouse-admin"),
                Map.entry("code_verifier", pkce.verifier()));
    }

    @Test
    void aPendingRequestOfAnotherTenantIsUnknown() {
        var browser = bravo.gate().browser();
        var page = browser.follow(browser.get(
                Gate.AUTHORIZE + "?response_type=code&client_id=" + client + "&redirect_uri=" + Gate.encode(CALLBACK)));
        var request = Browser.pendingRequest(page);
        var elsewhere = signedIn(alpha).get("/approval?request=" + request);
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.body()).doesNotContain(MARK);
    }

    @Test
    void aTokenOfAnotherTenantIsNeitherKnownNorRevoked() {
        var token = clientCredentials(bravo.gate()).json().getString("access_token");
        var other = alpha.created(
                "/clients",
                new JsonObject()
                        .put("name", "alpha resource server")
                        .put("version", "1")
                        .put("type", "CONFIDENTIAL")
                        .put("resourceServer", true)
                        .put("grantTypes", new JsonArray(List.of("client_credentials"))));
        var basic = Map.of("Authorization", Gate.basic(other.getString("clientId"), other.getString("clientSecret")));
        var introspected = alpha.gate().form(Gate.INTROSPECT, basic, Map.entry("token", token));
        assertThat(introspected.json()).isEqualTo(new JsonObject().put("active", false));
        assertThat(alpha.gate()
                        .form(Gate.REVOKE, basic, Map.entry("token", token))
                        .status())
                .isEqualTo(200);
        var own = Map.of("Authorization", Gate.basic(client, clientSecret));
        assertThat(bravo.gate()
                        .form(Gate.INTROSPECT, own, Map.entry("token", token))
                        .json()
                        .getBoolean("active"))
                .isTrue();
        assertThat(alpha.gate()
                        .get("/integration/restv2/development/x/bravoApi/1", token)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void keysAndIssuersDiffer() {
        var keys = Stream.of(alpha, bravo)
                .map(tenant ->
                        tenant.gate().send("GET", Gate.JWKS, null, Map.of()).body())
                .toList();
        assertThat(keys.get(0)).contains("\"kid\"").isNotEqualTo(keys.get(1));
        var payload =
                clientCredentials(bravo.gate()).json().getString("access_token").split("\\.")[1];
        assertThat(new String(
                        java.util.Base64.getUrlDecoder().decode(payload), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"iss\":\"http://bravo.localhost:8080\"");
    }
}
