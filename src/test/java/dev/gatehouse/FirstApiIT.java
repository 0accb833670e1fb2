// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.ServerProcess;
import dev.gatehouse.testing.Tools;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of the tutorial docs/first-api.md on free ports. The test uses the admin API for the steps in the
 * console. {@link DocumentationTest} checks that the console has the labels of the tutorial.
 */
class FirstApiIT {
    private static final Pattern BLOCK =
            Pattern.compile("^ *```(\\w+)\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String PASSWORD = "correct horse battery";
    private static final String DOCUMENTED_RUNNER = "target/quarkus-app/quarkus-run.jar";
    private static final Path RUNNER = Path.of(System.getProperty("gatehouse.runner", DOCUMENTED_RUNNER));

    @TempDir
    Path directory;

    private final int upstreamPort = ServerProcess.freePort();
    private final int port = ServerProcess.freePort();
    private final int managementPort = ServerProcess.freePort();
    private final List<Process> servers = new ArrayList<>();

    @AfterEach
    void stopServers() throws Exception {
        servers.forEach(Process::destroy);
        for (var server : servers) {
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void commandsPrintWhatTheTutorialShows() throws Exception {
        Tools.need("bash", "curl", "openssl", "sed", "python3");
        assumeFalse(PackagedGatehouse.isNative(), "the tutorial starts the jar");
        var commands = blocks("bash");
        var shown = blocks("json");
        run(commands.get(0) + commands.get(1), Map.of());
        for (var server : blocks("sh")) {
            start(server);
        }
        var gate = new Gate(URI.create("https://localhost:" + port), trusted());
        await().atMost(Duration.ofSeconds(120)).until(() -> listens(upstreamPort) && listens(port) && serves(gate));

        var admin = new AdminApi(gate, gate.adminToken("admin", PASSWORD, "gatehouse.admin"));
        var api = importDocument(admin);
        admin.created("/scopes", AdminApi.scope("Orders", api + "/**"));
        var client = registerClient(admin);

        var partner = Map.of(
                "client_id", client.getString("clientId"),
                "client_secret", client.getString("clientSecret"),
                "path", api + "/orders");
        var first = run(commands.get(2) + commands.get(3) + "printf %s \"$token\"", partner);
        assertThat(first).startsWith(shown.get(0) + shown.get(1));

        var token = first.substring(first.lastIndexOf('\n') + 1);
        var id = admin.get("/tokens")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
        assertThat(admin.delete("/tokens/" + id).status()).isEqualTo(204);
        assertThat(run(commands.get(4), Map.of("token", token, "path", api + "/orders")))
                .isEqualTo(shown.get(2));
    }

    private String importDocument(AdminApi admin) throws IOException {
        var project = admin.created("/projects", new JsonObject().put("name", "Orders"))
                .getString("projectId");
        var answer = admin.gate()
                .send(
                        "POST",
                        AdminApi.V1 + "/projects/" + project + "/openapi",
                        blocks("yaml").getFirst().replaceAll("(?m)^ {3}", ""),
                        Map.of("Authorization", "Bearer " + admin.token(), "Content-Type", "application/yaml"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json().getString("path");
    }

    private static JsonObject registerClient(AdminApi admin) {
        return admin.created(
                "/clients",
                new JsonObject()
                        .put("name", "Warehouse")
                        .put("version", "1.0")
                        .put("type", "CONFIDENTIAL")
                        .put("grantTypes", List.of("client_credentials"))
                        .put("scopes", List.of("Orders")));
    }

    private List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("docs/first-api.md")))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .map(block ->
                        block.replace("9100", String.valueOf(upstreamPort)).replace("8443", String.valueOf(port)))
                .toList();
    }

    /** Starts a server of the tutorial. The server runs until the end of the test. */
    private void start(String command) throws IOException {
        var here = command.replace(" java ", " exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' ")
                .replace("python3 ", "exec python3 ")
                .replace("-jar target/", "-Dquarkus.management.port=" + managementPort + " -jar target/")
                .replace(DOCUMENTED_RUNNER, "'" + RUNNER.toAbsolutePath() + "'");
        servers.add(new ProcessBuilder("bash", "-c", here)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        directory.resolve("server-" + servers.size() + ".log").toFile())
                .start());
    }

    private String run(String commands, Map<String, String> variables) throws Exception {
        var builder = new ProcessBuilder("bash", "-c", "set -euo pipefail\n" + commands)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(variables);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s\nprinted\n%s", commands, output).isZero();
        return output;
    }

    /** Returns whether Gatehouse is ready. Gatehouse responds with status 503 just after its start. */
    private static boolean serves(Gate gate) {
        return gate.send("GET", "/.well-known/oauth-authorization-server", null, Map.of())
                        .status()
                == 200;
    }

    private boolean listens(int port) {
        assertThat(servers).allMatch(Process::isAlive);
        try (var connection = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return connection.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Returns a TLS context that trusts only the certificate of the tutorial. */
    private SSLContext trusted() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var pem = Files.newInputStream(directory.resolve("target/first-api/server.crt"))) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
