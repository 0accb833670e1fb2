// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.PostgresResource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every key of the tables of tenants contains the tenant, so that no row can refer to another tenant and a database can
 * distribute the tables by tenant.
 */
class TenantKeysTest {
    private static String url;

    @BeforeAll
    static void migrate() {
        url = PostgresResource.freshDatabase();
        var configuration = Flyway.configure()
                .dataSource(
                        url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple",
                        PostgresResource.username(),
                        PostgresResource.password())
                .locations("classpath:db/migration")
                .mixed(true);
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(true);
        configuration.load().migrate();
    }

    private static List<String> select(String sql) throws SQLException {
        try (var connection = PostgresResource.connect(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @Test
    void tablesWithoutATenantBelongToTheDeployment() throws SQLException {
        assertThat(select("select c.relname from pg_class c where c.relkind = 'r'"
                        + " and c.relnamespace = current_schema()::regnamespace and not exists (select from pg_attribute a"
                        + " where a.attrelid = c.oid and a.attname = 'tenant_id') order by 1"))
                .containsExactly("change_log_mark", "flyway_schema_history", "live_node", "tenant");
    }

    @Test
    void uniqueIndexesContainTheTenant() throws SQLException {
        assertThat(select("select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid"
                        + " join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'"
                        + " where c.relnamespace = current_schema()::regnamespace and i.indisunique"
                        + " and not t.attnum = any (i.indkey) order by 1"))
                .as("a host belongs to one tenant of the deployment")
                .containsExactly("tenant_host_pkey");
    }

    @Test
    void foreignKeysContainTheTenant() throws SQLException {
        assertThat(select("select f.conrelid::regclass || '.' || f.conname from pg_constraint f"
                        + " join pg_attribute t on t.attrelid = f.conrelid and t.attname = 'tenant_id'"
                        + " where f.contype = 'f' and not t.attnum = any (f.conkey)"))
                .isEmpty();
    }
}
