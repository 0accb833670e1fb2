// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresBehindProxy;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections to a database that disappears without closing the connections. */
@QuarkusTest
@QuarkusTestResource(value = PostgresBehindProxy.class, restrictToAnnotatedClass = true)
class DatabaseConnectionsTest {
    private static final String STATEMENT = "select pg_sleep(300)";

    @TestHTTPResource("/")
    URI base;

    @Inject
    AgroalDataSource dataSource;

    PostgresBehindProxy database;

    @AfterEach
    void endTheStatement() throws SQLException {
        directly("select count(pg_terminate_backend(pid)) from pg_stat_activity where query = '" + STATEMENT + "'");
    }

    private static long directly(String query) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void statementOfAServerThatVanishedIsBrokenOffWhileNewConnectionsAreRefused() {
        var waiting = Race.begin(1, ignored -> {
            try (var connection = dataSource.getConnection();
                    var statement = connection.createStatement()) {
                return statement.execute(STATEMENT);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> directly("select count(*) from pg_stat_activity where query = '" + STATEMENT + "'") == 1);

        database.vanish();

        assertThatThrownBy(() -> waiting.getFirst().get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);

        database.comeBack();
        var gate = new Gate(base);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                gate.send("GET", Gate.JWKS, null, Map.of()).status())
                        .isEqualTo(200));
    }
}
