// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PartnerServices;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Tools;
import dev.gatehouse.testing.Upstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The code samples for partner developers, run without changes. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SnippetsTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"hello\":\"x\"}";

    /** A string, a character or a comment of C#. */
    private static final Pattern CSHARP_TEXT =
            Pattern.compile("\\$?\"(?:[^\"\\\\\\n]|\\\\.)*\"|'[^'\\\\\\n]'|(?m)//.*$");

    private static final Pattern CSHARP_NAME = Pattern.compile("\\b(?:var|string|int) (\\w+) =");

    /**
     * The namespaces that a console project does not import by itself, with the types that the code samples use of
     * each.
     */
    private static final Map<String, List<String>> CSHARP_NAMESPACES = Map.of(
            "System.Collections.Specialized", List.of("NameValueCollection"),
            "System.Net", List.of("Dns", "IPAddress", "IPEndPoint"),
            "System.Net.Http.Headers", List.of("AuthenticationHeaderValue", "MediaTypeHeaderValue"),
            "System.Net.Sockets", List.of("TcpClient", "TcpListener"),
            "System.Security.Cryptography", List.of("RandomNumberGenerator", "SHA256"),
            "System.Text", List.of("Encoding"),
            "System.Text.Json", List.of("JsonDocument"),
            "System.Web", List.of("HttpUtility"));

    @TestHTTPResource("/")
    URI base;

    @TempDir
    Path directory;

    private Upstream upstream;
    private AdminApi admin;
    private PartnerServices services;

    /** The languages, with the command that runs a code sample of each. */
    enum Runner {
        CURL("snippet.sh", List.of("bash"), "curl", "openssl", "sed"),
        JAVASCRIPT("snippet.mjs", List.of("node")),
        JAVA("Snippet.java", List.of("java")),
        PYTHON("snippet.py", List.of("python3")),
        GO("snippet.go", List.of("go", "run"));

        private final String file;
        private final List<String> command;
        private final List<String> programs;

        Runner(String file, List<String> command, String... programs) {
            this.file = file;
            this.command = command;
            this.programs = Stream.concat(Stream.of(command.getFirst()), Stream.of(programs))
                    .toList();
        }

        ProcessBuilder run(Path directory) {
            var line = Stream.concat(
                            command.stream(), Stream.of(directory.resolve(file).toString()))
                    .toList();
            return new ProcessBuilder(line).directory(directory.toFile());
        }
    }

    @BeforeEach
    void expose() {
        upstream = Upstream.start();
        upstream.on("/", ANSWER);
        admin = AdminApi.of(new Gate(base));
        services = PartnerServices.create(admin, upstream);
    }

    @AfterEach
    void close() throws Exception {
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource
    void clientCredentialsProgramCallsAService(Runner runner) throws Exception {
        var partner = services.partner(Map.of("grantTypes", List.of("client_credentials")));

        var process = start(runner, partner, "client_credentials");
        process.getOutputStream().close();

        assertSaysWhatTheServiceAnswered(process);
        assertThat(upstream.nextCall().startLine()).isEqualTo("GET /Crm/customers HTTP/1.1");
    }

    @ParameterizedTest
    @EnumSource
    void programSendsABodyWhereTheServiceTakesOne(Runner runner) throws Exception {
        var partner = services.partner(
                Map.of("grantTypes", List.of("client_credentials"), "scopes", List.of(scopeWithBody())));

        var process = start(runner, partner, "client_credentials");
        process.getOutputStream().close();

        assertSaysWhatTheServiceAnswered(process);
        assertThat(upstream.nextCall().startLine()).isEqualTo("PUT /Crm/customers/1/orders/1 HTTP/1.1");
    }

    @ParameterizedTest
    @EnumSource
    void passwordProgramCallsAService(Runner runner) throws Exception {
        var partner = services.partner(Map.of("grantTypes", List.of("password")));

        var process = start(runner, partner, "password");
        process.getOutputStream().close();

        assertSaysWhatTheServiceAnswered(process);
    }

    @ParameterizedTest
    @EnumSource
    void authorizationCodeProgramOfAPublicClientCallsAService(Runner runner) throws Exception {
        var partner = services.partner(Map.of("type", "PUBLIC", "grantTypes", List.of("authorization_code")));
        var process = start(runner, partner, "authorization_code");

        var redirect = approve(process);
        if (runner == Runner.CURL) {
            paste(process, redirect);
        } else {
            var listening = new Gate(URI.create("http://" + redirect.getAuthority()));
            assertThat(listening.get("/favicon.ico", null).status()).isEqualTo(404);
            assertThat(listening
                            .get(redirect.getRawPath() + "?" + redirect.getRawQuery(), null)
                            .body())
                    .isEqualTo("You can close this page.");
        }

        assertSaysWhatTheServiceAnswered(process);
    }

    @ParameterizedTest
    @EnumSource
    void authorizationCodeIsPastedWhereNobodyCanListen(Runner runner) throws Exception {
        var partner = services.partner(Map.of(
                "grantTypes", List.of("authorization_code"), "redirectUris", List.of("https://a.example/b?c='$(x)")));
        var process = start(runner, partner, "authorization_code");

        paste(process, approve(process));

        assertSaysWhatTheServiceAnswered(process);
    }

    @ParameterizedTest
    @EnumSource
    void answerToAnotherRequestIsRefused(Runner runner) throws Exception {
        var partner = services.partner(
                Map.of("grantTypes", List.of("authorization_code"), "redirectUris", List.of("https://a.example/b")));
        var process = start(runner, partner, "authorization_code");

        paste(process, URI.create("https://a.example/b?code=x&state=y"));

        assertThat(process.waitFor()).isNotZero();
        assertThat(Files.readString(directory.resolve("errors"))).contains("That is not the answer to this request.");
    }

    @Test
    void listNamesLanguageGrantAndTitle() {
        var partner =
                services.partner(Map.of("grantTypes", List.of("authorization_code", "client_credentials", "implicit")));

        assertThat(list(partner).stream()
                        .map(JsonObject.class::cast)
                        .peek(snippet -> assertThat(snippet.fieldNames())
                                .containsExactly("language", "grantType", "title", "code"))
                        .map(snippet -> snippet.getString("language") + " " + snippet.getString("grantType") + ": "
                                + snippet.getString("title")))
                .containsExactly(
                        "curl authorization_code: Authorization code with PKCE with curl",
                        "javascript authorization_code: Authorization code with PKCE with JavaScript",
                        "java authorization_code: Authorization code with PKCE with Java",
                        "python authorization_code: Authorization code with PKCE with Python",
                        "csharp authorization_code: Authorization code with PKCE with C#",
                        "go authorization_code: Authorization code with PKCE with Go",
                        "curl client_credentials: Client credentials with curl",
                        "javascript client_credentials: Client credentials with JavaScript",
                        "java client_credentials: Client credentials with Java",
                        "python client_credentials: Client credentials with Python",
                        "csharp client_credentials: Client credentials with C#",
                        "go client_credentials: Client credentials with Go");
    }

    @Test
    void clientWithoutScopesStillGetsPrograms() {
        var partner = services.partner(Map.of("grantTypes", List.of("client_credentials"), "scopes", List.of()));

        assertThat(list(partner))
                .hasSize(6)
                .allSatisfy(snippet ->
                        assertThat(((JsonObject) snippet).getString("code")).contains("Got a token"));
    }

    @ParameterizedTest
    @ValueSource(strings = "/clients/nobody/snippets")
    void unknownClientIsNotFound(String path) {
        AdminApi.assertProblem(admin.get(path), 404, "Not found", "The client does not exist.");
    }

    @Test
    void goProgramsAreFormattedAndPassVet() throws Exception {
        Tools.need("go", "gofmt");
        var files = new ArrayList<String>();
        for (var code : programs("go")) {
            var file = directory.resolve("snippet" + files.size() + ".go");
            files.add(Files.writeString(file, code).toString());
        }

        assertThat(printed(Stream.concat(Stream.of("gofmt", "-d"), files.stream())))
                .isEmpty();
        for (var file : files) {
            assertThat(printed(Stream.of("go", "vet", file))).isEmpty();
        }
    }

    /** No C# compiler is available, so this test checks for the most likely compile errors. */
    @Test
    void csharpProgramsAreComplete() {
        assertThat(programs("csharp")).isNotEmpty().allSatisfy(code -> {
            assertThat(code).doesNotContain("{#", "{/", "facts.", "\\{", "&quot;", "&#39;", "&amp;");
            var bare = CSHARP_TEXT.matcher(code).replaceAll("TEXT");
            assertThat(bare).doesNotContain("\"", "'", "`", "#", "/");
            assertThat(nesting(bare)).isEmpty();
            assertThat(CSHARP_NAMESPACES)
                    .allSatisfy((namespace, types) -> assertThat(bare.contains("using " + namespace + ";"))
                            .as("using %s in%n%s", namespace, code)
                            .isEqualTo(Pattern.compile("\\b(" + String.join("|", types) + ")\\b")
                                    .matcher(bare)
                                    .find()));
            for (var name : CSHARP_NAME.matcher(bare).results().toList()) {
                var uses = Pattern.compile("\\b" + name.group(1) + "\\b")
                        .matcher(code)
                        .results();
                assertThat(uses.count())
                        .as("uses of %s in%n%s", name.group(1), code)
                        .isGreaterThan(1);
            }
            for (var call : Pattern.compile("\\b(Send|Variable|Listen|Answer)\\(")
                    .matcher(bare)
                    .results()
                    .map(found -> found.group(1))
                    .toList()) {
                assertThat(bare)
                        .containsPattern(
                                "(?m)^(async Task|async Task<string>|string) " + call + "\\([A-Za-z ]*\\)\\R\\{");
            }
        });
    }

    @Test
    void csharpProgramHoldsWhatUsersTypedAsLiterals() {
        var redirectUri = "https://a.example/b?c='$(x)'";
        var partner = services.partner(
                Map.of("grantTypes", List.of("authorization_code"), "redirectUris", List.of(redirectUri)));

        assertThat(code(partner, "csharp", "authorization_code"))
                .contains(
                        "const string ClientId = " + Literals.csharp(partner.clientId()) + ";\n",
                        "const string RedirectUri = \"" + redirectUri + "\";\n",
                        "const string ServiceUrl = "
                                + Literals.csharp(admin.gate().issuer() + services.crm()) + ";\n")
                .containsPattern("const string Scope = \"[^\"]*" + Pattern.quote(services.reading()) + "[^\"]*\";\n");
    }

    /** Returns the code samples of one language for clients of every kind. */
    private List<String> programs(String language) {
        var loopback = List.of("http://localhost:1234/a?b=c");
        var pasted = List.of("https://a.example/b");
        return Stream.of(
                        Map.<String, Object>of("grantTypes", List.of("client_credentials", "password")),
                        Map.<String, Object>of("grantTypes", List.of("client_credentials"), "scopes", List.of()),
                        Map.<String, Object>of(
                                "grantTypes", List.of("client_credentials"), "scopes", List.of(scopeWithBody())),
                        Map.<String, Object>of("grantTypes", List.of("authorization_code")),
                        Map.<String, Object>of("grantTypes", List.of("authorization_code"), "redirectUris", pasted),
                        Map.<String, Object>of(
                                "type",
                                "PUBLIC",
                                "grantTypes",
                                List.of("authorization_code"),
                                "redirectUris",
                                loopback),
                        Map.<String, Object>of(
                                "type",
                                "PUBLIC",
                                "grantTypes",
                                List.of("authorization_code"),
                                "redirectUris",
                                pasted,
                                "scopes",
                                List.of()))
                .map(services::partner)
                .flatMap(partner -> list(partner).stream())
                .map(JsonObject.class::cast)
                .filter(snippet -> snippet.getString("language").equals(language))
                .map(snippet -> snippet.getString("code"))
                .toList();
    }

    private String scopeWithBody() {
        var scope = "o'" + AdminApi.unique();
        admin.createScope(scope, services.crm() + "/*/orders/*");
        return scope;
    }

    private static String printed(Stream<String> command) throws Exception {
        var process =
                new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Returns the unclosed opening brackets and the unmatched closing brackets. */
    private static String nesting(String code) {
        var open = new ArrayDeque<Character>();
        var stray = new StringBuilder();
        for (var c : code.toCharArray()) {
            var closes = ")]}".indexOf(c);
            if ("([{".indexOf(c) >= 0) {
                open.push(c);
            } else if (closes >= 0 && (open.isEmpty() || open.pop() != "([{".charAt(closes))) {
                stray.append(c);
            }
        }
        open.forEach(stray::append);
        return stray.toString();
    }

    private String code(Partner partner, String language, String grant) {
        return list(partner).stream()
                .map(JsonObject.class::cast)
                .filter(snippet -> snippet.getString("language").equals(language)
                        && snippet.getString("grantType").equals(grant))
                .map(snippet -> snippet.getString("code"))
                .collect(Collectors.joining());
    }

    private JsonArray list(Partner partner) {
        var answer = admin.get("/clients/" + partner.clientId() + "/snippets");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return new JsonArray(answer.body());
    }

    private Process start(Runner runner, Partner partner, String grant) throws Exception {
        Tools.need(runner.programs.toArray(String[]::new));
        var code = code(partner, runner.name().toLowerCase(Locale.ROOT), grant);
        Files.writeString(directory.resolve(runner.file), code);
        var builder =
                runner.run(directory).redirectError(directory.resolve("errors").toFile());
        builder.environment().putAll(Map.of("GATEHOUSE_USERNAME", "jane", "GATEHOUSE_PASSWORD", "jane-demo"));
        if (partner.secret() != null) {
            builder.environment().put("CLIENT_SECRET", partner.secret());
        }
        return builder.start();
    }

    /** Opens the address that the code sample prints, signs in and grants all scopes. */
    private URI approve(Process process) throws Exception {
        var output = process.inputReader(StandardCharsets.UTF_8);
        var line = output.readLine();
        while (line != null && !line.startsWith("http")) {
            line = output.readLine();
        }
        assertThat(line).as(Files.readString(directory.resolve("errors"))).isNotNull();
        var address = URI.create(line);
        var browser = new Gate(base).browser();
        Answer page = browser.follow(browser.get(address.getRawPath() + "?" + address.getRawQuery()));
        page = browser.signIn(page, "jane", "jane-demo");
        Browser.pendingRequest(page);
        return browser.grant(page, List.of(services.reading(), services.writing()))
                .location();
    }

    private static void paste(Process process, URI address) throws Exception {
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(address + "\n");
        }
    }

    private void assertSaysWhatTheServiceAnswered(Process process) throws Exception {
        var output = process.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
        var errors = Files.readString(directory.resolve("errors"));
        assertThat(process.waitFor()).as(output + errors).isZero();
        assertThat(output).endsWith("{\"hello\":\"x\"}");
    }
}
