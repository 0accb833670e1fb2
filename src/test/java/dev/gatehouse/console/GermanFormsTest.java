// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.ErrorCodes;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The form errors of the console in German: the messages come from the German message file, use the labels of the
 * fields, and contain no field names of the admin API.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GermanFormsTest {
    /** Messages that begin with a location in a document or another word and continue with a message of their own. */
    private static final Pattern PREFIXED = Pattern.compile("\\S+( \\S+)?: (.+)", Pattern.DOTALL);

    private static final Collection<Pattern> GERMAN = ErrorCodes.texts("errors_de").values().stream()
            .filter(text ->
                    ErrorCodes.ownText(text).chars().filter(Character::isLetter).count() > 2)
            .filter(text -> !PREFIXED.matcher(text.replaceAll("\\{[0-9]}", "x")).matches() || text.length() > 30)
            .map(ErrorCodes::pattern)
            .toList();
    private static final String LONG = "x".repeat(3000);

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi api;
    private Browser browser;
    private ConsoleVisitor admin;

    @BeforeEach
    void start() {
        gate = new Gate(base);
        api = AdminApi.of(gate);
        browser = gate.browser("de");
        admin = ConsoleVisitor.of(browser, "admin", "admin-demo");
        api.createGroup(AdminApi.unique());
    }

    /**
     * A form with invalid input.
     * @param path the path of the page
     * @param input the values that replace those of the form; {@code |} separates several lines of a field
     * @param fields the fields with an error
     */
    record Bad(String path, Map<String, String> input, List<String> fields) {
        static Bad of(String path, String input, String... fields) {
            var typed = new TreeMap<String, String>();
            Arrays.stream(input.split("&")).forEach(pair -> {
                var parts = pair.split("=", 2);
                typed.put(parts[0], parts[1].replace("LONG", LONG));
            });
            return new Bad(path, typed, List.of(fields));
        }

        Map<String, List<String>> changes() {
            return input.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            typed -> typed.getKey().equals("grantTypes")
                                    ? List.of(typed.getValue().split("\\|"))
                                    : List.of(typed.getValue().replace("|", "\r\n"))));
        }

        @Override
        public String toString() {
            return path + " " + fields;
        }
    }

    static List<Bad> forms() {
        return List.of(
                Bad.of(
                        "/console/clients/new",
                        "name=a;b&clientVersion=&description=LONG&type=PUBLIC&grantTypes=client_credentials|authorization_code"
                                + "&redirectUris=http://evil.example|nothing at all|https://a.example#b|com.example:/x|com.example:/x"
                                + "&origins=LISTED&allowedOrigins=https://a.example/b|x&resourceServer=true"
                                + "&expiration=SECONDS&expirationSeconds=0&refreshInactivityDays=9999"
                                + "&rateLimit=LIMITED&rateLimit.requests=0&rateLimit.perSeconds=&rateLimit.burst=-1"
                                + "&scopes=no-such-scope",
                        "name",
                        "clientVersion",
                        "description",
                        "grantTypes",
                        "redirectUris",
                        "allowedOrigins",
                        "resourceServer",
                        "expirationSeconds",
                        "refreshInactivityDays",
                        "rateLimit.requests",
                        "rateLimit.perSeconds",
                        "rateLimit.burst",
                        "scopes"),
                Bad.of("/console/clients/new", "name=a&redirectUris=", "redirectUris"),
                Bad.of("/console/clients/new", "name=a&expiration=SECONDS&expirationSeconds=many", "expirationSeconds"),
                Bad.of("/console/clients/new", "name=a&type=NONE", "type"),
                Bad.of(
                        "/console/clients/{client}/edit",
                        "redirectUris=ftp://a.example|/b|https://c:d@e.example|https:///f|https://g.example:70000"
                                + "&refresh=LIMITED&refreshCount=-1",
                        "redirectUris",
                        "refreshCount"),
                Bad.of("/console/clients/{client}/secret", "overlap=OTHER&overlapSeconds=-1", "overlapSeconds"),
                Bad.of("/console/clients/{client}/scopes/associate", "search=", "scopes"),
                Bad.of(
                        "/console/tokens/new?client={client}",
                        "name=&expiresInDays=0",
                        "name",
                        "expiresInDays",
                        "scopes"),
                Bad.of("/console/tokens/new?client={client}", "name=x&expiresInDays=x&scopes=nope", "expiresInDays"),
                Bad.of("/console/tokens/new?client={client}", "name=x&scopes=nope", "scopes"),
                Bad.of(
                        "/console/scopes/new",
                        "name=a,b&description=LONG&serviceUrls=/elsewhere|FETCH /integration/a|/integration/{id}|/integration/a//b"
                                + "|/integration/%2f|/integration/../a|/integration/**/a|/integration/a*|/integration/x|/integration/x",
                        "name",
                        "description",
                        "serviceUrls"),
                Bad.of("/console/scopes/new", "name=gatehouse.x&serviceUrls=", "name", "serviceUrls"),
                Bad.of("/console/scopes/new", "name=" + Gate.CUSTOMERS_SCOPE + "&serviceUrls=/integration/x", "name"),
                Bad.of("/console/groups/new", "name=&description=LONG", "name", "description"),
                Bad.of(
                        "/console/accounts/new",
                        "username=a b&displayName=LONG&passwordChoice=type&password=short",
                        "username",
                        "displayName",
                        "password"),
                Bad.of(
                        "/console/accounts/new",
                        "username=\u200bx&passwordChoice=type&password=",
                        "username",
                        "password"),
                Bad.of("/console/accounts/new", "username=\u0130&groups=x", "groups"),
                Bad.of("/console/accounts/new", "username=jane", "username"),
                Bad.of("/console/accounts/new", "username=x&role=", "role"),
                Bad.of(
                        "/console/invitations/new",
                        "username=a b&displayName=LONG&lifetimeSeconds=1",
                        "username",
                        "displayName",
                        "lifetimeSeconds"),
                Bad.of("/console/invitations/new", "role=", "role"),
                Bad.of("/console/accounts/{account}/password", "passwordChoice=type&password=short", "password"),
                Bad.of("/console/services/projects/new", "name=&environment=$", "name", "environment"),
                Bad.of("/console/services/projects/new", "name=Default&environment=development", "name"),
                Bad.of(
                        "/console/services/new",
                        "kind=REST_RESOURCE&name=a/b&resource=x&upstreamUrl=ftp://a&description=LONG&timeoutMs=0"
                                + "&rateLimit.requests=0&cors.mode=ALLOW&cors.origins=&methods=FETCH",
                        "name",
                        "resource",
                        "methods",
                        "description",
                        "upstreamUrl",
                        "timeoutMs",
                        "rateLimit.requests",
                        "rateLimit.perSeconds",
                        "cors.origins"),
                Bad.of(
                        "/console/services/new",
                        "kind=REST_RESOURCE&name=a&resource=/{id}&upstreamUrl=http://user@a/?b&cors.mode=ALLOW&cors.origins=http://a",
                        "resource",
                        "upstreamUrl",
                        "cors.origins"),
                Bad.of("/console/services/new", "kind=&name=a&upstreamUrl=http://a", "kind"),
                Bad.of(
                        "/console/services/upstreams/new",
                        "url=x&authentication=HEADER&headerName=a:b&headerValue=\u00e4&trustedCertificates=x&maxConcurrent=0",
                        "url",
                        "headerName",
                        "headerValue",
                        "trustedCertificates",
                        "maxConcurrent"),
                Bad.of(
                        "/console/services/upstreams/new",
                        "url=https://a.example/%2f&authentication=HEADER&headerName=Host&headerValue=",
                        "url",
                        "headerName",
                        "headerValue"),
                Bad.of(
                        "/console/services/upstreams/new",
                        "url=https://a.example&authentication=CLIENT_CREDENTIALS&tokenUrl=http://a.example&clientId="
                                + "&clientSecret=&scope=a  b&resource=x#y&maxConcurrent=1",
                        "tokenUrl",
                        "clientId",
                        "clientSecret",
                        "scope",
                        "resource"),
                Bad.of(
                        "/console/settings/issuers/new",
                        "issuer=http://a.example&name=&description=LONG&validation=JWT&algorithms=none&jwksUri=x&scopes=x"
                                + "&clients=a|a",
                        "issuer",
                        "name",
                        "description",
                        "algorithms",
                        "jwksUri",
                        "scopes",
                        "clients"),
                Bad.of(
                        "/console/settings/issuers/new",
                        "issuer=https://a.example&name=x&validation=INTROSPECTION&introspectionEndpoint=x&clientId="
                                + "&clientSecret=&cacheSeconds=100&tokenPrefix=\u00e4",
                        "introspectionEndpoint",
                        "clientId",
                        "clientSecret",
                        "cacheSeconds",
                        "tokenPrefix"),
                Bad.of(
                        "/console/settings",
                        "authorizationCodeLifetime=0&refreshGrace=61&refreshInactivityDays=-1&refreshMaximumAgeDays=9999",
                        "authorizationCodeLifetime",
                        "refreshGrace",
                        "refreshInactivityDays",
                        "refreshMaximumAgeDays"),
                Bad.of("/console/settings", "tokenExpiry=LIMITED&accessTokenLifetime=", "accessTokenLifetime"),
                Bad.of("/console/settings", "rotation=LIMITED&signingKeyLifetime=0", "signingKeyLifetime"),
                Bad.of("/console/settings", "retention=LIMITED&auditRetention=1", "auditRetention"),
                Bad.of(
                        "/console/settings/approval",
                        "approvalTitle=LONG&approvalHeading=LONG&approvalFooter=LONG",
                        "approvalTitle",
                        "approvalHeading",
                        "approvalFooter"),
                Bad.of("/console/why-denied", "method=FETCH&url=/signin&by=token&token=x", "method", "url"),
                Bad.of("/console/why-denied", "method=GET&url=/integration/x&by=tokenId&tokenId=x", "tokenId"),
                Bad.of(
                        "/console/why-denied",
                        "method=GET&url=/integration/x&by=tokenId&tokenId=" + AdminApi.ABSENT,
                        "tokenId"),
                Bad.of("/console/why-denied", "method=GET&url=/integration/x&by=client&client=nobody", "client"),
                Bad.of("/console/why-denied", "method=GET&url=&by=client&client=" + Gate.CONFIDENTIAL_CLIENT, "url"),
                Bad.of(
                        "/console/why-denied",
                        "method=GET&url=/integration/x&by=client&client=" + Gate.CONFIDENTIAL_CLIENT
                                + "&account=nobody",
                        "account"));
    }

    private static boolean isGerman(String text) {
        var prefixed = PREFIXED.matcher(text);
        return GERMAN.stream().anyMatch(pattern -> pattern.matcher(text).matches())
                || (prefixed.matches() && isGerman(prefixed.group(2)));
    }

    private static void assertGerman(String text) {
        assertThat(isGerman(text)).as("a German message: %s", text).isTrue();
    }

    /** Returns the label or legend of a field. */
    private static String label(Document page, String field) {
        var shown = page.selectFirst("label[for='" + field + "'], fieldset[id='" + field + "'] > legend");
        assertThat(shown).as("label of %s", field).isNotNull();
        return shown.ownText();
    }

    private static void assertMistakes(Document page, Collection<String> fields) {
        var lines = page.select("form .alert li");
        assertThat(lines.stream().map(line -> line.selectFirst("a").attr("href").substring(1)))
                .as("%s", lines)
                .containsAll(fields)
                .allMatch(fields::contains);
        assertThat(lines).allSatisfy(line -> {
            var link = line.selectFirst("a");
            assertThat(link.text().replaceFirst(" [0-9]+$", ""))
                    .isEqualTo(label(page, link.attr("href").substring(1)));
            assertGerman(line.ownText().replaceFirst("^: ?", ""));
        });
        assertThat(page.select("p.error")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void mistakesAreToldInGermanBesideTheLabels(Bad bad) {
        var path = bad.path()
                .replace(
                        "{client}",
                        bad.path().contains("{client}") ? Partner.register(gate).clientId() : "")
                .replace("{account}", bad.path().contains("{account}") ? api.createPerson(AdminApi.unique()) : "");
        var page = admin.page(path);
        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("de");

        var answer = admin.submit(page, action(page, path), bad.changes());

        assertMistakes(ConsoleVisitor.page(answer, 422, path), bad.fields());
    }

    /** Returns the path that the form of a page is sent to. */
    private static String action(Document page, String path) {
        var action = page.selectFirst("main form.form").attr("action");
        return action.isEmpty() ? path : action;
    }

    @Nested
    class Confirmations {
        @Test
        void groupThatLimitsAScope() {
            var group = api.createGroup(AdminApi.unique());
            api.createScope(AdminApi.unique(), "/integration/x", group);

            var answer = admin.post("/console/groups/" + group + "/delete", version("/groups/" + group));

            assertGerman(ConsoleVisitor.page(answer, 422, "").select("p.alert").text());
        }

        @Test
        void scopeThatIsInUse() {
            var token = gate.tokenWithBasic(
                    Gate.CONFIDENTIAL_CLIENT,
                    Gate.CONFIDENTIAL_SECRET,
                    Map.entry("grant_type", "client_credentials"),
                    Map.entry("scope", Gate.CUSTOMERS_SCOPE));
            assertThat(token.status()).isEqualTo(200);
            var scope = api.walk("/scopes?search=" + Gate.CUSTOMERS_SCOPE)
                    .getFirst()
                    .getString("id");

            var answer = admin.post("/console/scopes/" + scope + "/delete", version("/scopes/" + scope));

            var told = ConsoleVisitor.page(answer, 422, "").select("p.alert").text();
            assertGerman(told);
            assertThat(told).containsPattern(" Tokens? von ").contains("Client ");
        }

        @Test
        void whatWasChangedMeanwhile() {
            var group = api.createGroup(AdminApi.unique());

            var answer = admin.post("/console/groups/" + group + "/delete", Map.of("version", "\"old\""));

            assertThat(ConsoleVisitor.page(answer, 422, "").select("p.alert").text())
                    .isEqualTo(ErrorCodes.texts("errors_de").get("changed-meanwhile"));
        }

        @Test
        void formWithoutItsVersion() {
            var group = api.createGroup(AdminApi.unique());

            var answer = admin.post("/console/groups/" + group + "/delete", Map.of());

            assertThat(ConsoleVisitor.page(answer, 422, "").select("p.alert").text())
                    .isEqualTo(ErrorCodes.texts("errors_de").get("version-missing"));
        }

        @Test
        void ownAccount() {
            var own = api.walk("/accounts?search=admin").stream()
                    .filter(account -> account.getString("username").equals("admin"))
                    .findFirst()
                    .orElseThrow()
                    .getString("id");

            var answer = admin.post("/console/accounts/" + own + "/delete", version("/accounts/" + own));

            assertGerman(ConsoleVisitor.page(answer, 422, "").select("p.alert").text());
        }

        @Test
        void builtInScope() {
            var scope = api.walk("/scopes?search=gatehouse.admin").getFirst().getString("id");

            var answer = admin.post("/console/scopes/" + scope + "/delete", version("/scopes/" + scope));

            assertGerman(ConsoleVisitor.page(answer, 422, "").select("p.alert").text());
        }

        private Map<String, String> version(String thing) {
            return Map.of("version", api.get(thing).header("etag"));
        }
    }

    @Nested
    class Pages {
        @Test
        void filtersOfTheAuditLog() {
            var page = ConsoleVisitor.page(admin.get("/console/audit?from=x&action=nothing&outcome=x"), 400, "");

            assertThat(page.select(".alert li")).hasSize(3).allSatisfy(line -> {
                assertThat(line.selectFirst("a").text())
                        .isEqualTo(
                                label(page, line.selectFirst("a").attr("href").substring(1)));
                assertGerman(line.ownText().replaceFirst("^: ?", ""));
            });
        }

        @Test
        void whatDoesNotExist() {
            var page =
                    Jsoup.parse(admin.get("/console/groups/" + AdminApi.ABSENT).body());

            assertThat(page.text()).contains(ErrorCodes.texts("errors_de").get("group.not-found"));
        }

        @Test
        void coverageOfLinesThatAreTyped() {
            var part = Jsoup.parse(
                    admin.post("/console/scopes/coverage", Map.of("serviceUrls", "/elsewhere\r\nFETCH /integration/a"))
                            .body());

            assertThat(part.select(".error")).hasSize(2).allSatisfy(error -> assertGerman(error.text()));
        }

        @Test
        void previewOfAServiceThatIsTyped() {
            var project = api.createProject(AdminApi.unique());
            var part = Jsoup.parse(admin.get("/console/services/preview?kind=REST_RESOURCE&projectId=" + project
                            + "&name=a&resource=x&upstreamUrl=http://a")
                    .body());

            assertThat(part.select(".error"))
                    .hasSize(1)
                    .allSatisfy(error -> assertThat(error.text())
                            .endsWith(ErrorCodes.texts("errors_de").get("service.without-slash"))
                            .doesNotContain("resource"));
        }

        @Test
        void findingsAboutAnIssuer() {
            var page = ConsoleVisitor.page(
                    admin.submit(
                            admin.page("/console/settings/issuers/new"),
                            "/console/settings/issuers/new/check",
                            Map.of("issuer", List.of("https://127.0.0.1:1"), "name", List.of("x"))),
                    200,
                    "");

            assertThat(page.select("#findings .warning li"))
                    .hasSize(1)
                    .allSatisfy(finding -> assertThat(finding.text())
                            .startsWith("Der Aussteller konnte nicht gefragt werden: https://127.0.0.1:1/"));
        }

        @Test
        void explanationOfADenial() {
            var page = ConsoleVisitor.page(
                    admin.submit(
                            admin.page("/console/why-denied"),
                            Map.of(
                                    "method", List.of("GET"),
                                    "url", List.of("/integration/nothing"),
                                    "by", List.of("client"),
                                    "client", List.of(Gate.CONFIDENTIAL_CLIENT))),
                    200,
                    "");

            assertThat(page.select(".verdict bdi")).hasSize(2).allSatisfy(text -> assertGerman(text.text()));
        }
    }

    @Nested
    class Imports {
        private static final String IMPORT = "/console/services/import";

        private Document answered(int status, Map<String, String> fields) {
            var all = new TreeMap<>(fields);
            all.putIfAbsent("step", "preview");
            all.putIfAbsent("projectId", api.createProject(AdminApi.unique()));
            return ConsoleVisitor.page(admin.post(IMPORT, all), status, IMPORT);
        }

        @Test
        void withoutADocument() {
            assertMistakes(answered(422, Map.of()), List.of("file"));
        }

        @Test
        void withFaults() {
            for (var document : List.of(
                    "a: [",
                    "[1]",
                    "{\"a\":",
                    "openapi: 4.0.0",
                    "openapi: 3.0.0\nservers: [{url: 'http://a'}]\npaths: {b: {get: {}}}",
                    "openapi: 3.0.0\nservers: [{url: 'http://a'}]\npaths: {/a: {GET: {}}}",
                    "openapi: 3.0.0\nservers: [{url: 'http://a'}]\npaths: {/a: {$ref: '#/b'}}")) {
                assertMistakes(answered(422, Map.of("document", document, "name", "a")), List.of("document"));
            }
        }

        @Test
        void withoutAnUpstream() {
            assertMistakes(
                    answered(422, Map.of("document", "openapi: 3.0.0\npaths: {/a: {get: {}}}", "name", "a")),
                    List.of("upstream"));
        }

        @Test
        void intoAProjectWhoseNameIsTaken() {
            assertMistakes(
                    answered(
                            422,
                            Map.of(
                                    "document",
                                    "openapi: 3.0.0\nservers: [{url: 'http://a'}]\npaths: {/a: {get: {}}}",
                                    "name",
                                    "a",
                                    "projectId",
                                    "",
                                    "newProject",
                                    "Default",
                                    "environment",
                                    "development")),
                    List.of("newProject"));
        }

        @Test
        void notesOfThePreview() {
            var page = answered(200, Map.of("name", "a", "document", """
                            openapi: 3.1.0
                            servers: [{url: 'http://a'}, {url: 'http://b'}]
                            webhooks: {x: {}}
                            paths:
                              /a: {get: {}, trace: {}, other: {}}
                              /a;b: {get: {}}
                              /c/{d}e: {get: {}}
                              /f/{g}/x: {get: {}}
                              /f/y/{h}: {get: {}}
                              /i: {get: {servers: [{url: 'http://j'}]}, put: {}}
                            """));

            assertThat(page.select("ul.warning li"))
                    .hasSizeGreaterThan(6)
                    .allSatisfy(note -> assertGerman(note.ownText()));
        }

        @Test
        void conflictsWithWhatWasMadeByHand() {
            var project = api.createProject(AdminApi.unique());
            api.created("/services", AdminApi.restResource(project, "a", "/a", "http://hand"));

            assertMistakes(
                    answered(
                            422,
                            Map.of(
                                    "document",
                                    "openapi: 3.0.0\nservers: [{url: 'http://a'}]\npaths: {/a: {get: {}}}",
                                    "name",
                                    "a",
                                    "projectId",
                                    project)),
                    List.of("document"));
        }
    }

    @Test
    void valuesThatAreTypedCannotChangeTheText() {
        var group = api.createGroup("{1}<b>" + AdminApi.unique());
        var name = api.get("/groups/" + group).json().getString("name");

        var answer = admin.submit(admin.page("/console/groups/new"), Map.of("name", List.of(name)));

        assertThat(ConsoleVisitor.error(ConsoleVisitor.page(answer, 422, ""), "name"))
                .isEqualTo("Eine Gruppe namens " + name + " gibt es bereits. Wählen Sie einen anderen Namen.");
        assertThat(answer.body()).doesNotContain("<b>");
    }

    @Test
    void adminApiAnswersInEnglish() {
        var answer = gate.send(
                "POST",
                AdminApi.V1 + "/groups",
                "{}",
                Map.of(
                        "Authorization",
                        "Bearer " + gate.adminToken(),
                        "Content-Type",
                        "application/json",
                        "Accept-Language",
                        "de"));

        assertThat(answer.json().getJsonArray("errors"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("field", "name")
                                .put("message", "A value is required.")
                                .put("code", "required")
                                .put("pointer", "/name")));
    }
}
