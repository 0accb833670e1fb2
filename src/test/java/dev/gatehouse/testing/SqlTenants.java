// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Rows of several tenants in the database of the application, inserted and read with SQL. */
public final class SqlTenants {
    private SqlTenants() {}

    /** Inserts a tenant with the default settings. Returns the new ID. */
    public static String tenant() throws SQLException {
        var id = "t-" + UUID.randomUUID();
        execute("insert into tenant (id, name) values ('" + id + "', '" + id + "')");
        execute("insert into settings (tenant_id) values ('" + id + "')");
        return id;
    }

    /** Deletes tenants. The database deletes all their rows except audit events. */
    public static void delete(List<String> tenants) throws SQLException {
        for (var tenant : tenants) {
            execute("delete from tenant where id = '" + tenant + "'");
        }
    }

    public static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the first column of all rows as text. */
    public static List<String> texts(String query) {
        return PostgresResource.texts(PostgresResource.jdbcUrl(), query);
    }

    /** Returns the number in the only row. */
    public static long number(String query) {
        return Long.parseLong(texts(query).getFirst());
    }
}
