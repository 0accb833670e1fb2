// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.management;

import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token Management finds an older token as well as a newer one, independent of the number of newer tokens. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TokenSearchTest {
    private static final String NEWER = "'ffffffff-0000-7000-8000-000000000000'";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private Partner partner;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        partner = Partner.register(gate);
    }

    @AfterAll
    static void removeWhatIsNewer() throws SQLException {
        execute("delete from token where id >= " + NEWER);
    }

    @Nested
    class OlderThanTenThousand {
        private final String label = unique();
        private final String username = unique();
        private final String scope = unique();

        @BeforeEach
        void issueAndBury() throws SQLException {
            var url = "/integration/searched/" + scope;
            admin.createScope(scope, url);
            partner.change("scopes", List.of(scope, Gate.CUSTOMERS_SCOPE));
            admin.createPerson(username);
            credentials(label, scope);
            gate.grant(username, List.of(Gate.CUSTOMERS_SCOPE));
            bury();
        }

        @Test
        void tokenIsFoundByItsNameInAnyCaseAndByAPartOfIt() {
            assertThat(names("?search=" + label.substring(3).toUpperCase())).containsExactly(label);
        }

        @Test
        void tokenIsFoundByItsClientsName() {
            assertThat(names("?search=" + Gate.encode(partner.registration().getString("name"))))
                    .containsExactly(label);
        }

        @Test
        void tokenIsFoundByItsPerson() {
            assertThat(admin.walk("/tokens?limit=50&search=" + username))
                    .extracting(row -> row.getJsonObject("account").getString("username"))
                    .containsExactly(username);
        }

        @Test
        void tokenIsFoundByAScopeWholeAndInItsOwnCase() {
            assertThat(names("?scope=" + scope)).containsExactly(label);
            assertThat(names("?scope=" + scope.substring(1))).isEmpty();
            assertThat(names("?scope=" + scope.toUpperCase())).isEmpty();
        }

        @Test
        void allThatIsAskedForHasToHold() {
            assertThat(names("?scope=" + scope + "&search=" + label + "&client=" + partner.clientId()))
                    .containsExactly(label);
            assertThat(names("?scope=" + Gate.CUSTOMERS_SCOPE + "&search=" + label))
                    .isEmpty();
            assertThat(names("?scope=" + scope + "&client=" + Gate.PUBLIC_CLIENT))
                    .isEmpty();
        }

        @Test
        void pagesGoOnWhereTheLastOneEnded() throws SQLException {
            for (var i = 0; i < 4; i++) {
                credentials(label + i, scope);
            }
            bury();

            assertThat(admin.walk("/tokens?limit=2&search=" + label))
                    .extracting(row -> row.getString("name"))
                    .containsExactly(label + 3, label + 2, label + 1, label + 0, label);
        }
    }

    @Nested
    class Texts {

        @ParameterizedTest
        @CsvSource({"qz run, qz", "the qz run, q", "the qz run, he qz", "a_b%c!d, a_b", "a_b%c!d, b%c!"})
        void textIsFound(String name, String text) {
            credentials(name, Gate.CUSTOMERS_SCOPE);

            assertThat(names("?search=" + Gate.encode(text) + of())).containsExactly(name);
        }

        @ParameterizedTest
        @ValueSource(strings = {"x%z", "a_c", "!", "q_"})
        void nothingInATextStandsForSomethingElse(String text) {
            credentials("xyz abc", Gate.CUSTOMERS_SCOPE);

            assertThat(names("?search=" + Gate.encode(text) + of())).isEmpty();
        }

        /** The indexes contain sequences of three characters and the beginnings of words. */
        @Test
        void textOfTwoCharactersIsLookedForWhereWordsBegin() {
            credentials("evening run", Gate.CUSTOMERS_SCOPE);

            assertThat(names("?search=ru" + of())).containsExactly("evening run");
            assertThat(names("?search=un" + of())).isEmpty();
            assertThat(names("?search=nin" + of())).containsExactly("evening run");
        }

        private String of() {
            return "&client=" + partner.clientId();
        }
    }

    /** Adds more newer tokens of another client than a search examines one by one. */
    private static void bury() throws SQLException {
        execute("delete from token where id >= " + NEWER);
        execute("insert into token (tenant_id, id, access_hash, client, grant_type, scope, access_scope, issued_at,"
                + " access_issued_at) select 'default', ('ffffffff-' || lpad(to_hex(n / 65536), 4, '0') || '-7'"
                + " || lpad(to_hex(n % 4096), 3, '0') || '-8000-' || lpad(to_hex(n), 12, '0'))::uuid,"
                + " sha256(('buried' || n)::bytea), (select id from client where client_id = '" + Gate.PUBLIC_CLIENT
                + "'), 'implicit', 'other', 'other', now(), now() from generate_series(0, 10100) n");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void credentials(String label, String scope) {
        assertThat(partner.token(
                                Map.entry("grant_type", "client_credentials"),
                                Map.entry("token_label", label),
                                Map.entry("scope", scope))
                        .status())
                .isEqualTo(200);
    }

    private List<String> names(String query) {
        return admin.walk("/tokens" + query).stream()
                .map(row -> row.getString("name"))
                .toList();
    }
}
