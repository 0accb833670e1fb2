// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.testing.CitusStandIn;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.arc.All;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code gatehouse.database.distributed=citus} changes in the schema and in the work for all tenants. */
@QuarkusTest
@TestProfile(CitusStandIn.Profile.class)
class DistributedDatabaseTest {
    private static final String CALLS = "select statement from citus_stand_in.call order by number";
    private static final String KEYS = "select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)"
            + " from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1";

    @TestHTTPResource("/")
    URI base;

    @Inject
    Flyway flyway;

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
    void deleteTenants() {
        tenants.forEach(id -> CitusStandIn.execute("delete from tenant where id = '" + id + "'"));
    }

    @Test
    void everyTableIsDistributedOnce() {
        var calls = CitusStandIn.texts(CALLS);

        assertThat(calls)
                .startsWith(
                        "reference tenant", "reference tenant_host", "distribute settings by tenant_id with default")
                .doesNotHaveDuplicates();
        assertThat(calls.subList(3, calls.size()))
                .containsExactlyInAnyOrderElementsOf(CitusStandIn.texts(
                        "select 'distribute ' || relname || ' by tenant_id with settings' from pg_class"
                                + " where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not in"
                                + " ('tenant', 'tenant_host', 'settings', 'change_log', 'change_log_mark', 'live_node',"
                                + " 'flyway_schema_history')"));
    }

    @Test
    void aSecondStartDistributesNothing() {
        var calls = CitusStandIn.texts(CALLS);

        flyway.migrate();

        assertThat(CitusStandIn.texts(CALLS)).isEqualTo(calls);
    }

    @Test
    void tablesOfLaterMigrationsFollow() {
        var keys = CitusStandIn.texts(KEYS);
        CitusStandIn.execute(
                "create table later (tenant_id varchar(63) not null references tenant (id) on delete cascade,"
                        + " id uuid not null, client uuid not null, primary key (tenant_id, id),"
                        + " foreign key (tenant_id, client) references client (tenant_id, id) on delete cascade)");
        try {
            flyway.migrate();

            assertThat(CitusStandIn.texts(CALLS)).endsWith("distribute later by tenant_id with settings");
            assertThat(CitusStandIn.texts(KEYS)).containsAll(keys).hasSize(keys.size() + 2);
        } finally {
            CitusStandIn.execute("delete from citus_stand_in.call where statement like '% later %';"
                    + " delete from citus_stand_in.pg_dist_partition where logicalrelid = 'later'::regclass;"
                    + " drop table later");
        }
    }

    @Test
    void foreignKeysAreThoseOfTheMigrations() {
        var plain = PostgresResource.freshDatabase();
        PostgresResource.migrate(plain, "latest");

        assertThat(CitusStandIn.texts(KEYS)).isEqualTo(PostgresResource.texts(plain, KEYS));
    }

    @Test
    void shardsNeedNoTriggers() {
        assertThat(CitusStandIn.texts("select tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
                        + " where not tgisinternal and relnamespace = 'public'::regnamespace"))
                .isEmpty();
    }

    @Test
    void theProgramHasNoRightToChangeAuditEvents() {
        assertThat(CitusStandIn.texts("select privilege_type from pg_class, aclexplode(relacl)"
                        + " where oid = 'audit_event'::regclass and grantee = relowner"))
                .contains("SELECT", "INSERT", "DELETE")
                .doesNotContain("UPDATE", "TRUNCATE");
    }

