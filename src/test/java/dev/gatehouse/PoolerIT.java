// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.database.embedded.DatabaseAddress;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PgBouncer;
import dev.gatehouse.testing.PgBouncer.Mode;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes of the packaged Gatehouse behind PgBouncer: two nodes in transaction mode that start together on an empty
 * database, and one node in session mode.
 */
class PoolerIT {
    private static final Duration IN_FORCE = Duration.ofSeconds(1);

    @TempDir
    static Path directory;

    private static String database;
    private static PgBouncer pooler;
    private static List<PackagedGatehouse> processes;
    private static List<Gate> nodes;

    @BeforeAll
    static void start() {
        database = PostgresResource.freshDatabase();
        pooler = PgBouncer.start(
                directory, new DatabaseAddress(database, PostgresResource.username(), PostgresResource.password()));
        processes = new ArrayList<>(List.of(node(Mode.TRANSACTION), node(Mode.TRANSACTION)));
        processes.forEach(PackagedGatehouse::address);
        processes.add(node(Mode.SESSION));
        nodes = processes.stream().map(process -> new Gate(process.address())).toList();
    }

    private static PackagedGatehouse node(Mode mode) {
        return PackagedGatehouse.start(Stream.concat(
                        Stream.of(pooler.options(mode)),
                        Stream.of(
                                "-Xmx256m",
                                "-Dgatehouse.bcrypt-cost=4",
                                "-Dgatehouse.encryption-key="
                                        + Base64.getEncoder().encodeToString(new byte[32])))
                .toArray(String[]::new));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        processes.forEach(PackagedGatehouse::close);
        pooler.close();
    }

    private static long count(String query) throws SQLException {
        try (var connection = PostgresResource.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static double metric(PackagedGatehouse node, String name) {
        return new Gate(node.management())
                .send("GET", "/q/metrics", null, Map.of())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nodesThatStartTogetherMigrateOnce() throws SQLException {
        assertThat(count("select count(*) from flyway_schema_history where version = '14' and success"))
                .isEqualTo(1);
        assertThat(count("select count(*) from flyway_schema_history where not success"))
                .isZero();
        assertThat(count("select count(*) from account where username = 'admin'"))
                .isEqualTo(1);
    }

    @Test
    void revocationHoldsOnEveryNodeWithinASecond() {
        var partner = Partner.register(nodes.getFirst());
        for (var round = 0; round < 10; round++) {
            var here = nodes.get(round % nodes.size());
            var token = partner.at(here).accessToken();
            for (var node : nodes) {
                // The second call uses the cache.
                assertThat(node.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
                assertThat(node.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
            }

            var revoked = here.form(
                    Gate.REVOKE,
                    Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                    Map.entry("token", token));
            assertThat(revoked.status()).isEqualTo(200);

            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(IN_FORCE)
                    .until(() -> nodes.stream()
                            .allMatch(node -> node.get(Gate.CUSTOMERS, token).status() == 401));
        }
    }

    /**
     * Repeats each statement on any free sessions of the database, often enough that the driver would prepare the
     * statement.
     */
    @Test
    void statementsWorkInAnySession() {
        var partner = Partner.register(nodes.getFirst());
        var answers = Race.of(16, number -> {
            var failures = new ArrayList<String>();
            for (var i = 0; i < 20; i++) {
                var answer = partner.at(nodes.get((number + i) % nodes.size())).clientCredentials();
                if (answer.status() != 200) {
                    failures.add(answer.toString());
                }
            }
            return failures;
        });

        assertThat(answers).allSatisfy(failures -> assertThat(failures).isEmpty());
    }

    @Test
    void nodesKnowWhetherTheyAreWoken() {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(processes)
                        .extracting(node -> metric(node, "gatehouse_invalidations_woken"))
                        .containsExactly(0.0, 0.0, 1.0));
        assertThat(processes)
                .extracting(node -> metric(node, "gatehouse_invalidations_listening"))
                .containsExactly(1.0, 1.0, 1.0);
        assertThat(processes.getFirst().log().lines().filter(line -> line.contains("changes are read every 150 ms")))
                .hasSize(1);
        assertThat(processes.getLast().log()).doesNotContain("changes are read every 150 ms");
    }

    @Test
    void nodesAreCounted() {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(processes)
                        .extracting(node -> metric(node, "gatehouse_nodes"))
                        .containsOnly(3.0));
    }
}
