// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.testing.PostgresResource;
import java.sql.SQLException;

/** Another tenant that has a client and tokens with the same names and IDs. */
public final class Foreign {
    private static final String TENANT = "foreign-usage";

    private Foreign() {}

    /** Copies the client to the other tenant with the same ID, and adds active tokens with the same scope. */
    public static void copy(String clientId, String scope) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into tenant (id, name) values ('" + TENANT + "', 'Foreign') on conflict do nothing");
            statement.execute("insert into client (tenant_id, id, client_id, name, version, type, redirect_uris,"
                    + " grant_types, created_at, updated_at) select '" + TENANT
                    + "', id, client_id, name, version, type, redirect_uris, grant_types, now(), now() from client"
                    + " where tenant_id = 'default' and client_id = '" + clientId + "'");
            statement.execute("insert into token (tenant_id, id, access_hash, client, grant_type, scope, access_scope,"
                    + " issued_at, access_issued_at) select '" + TENANT + "', gen_random_uuid(),"
                    + " sha256(gen_random_uuid()::text::bytea), id, 'client_credentials', '" + scope + "', '" + scope
                    + "', now(), now() from client where tenant_id = '" + TENANT + "' and client_id = '" + clientId
                    + "'");
        }
    }

    public static void remove() throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute("delete from tenant where id = '" + TENANT + "'");
        }
    }
}
