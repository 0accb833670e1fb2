// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.outsideBody;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of the admin API in every supported order, read page by page. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SortedListsTest {
    private static final int ROWS = 7;

    /** The lists, their tables, and the columns that identify the rows of a test. */
    private enum Sorted {
        CLIENTS("/clients", "client", "name", "name", "createdAt", "updatedAt"),
        SCOPES("/scopes", "scope", "name", "name", "createdAt", "updatedAt"),
        ACCOUNTS("/accounts", "account", "username", "username", "displayName", "createdAt"),
        INVITATIONS("/invitations", "invitation", "display_name", "createdAt", "expiresAt"),
        GROUPS("/groups", "member_group", "name", "name", "createdAt"),
        PROJECTS("/projects", "project", "name", "projectId", "name", "createdAt"),
        SERVICES("/services", "exposed_service", "path", "path", "name", "createdAt", "lastUsedAt"),
        UPSTREAMS("/upstreams", "upstream", "url", "url", "createdAt", "updatedAt"),
        ISSUERS("/issuers", "trusted_issuer", "name", "name", "createdAt", "updatedAt"),
        TOKENS("/tokens", "token", "label", "issuedAt", "expiresAt", "lastUsedAt");

        private final String path;
        private final String table;
        private final String column;
        private final List<String> sorts;

        Sorted(String path, String table, String column, String... sorts) {
            this.path = path;
            this.table = table;
            this.column = column;
            this.sorts = List.of(sorts);
        }
    }

    @TestHTTPResource("/")
    URI base;

    private final String of = unique();
    private AdminApi admin;

    static Stream<List<Object>> orders() {
        return Stream.of(Sorted.values())
                .flatMap(list -> list.sorts.stream().flatMap(sort -> Stream.of(List.of(list, sort))));
    }

    @BeforeEach
    void signIn() {
        admin = AdminApi.of(new Gate(base));
    }

    /** Deletes upstreams and issuers, because they would affect all calls of other tests. */
    @AfterEach
    void takeBack() throws SQLException {
        execute("delete from upstream where url like '%" + of + "%'");
        execute("delete from trusted_issuer where name like '%" + of + "%'");
    }

    @Nested
    class Pages {

        @ParameterizedTest
        @MethodSource("dev.gatehouse.SortedListsTest#orders")
        void walkShowsEveryRowOnceInOrderAndTheOtherDirectionIsItsReverse(List<Object> order) throws SQLException {
            var list = (Sorted) order.get(0);
            var sort = (String) order.get(1);
            create(list, 0, ROWS);
            tie(list, sort);

            var ascending = walk(list, sort);
            assertThat(ascending).hasSize(ROWS).doesNotHaveDuplicates();
            assertThat(ascending.stream().map(row -> key(row, sort)).toList()).isSortedAccordingTo(nullsPlaced(sort));
            assertThat(walk(list, "-" + sort)).isEqualTo(ascending.reversed());
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.SortedListsTest#orders")
        void rowsThatComeMeanwhileNeitherRepeatNorHideOthers(List<Object> order) throws SQLException {
            var list = (Sorted) order.get(0);
            var sort = (String) order.get(1);
            for (var direction : List.of("", "-")) {
                var before = list == Sorted.TOKENS || direction.isEmpty() ? 0 : 2 * ROWS;
                if (rows(list).isEmpty()) {
                    create(list, before, before + ROWS);
                    tie(list, sort);
                }
                var there = rows(list);
                var first = page(list, direction + sort, null);
                var seen = new ArrayList<>(items(first));
                create(list, 4 * ROWS + direction.length() * ROWS, 5 * ROWS + direction.length() * ROWS);
                tie(list, sort);
                for (var next = first.getString("next"); next != null; ) {
                    var page = page(list, direction + sort, next);
                    seen.addAll(items(page));
                    next = page.getString("next");
                }
                var ids = seen.stream().map(SortedListsTest::id).toList();
                assertThat(ids)
                        .as("%s%s", direction, sort)
                        .doesNotHaveDuplicates()
                        .containsAll(there);
            }
        }

        @Test
        void withoutSortTheListsAreAsTheyAreSortedMostNaturally() throws SQLException {
            for (var list : Sorted.values()) {
                create(list, 0, 3);
                var usual = switch (list) {
                    case TOKENS -> "-issuedAt";
                    case INVITATIONS -> "-createdAt";
                    default -> list.sorts.getFirst();
                };
                assertThat(walk(list, null)).as("%s", list).hasSize(3).isEqualTo(walk(list, usual));
            }
        }

        @Test
        void servicesOfOneProjectAreSortedToo() throws SQLException {
            create(Sorted.SERVICES, 0, ROWS);
            assertThat(admin.walk("/services?limit=2&projectId=fldemo&search=" + of + "&sort=-name"))
                    .isEqualTo(walk(Sorted.SERVICES, "-name"));
        }
    }

    @Nested
    class Missing {

        @Test
        void tokenThatNeverExpiresExpiresLastAndOneThatWasNeverUsedWasUsedFirst() throws SQLException {
            create(Sorted.TOKENS, 0, 3);
            execute("update token set expires_at = null where label = '%s1'".formatted(of));
            execute("update token set last_used_at = now() where label <> '%1$s1' and label like '%1$s%%'"
                    .formatted(of));
            assertThat(walk(Sorted.TOKENS, "expiresAt").getLast().getString("name"))
                    .isEqualTo(of + 1);
            assertThat(walk(Sorted.TOKENS, "-expiresAt").getFirst().getString("name"))
                    .isEqualTo(of + 1);
            assertThat(walk(Sorted.TOKENS, "lastUsedAt").getFirst().getString("name"))
                    .isEqualTo(of + 1);
            assertThat(walk(Sorted.TOKENS, "-lastUsedAt").getLast().getString("name"))
                    .isEqualTo(of + 1);
        }

        @Test
        void serviceThatWasNeverCalledComesBeforeAllOthers() throws SQLException {
            create(Sorted.SERVICES, 0, 3);
            execute(
                    "update exposed_service set last_used_at = now() where path like '%%%1$s%%' and resource <> '/%1$s1'"
                            .formatted(of));
            assertThat(walk(Sorted.SERVICES, "lastUsedAt").getFirst().getString("resource"))
                    .isEqualTo("/" + of + "1");
        }
    }

    @Nested
    class Refusals {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/clients|name, -name, createdAt, -createdAt, updatedAt, -updatedAt",
                    "/scopes|name, -name, createdAt, -createdAt, updatedAt, -updatedAt",
                    "/accounts|username, -username, displayName, -displayName, createdAt, -createdAt",
                    "/groups|name, -name, createdAt, -createdAt",
                    "/invitations|createdAt, -createdAt, expiresAt, -expiresAt",
                    "/projects|projectId, -projectId, name, -name, createdAt, -createdAt",
                    "/services|path, -path, name, -name, lastUsedAt, -lastUsedAt, createdAt, -createdAt",
                    "/upstreams|url, -url, createdAt, -createdAt, updatedAt, -updatedAt",
                    "/issuers|name, -name, createdAt, -createdAt, updatedAt, -updatedAt",
                    "/tokens|issuedAt, -issuedAt, expiresAt, -expiresAt, lastUsedAt, -lastUsedAt"
                })
        void unknownSortIsRefusedWithThoseThatAreKnown(String path, String known) {
            for (var sort : List.of("-", "id", "--name", "NAME", "name desc", "password_hash")) {
                assertInvalid(
                        admin.get(path + "?sort=" + Gate.encode(sort)),
                        outsideBody("sort", "Only these values are allowed: " + known + "."));
            }
        }

        @Test
        void placeInAnotherOrderIsRefused() throws SQLException {
            create(Sorted.CLIENTS, 0, 3);
            var next = page(Sorted.CLIENTS, "-createdAt", null).getString("next");
            for (var other : List.of("", "&sort=createdAt", "&sort=-updatedAt", "&sort=name")) {
                assertInvalid(
                        admin.get("/clients?after=" + next + other),
                        outsideBody(
                                "after",
                                "The value belongs to another sort order of the list. Sort as before, or leave the value"
                                        + " out."));
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "x",
                    "partner/1.0",
                    "\0",
                    "-createdAt",
                    "-createdAt\n00000000-0000-7000-8000-000000000000",
                    "-createdAt\n00000000-0000-7000-8000-000000000000\nyesterday",
                    "-createdAt\n00000000-0000-7000-8000-000000000000\n+1000000000-12-31T00:00:00Z",
                    "-createdAt\n1\n2026-01-01T00:00:00Z",
                    "-createdAt\n00000000-0000-7000-8000-000000000000\n2026-01-01T00:00:00Z\n2026-01-01T00:00:00Z"
                })
        void placeThatNoPageNamedIsRefused(String place) {
            var encoded = Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));
            var message = outsideBody(
                    "after",
                    "The value must come from the field next of a page of this list. Leave it out to get the first page.");
            assertInvalid(admin.get("/clients?sort=-createdAt&after=" + encoded), message);
            assertInvalid(admin.get("/clients?sort=-createdAt&after=" + Gate.encode(place)), message);
        }
    }

    private void create(Sorted list, int from, int to) throws SQLException {
        for (var i = from; i < to; i++) {
            var letter = Integer.toString(i, 36);
            switch (list) {
                case CLIENTS ->
                    admin.created(
                            list.path,
                            new JsonObject()
                                    .put("name", of + Integer.toString(i / 2, 36))
                                    .put("version", "1." + i)
                                    .put("redirectUris", new JsonArray().add("http://127.0.0.1/callback")));
                case SCOPES -> admin.createScope(of + letter, "/integration/sorted/" + of);
                case ACCOUNTS ->
                    admin.created(
                            list.path,
                            new JsonObject()
                                    .put("username", of + letter)
                                    .put("displayName", "Person" + i / 2)
                                    .put("password", of + "-demo"));
                case INVITATIONS -> {
                    admin.created(list.path, new JsonObject().put("displayName", of + letter));
                    execute("update invitation set expires_at = '2040-01-01' where display_name = '%s'"
                            .formatted(of + letter));
                }
                case GROUPS -> admin.createGroup(of + letter);
                case PROJECTS ->
                    admin.created(
                            list.path, new JsonObject().put("name", of + i / 2).put("environment", "e" + i));
                case SERVICES ->
                    admin.created(
                            list.path,
                            AdminApi.restResource("fldemo", "Sorted" + i / 2, "/" + of + letter, "http://127.0.0.1:9"));
                case UPSTREAMS ->
                    admin.created(list.path, new JsonObject().put("url", "http://" + of + letter + ".example"));
                case ISSUERS -> insertIssuer(of + letter);
                case TOKENS ->
                    admin.created(
                            list.path,
                            new JsonObject()
                                    .put("client", Gate.CONFIDENTIAL_CLIENT)
                                    .put("name", of + letter)
                                    .put("scopes", new JsonArray().add(Gate.CUSTOMERS_SCOPE)));
            }
        }
    }

    /** Inserts an issuer directly, because the admin API would request the issuer's metadata. */
    private static void insertIssuer(String name) throws SQLException {
        execute("""
                insert into trusted_issuer
                  (tenant_id, id, issuer, name, validation, audience, algorithms, active, created_at, updated_at)
                values ('default', gen_random_uuid(), 'https://%1$s.example', '%1$s', 'JWT', 'here', '{ES256}', false,
                  now(), now())""".formatted(name));
    }

    /** Spreads the rows of this test over three times. One of the times is null if the column allows null. */
    private void tie(Sorted list, String sort) throws SQLException {
        if (!sort.endsWith("At") || sort.equals("issuedAt")) {
            return;
        }
        var column = sort.replaceAll("([A-Z])", "_$1").toLowerCase();
        var third = list.table.equals("token") || sort.equals("lastUsedAt") ? "null" : "timestamptz '2031-01-01'";
        execute("""
                update %s set %2$s = case abs(hashtext(id::text)) %% 3 when 0 then timestamptz '2030-01-01'
                  when 1 then timestamptz '2030-01-01 00:00:00.000001' else %3$s end
                where %4$s like '%%%5$s%%'""".formatted(list.table, column, third, list.column, of));
    }

    private List<JsonObject> walk(Sorted list, String sort) {
        return admin.walk(list.path + "?limit=2&search=" + of + (sort == null ? "" : "&sort=" + sort));
    }

    private JsonObject page(Sorted list, String sort, String after) {
        var answer = admin.get(list.path + "?limit=2&search=" + of + "&sort=" + sort
                + (after == null ? "" : "&after=" + Gate.encode(after)));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static List<JsonObject> items(JsonObject page) {
        return page.getJsonArray("items").stream().map(JsonObject.class::cast).toList();
    }

    private List<String> rows(Sorted list) {
        return walk(list, null).stream().map(SortedListsTest::id).toList();
    }

    private static String id(JsonObject row) {
        return row.getString(row.containsKey("id") ? "id" : "clientId");
    }

    private static Comparable<?> key(JsonObject row, String sort) {
        var text = row.getString(sort);
        return text == null || !sort.endsWith("At") ? text : Instant.parse(text);
    }

    @SuppressWarnings("unchecked")
    private static Comparator<Comparable<?>> nullsPlaced(String sort) {
        var natural = (Comparator<Comparable<?>>) (Comparator<?>) Comparator.naturalOrder();
        return sort.equals("expiresAt") ? Comparator.nullsLast(natural) : Comparator.nullsFirst(natural);
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
