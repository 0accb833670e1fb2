// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.database.ExpiredRows.Reach;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TestClock;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One run deletes all expired rows, however many there are, and blocks no other work. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExpiredRowsTest {
    private static final int MANY = 150_000;
    private static final ExpiredRows.Position START = ExpiredRows.Position.START;

    @TestHTTPResource("/")
    URI base;

    @Inject
    Housekeeping housekeeping;

    @Inject
    @All
    List<Expiring> stores;

    @Inject
    TestClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void moreThanOneNodeCanMakeInAMinuteGoInOneRun() throws SQLException {
        insertChallenges(MANY);
        var gate = new Gate(base);

        var run = CompletableFuture.runAsync(housekeeping::run);

        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    assertThat(token(gate)).as("token request during the run").isLessThan(Duration.ofSeconds(5));
                    return run.isDone();
                });
        run.join();
        assertThat(challenges()).isZero();
    }

    /** A run skips locked rows, and the next run deletes those rows. */
    @Test
    void aLockedRowHoldsUpNothing() throws SQLException {
        insertChallenges(3);
        try (var connection = PostgresResource.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("select 1 from used_passkey_challenge order by expires_at limit 1 for update");
            }
            housekeeping.run();
            assertThat(challenges()).isEqualTo(1);
            connection.rollback();
        }
        housekeeping.run();
        assertThat(challenges()).isZero();
    }

    @Test
    void everyStoreIsWalkedByAnIndex() throws SQLException {
        try (var connection = PostgresResource.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(ExpiredRows.IN_ORDER);
            }
            for (var store : stores) {
                for (var rows : store.expired(Instant.now())) {
                    for (var reach : Reach.values()) {
                        if (reach != Reach.SHARD) {
                            assertThat(plan(
                                            connection,
                                            rows.statement(reach),
                                            statement -> rows.bind(statement, reach, "default", START, 1000)))
                                    .as(rows.table())
                                    .contains("Tid Scan");
                        }
                        assertThat(plan(
                                        connection,
                                        rows.selection(reach),
                                        statement -> rows.bindSelection(statement, reach, "default", START, 1000)))
                                .as(rows.table() + " by " + rows.column())
                                .contains("Index Scan using")
                                .doesNotContain("Sort");
                    }
                }
            }
        }
    }

    private interface Values {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private static String plan(Connection connection, String sql, Values values) throws SQLException {
        try (var statement = connection.prepareStatement("explain " + sql)) {
            values.bind(statement);
            var plan = new StringBuilder();
            var lines = statement.executeQuery();
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }

    /** Returns the time that a token request takes. */
    private static Duration token(Gate gate) {
        var began = System.nanoTime();
        var answer = gate.tokenWithBasic(
                Gate.CONFIDENTIAL_CLIENT, Gate.CONFIDENTIAL_SECRET, Map.entry("grant_type", "client_credentials"));
        assertThat(answer.status()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void insertChallenges(int count) throws SQLException {
        execute("insert into used_passkey_challenge (tenant_id, id, challenge_hash, expires_at)"
                + " select 'default', gen_random_uuid(), sha256(uuid_send(gen_random_uuid())),"
                + " now() - interval '1 day' + n * interval '1 millisecond' from generate_series(1, " + count + ") n");
    }

    /** Returns the number of expired challenges, without those of other tests, which expire while this test runs. */
    private static long challenges() throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from used_passkey_challenge where expires_at < now() - interval '12 hours'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
