// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.importer.GatewayFiles;
import dev.gatehouse.importer.KeycloakExport;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.CommandLine;
import dev.gatehouse.testing.CommandLine.Result;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The import commands, run as processes without a server, and their results, applied to a packaged Gatehouse. */
class ImportCommandsIT {
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

    // Keycloak

    @Test
    void realmOf200ClientsIsImportedAndAppliedOnce() throws Exception {
        var prefix = AdminApi.unique();
        write("realm.json", KeycloakExport.withClients(200, prefix));

        var imported =
                local().run("import", "keycloak", "realm.json", "--output", "realm.yaml", "--report", "report.json");

        assertThat(imported.exitCode()).isZero();
        assertThat(imported.out()).isEmpty();
        assertThat(imported.err()).matches("Imported: groups 40, scopes 20, clients 200\\. Findings: [0-9]+\\.\n");
        var report = new JsonObject(Files.readString(directory.resolve("report.json")));
        assertThat(report.getJsonObject("imported"))
                .isEqualTo(new JsonObject().put("groups", 40).put("scopes", 20).put("clients", 200));
        assertThat(findings(report, "to-do", "client"))
                .as("clients whose redirect URIs have wildcards")
                .hasSize(50)
                .allMatch(name -> number(name) % 4 == 3);
        assertThat(findings(report, "left-out", "scope")).contains("profile", "role_list", "offline_access");

        assertThat(script().run("apply", "realm.yaml").printed()).contains("Applied: 260 created, ");
        assertThat(script().run("apply", "realm.yaml").printed())
                .endsWith("Applied: 0 created, 0 changed, 0 deleted, 261 unchanged.\n");
        assertThat(script().run("plan", "realm.yaml", "--check").exitCode()).isZero();

        var confidential = admin.get("/clients/" + prefix + "-client-2").json();
        assertThat(confidential.getJsonArray("grantTypes")).containsExactly("client_credentials");
        assertThat(confidential.getJsonArray("scopes")).containsExactly(prefix + ":scope-0");
        assertThat(admin.get("/clients/" + prefix + "-client-3").json().getBoolean("active"))
                .isFalse();
        assertThat(admin.get("/settings").json().getInteger("accessTokenLifetime"))
                .isEqualTo(300);
        assertThat(admin.get("/settings").json().getInteger("refreshMaximumAgeDays"))
                .isEqualTo(10);
    }

    @Test
    void secretOfKeycloakIsThatOfTheClient() throws Exception {
        var prefix = AdminApi.unique();
        var export = KeycloakExport.withClients(3, prefix);
        write("realm.json", export);
        var secret = new JsonObject(export)
                .getJsonArray("clients").stream()
                        .map(JsonObject.class::cast)
                        .filter(client -> client.getString("clientId").equals(prefix + "-client-2"))
                        .map(client -> client.getString("secret"))
                        .findFirst()
                        .orElseThrow();

        var imported = local().run("import", "keycloak", "realm.json");
        assertThat(imported.out() + imported.err()).doesNotContain(secret).doesNotContain("mail-password");
        assertThat(script().runWithInput(imported.out(), "apply", "-").exitCode())
                .isZero();

        assertThat(error(prefix + "-client-2", secret))
                .as("the client is authenticated; no group of its scope has it as a member")
                .isEqualTo("invalid_scope");
        assertThat(error(prefix + "-client-2", secret + "x")).isEqualTo("invalid_client");
    }

