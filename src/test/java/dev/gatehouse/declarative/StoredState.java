// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.testing.PostgresResource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows that an apply can change: their number, the sum of their versions, and the events of the audit log. */
final class StoredState {
    private static final List<String> TABLES = List.of(
            "settings", "member_group", "project", "exposed_service", "upstream", "scope", "client", "trusted_issuer");

    private StoredState() {}

    static String read() {
        return read(PostgresResource.jdbcUrl());
    }

    static String read(String jdbcUrl) {
        var state = new ArrayList<String>();
        try (var connection = PostgresResource.connect(jdbcUrl);
                var statement = connection.createStatement()) {
            for (var table : TABLES) {
                try (var rows = statement.executeQuery(
                        "select count(*), coalesce(sum(lock_version), 0), count(managed) from " + table)) {
                    rows.next();
                    state.add(table + " " + rows.getLong(1) + "/" + rows.getLong(2) + "/" + rows.getLong(3));
                }
            }
            try (var rows = statement.executeQuery("select count(*) from audit_event where actor = 'configuration'"
                    + " or action = 'configuration.applied'")) {
                rows.next();
                state.add("events " + rows.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return String.join(", ", state);
    }
}
