// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.database.Housekeeping;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gatehouse keeps audit events for exactly the number of days in the settings. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditRetentionTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    Housekeeping housekeeping;

    /** The actor of all events of a test. */
    private final String of = AdminApi.unique();

    private AdminApi admin;
    private JsonObject before;

    @BeforeEach
    void begin() {
        admin = AdminApi.of(new Gate(base));
        before = admin.get("/settings").json();
    }

    @AfterEach
    void asBefore() {
        assertThat(admin.put("/settings", before).status()).isEqualTo(200);
    }

    @Test
    void isFourHundredDaysAtFirst() throws SQLException {
        assertThat(before.getInteger("auditRetention")).isEqualTo(400);
        insert(399, 401);

        housekeeping.run();

        assertThat(days()).containsExactly("399");
    }

    @Test
    void followsTheSetting() throws SQLException {
        insert(29, 31, 399);
        retain(30);

        housekeeping.run();

        assertThat(days()).containsExactly("29");
    }

    @Test
    void mayHaveNoEnd() throws SQLException {
        insert(5000);
        retain(null);

        housekeeping.run();

        assertThat(days()).containsExactly("5000");
        assertThatThrownBy(() -> execute("delete from audit_event where actor = '" + of + "'"))
                .hasMessageContaining("audit events are kept until the retention of their tenant is over");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 29, 3651})
    void ofLessThanAMonthOrMoreThanTenYearsIsRefused(int days) {
        AdminApi.assertInvalid(
                admin.put("/settings", before.copy().put("auditRetention", days)),
                AdminApi.error("auditRetention", "The number must be between 30 and 3650."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from audit_event where actor = '%s' and target = '398'",
                "delete from audit_event where actor = '%s'",
                "delete from audit_event",
                "truncate audit_event",
                "update audit_event set occurrences = 2, last_at = now() where actor = '%s'"
            })
    void isKeptByTheDatabaseItself(String statement) throws SQLException {
        insert(398, 402);

        assertThatThrownBy(() -> execute(statement.formatted(of))).hasMessageContaining("audit events are");

        assertThat(days()).containsExactlyInAnyOrder("398", "402");
    }

    private void retain(Integer days) {
        var answer = admin.put("/settings", before.copy().put("auditRetention", days));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getInteger("auditRetention")).isEqualTo(days);
    }

    /** Inserts one event of each age. */
    private void insert(int... days) throws SQLException {
        for (var age : days) {
            execute("insert into audit_event (tenant_id, id, at, action, outcome, actor, target) values ('default',"
                    + " gen_random_uuid(), now() - interval '" + age + " days', 'token.issued', 'SUCCESS', '" + of
                    + "', '" + age + "')");
        }
    }

    private List<String> days() {
        return admin.walk("/audit-events?actor=" + of).stream()
                .map(event -> event.getString("target"))
                .toList();
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