    @Test
    void grantsAndRefreshesNeedNoTriggers() {
        var gate = new Gate(base);
        var grant = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json();

        var refreshed = gate.token(
                Map.entry("grant_type", "refresh_token"),
                Map.entry("client_id", Gate.PUBLIC_CLIENT),
                Map.entry("refresh_token", grant.getString("refresh_token")));

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.json().getString("scope")).isEqualTo(Gate.CUSTOMERS_SCOPE);
    }

    @Test
    void housekeepingServesEveryTenant() {
        var some = tenant();
        var other = tenant();
        insertChallenges(some, 1_500);
        insertChallenges(other, 2);

        housekeeping.run();

        assertThat(challenges(some)).isZero();
        assertThat(challenges(other)).isZero();
    }

    @Test
    void housekeepingKeepsTheLimitsOfEachTenant() {
        var strict = tenant();
        var lax = tenant();
        CitusStandIn.execute(
                "update settings set refresh_inactivity_days = 10, audit_retention = 30 where tenant_id = '"
                        + strict
                        + "'; update settings set refresh_inactivity_days = 0, audit_retention = null where tenant_id = '"
                        + lax + "'");
        for (var each : tenants) {
            var client = client(each);
            grant(each, client, "new", 5);
            grant(each, client, "old", 20);
            CitusStandIn.execute("insert into audit_event (tenant_id, id, at, action, outcome, target) select '" + each
                    + "', gen_random_uuid(), now() - n * interval '1 day', 'token.issued', 'SUCCESS', n"
                    + " from unnest(array[29, 31]) n");
        }

        housekeeping.run();

        assertThat(labels(strict)).containsExactly("new");
        assertThat(labels(lax)).containsExactly("new", "old");
        assertThat(ages(strict)).containsExactly("29");
        assertThat(ages(lax)).containsExactly("29", "31");
    }

    @Test
    void housekeepingOnDemandServesTheCurrentTenantOnly() {
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

        assertThat(challenges(some)).isEqualTo(5);
        assertThat(challenges(other)).isEqualTo(20);
    }

    @Test
    void lastUsesOfEveryTenantAreWritten() {
        var some = tenant();
        var other = tenant();
        var used = grant(some, client(some), "used", 1);
        var usedToo = grant(other, client(other), "used", 1);
        grant(other, client(other), "unused", 1);
        lastUses.note(LastUses.Used.TOKEN, some, used);
        lastUses.note(LastUses.Used.TOKEN, other, usedToo);

        lastUses.flush();

        assertThat(CitusStandIn.texts("select id from token where last_used_at is not null and tenant_id in ('" + some
                        + "', '" + other + "')"))
                .containsExactlyInAnyOrder(used.toString(), usedToo.toString());
    }

    private String tenant() {
        var id = "t-" + UUID.randomUUID();
        CitusStandIn.execute("insert into tenant (id, name) values ('" + id + "', '" + id + "');"
                + " insert into settings (tenant_id) values ('" + id + "')");
        tenants.add(id);
        return id;
    }

    private static UUID client(String tenant) {
        var id = UUID.randomUUID();
        CitusStandIn.execute(
                "insert into client (tenant_id, id, client_id, name, version, type, created_at, updated_at)"
                        + " values ('" + tenant + "', '" + id + "', '" + id + "', '" + id
                        + "', '1', 'PUBLIC', now(), now())");
        return id;
    }

    /** Inserts a grant whose access token expired an hour after its last refresh. */
    private static UUID grant(String tenant, UUID client, String label, int days) {
        var id = UUID.randomUUID();
        var then = "now() - interval '" + days + " days'";
        CitusStandIn.execute("insert into token (tenant_id, id, access_hash, refresh_hash, refresh_chain, client,"
                + " grant_type, label, scopes, access_scopes, resource_uris, issued_at, access_issued_at, expires_at)"
                + " values ('" + tenant + "', '" + id + "', sha256(uuid_send(gen_random_uuid())),"
                + " sha256(uuid_send(gen_random_uuid())), sha256(uuid_send(gen_random_uuid())), '" + client
                + "', 'password', '" + label + "', '{}', '{}', '{}', " + then + ", " + then + ", " + then
                + " + interval '1 hour')");
        return id;
    }

    private static List<String> labels(String tenant) {
        return CitusStandIn.texts("select label from token where tenant_id = '" + tenant + "' order by label");
    }

    private static List<String> ages(String tenant) {
        return CitusStandIn.texts("select target from audit_event where tenant_id = '" + tenant
                + "' and target in ('29', '31') order by 1");
    }

    private static void insertChallenges(String tenant, int count) {
        CitusStandIn.execute("insert into used_passkey_challenge (tenant_id, id, challenge_hash, expires_at) select '"
                + tenant + "', gen_random_uuid(), sha256(uuid_send(gen_random_uuid())),"
                + " now() - interval '1 day' + n * interval '1 millisecond' from generate_series(1, " + count + ") n");
    }

    private static int challenges(String tenant) {
        return Integer.parseInt(
                CitusStandIn.texts("select count(*) from used_passkey_challenge where tenant_id = '" + tenant + "'")
                        .getFirst());
    }
}
