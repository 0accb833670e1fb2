// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.database.Housekeeping;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.SqlTenants;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scheduled rotation visits the tenants with a step due, and no other tenant. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SigningKeysOfTenantsTest {
    private static final Duration LIFETIME = Duration.ofDays(30);

    @Inject
    SigningKeyRotation rotation;

    @Inject
    SigningKeys keys;

    @Inject
    Housekeeping housekeeping;

    @Inject
    CurrentTenant tenant;

    @Inject
    TestClock clock;

    private final List<String> tenants = new ArrayList<>();

    @BeforeEach
    void stopClock() {
        clock.stop();
    }

    @AfterEach
    void leaveNothing() throws SQLException {
        clock.reset();
        SqlTenants.execute("drop trigger if exists fails on signing_key");
        SqlTenants.delete(tenants);
    }

    @Test
    void takesEachStepForTheTenantsWithThisStepDueOnly() throws SQLException {
        var due = tenant(LIFETIME);
        var later = tenant(LIFETIME.multipliedBy(2));
        var never = tenant(null);
        assertThat(due()).isEmpty();

        clock.advance(LIFETIME.minus(SigningKeyLifecycle.LEAD));
        assertThat(due()).containsExactly(due);
        rotation.run();
        assertThat(states(due)).containsExactly("signs", "signs");
        assertThat(due()).isEmpty();

        clock.advance(SigningKeyLifecycle.LEAD.plus(SigningKeyLifecycle.MARGIN));
        assertThat(due()).containsExactly(due);
        rotation.run();
        assertThat(states(due)).containsExactly("superseded", "signs");
        assertThat(due()).isEmpty();

        clock.advance(SigningKeyLifecycle.MARGIN);
        assertThat(due()).containsExactly(due);
        rotation.run();
        assertThat(states(due)).containsExactly("retired", "signs");
        assertThat(due()).isEmpty();

        assertThat(states(later)).containsExactly("signs");
        assertThat(states(never)).containsExactly("signs");
        clock.advance(Duration.ofHours(1));
        housekeeping.run();
        assertThat(states(due)).containsExactly("signs");
    }

    @Test
    void keyOfTokensThatNeverExpireIsNotAskedAboutAgain() throws SQLException {
        var of = tenant(LIFETIME);
        var client = UUID.randomUUID();
        SqlTenants.execute("insert into client (tenant_id, id, client_id, name, version, type, created_at, updated_at)"
                + " values ('" + of + "', '" + client + "', 'c', 'c', '1', 'PUBLIC', now(), now())");
        SqlTenants.execute("insert into token (tenant_id, id, access_hash, client, grant_type, scope, access_scope,"
                + " issued_at, access_issued_at) values ('" + of + "', gen_random_uuid(), sha256('never'), '" + client
                + "', 'client_credentials', '', '', now(), now())");
        for (var step : List.of(
                LIFETIME.minus(SigningKeyLifecycle.LEAD), SigningKeyLifecycle.LEAD.plus(SigningKeyLifecycle.MARGIN))) {
            clock.advance(step);
            rotation.run();
        }
        assertThat(states(of)).containsExactly("superseded", "signs");

        clock.advance(SigningKeyLifecycle.MARGIN);
        assertThat(due()).isEmpty();

        SqlTenants.execute("update token set revoked_at = now() where tenant_id = '" + of + "'");
        assertThat(due()).containsExactly(of);
        rotation.run();
        assertThat(states(of)).containsExactly("retired", "signs");
    }

    @Test
    void leftAlgorithmIsSupersededInItsTenantOnly() throws SQLException {
        var changed = tenant(LIFETIME);
        var other = tenant(LIFETIME);
        SqlTenants.execute("update settings set signing_algorithm = 'RS256' where tenant_id = '" + changed + "'");
        assertThat(due()).as("without a key of the new algorithm").isEmpty();
        SqlTenants.execute("insert into signing_key (tenant_id, id, kid, algorithm, public_key, sealed_private_key,"
                + " created_at, active_from) select tenant_id, gen_random_uuid(), 'other', 'RS256', '', '',"
                + " active_from, active_from from signing_key where tenant_id = '" + changed + "'");
        assertThat(due()).isEmpty();

        clock.advance(SigningKeyLifecycle.MARGIN);

        assertThat(due()).containsExactly(changed);
        assertThat(states(other)).containsExactly("signs");
    }

    @Test
    void failureOfOneTenantDoesNotStopTheOthers() throws SQLException {
        for (var number = 0; number < 5; number++) {
            tenant(LIFETIME);
        }
        var broken = tenants.stream().sorted().toList().get(2);
        SqlTenants.execute("create or replace function fails() returns trigger language plpgsql as"
                + " $$ begin raise exception 'the test fails this tenant'; end $$");
        SqlTenants.execute("create trigger fails before insert on signing_key for each row when (new.tenant_id = '"
                + broken + "') execute function fails()");
        clock.advance(LIFETIME);

        rotation.run();

        assertThat(due()).containsExactly(broken);
        for (var each : tenants) {
            assertThat(states(each)).hasSize(each.equals(broken) ? 1 : 2);
        }
    }

    /** Returns the tenants of this test with a step due. */
    private List<String> due() throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.prepareStatement(SigningKeyRotation.DUE)) {
            statement.setTimestamp(1, Timestamp.from(clock.now()));
            var due = new ArrayList<String>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                due.add(rows.getString(1));
            }
            due.retainAll(tenants);
            return due;
        }
    }

    /** Creates a tenant with one key. */
    private String tenant(Duration keyLifetime) throws SQLException {
        var id = SqlTenants.tenant();
        tenants.add(id);
        SqlTenants.execute("update settings set signing_key_lifetime = "
                + (keyLifetime == null ? null : keyLifetime.toDays()) + " where tenant_id = '" + id + "'");
        tenant.call(id, () -> {
            keys.ensure();
            return true;
        });
        return id;
    }

    private static List<String> states(String tenant) throws SQLException {
        return SqlTenants.texts("select case when retired_at is not null then 'retired'"
                + " when superseded_at is not null then 'superseded' else 'signs' end from signing_key"
                + " where tenant_id = '" + tenant + "' order by active_from");
    }
}
