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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that partner developers begin with, run as they are handed out. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SnippetsTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"hello\":\"x\"}";

    @TestHTTPResource("/")
    URI base;

    @TempDir
    Path directory;

    private Upstream upstream;
    private AdminApi admin;
    private PartnerServices services;

    /** How a program of each language is run. */
    enum Runner {
        CURL("snippet.sh", "bash", "curl", "openssl", "sed"),
        JAVASCRIPT("snippet.mjs", "node"),
        JAVA("Snippet.java", "java"),
        PYTHON("snippet.py", "python3");

        private final String file;
        private final List<String> programs;

        Runner(String file, String... programs) {
            this.file = file;
            this.programs = List.of(programs);
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
        var scope = "o'" + AdminApi.unique();
        admin.createScope(scope, services.crm() + "/*/orders/*");
        var partner = services.partner(Map.of("grantTypes", List.of("client_credentials"), "scopes", List.of(scope)));

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
                        "curl client_credentials: Client credentials with curl",
                        "javascript client_credentials: Client credentials with JavaScript",
                        "java client_credentials: Client credentials with Java",
                        "python client_credentials: Client credentials with Python");
    }

    @Test
    void clientWithoutScopesStillGetsPrograms() {
        var partner = services.partner(Map.of("grantTypes", List.of("client_credentials"), "scopes", List.of()));

        assertThat(list(partner))
                .hasSize(4)
                .allSatisfy(snippet ->
                        assertThat(((JsonObject) snippet).getString("code")).contains("Got a token"));
    }

    @ParameterizedTest
    @ValueSource(strings = "/clients/nobody/snippets")
    void unknownClientIsNotFound(String path) {
        AdminApi.assertProblem(admin.get(path), 404, "Not found", "The client does not exist.");
    }

    private JsonArray list(Partner partner) {
        var answer = admin.get("/clients/" + partner.clientId() + "/snippets");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return new JsonArray(answer.body());
    }

    private Process start(Runner runner, Partner partner, String grant) throws Exception {
        Tools.need(runner.programs.toArray(String[]::new));
        var code = list(partner).stream()
                .map(JsonObject.class::cast)
                .filter(snippet -> snippet.getString("language").equalsIgnoreCase(runner.name())
                        && snippet.getString("grantType").equals(grant))
                .map(snippet -> snippet.getString("code"))
                .collect(Collectors.joining());
        var program = Files.writeString(directory.resolve(runner.file), code);
        var builder = new ProcessBuilder(runner.programs.getFirst(), program.toString())
                .directory(directory.toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().putAll(Map.of("GATEHOUSE_USERNAME", "jane", "GATEHOUSE_PASSWORD", "jane-demo"));
        if (partner.secret() != null) {
            builder.environment().put("CLIENT_SECRET", partner.secret());
        }
        return builder.start();
    }

    /** Opens the address that the program prints, signs in and grants everything. */
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
