// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.cluster.Invalidations.Topic;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Changes are exchanged between nodes of this version and of the previous version. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InvalidationsTest {
    private static final String KEY = "default/key";

    @Inject
    Invalidations invalidations;

    @Inject
    Throttle throttle;

    @Inject
    CurrentTenant tenant;

    private CoherentCache<String, String> cache;
    private Connection other;

    @BeforeEach
    void start() throws SQLException {
        other = PostgresResource.connect();
        await().until(invalidations::cachesMayAnswer);
        cache = new CoherentCache<>(
                invalidations,
                CacheBound.entries(10),
                Topic.SCOPES,
                key -> key.substring(0, key.indexOf('/')),
                Invalidations.Change::key);
        await().until(this::isKept);
    }

    @AfterEach
    void disconnect() throws SQLException {
        other.close();
    }

    private boolean isKept() {
        cache.get(KEY, ignored -> "value");
        return cache.ifPresent(KEY) != null;
    }

    private void awaitForgotten() {
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> cache.ifPresent(KEY) == null && invalidations.cachesMayAnswer());
    }

    private void sql(String... statements) throws SQLException {
        other.setAutoCommit(false);
        try (var statement = other.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        }
        other.commit();
    }

    private static String row(Topic topic, String key) {
        return "insert into change_log (tenant_id, topic, key) values ('default', '" + topic + "', '" + key + "')";
    }

    @Test
    void changeThatIsOnlyWrittenIsRead() throws SQLException {
        sql(row(Topic.SCOPES, KEY));

        awaitForgotten();
    }

    @Test
    void changeOfANodeOfTheVersionBeforeIsHeard() throws SQLException {
        sql("select pg_notify('gatehouse', 'default|SCOPES|" + KEY + "')");

        awaitForgotten();
    }

    @Test
    void nodeOfTheVersionBeforeHearsWhatIsCommitted() throws SQLException {
        sql("listen gatehouse");
        other.setAutoCommit(true);
        var key = UUID.randomUUID().toString();

        publish("other", "of another tenant");
        publish(CurrentTenant.DEFAULT, key);

        var heard = new ArrayList<String>();
        await().until(() -> heard.addAll(heard()) && heard.contains("default|TOKEN|" + key));
        assertThat(heard).as("tenants that the version before does not have").noneMatch(one -> one.startsWith("other"));
    }

    private void publish(String tenantId, String key) {
        tenant.call(
                tenantId,
                () -> QuarkusTransaction.requiringNew().call(() -> {
                    invalidations.publish(Topic.TOKEN, key);
                    return true;
                }));
    }

    private List<String> heard() throws SQLException {
        var payloads = new ArrayList<String>();
        for (var notification : other.unwrap(PGConnection.class).getNotifications(10)) {
            payloads.add(notification.getParameter());
        }
        return payloads;
    }

    @Test
    void whatIsRolledBackIsToldToNobody() throws SQLException {
        tenant.call(CurrentTenant.DEFAULT, () -> {
            QuarkusTransaction.begin();
            invalidations.publish(Topic.SCOPES, KEY);
            QuarkusTransaction.rollback();
            return true;
        });
        sql(row(Topic.SCOPES, "default/marker"));
        cache.get("default/marker", ignored -> "value");

        await().until(() -> cache.ifPresent("default/marker") == null);
        assertThat(cache.ifPresent(KEY)).isEqualTo("value");
    }

    /**
     * Writes a change as another node does: the row first, then the notifications for this version and for the previous
     * version.
     */
    @Test
    void failedAttemptOnAnotherNodeIsCountedOnce() throws SQLException {
        var each = Duration.ofHours(1);
        var bucket = tenant.call(
                CurrentTenant.DEFAULT,
                () -> throttle.bucket(
                        new Throttle.Budget(1, each), "test", UUID.randomUUID().toString()));
        var key = "another;failed;" + Secrets.base64(bucket.key().bytes()) + "=" + each.toMillis();

        sql(row(Topic.ATTEMPTS, key));
        sql(
                "select pg_notify('gatehouse_wake', 'another:1:1')",
                "select pg_notify('gatehouse', 'default|ATTEMPTS|" + key + "')");
        await().until(() -> throttle.wait(List.of(bucket)).isPresent());
        sql(row(Topic.SCOPES, KEY));
        awaitForgotten();

        assertThat(throttle.wait(List.of(bucket)))
                .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(each));
    }

    /** Crash recovery empties unlogged tables. */
    @Test
    void emptiedTableIsTakenForAnyChange() throws SQLException {
        sql("truncate change_log, change_log_mark");

        awaitForgotten();
    }
}
