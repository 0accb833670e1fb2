// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.CommandLine;
import dev.gatehouse.testing.CommandLine.Result;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands export, plan and apply, run as processes against a packaged Gatehouse with demo content. */
class ConfigurationCommandsIT {
    private static final String NO_CHANGE = "0 created, 0 changed, 0 deleted, ";

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

    // Export

    @Test
    void exportIsTheOneOfTheAdminApi() throws Exception {
        assertThat(script().run("export").printed()).isEqualTo(exported("application/yaml"));

        assertThat(script().run("export", "--output", "t.yaml").printed()).isEmpty();
        assertThat(directory.resolve("t.yaml")).hasContent(exported("application/yaml"));
        assertThat(script().run("export", "-o", "t.json").printed()).isEmpty();
        assertThat(directory.resolve("t.json")).hasContent(exported("application/json"));
    }

    @Test
    void exportThatIsAppliedChangesNothing() throws Exception {
        script().run("export", "--output", "t.yaml").printed();

        assertThat(script().run("apply", "t.yaml").printed())
                .matches("Applied: " + NO_CHANGE + "[1-9][0-9]* unchanged\\.\n");
        assertThat(script().run("plan", "t.yaml", "--check").exitCode()).isZero();
    }

    @Test
    void exportTakesNoFormat() throws Exception {
        assertFails(
                2,
                script().run("export", "--output", "json"),
                "--output of this command is a file, such as gatehouse.json.");
        assertThat(directory.resolve("json")).doesNotExist();
        var failed = script().run("export", "--output", "absent/t.yaml");
        assertThat(failed.exitCode()).isEqualTo(2);
        assertThat(failed.err()).startsWith("gatehouse: The file absent/t.yaml cannot be written: ");
    }

    // Plan and apply

    @Test
    void planShowsWhatApplyChanges() throws Exception {
        var name = AdminApi.unique();
        write("g.yaml", document(name, "First"));

        var plan = script().run("plan", "g.yaml").printed();
        assertThat(plan).isEqualTo("""
            ACTION  KIND   NAME           FIELD  BEFORE  AFTER
            create  group  %1$s
            create  scope  %1$s

            Plan: 2 to create, 0 to change, 0 to delete, 0 unchanged.
            """.formatted(name));
        assertThat(script().run("plan", "g.yaml", "--check")).isEqualTo(new Result(1, plan, ""));
        assertThat(admin.get("/groups?search=" + name).json().getJsonArray("items"))
                .isEmpty();

        assertThat(script().run("apply", "g.yaml").printed())
                .isEqualTo(plan.replace(
                        "Plan: 2 to create, 0 to change, 0 to delete", "Applied: 2 created, 0 changed, 0 deleted"));
        assertThat(script().run("apply", "g.yaml").printed()).isEqualTo("Applied: " + NO_CHANGE + "2 unchanged.\n");

        write("g.yaml", document(name, "Second"));
        assertThat(script().run("plan", "g.yaml").printed()).isEqualTo("""
            ACTION  KIND   NAME           FIELD        BEFORE  AFTER
            change  scope  %1$s  description  First   Second

            Plan: 0 to create, 1 to change, 0 to delete, 1 unchanged.
            """.formatted(name));
    }

    @Test
    void whatNoDocumentDescribesStaysUnlessPruned() throws Exception {
        var name = AdminApi.unique();
        script().runWithInput(document(name, "Text"), "apply", "-").printed();

        assertThat(script().runWithInput("groups: [{name: " + name + "}]", "plan", "-")
                        .printed())
                .contains("Not described: scope " + name + "\n");
        assertThat(script().runWithInput("prune: true\ngroups: [{name: " + name + "}]", "apply", "-")
                        .printed())
                .containsPattern("delete  scope +" + name + "\n");
    }

    @Test
    void jsonIsTheOneOfTheAdminApi() throws Exception {
        var name = AdminApi.unique();
        write("g.json", new JsonObject("{\"groups\":[{\"name\":\"" + name + "\"}]}").encodePrettily());

        var plan = new JsonObject(
                script().run("plan", "g.json", "--output", "json").printed());
        assertThat(plan.getBoolean("applied")).isFalse();
        assertThat(plan.getJsonArray("changes").getJsonObject(0).getString("name"))
                .isEqualTo(name);
        var applied =
                new JsonObject(script().run("apply", "g.json", "-o", "json").printed());
        assertThat(applied.getBoolean("applied")).isTrue();
    }

