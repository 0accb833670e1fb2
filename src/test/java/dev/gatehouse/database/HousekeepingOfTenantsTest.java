// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.SqlTenants;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work without a request serves all tenants of a deployment, and sleeping tenants cost almost nothing. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HousekeepingOfTenantsTest {
    @Inject
    Housekeeping housekeeping;

    @Inject
    LastUses lastUses;

    @Inject
    CurrentTenant tenant;

    @Inject
    @All
    List<Expiring> stores;

    private final List<String> tenants = new ArrayList<>();

    @AfterEach
    void deleteTenants() throws SQLException {
        SqlTenants.delete(tenants);
    }

    @Test
    void removesTheExpiredRowsOfEveryTenant() throws SQLException {
        var some = tenant();
        var other = tenant();
        insertChallenges(CurrentTenant.DEFAULT, 3);
        insertChallenges(some, 1_500);
        insertChallenges(other, 2);

        housekeeping.run();

        assertThat(challenges(CurrentTenant.DEFAULT)).isZero();
        assertThat(challenges(some)).isZero();
        assertThat(challenges(other)).isZero();
    }

    @Test
    void removesOnDemandWhatTheCurrentTenantHasOnly() throws SQLException {
        var some = tenant();
        var other = tenant();
        insertChallenges(some, 20);
        insertChallenges(other, 20);
        var store = stores.stream()
                .filter(one -> one.what().contains("challenge"))
                .findFirst()
                .orElseThrow();

        assertThat(tenant.<Integer, RuntimeException>call(some, () -> housekeeping.clean(store, 15)))
                .isEqualTo(15);
        assertThat(tenant.<Integer, RuntimeException>call(some, () -> housekeeping.clean(store, 15)))
                .isEqualTo(5);

        assertThat(challenges(some)).isZero();
        assertThat(challenges(other)).isEqualTo(20);
    }

    @Test
    void keepsTheAuditEventsOfEachTenantForItsRetention() throws SQLException {
        var month = tenant();
        var year = tenant();
        var forever = tenant();
        SqlTenants.execute("update settings set audit_retention = 30 where tenant_id = '" + month + "'");
        SqlTenants.execute("update settings set audit_retention = null where tenant_id = '" + forever + "'");
        for (var each : tenants) {
            SqlTenants.execute("insert into audit_event (tenant_id, id, at, action, outcome, target) select '" + each
                    + "', gen_random_uuid(), now() - n * interval '1 day', 'token.issued', 'SUCCESS', n"
                    + " from unnest(array[29, 31, 399, 401]) n");
        }
        // More than two batches of one tenant, between two others
        SqlTenants.execute("insert into audit_event (tenant_id, id, at, action, outcome, target) select '" + month
                + "', gen_random_uuid(), now() - interval '40 days' - n * interval '1 second', 'token.issued',"
                + " 'SUCCESS', 'many' from generate_series(1, 2500) n");

        housekeeping.run();

        assertThat(ages(month)).containsExactly("29");
        assertThat(ages(year)).containsExactly("29", "31", "399");
        assertThat(ages(forever)).containsExactly("29", "31", "399", "401");
    }

    @Test
    void removesRefreshTokensByTheLimitOfTheirClientOrOfItsTenant() throws SQLException {
        var strict = tenant();
        var lax = tenant();
        SqlTenants.execute("update settings set refresh_inactivity_days = 10 where tenant_id = '" + strict + "'");
        SqlTenants.execute("update settings set refresh_inactivity_days = 0, refresh_maximum_age_days = 50"
                + " where tenant_id = '" + lax + "'");
        for (var each : tenants) {
            var silent = client(each, null);
            var unlimited = client(each, 0);
            var short2 = client(each, 2);
            for (var age : List.of(1, 5, 20, 60)) {
                grant(each, silent, "silent", age);
                grant(each, unlimited, "unlimited", age);
                grant(each, short2, "short", age);
            }
        }

        housekeeping.run();

        assertThat(labels(strict))
                .containsExactly(
                        "short 1",
                        "silent 1",
                        "silent 5",
                        "unlimited 1",
                        "unlimited 20",
                        "unlimited 5",
                        "unlimited 60");
        assertThat(labels(lax))
                .containsExactly(
                        "short 1", "silent 1", "silent 20", "silent 5", "unlimited 1", "unlimited 20", "unlimited 5");
    }

    @Test
    void removesTheRefreshTokensOfOneTenantOnly() throws SQLException {
        var some = tenant();
        var other = tenant();
        for (var each : tenants) {
            var client = client(each, 2);
            grant(each, client, "old", 5);
            grant(each, client, "old", 6);
            grant(each, client, "new", 1);
        }
        var store = stores.stream()
                .filter(one -> one.what().equals("access tokens"))
                .findFirst()
                .orElseThrow();

        assertThat(tenant.<Integer, RuntimeException>call(some, () -> housekeeping.clean(store, 100)))
                .isEqualTo(2);

        assertThat(labels(some)).containsExactly("new 1");
        assertThat(labels(other)).containsExactly("new 1", "old 5", "old 6");
    }

    @Test
    void writesLastUsesOfAllTenants() throws SQLException {
        var some = tenant();
        var other = tenant();
        var shared = UUID.randomUUID();
        for (var each : tenants) {
            grant(each, client(each, null), shared, "used", 1);
        }
        var unused = UUID.randomUUID();
        grant(other, client(other, null), unused, "unused", 2);
        lastUses.note(LastUses.Used.TOKEN, some, shared);
        lastUses.note(LastUses.Used.TOKEN, other, shared);
        lastUses.note(LastUses.Used.TOKEN, some, unused);

        lastUses.flush();

        assertThat(SqlTenants.texts("select tenant_id from token where last_used_at is not null and label like 'used%'"
                        + " and id = '" + shared + "'"))
                .containsExactlyInAnyOrder(some, other);
        assertThat(SqlTenants.texts("select id from token where last_used_at is not null and id = '" + unused + "'"))
                .as("a token of the same ID in another tenant")
                .isEmpty();
    }

    private String tenant() throws SQLException {
        tenants.add(SqlTenants.tenant());
        return tenants.getLast();
    }

    private static UUID client(String tenant, Integer inactivityDays) throws SQLException {
        var id = UUID.randomUUID();
        SqlTenants.execute("insert into client (tenant_id, id, client_id, name, version, type, refresh_inactivity_days,"
                + " created_at, updated_at) values ('" + tenant + "', '" + id + "', '" + id + "', '" + id
                + "', '1', 'PUBLIC', " + inactivityDays + ", now(), now())");
        return id;
    }

    private static void grant(String tenant, UUID client, String label, int days) throws SQLException {
        grant(tenant, client, UUID.randomUUID(), label, days);
    }

    /** Inserts a grant whose access token expired an hour after its last refresh. */
    private static void grant(String tenant, UUID client, UUID id, String label, int days) throws SQLException {
        var then = "now() - interval '" + days + " days'";
        SqlTenants.execute("insert into token (tenant_id, id, access_hash, refresh_hash, refresh_chain, client,"
                + " grant_type, label, scope, access_scope, issued_at, access_issued_at, expires_at) values ('" + tenant
                + "', '" + id + "', sha256(uuid_send(gen_random_uuid())), sha256(uuid_send(gen_random_uuid())),"
                + " sha256(uuid_send(gen_random_uuid())), '" + client + "', 'password', '" + label + " " + days
                + "', '', '', " + then + ", " + then + ", " + then + " + interval '1 hour')");
    }

    private static List<String> labels(String tenant) throws SQLException {
        return SqlTenants.texts(
                "select label from token where tenant_id = '" + tenant + "' order by label collate \"C\"");
    }

    private static List<String> ages(String tenant) throws SQLException {
        return SqlTenants.texts("select target from audit_event where tenant_id = '" + tenant + "' order by at desc");
    }

    private static void insertChallenges(String tenant, int count) throws SQLException {
        SqlTenants.execute("insert into used_passkey_challenge (tenant_id, id, challenge_hash, expires_at) select '"
                + tenant + "', gen_random_uuid(), sha256(uuid_send(gen_random_uuid())),"
                + " now() - interval '1 day' + n * interval '1 millisecond' from generate_series(1, " + count + ") n");
    }

    private static long challenges(String tenant) throws SQLException {
        return SqlTenants.number("select count(*) from used_passkey_challenge where tenant_id = '" + tenant
                + "' and expires_at < now() - interval '12 hours'");
    }
}
