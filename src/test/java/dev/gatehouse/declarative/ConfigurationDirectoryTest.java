// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration directory, whose changes the test applies by the scheduled job; edits are allowed and reported. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ConfigurationDirectoryTest.WithDirectory.class)
class ConfigurationDirectoryTest {
    private static final Path DIRECTORY =
            Path.of("target", "test-configuration").toAbsolutePath();
    private static final Path LOG = Path.of("target", "test.log");
    private static final String BASE = """
            groups:
              - name: FromFiles
                description: At start
            """;

    /** Starts Gatehouse with a directory that describes one group. */
    public static final class WithDirectory implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            clear();
            write("10-base.yaml", BASE);
            return Map.of("gatehouse.config.directory", DIRECTORY.toString(), "gatehouse.config.edits", "report");
        }
    }

    @TestHTTPResource("/")
    URI base;

    @Inject
    DirectoryApplies files;

    private AdminApi admin;

    @BeforeEach
    void signIn() {
        admin = AdminApi.of(new Gate(base));
    }

    @AfterEach
    void describeTheBaseOnly() {
        clear();
        write("10-base.yaml", BASE + "prune: true\n");
        apply();
    }

    private static void clear() {
        try {
            if (Files.exists(DIRECTORY)) {
                try (var all = Files.walk(DIRECTORY)) {
                    for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            Files.createDirectories(DIRECTORY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String name, String text) {
        try {
            var file = DIRECTORY.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the job twice: a change is applied when two checks find the same files. */
    private void apply() {
        files.check();
        files.check();
    }

    private static int logged() {
        return log().length();
    }

    private static String log() {
        try {
            return Files.readString(LOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonObject group(String name) {
        return admin.walk("/groups?search=" + name).getFirst();
    }

    static Stream<BrokenDocument> brokenDocuments() {
        return BrokenDocument.all();
    }

    @ParameterizedTest
    @MethodSource("brokenDocuments")
    void brokenFileIsLoggedWithItsPlaceAndChangesNothing(BrokenDocument document) {
        write("20-good.yaml", "groups: [{name: Withheld}]");
        write("30-broken.yaml", document.text());
        var before = StoredState.read();
        var from = logged();

        apply();

        assertThat(log().substring(from))
                .contains("30-broken.yaml:" + document.line() + ":", document.pointer(), document.message());
        assertThat(StoredState.read()).isEqualTo(before);
        assertThat(admin.walk("/groups?search=Withheld")).isEmpty();
    }

    @Test
    void wasAppliedAtStart() {
        assertThat(group("FromFiles").getBoolean("managed")).isTrue();
    }

    @Test
    void changesAreAppliedOnce() {
        write("20-more.json", "{\"groups\": [{\"name\": \"FromJson\"}]}");
        files.check();
        assertThat(admin.walk("/groups?search=FromJson"))
                .as("the file may still be written")
                .isEmpty();
        files.check();
        assertThat(group("FromJson").getBoolean("managed")).isTrue();

        var state = StoredState.read();
        apply();
        assertThat(StoredState.read()).isEqualTo(state);
    }

    @Test
    void swappedLinkOfAKubernetesVolumeIsAChange() throws IOException {
        write("..first/20-mounted.yaml", "groups: [{name: Mounted, description: One}]");
        write("..second/20-mounted.yaml", "groups: [{name: Mounted, description: Two}]");
        var time = Files.getLastModifiedTime(DIRECTORY.resolve("..first/20-mounted.yaml"));
        Files.setLastModifiedTime(DIRECTORY.resolve("..second/20-mounted.yaml"), time);
        Files.createSymbolicLink(DIRECTORY.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(DIRECTORY.resolve("20-mounted.yaml"), Path.of("..data", "20-mounted.yaml"));
        apply();
        assertThat(group("Mounted").getString("description")).isEqualTo("One");

        Files.createSymbolicLink(DIRECTORY.resolve("..data_tmp"), Path.of("..second"));
        Files.move(
                DIRECTORY.resolve("..data_tmp"),
                DIRECTORY.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        apply();

        assertThat(group("Mounted").getString("description")).isEqualTo("Two");
    }

    @Test
    void existingObjectIsAdoptedAndNeverRemoved() {
        var name = AdminApi.unique();
        var id = admin.createGroup(name);
        write("20-adopted.yaml", "groups: [{name: " + name + "}]");
        apply();
        assertThat(group(name).getBoolean("managed")).isTrue();

        describeTheBaseOnly();

        assertThat(admin.get("/groups/" + id).status()).isEqualTo(200);
    }

    @Test
    void editIsReportedAsDriftAndOverwritten() {
        var id = group("FromFiles").getString("id");
        var from = logged();

        var edited = admin.put(
                "/groups/" + id, new JsonObject().put("name", "FromFiles").put("description", "Edited"));

        assertThat(edited.status()).as("%s", edited).isEqualTo(200);
        assertThat(log().substring(from))
                .contains("The group FromFiles was edited, but configuration files manage it.");
        var headers = new HashMap<>(Gate.bearer(admin.token()));
        headers.put("Content-Type", "application/yaml");
        var plan =
                admin.gate().send("POST", AdminApi.V1 + "/plan", BASE, headers).json();
        assertThat(plan.getJsonArray("changes").getJsonObject(0).getBoolean("drift"))
                .isTrue();

        write("10-base.yaml", BASE + "# touched\n");
        apply();

        assertThat(group("FromFiles").getString("description")).isEqualTo("At start");
        assertThat(admin.gate()
                        .send("POST", AdminApi.V1 + "/plan", BASE, headers)
                        .json()
                        .getJsonArray("changes"))
                .isEmpty();
    }

    @Test
    void documentOfARequestIsPlannedButNotApplied() {
        var headers = new HashMap<>(Gate.bearer(admin.token()));
        headers.put("Content-Type", "application/yaml");

        var answer = admin.gate().send("POST", AdminApi.V1 + "/apply", BASE, headers);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().getString("code")).isEqualTo("config.directory-applies");
    }

    @Test
    void secretsAndOpenApiDocumentsAreReadFromFiles() {
        var name = AdminApi.unique();
        write("secrets/backend", "a-secret-of-at-least-32-characters\n");
        write("orders.yaml", """
                openapi: 3.1.0
                info: {title: Orders, version: 1.0.0}
                servers: [{url: https://orders.example}]
                paths:
                  /orders:
                    get: {summary: List orders}
                """);
        write("20-import.yaml", """
                projects:
                  - name: %1$s
                    projectId: %1$s
                    services:
                      - openapi: orders.yaml
                        name: OrdersAPI
                clients:
                  - clientId: %1$s
                    name: %1$s
                    version: 1
                    grantTypes: [client_credentials]
                    clientSecret: {file: secrets/backend}
                """.formatted(name));
        apply();

        var service = admin.walk("/services?projectId=" + name).getFirst();
        assertThat(service.getBoolean("imported")).isTrue();
        assertThat(service.getBoolean("managed")).isTrue();
        assertThat(authenticates(name, "a-secret-of-at-least-32-characters")).isTrue();

        write("secrets/backend", "another-secret-of-at-least-32-characters");
        apply();

        assertThat(authenticates(name, "a-secret-of-at-least-32-characters")).isFalse();
        assertThat(authenticates(name, "another-secret-of-at-least-32-characters"))
                .isTrue();
        describeTheBaseOnly();
        assertThat(admin.walk("/services?projectId=" + name)).isEmpty();
    }

    private boolean authenticates(String clientId, String secret) {
        var answer = admin.gate().tokenWithBasic(clientId, secret, Map.entry("grant_type", "client_credentials"));
        return !answer.body().contains("invalid_client");
    }

    @Test
    void emptyDirectoryChangesNothing() {
        clear();
        var before = StoredState.read();
        var from = logged();

        apply();

        assertThat(log().substring(from)).contains("ends in .yaml");
        assertThat(StoredState.read()).isEqualTo(before);
    }
}