    @Test
    void applyOfAnotherPlanIsRejected() throws Exception {
        var name = AdminApi.unique();
        write("g.yaml", document(name, "Text"));
        script().run("plan", "g.yaml", "--save", "plan.tag").printed();

        write("g.yaml", document(name, "Other").replace("groups:\n", "groups:\n  - name: more-" + name + "\n"));
        var rejected = script().run("apply", "g.yaml", "--plan", "plan.tag");
        assertThat(rejected.exitCode()).isEqualTo(1);
        assertThat(rejected.out()).isEmpty();
        assertThat(rejected.err()).endsWith("gatehouse: Nothing is changed. Try again.\n");

        write("g.yaml", document(name, "Text"));
        assertThat(script().run("apply", "g.yaml", "--plan", "plan.tag").printed())
                .contains("Applied: 2 created");
    }

    // Errors

    @Test
    void errorsNameFileLineColumnAndField() throws Exception {
        write("broken.yaml", """
            scopes:
              - name: orders
                serviceUrl: []
              - name: orders,read
                serviceUrls:
                  - url: /elsewhere
            """);
        for (var command : new String[] {"plan", "apply"}) {
            assertFails(
                    1,
                    script().run(command, "broken.yaml"),
                    "Invalid input",
                    "broken.yaml:2:5: /scopes/0/serviceUrls: A value is required. (required)",
                    "broken.yaml:3:5: /scopes/0/serviceUrl: The field `serviceUrl` does not exist here. Did you mean"
                            + " `serviceUrls`? (config.unknown-field-like)");
        }

        var malformed = script().runWithInput("groups:\n\t- name: a\n", "plan", "-");
        assertThat(malformed.exitCode()).isEqualTo(1);
        assertThat(malformed.err()).contains("gatehouse: standard input:2:1: The text can't be read");
    }

    @Test
    void errorsOfTheObjectsHavePositionsToo() throws Exception {
        write("broken.yaml", """
            scopes:
              - name: orders,read
                serviceUrls:
                  - url: /elsewhere
            """);

        var failed = script().run("plan", "broken.yaml");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err())
                .contains("gatehouse: broken.yaml:2:11: /scopes/0/name: Only visible ASCII characters")
                .contains("gatehouse: broken.yaml:4:14: /scopes/0/serviceUrls/0/url: ");
    }

    @Test
    void usage() throws Exception {
        assertFails(2, script().run("plan", "absent.yaml"), "The file absent.yaml does not exist.");
        assertFails(
                2,
                script().runWithInput("#".repeat(10 * 1024 * 1024 + 1), "apply", "-"),
                "Standard input is larger than 10 MiB.");
        var missing = script().run("apply");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).startsWith("gatehouse: Missing required parameter: 'FILE'\n");
        assertFails(3, CommandLine.in(directory).run("export"), "You are not signed in. Run: gatehouse login URL");

        var auditor = script().with("GATEHOUSE_TOKEN", gate.adminToken("admin", "admin-demo", "gatehouse.audit"));
        assertThat(auditor.run("export").exitCode()).isZero();
        assertThat(auditor.runWithInput("groups: []", "plan", "-").exitCode()).isEqualTo(1);
    }

    private static String document(String name, String description) {
        return """
            groups:
              - name: %1$s
            scopes:
              - name: %1$s
                description: %2$s
                serviceUrls:
                  - url: /integration/restv2/development/%1$s/**
                groups: [%1$s]
            """.formatted(name, description);
    }

    private void write(String file, String text) throws Exception {
        Files.writeString(directory.resolve(file), text);
    }

    private static String exported(String type) {
        var headers = new HashMap<>(Gate.bearer(admin.token()));
        headers.put("Accept", type);
        return gate.send("GET", AdminApi.V1 + "/export", null, headers).body();
    }

    private CommandLine script() {
        return CommandLine.in(directory).with("GATEHOUSE_URL", gate.issuer()).with("GATEHOUSE_TOKEN", admin.token());
    }

    private static void assertFails(int exitCode, Result result, String... lines) {
        var told = Stream.of(lines).map(line -> "gatehouse: " + line + "\n").toList();
        assertThat(result).isEqualTo(new Result(exitCode, "", String.join("", told)));
    }
}
