// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminBrowser;
import dev.gatehouse.testing.CommandLine;
import dev.gatehouse.testing.CommandLine.Result;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.ServerProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of {@code gatehouse tenants}, run as processes against a deployment whose operator is at localhost. */
class TenantCommandsIT {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static PackagedGatehouse gatehouse;
    private static String host;
    private static OperatorApi operator;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        var port = ServerProcess.freePort();
        host = "localhost:" + port;
        gatehouse = PackagedGatehouse.start(
                "-Dgatehouse.bcrypt-cost=4",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + ServerProcess.freePort(),
                "-Dgatehouse.operator.base-url=http://" + host);
        operator = OperatorApi.of(new Gate(gatehouse.address()), host);
    }

    @AfterAll
    static void stop() {
        gatehouse.close();
    }

    private CommandLine local() {
        return CommandLine.in(directory);
    }

    private Result tenants(String... arguments) throws Exception {
        var all = new String[arguments.length + 1];
        all[0] = "tenants";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return local().with("GATEHOUSE_URL", "http://" + host)
                .with("GATEHOUSE_TOKEN", operator.token())
                .run(all);
    }

    private static String newId() {
        return "cli-" + NUMBER.incrementAndGet();
    }

    private String create() throws Exception {
        var id = newId();
        assertThat(tenants("create", id, "--name", "Tenant " + id, "--host", id + ".localhost", "--quiet")
                        .out())
                .isEqualTo(id + "\n");
        return id;
    }

    private static JsonObject stored(String id) {
        return operator.call("GET", "/" + id, null).json();
    }

    @Test
    void signInAsOperator() throws Exception {
        var process = local().start("login", "http://" + host, "--operator", "--no-browser");
        var told = process.errorReader(StandardCharsets.UTF_8);
        assertThat(told.readLine()).isEqualTo("Sign in with your browser:");
        AdminBrowser.visit(new AdminBrowser(operator.gate())
                .grant(URI.create(told.readLine().strip())));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("Signed in to http://" + host
                        + " with gatehouse.admin gatehouse.audit gatehouse.operator until ");

        assertThat(local().run("tenants", "show", "default").printed()).contains("Default");
        assertThat(local().run("login", "http://" + host, "--operator", "--read-only"))
                .isEqualTo(new Result(2, "", "gatehouse: --read-only and --operator exclude each other.\n"));
    }

    @Test
    void createPrintsTheLinkOnceAndLinkAFurtherOne() throws Exception {
        var id = newId();
        var created =
                tenants("create", id, "--name", "New", "--host", id + ".localhost", "--host", "b-" + id + ".localhost");
        assertThat(created.exitCode()).isZero();
        assertThat(created.out()).contains("http://" + id + ".localhost").contains("/invitation?code=gin_");
        assertThat(created.err())
                .isEqualTo("The link of the administrator is shown only now. It is valid for seven days and for one"
                        + " use.\n");
        assertThat(stored(id).getJsonArray("hosts"))
                .isEqualTo(new JsonArray(List.of(id + ".localhost", "b-" + id + ".localhost")));

        assertThat(tenants("link", id).printed()).contains("/invitation?code=gin_");
        assertThat(tenants("show", id).printed()).contains("New").doesNotContain("gin_");
    }

    @Test
    void listPrintsATableOrIds() throws Exception {
        var id = create();
        assertThat(tenants("list", "--search", id).printed())
                .containsPattern("ID +NAME +STATE +ISSUER +HOSTS\n" + id + " +Tenant " + id + " +ACTIVE +http://" + id);
        assertThat(tenants("list", "--search", id, "--quiet").printed()).isEqualTo(id + "\n");
    }

    @Test
    void updateKeepsWhatNoOptionNames() throws Exception {
        var id = create();
        tenants("update", id, "--name", "Renamed").printed();
        assertThat(stored(id).getString("name")).isEqualTo("Renamed");
        assertThat(stored(id).getJsonArray("hosts")).isEqualTo(new JsonArray(List.of(id + ".localhost")));
        tenants("update", id, "--host", "new-" + id + ".localhost").printed();
        assertThat(stored(id).getString("name")).isEqualTo("Renamed");
        assertThat(stored(id).getJsonArray("hosts")).isEqualTo(new JsonArray(List.of("new-" + id + ".localhost")));
    }

    @Test
    void suspendResumeAndDelete() throws Exception {
        var id = create();
        assertThat(tenants("suspend", id).printed()).contains("SUSPENDED");
        assertThat(tenants("resume", id).printed()).contains("ACTIVE");
        var refused = tenants("delete", id, "--confirm", "another");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("Repeat the ID of the tenant to confirm.");
        assertThat(stored(id).getString("state")).isEqualTo("ACTIVE");
        assertThat(tenants("delete", id).exitCode()).isEqualTo(2);
        assertThat(tenants("delete", id, "--confirm", id).printed()).contains("DELETING");
    }

    @Test
    void quotasChangeOneByOne() throws Exception {
        var id = create();
        tenants("quotas", id, "--set", "clients=5", "--set", "callsPerSecond=100")
                .printed();
        tenants("quotas", id, "--set", "clients=default", "--set", "accounts=7").printed();
        var quotas = operator.call("GET", "/" + id + "/quotas", null).json();
        assertThat(quotas.getValue("clients")).isNull();
        assertThat(quotas.getInteger("accounts")).isEqualTo(7);
        assertThat(quotas.getInteger("callsPerSecond")).isEqualTo(100);
        assertThat(tenants("quotas", id).printed()).containsPattern("callsPerSecond +100");
        assertThat(tenants("usage", id).printed()).containsPattern("accounts.quota +7");
    }

    @ParameterizedTest
    @CsvSource({
        "clients, '--set must be QUOTA=NUMBER with one of the quotas '",
        "client=1, '--set must be QUOTA=NUMBER with one of the quotas '",
        "clients=many, '--set clients must be a number or default, not many.'"
    })
    void malformedQuotas(String change, String message) throws Exception {
        var refused = tenants("quotas", "default", "--set", change);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).startsWith("gatehouse: " + message);
    }

    @Test
    void archiveGoesThroughAPrivateFile() throws Exception {
        var id = create();
        Files.writeString(directory.resolve("key"), KEY + "\n");
        var exported = tenants("export", id, "acme.archive", "--key-file", "key");
        assertThat(exported).isEqualTo(new Result(0, "", "Tenant " + id + " is exported to acme.archive.\n"));
        var archive = directory.resolve("acme.archive");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
        assertThat(archive).isNotEmptyFile();
        assertThat(tenants("export", id, "acme.archive", "--key-file", "key"))
                .isEqualTo(new Result(2, "", "gatehouse: The file acme.archive exists already.\n"));

        var other = newId();
        assertThat(tenants(
                                "import",
                                "acme.archive",
                                "--key-file",
                                "key",
                                "--id",
                                other,
                                "--name",
                                "Moved & more",
                                "--host",
                                other + ".localhost",
                                "--host",
                                "b-" + other + ".localhost")
                        .printed())
                .contains(other)
                .contains("SUSPENDED");
        assertThat(stored(other).getString("name")).isEqualTo("Moved & more");
        assertThat(stored(other).getJsonArray("hosts"))
                .isEqualTo(new JsonArray(List.of(other + ".localhost", "b-" + other + ".localhost")));
    }

    @Test
    void failedExportLeavesNoFile() throws Exception {
        Files.writeString(directory.resolve("key"), KEY);
        var absent = tenants("export", "nobody", "nobody.archive", "--key-file", "key");
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.err()).contains("tenant.not-found");
        assertThat(directory.resolve("nobody.archive")).doesNotExist();
        Files.writeString(directory.resolve("key"), "short");
        assertThat(tenants("export", "default", "nobody.archive", "--key-file", "key")
                        .exitCode())
                .isEqualTo(1);
        assertThat(directory.resolve("nobody.archive")).doesNotExist();
        assertThat(tenants("import", "absent.archive", "--key-file", "key"))
                .isEqualTo(new Result(2, "", "gatehouse: The file absent.archive does not exist.\n"));
    }
}
