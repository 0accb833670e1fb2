// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.PostgresResource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The rules that let a database distribute the tables by tenant. Every key of the tables of tenants contains the tenant, so
 * that no row can refer to another tenant. A table that cannot be distributed is named here with its reason, and in
 * {@code db/citus}.
 */
class TenantKeysTest {
    /**
     * Tables that every server has a copy of. The names of tenants and their hosts are unique in the deployment, which the
     * part of a table that one server has cannot tell.
     */
    private static final String REFERENCE = "'tenant', 'tenant_host'";

    /**
     * Tables that stay on one server: the announcements of changes and the list of live nodes, which contain transaction
     * IDs and clocks of that server, and the history of migrations.
     */
    private static final String LOCAL = "'change_log', 'change_log_mark', 'flyway_schema_history', 'live_node'";

    /** The condition that a table {@code c} is distributed. */
    private static final String DISTRIBUTED = " c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace"
            + " and c.relname not in (" + REFERENCE + ", " + LOCAL + ")";

    private static String url;

    @BeforeAll
    static void migrate() {
        url = PostgresResource.freshDatabase();
        PostgresResource.migrate(url, "latest");
    }

    private static List<String> select(String sql) {
        return PostgresResource.texts(url, sql);
    }

    @Test
    void tablesWithoutATenantBelongToTheDeployment() {
        assertThat(select("select c.relname from pg_class c where c.relkind = 'r'"
                        + " and c.relnamespace = current_schema()::regnamespace and not exists (select from pg_attribute a"
                        + " where a.attrelid = c.oid and a.attname = 'tenant_id') order by 1"))
                .containsExactly("change_log_mark", "flyway_schema_history", "live_node", "tenant");
    }

    @Test
    void allOtherTablesAreDistributed() {
        assertThat(select("select c.relname from pg_class c where" + DISTRIBUTED))
                .contains("account", "audit_event", "client", "settings", "token")
                .hasSizeGreaterThanOrEqualTo(27);
        assertThat(select("select c.relname from pg_class c where" + DISTRIBUTED + " and not exists (select from"
                        + " pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull"
                        + " and format_type(a.atttypid, a.atttypmod) = 'character varying(63)')"))
                .as("tables without a tenant of one type")
                .isEmpty();
    }

    @Test
    void distributedTablesHavePrimaryKeysThatBeginWithTheTenant() {
        assertThat(select("select c.relname from pg_class c where" + DISTRIBUTED + " and not exists (select from"
                        + " pg_index i join pg_attribute t on t.attrelid = i.indrelid and t.attname = 'tenant_id'"
                        + " where i.indrelid = c.oid and i.indisprimary and i.indkey[0] = t.attnum)"))
                .isEmpty();
    }

    @Test
    void uniqueIndexesContainTheTenant() {
        assertThat(select("select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid"
                        + " join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'"
                        + " where c.relnamespace = current_schema()::regnamespace and i.indisunique"
                        + " and not t.attnum = any (i.indkey) order by 1"))
                .as("a host belongs to one tenant of the deployment")
                .containsExactly("tenant_host_pkey");
    }

    @Test
    void foreignKeysContainTheTenant() {
        assertThat(select("select f.conrelid::regclass || '.' || f.conname from pg_constraint f"
                        + " join pg_attribute t on t.attrelid = f.conrelid and t.attname = 'tenant_id'"
                        + " where f.contype = 'f' and not t.attnum = any (f.conkey)"))
                .isEmpty();
    }

    @Test
    void foreignKeysHaveTheTenantAtTheSamePosition() {
        var keys = "select f.conrelid::regclass || '.' || f.conname from pg_constraint f"
                + " join pg_class c on c.oid = f.conrelid join pg_class d on d.oid = f.confrelid"
                + " where f.contype = 'f' and" + DISTRIBUTED + " and d.relname not in (" + REFERENCE + ")";
        assertThat(select(keys)).hasSizeGreaterThan(20);
        assertThat(select(keys + " and not exists (select from generate_subscripts(f.conkey, 1) n"
                        + " join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[n]"
                        + " join pg_attribute b on b.attrelid = f.confrelid and b.attnum = f.confkey[n]"
                        + " where a.attname = 'tenant_id' and b.attname = 'tenant_id')"))
                .isEmpty();
    }

    @Test
    void foreignKeysReferToNoTableOfOneServer() {
        var keys = "select f.conrelid::regclass || '.' || f.conname from pg_constraint f"
                + " join pg_class c on c.oid = f.conrelid join pg_class d on d.oid = f.confrelid where f.contype = 'f' and ";
        assertThat(select(keys + "(c.relname in (" + LOCAL + ") or d.relname in (" + LOCAL + "))"))
                .isEmpty();
        assertThat(select(keys + "c.relname in (" + REFERENCE + ") and d.relname not in (" + REFERENCE + ")"))
                .as("from a table that every server has to a part that one server has")
                .isEmpty();
    }

    /** The triggers that {@code db/citus} replaces. Shards have no triggers. */
    @Test
    void triggersAreThoseThatADistributedDatabaseReplaces() {
        assertThat(select("select distinct tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
                        + " where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by 1"))
                .containsExactly(
                        "audit_event_no_early_delete",
                        "audit_event_no_truncate",
                        "audit_event_no_update",
                        "fill_access_scopes",
                        "fill_granted_resources",
                        "fill_resources",
                        "fill_rotated_resources",
                        "fill_scopes");
    }

    @Test
    void nothingElseNeedsASingleServer() {
        assertThat(select(
                        "select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid"
                                + " left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where"
                                + DISTRIBUTED
                                + " and a.attnum > 0 and (a.attidentity <> ''"
                                + " or pg_get_expr(d.adbin, d.adrelid) like 'nextval(%')"))
                .as("sequences")
                .isEmpty();
        assertThat(select("select conname from pg_constraint f join pg_class c on c.oid = f.conrelid where"
                        + DISTRIBUTED + " and f.contype = 'x'"))
                .as("exclusion constraints")
                .isEmpty();
        assertThat(select("select c.relname from pg_class c where" + DISTRIBUTED
                        + " and (c.relhasrules or c.relrowsecurity or c.relpersistence <> 'p' or c.relispartition)"))
                .as("rules, policies, unlogged tables and partitions")
                .isEmpty();
    }
}