    @Test
    void anyNameBecomesOneThatTheServerAccepts() throws Exception {
        var unique = AdminApi.unique();
        var names = new JsonArray(List.of(
                unique + " & ( ) \\ ; , / \" : ' < >",
                unique + " & ( ) \\ ; , / \" : ' < ?",
                unique.toUpperCase(java.util.Locale.ROOT) + " -",
                unique + "\u0000\n\t\u2028x\u202ey\u200b",
                unique + "x".repeat(300),
                unique + "x".repeat(300) + "y",
                unique + "\uD83D\uDE00".repeat(90),
                unique + "\u03a3 \u0130 \u00df \u3164",
                unique + "=1",
                "  " + unique + "  ",
                "///",
                "gatehouse." + unique,
                "true",
                "1.0",
                "null"));
        var clients = new JsonArray();
        var scopes = new JsonArray();
        var roles = new JsonArray();
        for (var name : names) {
            var text = (String) name;
            scopes.add(new JsonObject()
                    .put("name", text)
                    .put("protocol", "openid-connect")
                    .put("description", text));
            roles.add(new JsonObject().put("name", text).put("description", text));
            clients.add(new JsonObject()
                    .put("clientId", text)
                    .put("name", text)
                    .put("description", text)
                    .put("secret", text.repeat(40))
                    .put("redirectUris", uris(text))
                    .put("webOrigins", uris(text))
                    .put("optionalClientScopes", names));
        }
        for (var client : List.of("gatehouse-admin", "Gatehouse-Admin")) {
            clients.add(new JsonObject()
                    .put("clientId", client)
                    .put("name", "Gatehouse administration")
                    .put("redirectUris", uris("x")));
        }
        write(
                "realm.json",
                new JsonObject()
                        .put("realm", unique)
                        .put("clients", clients)
                        .put("clientScopes", scopes)
                        .put("roles", new JsonObject().put("realm", roles))
                        .put("groups", roles)
                        .put(
                                "scopeMappings",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("clientScope", names.getString(0))
                                                .put("roles", names)))
                        .encode());

