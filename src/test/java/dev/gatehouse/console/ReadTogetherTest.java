// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page with many rows needs no more SQL statements than a page with few rows. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReadTogetherTest {
    private static final int FEW = 1;
    private static final int MANY = 6;

    @TestHTTPResource("/")
    URI base;

    @Inject
    SessionFactory sessions;

    private final String of = unique();
    private Gate gate;
    private AdminApi api;
    private ConsoleVisitor admin;

    @BeforeEach
    void start() {
        gate = new Gate(base);
        api = AdminApi.of(gate);
        admin = ConsoleVisitor.administrator(gate);
    }

    @AfterEach
    void removeIssuers() throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute("delete from trusted_issuer where name like '" + of + "%'");
        }
    }

    @Test
    void selectedServicesAreReadTogether() {
        var project = api.createProject(of);
        var ids = many(i -> api.created(
                                "/services", AdminApi.restResource(project, "Shop", "/r" + i, "http://127.0.0.1:9"))
                        .getString("id"))
                .toList();

        var path = "/console/services/delete?";
        assertSameStatements(path + query("id", ids.stream().limit(FEW)), path + query("id", ids.stream()));
    }

    @Test
    void selectedAccountsOfAGroupAreReadTogether() {
        var group = api.createGroup(of);
        var accounts = many(i -> api.createPerson(of + i)).toList();
        accounts.forEach(account -> api.join(group, "accounts", account));

        var path = "/console/groups/" + group + "/members/accounts/remove?";
        assertSameStatements(
                path + query("member", accounts.stream().limit(FEW)), path + query("member", accounts.stream()));
    }

    @Test
    void selectedClientsOfAGroupAreReadTogether() {
        var group = api.createGroup(of);
        var clients = many(i -> Partner.register(gate).clientId()).toList();
        clients.forEach(client -> api.join(group, "clients", client));

        var path = "/console/groups/" + group + "/members/clients/remove?";
        assertSameStatements(
                path + query("member", clients.stream().limit(FEW)), path + query("member", clients.stream()));
    }

    /** The first read of the catalogue after a change is not cached, so several reads would need more statements. */
    @Test
    void catalogueIsReadOnceForAllScopesOfAProject() {
        var paths = Stream.of(FEW, MANY)
                .map(scopes -> {
                    var project = api.createProject(of + scopes);
                    api.created("/services", AdminApi.restResource(project, "Shop", "", "http://127.0.0.1:9"));
                    IntStream.range(0, scopes)
                            .forEach(i -> api.createScope(
                                    of + scopes + i, "/integration/restv2/development/" + project + "/Shop"));
                    return "/console/services/projects/" + project + "/delete";
                })
                .toList();
        var other = api.createProject(of + "other");

        Runnable change =
                () -> api.created("/services", AdminApi.restResource(other, unique(), "", "http://127.0.0.1:9"));
        assertThat(statements(paths.getLast(), change)).isEqualTo(statements(paths.getFirst(), change));
    }

    /** The first read of the scopes after a change is not cached, so several reads would need more statements. */
    @Test
    void scopesAreReadOnceForAllIssuersOfAPage() throws SQLException {
        for (var i = 0; i < FEW; i++) {
            insertIssuer(of + "few" + i);
        }
        for (var i = 0; i < MANY; i++) {
            insertIssuer(of + "many" + i);
        }

        Runnable change = () -> api.createScope(unique(), "/integration/changed/" + unique());
        assertThat(statements("/console/settings/issuers?search=" + of + "many", change))
                .isEqualTo(statements("/console/settings/issuers?search=" + of + "few", change));
    }

    private static void insertIssuer(String name) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into trusted_issuer (tenant_id, id, issuer, name, validation, audience, algorithms,"
                            + " created_at, updated_at) values ('default', gen_random_uuid(), 'https://" + name
                            + ".example.com', '" + name + "', 'JWT', 'gatehouse', '{ES256}', now(), now())");
        }
    }

    private void assertSameStatements(String few, String many) {
        assertThat(statements(many, () -> {})).isPositive().isEqualTo(statements(few, () -> {}));
    }

    /**
     * Returns the number of statements that a page needs. Other work may add statements, so the minimum of several
     * attempts counts.
     */
    private long statements(String path, Runnable before) {
        var statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        return LongStream.range(0, 5)
                .map(attempt -> {
                    before.run();
                    var begin = statistics.getPrepareStatementCount();
                    admin.page(path);
                    return statistics.getPrepareStatementCount() - begin;
                })
                .min()
                .orElseThrow();
    }

    private static Stream<String> many(IntFunction<String> create) {
        return IntStream.range(0, MANY).mapToObj(create);
    }

    private static String query(String name, Stream<String> values) {
        return values.map(value -> name + "=" + value).collect(Collectors.joining("&"));
    }
}
