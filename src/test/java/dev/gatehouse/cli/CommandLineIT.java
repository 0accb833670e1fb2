// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.CommandLine;
import dev.gatehouse.testing.CommandLine.Result;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Tools;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the packaged program, run as processes against a packaged Gatehouse with demo content: the whole output
 * and the exit code of each.
 */
class CommandLineIT {
    private static PackagedGatehouse gatehouse;
    private static Gate gate;
    private static AdminApi admin;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        gatehouse = PackagedGatehouse.start("-Dgatehouse.bcrypt-cost=4");
        gate = new Gate(gatehouse.address());
        admin = AdminApi.of(gate);
    }

    @AfterAll
    static void stop() {
        gatehouse.close();
    }

    // Lists

    @Test
    void clientsAreATable() throws Exception {
        assertThat(script().run("clients", "list", "--search", "PartnerBack").printed())
                .isEqualTo("""
                    CLIENT ID        NAME            VERSION  TYPE          ACTIVE  SCOPES
                    partner-backend  PartnerBackend  1.0      CONFIDENTIAL  true    CalculatorScope, CustomerRegistrationScope
                    """);
        assertThat(script().run("clients", "list", "--search", "PartnerBack", "--quiet")
                        .printed())
                .isEqualTo("partner-backend\n");
    }

    @Test
    void jsonIsTheOneOfTheAdminApi() throws Exception {
        assertThat(script().run("clients", "list", "--limit", "2", "--output", "json")
                        .printed())
                .isEqualTo(admin.get("/clients?limit=2").body() + "\n");
        assertThat(script().run("clients", "show", "partner-backend", "-o", "json")
                        .printed())
                .isEqualTo(admin.get("/clients/partner-backend").body() + "\n");
    }

    @Test
    void listsHaveAllPages() throws Exception {
        var name = AdminApi.unique();
        IntStream.range(0, 203).forEach(number -> createClient(name + number));

        assertThat(script().run("clients", "list", "--search", name, "--quiet").printed())
                .hasLineCount(203);
        assertThat(script().run("clients", "list", "--search", name).printed()).hasLineCount(204);
        assertThat(script().run("clients", "list", "--search", name, "--limit", "201", "-q")
                        .printed())
                .hasLineCount(201);
        assertThat(script().run("clients", "list", "--search", name, "-o", "json")
                        .printed())
                .hasLineCount(2);
        assertThat(script().run("clients", "list", "--search", name, "--sort", "-name", "--limit", "1", "-q")
                        .printed())
                .isEqualTo(admin.get("/clients?sort=-name&search=" + name)
                                .json()
                                .getJsonArray("items")
                                .getJsonObject(0)
                                .getString("clientId")
                        + "\n");
    }

    @Test
    void scopes() throws Exception {
        assertThat(masked(script().run("scopes", "list", "--search", "Use the calculator")
                        .printed()))
                .isEqualTo("""
                    NAME             URLS  GROUPS  ID                                    DESCRIPTION
                    CalculatorScope  1             ID                                    Use the calculator
                    """);
        assertThat(masked(script().run("scopes", "show", "CalculatorScope").printed()))
                .isEqualTo("""
                    id                      ID
                    name                    CalculatorScope
                    description             Use the calculator
                    builtIn                 false
                    serviceUrls[0].url      /integration/rest/external/integration/run/development/fldemo/calculator
                    serviceUrls[0].methods  -
                    groups                  -
                    createdAt               TIME
                    updatedAt               TIME
                    """);
        var id = script().run("scopes", "show", "CalculatorScope", "-q")
                .printed()
                .strip();
        assertThat(script().run("scopes", "show", id, "--output", "json").printed())
                .isEqualTo(admin.get("/scopes/" + id).body() + "\n");
        assertFails(1, script().run("scopes", "show", "Calculator"), "The scope Calculator does not exist.");
    }

    @Test
    void services() throws Exception {
        var list = script().run("services", "list", "--project", "fldemo", "--kind", "REST_RESOURCE", "--quiet")
                .printed();
        assertThat(list).hasLineCount(2);
        assertThat(script().run("services", "list", "--search", "calculator").printed())
                .matches("PATH +METHODS +UPSTREAM +LAST USED +ID\n" + Gate.CALCULATOR
                        + " +POST +http://127.0.0.1:\\d+/calculator +(\\S+Z)? +[0-9a-f-]{36}\n");
        var id = script().run("services", "show", Gate.CALCULATOR, "-q")
                .printed()
                .strip();
        assertThat(script().run("services", "show", id).printed())
                .contains("path          " + Gate.CALCULATOR + "\n", "methods       POST\n", "timeoutMs     30000\n");
        assertFails(1, script().run("services", "show", "/none"), "The service /none does not exist.");
    }

    @Test
    void settings() throws Exception {
        assertThat(script().run("settings", "show").printed())
                .contains("signingAlgorithm           ES256\n", "approvalTitle              -\n")
                .contains("warnings                   The implicit grant puts tokens into the browser history.\n");
        assertThat(script().run("settings", "show", "-o", "json").printed())
                .isEqualTo(admin.get("/settings").body() + "\n");
    }

    // Clients

    @Test
    void clientFromCreationToDeletion() throws Exception {
        var name = AdminApi.unique();
        var created = script().run(
                        "clients",
                        "create",
                        "--name",
                        name,
                        "--version",
                        "1.0",
                        "--scope",
                        "CalculatorScope",
                        "--grant-type",
                        "client_credentials",
                        "--description",
                        "A test",
                        "--token-lifetime",
                        "60");
        assertThat(created.exitCode()).isZero();
        assertThat(created.err()).isEqualTo("The client secret is shown only now. Store it safely.\n");
        var id = field(created.out(), "clientId");
        assertThat(masked(created.out())).isEqualTo("""
            clientId           %s
            clientSecret       SECRET
            name               %s
            version            1.0
            description        A test
            type               CONFIDENTIAL
            redirectUris       -
            grantTypes         client_credentials
            requirePkce        GLOBAL
            expiration         SECONDS
            expirationSeconds  60
            refresh            LIMITED
            refreshCount       0
            approval           ALWAYS
            resourceServer     false
            active             true
            builtIn            false
            scopes             CalculatorScope
            groups             -
            warnings           -
            createdAt          TIME
            updatedAt          TIME
            """.formatted(id, name));
        assertThat(tokenStatus(id, field(created.out(), "clientSecret"))).isEqualTo(200);

        var before = admin.get("/clients/" + id).json();
        assertThat(script().run("clients", "update", id, "--scope", "CustomerRegistrationScope", "-o", "json")
                        .printed())
                .isEqualTo(admin.get("/clients/" + id).body() + "\n");
        assertThat(admin.get("/clients/" + id).json().put("updatedAt", ""))
                .isEqualTo(before.put("scopes", new JsonArray().add("CustomerRegistrationScope"))
                        .put("updatedAt", ""));

        assertThat(script().run("clients", "deactivate", id, "-q").printed()).isEqualTo(id + "\n");
        assertThat(script().run("clients", "show", id).printed()).contains("active             false\n");
        assertThat(script().run("clients", "activate", id).printed()).contains("active             true\n");

        var rotated = script().run("clients", "secret", id, "--overlap", "60");
        assertThat(rotated.err()).isEqualTo("The client secret is shown only now. Store it safely.\n");
        assertThat(tokenStatus(id, field(rotated.out(), "clientSecret"))).isEqualTo(200);
        assertThat(tokenStatus(id, field(created.out(), "clientSecret"))).isEqualTo(200);
        assertThat(script().run("clients", "show", id).printed()).doesNotContain("gcs_");

        assertThat(script().run("clients", "delete", id).printed()).isEqualTo("Client " + id + " is deleted.\n");
        assertFails(1, script().run("clients", "show", id), "The client does not exist. (client.not-found)");
    }

    @Test
    void secretGoesToAFileOfTheUser() throws Exception {
        var name = AdminApi.unique();
        var arguments = new String[] {
            "clients",
            "create",
            "--name",
            name,
            "--version",
            "1",
            "--scope",
            "CalculatorScope",
            "--grant-type",
            "client_credentials",
            "--quiet"
        };
        assertFails(2, script().run(arguments), "--quiet would lose the secret. Add --secret-file FILE.");

        var file = directory.resolve("secret");
        var id = script().run(Stream.concat(Stream.of(arguments), Stream.of("--secret-file", file.toString()))
                        .toArray(String[]::new))
                .printed()
                .strip();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(tokenStatus(id, Files.readString(file).strip())).isEqualTo(200);
        assertFails(
                2,
                script().run("clients", "secret", id, "--secret-file", file.toString()),
                "The file " + file + " exists already.");
        var other = directory.resolve("other");
        assertThat(script().run("clients", "secret", id, "--secret-file", other.toString())
                        .printed())
                .doesNotContain("gcs_");
        assertThat(tokenStatus(id, Files.readString(other).strip())).isEqualTo(200);
    }

    @Test
    void bodiesFromFileAndStandardInput() throws Exception {
        var name = AdminApi.unique();
        var body = new JsonObject()
                .put("name", name)
                .put("version", "1")
                .put("type", "PUBLIC")
                .put("redirectUris", List.of("https://a.example/cb"));
        var id = script().runWithInput(body.encode(), "clients", "create", "--file", "-", "--version", "2", "-q")
                .printed()
                .strip();
        assertThat(admin.get("/clients/" + id).json().getString("version")).isEqualTo("2");

        var file = Files.writeString(
                directory.resolve("client.json"),
                new JsonObject()
                        .put("type", "PUBLIC")
                        .put("redirectUris", List.of("https://b.example/cb"))
                        .put("active", false)
                        .put("scopes", List.of())
                        .encode());
        assertThat(script().run("clients", "update", id, "--file", file.toString(), "-q")
                        .printed())
                .isEqualTo(id + "\n");
        assertThat(admin.get("/clients/" + id).json().getJsonArray("redirectUris"))
                .containsExactly("https://b.example/cb");

        assertFails(
                2,
                script().runWithInput("[]", "clients", "create", "--file", "-"),
                "Standard input must contain a JSON object.");
        assertFails(
                2,
                script().run("clients", "create", "--file", "/nowhere.json"),
                "The file /nowhere.json does not exist.");
    }

    @Test
    void errorsHaveMessagesAndCodes() throws Exception {
        assertFails(
                1,
                script().run("clients", "create", "--name", "X"),
                "Invalid input",
                "version: A value is required. (required)",
                "redirectUris: The authorization code and implicit grants need at least one redirect URI."
                        + " (client.redirect-uri-missing)");
        assertFails(
                1,
                script().run(
                                "clients",
                                "create",
                                "--name",
                                "PartnerBackend",
                                "--version",
                                "1.0",
                                "--grant-type",
                                "client_credentials"),
                "name: A client named PartnerBackend with version 1.0 exists already. Choose another name or version."
                        + " (client.taken)");
        assertFails(
                1,
                script().run("clients", "delete", "gatehouse-admin"),
                "The built-in client Gatehouse administration can't be changed. (client.built-in)");
        assertFails(1, script().run("tokens", "list", "--account", "nobody"), "The account nobody does not exist.");
    }

    // Tokens

    @Test
    void tokensAreListedAndRevoked() throws Exception {
        var id = createClient(AdminApi.unique());
        var first = addToken(id, "first");
        var second = addToken(id, "second");

        assertThat(masked(script().run("tokens", "list", "--client", id, "--sort", "issuedAt")
                                .printed())
                        .replaceAll(" +", " "))
                .isEqualTo("""
                    ID CLIENT ACCOUNT STATUS EXPIRES NAME SCOPES
                    ID %s ACTIVE TIME first CalculatorScope
                    ID %s ACTIVE TIME second CalculatorScope
                    """.formatted(id, id));
        assertThat(script().run("tokens", "show", first).printed())
                .contains("client.clientId  " + id + "\n", "name             first\n")
                .doesNotContain("accessToken");

        assertThat(script().run("revoke", first).printed()).isEqualTo("1 token is revoked.\n");
        assertThat(script().run("tokens", "show", first).printed()).contains("status           REVOKED\n");
        assertThat(script().run("revoke", "--client", id).printed()).isEqualTo("1 token is revoked.\n");
        assertThat(script().run("tokens", "show", second).printed()).contains("status           REVOKED\n");
        assertThat(script().run("revoke", "--client", id).printed()).isEqualTo("0 tokens are revoked.\n");

        var third = addToken(id, "third");
        var unknown = script().run("revoke", third, AdminApi.ABSENT);
        assertThat(unknown)
                .isEqualTo(
                        new Result(1, "1 token is revoked.\n", "The token " + AdminApi.ABSENT + " does not exist.\n"));
    }

    @Test
    void tokensOfAnAccountAreRevoked() throws Exception {
        var username = AdminApi.unique();
        admin.createPerson(username);
        gate.grant(username, List.of(Gate.CALCULATOR_SCOPE));
        gate.grant(username, List.of(Gate.CALCULATOR_SCOPE));

        assertThat(script().run("tokens", "list", "--account", username, "-q").printed())
                .hasLineCount(2);
        assertThat(script().run("revoke", "--account", username, "--output", "json")
                        .printed())
                .isEqualTo("{\"deleted\":2,\"unknown\":[]}\n");
        assertFails(1, script().run("revoke", "--account", "nobody"), "The account nobody does not exist.");
        assertFails(1, script().run("revoke", "--client", "nobody"), "The client does not exist. (client.not-found)");
    }

    // Why denied?

    @Test
    void deniedCallIsExplained() throws Exception {
        var denied = script().run(
                        "why-denied",
                        "GET",
                        Gate.CUSTOMERS,
                        "--client",
                        "partner-backend",
                        "--scope",
                        "CalculatorScope");

        assertThat(denied.exitCode()).isEqualTo(1);
        assertThat(denied.err()).isEmpty();
        assertThat(denied.out()).startsWith("""
            Denied: 403 insufficient_scope
            No scope of the access token covers GET of this URL.
            Get a token with one of these scopes, which the client may request: CustomerRegistrationScope.

            STEP            RESULT
            path            passed
            bearer token    passed
            token known     passed
            not revoked     passed
            not expired     passed
            client active   passed
            account active  passed
            resource        passed
            scope           failed
            service         not reached
            method          not reached
            rate limit      not reached

            method                 GET
            path                   /integration/restv2/development/fldemo/CustomerRegistrationAPI/customers
            """).contains("\nsufficientScopes       CustomerRegistrationScope\n");
    }

    @Test
    void tokenOfTheQuestionComesFromFileOrStandardInput() throws Exception {
        var token = gate.tokenWithBasic(
                        Gate.CONFIDENTIAL_CLIENT,
                        Gate.CONFIDENTIAL_SECRET,
                        Map.entry("grant_type", "client_credentials"))
                .json()
                .getString("access_token");

        var allowed = script().runWithInput(token + "\n", "why-denied", "GET", Gate.CUSTOMERS, "--token-file", "-");
        assertThat(allowed.printed()).startsWith("Allowed\n\nSTEP            RESULT\n");

        var file = Files.writeString(directory.resolve("token"), "unknown");
        var denied = script().run("why-denied", "GET", Gate.CUSTOMERS, "--token-file", file.toString(), "-o", "json");
        assertThat(denied.exitCode()).isEqualTo(1);
        assertThat(new JsonObject(denied.out()).getString("error")).isEqualTo("invalid_token");
    }

    // Audit log

    @Test
    void auditLogIsFiltered() throws Exception {
        var id = createClient(AdminApi.unique());

        assertThat(masked(script().run("audit", "--client", id, "--action", "client.", "--outcome", "success")
                                .printed())
                        .replaceAll(" +", " "))
                .matches("TIME ACTION OUTCOME ACTOR CLIENT ADDRESS TARGET DETAIL\n"
                        + "TIME client.created SUCCESS admin " + id + " 127.0.0.1 \\S+ 1\n");
        assertThat(script().run("audit", "--limit", "3", "-q").printed()).hasLineCount(3);
        assertFails(
                1,
                script().run("audit", "--from", "yesterday"),
                "Invalid input",
                "from: " + message("/audit-events?from=yesterday"));
    }

    @Test
    void auditLogIsFollowed() throws Exception {
        var name = AdminApi.unique();
        var following = script().start("audit", "--follow", "--action", "client.created", "--search", name);
        try (var told = following.errorReader(StandardCharsets.UTF_8);
                var printed = following.inputReader(StandardCharsets.UTF_8)) {
            assertThat(told.readLine()).isEqualTo("Following the audit log. Ctrl-C stops.");
            var first = createClient(name + "a");
            assertThat(printed.readLine()).startsWith("TIME ");
            assertThat(printed.readLine()).contains(" client.created ", first);
            var second = createClient(name + "b");
            assertThat(printed.readLine()).contains(" client.created ", second);
        } finally {
            following.destroyForcibly();
        }
    }

    // Usage

    @Test
    void wrongUsageNeverStartsAServer() throws Exception {
        assertUsage(script().run("clinets", "list"), "Unknown command: clinets", "gatehouse --help");
        assertUsage(script().run("clients"), "Missing required subcommand", "gatehouse clients --help");
        assertUsage(script().run("clients", "list", "x"), "Unknown argument: x", "gatehouse clients list --help");
        assertUsage(
                script().run("--profile", "x", "clients", "list"),
                "Unknown options: '--profile', 'x'",
                "gatehouse --help");
        assertUsage(
                script().run("clients", "list", "--output", "xml"),
                "--output must be table or json, not xml.",
                "gatehouse clients list --help");
        assertUsage(
                script().run("why-denied", "GET"), "Missing required parameter: 'URL'", "gatehouse why-denied --help");
        assertFails(2, script().run("clients", "list", "--limit", "0"), "--limit must be at least 1.");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void everyCommandHasHelp() throws Exception {
        assertThat(script().run("--help").printed())
                .startsWith("Usage: gatehouse [-h] [COMMAND]\n")
                .contains("\n  why-denied  Explain step by step", "\n  3   you are not signed in");
        assertThat(script().run("-h").printed()).startsWith("Usage: gatehouse ");
        assertThat(script().run("clients", "create", "--help").printed())
                .startsWith("Usage: gatehouse clients create ")
                .contains("Examples:\n  gatehouse clients create --name Orders");
    }

    @Test
    void shellCompletesCommands() throws Exception {
        Tools.need("bash");
        var completion = Files.writeString(
                directory.resolve("completion"),
                script().run("completion", "bash").printed());
        assertThat(script().run("completion", "zsh").printed()).isEqualTo(Files.readString(completion));
        assertFails(2, script().run("completion", "fish"), "The shell must be bash or zsh, not fish.");

        var process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source '" + completion + "'; COMP_WORDS=(gatehouse clients de); COMP_CWORD=2;"
                                + " COMP_LINE='gatehouse clients de'; COMP_POINT=20; _complete_gatehouse;"
                                + " echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .strip()
                        .split(" "))
                .containsExactlyInAnyOrder("delete", "deactivate");
    }

    // The environment and the server

    @Test
    void variablesOfTheEnvironment() throws Exception {
        var nobody = CommandLine.in(directory);

        assertFails(3, nobody.run("clients", "list"), "You are not signed in. Run: gatehouse login URL");
        assertFails(
                2,
                nobody.with("GATEHOUSE_TOKEN", "t").run("clients", "list"),
                "Set GATEHOUSE_URL too: the address that the token is for.");
        assertFails(
                3,
                nobody.with("GATEHOUSE_URL", gate.issuer()).run("clients", "list"),
                "You are not signed in to " + gate.issuer() + ": set GATEHOUSE_TOKEN, or run gatehouse login "
                        + gate.issuer());
        assertFails(
                2,
                script().with("GATEHOUSE_URL", "http://gatehouse.example").run("clients", "list"),
                "The URL must use https. http is allowed only for loopback addresses.");
        assertFails(
                2,
                script().with("GATEHOUSE_URL", "https://gatehouse.example/admin")
                        .run("clients", "list"),
                "The URL must contain only scheme, host and port, as in https://gatehouse.example.");
        assertFails(
                3,
                script().with("GATEHOUSE_TOKEN", "t\u0001\nX: y").run("clients", "list"),
                "The access token contains characters that no token has.");
    }

    @Test
    void rejectedTokens() throws Exception {
        assertFails(
                3,
                script().with("GATEHOUSE_TOKEN", "unknown").run("clients", "list"),
                "The access token is unknown. (access.token-unknown)",
                "Sign in again: gatehouse login");

        var auditor = script().with("GATEHOUSE_TOKEN", gate.adminToken("admin", "admin-demo", "gatehouse.audit"));
        assertThat(auditor.run("clients", "show", "partner-backend", "-q").printed())
                .isEqualTo("partner-backend\n");
        var denied = auditor.run("clients", "delete", "partner-backend");
        assertThat(denied.exitCode()).isEqualTo(1);
        assertThat(denied.err()).contains("No scope of the access token covers DELETE of this URL.");
    }

    private CommandLine script() {
        return CommandLine.in(directory).with("GATEHOUSE_URL", gate.issuer()).with("GATEHOUSE_TOKEN", admin.token());
    }

    private static String createClient(String name) {
        return admin.created(
                        "/clients",
                        new JsonObject()
                                .put("name", name)
                                .put("version", "1")
                                .put("grantTypes", List.of("client_credentials"))
                                .put("scopes", List.of("CalculatorScope")))
                .getString("clientId");
    }

    private static String addToken(String client, String name) {
        return admin.created(
                        "/tokens",
                        new JsonObject()
                                .put("client", client)
                                .put("name", name)
                                .put("scopes", List.of("CalculatorScope")))
                .getString("id");
    }

    private static int tokenStatus(String client, String secret) {
        return gate.tokenWithBasic(client, secret, Map.entry("grant_type", "client_credentials"))
                .status();
    }

    private static String message(String path) {
        var error = admin.get(path).json().getJsonArray("errors").getJsonObject(0);
        return error.getString("message") + " (" + error.getString("code") + ")";
    }

    private static String field(String details, String name) {
        return details.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /** Returns an output with fixed texts instead of IDs, times and secrets. */
    private static String masked(String output) {
        return output.replaceAll(
                        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}  ", "ID                                    ")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
                .replaceAll("gcs_[\\w-]{43}", "SECRET");
    }

    private static void assertFails(int exitCode, Result result, String... lines) {
        var told = Stream.of(lines).map(line -> "gatehouse: " + line + "\n").toList();
        assertThat(result).isEqualTo(new Result(exitCode, "", String.join("", told)));
    }

    private static void assertUsage(Result result, String message, String help) {
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("gatehouse: " + message + "\n").endsWith("See " + help + "\n");
    }
}
