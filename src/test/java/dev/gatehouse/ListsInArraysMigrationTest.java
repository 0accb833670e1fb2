// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.PostgresResource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Migration 23 fills the new array columns of all rows, in steps and while nodes of the previous version still write
 * rows.
 */
@Tag("slow")
class ListsInArraysMigrationTest {
    private static final int TOKENS = 12_000;

    private final String url = PostgresResource.freshDatabase();

    @BeforeEach
    void writeAsTheVersionBefore() throws SQLException {
        migrate("22");
        execute("create function id_of(n bigint) returns uuid language sql immutable as $$"
                + " select lpad(n::text, 32, '0')::uuid $$");
        execute("insert into account (tenant_id, id, username, display_name, password_hash, created_at, updated_at)"
                + " values ('default', id_of(0), 'jane', 'Jane', '-', now(), now())");
        execute("insert into client (tenant_id, id, client_id, name, version, type, created_at, updated_at)"
                + " values ('default', id_of(0), 'partner', 'Partner', '1', 'CONFIDENTIAL', now(), now())");
        execute("insert into token (tenant_id, id, access_hash, client, grant_type, scope, access_scope, resource,"
                + " more_resources, granted_resources, issued_at, access_issued_at)"
                + " select 'default', id_of(n), sha256(n::text::bytea), id_of(0), 'client_credentials', 'read write',"
                + " 'read', 'https://a', 'https://b https://c', 'https://a https://b https://c https://d', now(), now()"
                + " from generate_series(1, " + TOKENS + ") n");
        execute("insert into token (tenant_id, id, access_hash, client, grant_type, scope, access_scope,"
                + " granted_resources, issued_at, access_issued_at) values ('default', id_of(0), sha256('0'), id_of(0),"
                + " 'client_credentials', 'read', 'read', '', now(), now())");
        execute("insert into rotated_refresh_token (tenant_id, id, refresh_hash, token, sealed_successor, rotated_at,"
                + " expires_at, resources) values ('default', id_of(1), sha256('1'), id_of(1), '', now(), now(), ''),"
                + " ('default', id_of(2), sha256('2'), id_of(1), '', now(), now(), 'https://a https://b'),"
                + " ('default', id_of(3), sha256('3'), id_of(1), '', now(), now(), null)");
        execute("insert into authorization_code (tenant_id, id, code_hash, client, account, redirect_uri,"
                + " redirect_uri_sent, scope, resource, issued_at, expires_at) values ('default', id_of(1), sha256('1'),"
                + " id_of(0), id_of(0), 'https://c', true, 'read', 'https://a', now(), now())");
        execute("insert into authorization_request (tenant_id, id, request_hash, client, response_type, redirect_uri,"
                + " redirect_uri_sent, scope, created_at, expires_at) values ('default', id_of(1), sha256('1'), id_of(0),"
                + " 'code', 'https://c', true, 'read write', now(), now())");
        execute("insert into consent (tenant_id, id, account, client, scope, granted_at)"
                + " values ('default', id_of(1), id_of(0), id_of(0), '', now())");
        execute(
                "insert into decided_request (tenant_id, id, request_hash, browser_hash, client, account, asked, granted,"
                        + " scope, response_type, response_mode, redirect_uri, sealed_answer, answer_until, expires_at)"
                        + " values ('default', id_of(1), sha256('1'), sha256('1'), id_of(0), id_of(0), true, false, '', 'code',"
                        + " 'query', 'https://c', '', now(), now())");
    }

    @Test
    void everyRowGetsItsArrays() throws SQLException {
        migrate("23.1");

        assertThat(rows("select count(*), scopes, access_scopes, resource_uris, granted_resource_uris from token"
                        + " group by 2, 3, 4, 5 order by 1"))
                .containsExactly(
                        "1 {read} {read} {} {}",
                        TOKENS + " {read,write} {read} {https://a,https://b,https://c}"
                                + " {https://a,https://b,https://c,https://d}");
        assertThat(rows("select resource_uris from rotated_refresh_token order by id"))
                .containsExactly("{}", "{https://a,https://b}", "null");
        assertThat(rows("select scopes, resource_uris from authorization_code")).containsExactly("{read} {https://a}");
        assertThat(rows("select scopes, resource_uris from authorization_request"))
                .containsExactly("{read,write} {}");
        assertThat(rows("select scopes from consent union all select scopes from decided_request"))
                .containsExactly("{}", "{}");
        assertThat(rows("select scope, access_scope, resource, more_resources, granted_resources from token"
                        + " where id = id_of(1)"))
                .as("text columns, kept for the previous version")
                .containsExactly(
                        "read write read https://a https://b https://c https://a https://b https://c https://d");
        assertThat(rows("select conname from pg_constraint where not convalidated and conname like '%lists'"))
                .isEmpty();
    }

    @Test
    void rowThatSomebodyHoldsIsFilledLaterAndHoldsUpNoOther() throws SQLException {
        CompletableFuture<Void> migration;
        try (var connection = PostgresResource.connect(url);
                var statement = connection.createStatement()) {
            migrate("23");
            connection.setAutoCommit(false);
            statement.execute("select from token where id = id_of(4000) for update");
            migration = CompletableFuture.runAsync(() -> migrate("23.1"));
            await().atMost(1, TimeUnit.MINUTES)
                    .until(() ->
                            rows("select id from token where scopes is null").size() == 1);
            connection.commit();
        }
        migration.join();

        assertThat(rows("select scopes, access_scopes from token where id = id_of(4000)"))
                .containsExactly("{read,write} {read}");
    }

    @Test
    void fillingThatWasBrokenOffGoesOn() throws SQLException {
        migrate("23");
        execute("update token set last_used_at = now() where id <= id_of(7000)");
        assertThat(rows("select count(*) from token where scopes is null")).containsExactly("5000");

        migrate("23.1");

        assertThat(rows("select count(*) from token where scopes is null")).containsExactly("0");
    }

    /** Migrates the database as {@code platform.Migrations} does. */
    private void migrate(String target) {
        PostgresResource.migrate(url, target);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.connect(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the values of each row, separated by spaces. */
    private List<String> rows(String sql) throws SQLException {
        try (var connection = PostgresResource.connect(url);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var values = new ArrayList<String>();
                for (var column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(result.getString(column)));
                }
                rows.add(String.join(" ", values));
            }
            return rows;
        }
    }
}
