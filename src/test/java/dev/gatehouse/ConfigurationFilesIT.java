// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.ConsolePages;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.PostgresResource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of the packaged program that apply one configuration directory, at start and after a change. */
class ConfigurationFilesIT {
    private static final String SETTINGS = """
            settings:
              accessTokenLifetime: 600
            """;
    private static final String CONTENT = """
            groups:
              - name: Partners
            scopes:
              - name: Orders
                serviceUrls: [{url: /integration/restv2/development/fldemo/Orders/**}]
                groups: [Partners]
            clients:
              - clientId: orders-app
                name: Orders
                version: 1
                type: PUBLIC
                redirectUris: [https://orders.example/callback]
                scopes: [Orders]
            """;

    @TempDir
    Path directory;

    private static long events(String database, String condition) throws SQLException {
        try (var connection = PostgresResource.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from audit_event where " + condition)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void nodesApplyOneDirectoryOnceAndNoticeItsChanges() throws Exception {
        Files.writeString(directory.resolve("10-settings.yaml"), SETTINGS);
        Files.writeString(directory.resolve("20-content.yaml"), CONTENT);
        var database = PostgresResource.freshDatabase();
        var options = PackagedGatehouse.node(
                database, "-Dgatehouse.config.directory=" + directory, "-Dgatehouse.config.interval=1S");
        Callable<PackagedGatehouse> start = () -> PackagedGatehouse.start(options);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var nodes = threads.invokeAll(List.of(start, start)).stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
            try {
                var admin = AdminApi.of(new Gate(nodes.getFirst().address()));
                assertThat(events(database, "action = 'client.created' and actor = 'configuration'"))
                        .isEqualTo(1);
                assertThat(events(database, "action = 'configuration.applied'")).isEqualTo(1);
                assertThat(admin.get("/settings").json().getBoolean("managed")).isTrue();
                assertThat(admin.get("/settings").json().getInteger("accessTokenLifetime"))
                        .isEqualTo(600);

                settingsRefuseEdits(admin);

                Files.writeString(
                        directory.resolve("20-content.yaml"),
                        CONTENT.replace("name: Partners", "name: Partners\n    description: All"));

                Awaitility.await()
                        .untilAsserted(() -> assertThat(admin.walk("/groups?search=Partners")
                                        .getFirst()
                                        .getString("description"))
                                .isEqualTo("All"));
                assertThat(events(database, "action = 'group.changed' and actor = 'configuration'"))
                        .isEqualTo(1);

                // A node that restarts with a broken file serves the last applied state.
                Files.writeString(directory.resolve("20-content.yaml"), "clinets: []\n");
                nodes.getLast().restart();
                var restarted = AdminApi.of(new Gate(nodes.getLast().address()));
                assertThat(restarted.get("/clients/orders-app").status()).isEqualTo(200);
                assertThat(nodes.getLast().log()).contains("20-content.yaml:1:1: /clinets: ");
            } finally {
                nodes.forEach(PackagedGatehouse::close);
            }
        }
    }

    /** The directory also manages the settings, which existed before. */
    private static void settingsRefuseEdits(AdminApi admin) {
        var edited = admin.put("/settings", admin.get("/settings").json().put("requirePkce", true));
        assertThat(edited.status()).as("%s", edited).isEqualTo(409);
        assertThat(edited.json().getString("code")).isEqualTo("managed");
        assertThat(ConsolePages.administrator(admin.gate())
                        .get("/console/settings")
                        .body())
                .contains("Configuration files manage this object.", "<fieldset class=\"all\" disabled>");
    }
}