        assertImportsAndApplies("keycloak", "realm.json");
    }

    private static JsonArray uris(String text) {
        return IntStream.range(0, 60)
                .mapToObj(i -> "https://a" + i + ".example")
                .collect(Collectors.collectingAndThen(Collectors.toList(), JsonArray::new))
                .add("https://A1.example")
                .add("https://x/" + text)
                .add("https://x.example/#f")
                .add("javascript:alert(1)")
                .add("com.example.app:/cb")
                .add("http://127.0.0.1:99999/")
                .add("https://a.example/" + "x".repeat(2000))
                .add("");
    }

    // CSV

    @Test
    void tableOfWebMethodsIsAppliedOnce() throws Exception {
        var unique = AdminApi.unique();
        var many = IntStream.range(0, 600)
                .mapToObj(i -> "/integration/restv2/development/" + unique + "/API/" + i)
                .collect(Collectors.joining("\n"));
        write("table.csv", """
            Kind,Name,Type,Client ID,Client Secret,Redirection URLs,Allowed Grants,Scopes,Service URLs,Groups,Upstream URL
            scope,%1$s,,,,,,,"GET /integration/restv2/development/%1$s/API/orders/{id}|/integration/x/{a}b|/outside",Partners %1$s,
            scope,%1$s-many,,,,,,,"%2$s",,
            scope,%1$s-none,,,,,,,TRACE /integration/a,,
            service,Orders,,,,,,,"GET,POST /integration/restv2/development/%1$s/API/orders/{id}",,https://o.example/orders
            service,Same,,,,,,,"POST /integration/restv2/development/%1$s/API/orders/*",,https://o.example/orders
            service,Dots,,,,,,,/integration/restv2/development/%1$s/API/../x,,https://o.example/a;b
            service,Flow,,,,,,,/integration/rest/external/integration/run/development/%1$s/flow,,https://f.example
            client,A %1$s,Confidential,%1$s-a,%3$s,,Client Credentials,%1$s,,,
            client,a %1$s,Public,%1$s-b,,https://b.example/cb,,%1$s,,,
            """.formatted(unique, many, "s".repeat(40)));

        assertImportsAndApplies("csv", "table.csv");

        var services = admin.get("/services?projectId=" + unique).json().getJsonArray("items");
        assertThat(services).hasSize(2);
        assertThat(error(unique + "-a", "s".repeat(40))).isEqualTo("invalid_scope");
    }

    // Kong and APISIX

    @Test
    void configurationsOfGatewaysAreAppliedOnce() throws Exception {
        write("kong.yml", GatewayFiles.KONG.formatted("s".repeat(40)));
        write("apisix.yaml", GatewayFiles.APISIX);

        assertImportsAndApplies("kong", "kong.yml");
        assertImportsAndApplies("apisix", "apisix.yaml");

        assertThat(admin.get("/services?projectId=kong").json().getJsonArray("items"))
                .hasSize(6);
        assertThat(admin.get("/services?projectId=apisix").json().getJsonArray("items"))
                .hasSize(3);
        assertThat(gate.tokenWithBasic("partner-app", "s".repeat(40), Map.entry("grant_type", "client_credentials"))
                        .json()
                        .getString("scope"))
                .isEqualTo("orders.read two-words");
    }

    // The command

    @Test
    void resultAndFindingsWithoutOptions() throws Exception {
        write("t.csv", "Kind,Name,Groups\nscope,A B,\n");

        assertThat(local().run("import", "csv", "t.csv")).isEqualTo(new Result(0, """
            # Imported from t.csv. Read the report, then plan and apply.
            scopes:
              - name: A-B
                serviceUrls:
                  - url: /integration/imported/A-B
            """, """
                    t.csv:2:7: Name: scope A B: changed: The name in Gatehouse is `A-B`.
                    t.csv:2:7: Name: scope A B: to do: The source has no URLs for this scope. Replace\
                     `/integration/imported/A-B`, which no service has, by the URLs that the scope covers.
                    Imported: scopes 1. Findings: 2.
                    """));
        assertThat(local().runWithInput("Kind,Name\n", "import", "csv", "-").err())
                .isEqualTo("Imported: nothing. Findings: 0.\n");
    }

    @Test
    void brokenFilesAndUsage() throws Exception {
        write("realm.json", "{\"realm\": \"r\",\n \"clients\": 1}");

        assertFails("realm.json:2:13: /clients: Expected a list.", "import", "keycloak", "realm.json");
        assertFails("The file absent.json does not exist.", "import", "keycloak", "absent.json");
        assertFails("--secrets must be hash or env, not plain.", "import", "csv", "realm.json", "--secrets", "plain");
        var unknown = local().run("import", "saml", "realm.json");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("gatehouse: Unknown command: saml\n");
        assertThat(local().runWithInput("x".repeat(10 * 1024 * 1024 + 1), "import", "csv", "-"))
                .isEqualTo(new Result(2, "", "gatehouse: Standard input is larger than 10 MiB.\n"));
    }

    private void assertFails(String message, String... arguments) throws Exception {
        assertThat(local().run(arguments)).isEqualTo(new Result(2, "", "gatehouse: " + message + "\n"));
    }

    private void assertImportsAndApplies(String format, String file) throws Exception {
        var imported = local().run("import", format, file, "--output", "out.yaml", "--report", "report.json");
        assertThat(imported.exitCode()).as("%s", imported).isZero();
        var applied = script().run("apply", "out.yaml");
        assertThat(applied.exitCode()).as("%s", applied).isZero();
        assertThat(script().run("apply", "out.yaml").printed())
                .containsPattern("(?m)^Applied: 0 created, 0 changed, 0 deleted, [0-9]+ unchanged\\.$");
    }

    private static List<String> findings(JsonObject report, String outcome, String kind) {
        return report.getJsonArray("findings").stream()
                .map(JsonObject.class::cast)
                .filter(finding -> finding.getString("outcome").equals(outcome)
                        && finding.getString("kind").equals(kind))
                .map(finding -> finding.getString("name"))
                .toList();
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private static String error(String client, String secret) {
        return gate.tokenWithBasic(client, secret, Map.entry("grant_type", "client_credentials"))
                .json()
                .getString("error");
    }

    private void write(String file, String text) throws Exception {
        Files.writeString(directory.resolve(file), text);
    }

    private CommandLine local() {
        return CommandLine.in(directory);
    }

    private CommandLine script() {
        return local().with("GATEHOUSE_URL", gate.issuer()).with("GATEHOUSE_TOKEN", admin.token());
    }
}
