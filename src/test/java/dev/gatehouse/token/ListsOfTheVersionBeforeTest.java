// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

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
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * During a rolling upgrade, nodes of the previous version write and read scopes and resources as texts, while nodes of
 * this version use arrays. The statements are those of the previous version.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ListsOfTheVersionBeforeTest {
    private static final String BOTH = Gate.CUSTOMERS_SCOPE + " " + Gate.CALCULATOR_SCOPE;

    /** The order in which Gatehouse writes the scopes: by their names. */
    private static final String BOTH_IN_ORDER = Gate.CALCULATOR_SCOPE + " " + Gate.CUSTOMERS_SCOPE;

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private Partner partner;

    @BeforeEach
    void register() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        partner = Partner.register(gate);
    }

    @Nested
    class TokensOfTheVersionBefore {
        private final String raw = unique();

        @BeforeEach
        void issue() throws SQLException {
            execute(
                    "insert into token (tenant_id, id, access_hash, client, grant_type, label, scope, access_scope, resource,"
                            + " more_resources, issued_at, access_issued_at, expires_at, refreshes_left)"
                            + " select 'default', gen_random_uuid(), sha256(?), id, 'client_credentials', ?, ?, ?, ?, ?,"
                            + " now(), now(), now() + interval '1 hour', 0 from client where client_id = ?",
                    bytes(raw),
                    raw,
                    BOTH,
                    BOTH,
                    gate.issuer() + Gate.CUSTOMERS,
                    gate.issuer() + Gate.CALCULATOR,
                    partner.clientId());
        }

        @Test
        void openWhatTheirScopesAndResourcesCover() {
            assertThat(gate.get(Gate.CUSTOMERS, raw).status()).isEqualTo(200);
        }

        @Test
        void areFoundAndCountedByEachScope() {
            for (var scope : Partner.BOTH_SCOPES) {
                assertThat(admin.walk("/tokens?limit=50&scope=" + scope + "&search=" + raw))
                        .as(scope)
                        .extracting(token -> token.getJsonArray("scopes").getList())
                        .containsExactly(Partner.BOTH_SCOPES);
            }
            assertThat(admin.walk("/tokens?limit=50&search=" + raw))
                    .extracting(token -> token.getString("resource"))
                    .containsExactly(gate.issuer() + Gate.CUSTOMERS + " " + gate.issuer() + Gate.CALCULATOR);
        }

        @Test
        void areNarrowedByARefreshOfTheVersionBefore() throws SQLException {
            var next = unique();
            execute(
                    "update token set access_hash = sha256(?), access_scope = ?, resource = ?, more_resources = null,"
                            + " granted_resources = ? where access_hash = sha256(?)",
                    bytes(next),
                    Gate.CUSTOMERS_SCOPE,
                    gate.issuer() + Gate.CUSTOMERS,
                    gate.issuer() + Gate.CUSTOMERS + " " + gate.issuer() + Gate.CALCULATOR,
                    bytes(raw));

            assertThat(gate.get(Gate.CUSTOMERS, next).status()).isEqualTo(200);
            assertThat(rows(
                            "select scopes, access_scopes, cardinality(resource_uris), cardinality(granted_resource_uris)"
                                    + " from token where access_hash = sha256(?)",
                            bytes(next)))
                    .containsExactly("{" + BOTH.replace(' ', ',') + "} {" + Gate.CUSTOMERS_SCOPE + "} 1 2");
        }

        @Test
        void areWidenedByARefreshOfTheVersionBefore() throws SQLException {
            execute(
                    "update token set resource = null, more_resources = null, granted_resources = null"
                            + " where access_hash = sha256(?)",
                    bytes(raw));

            assertThat(rows(
                            "select resource_uris, granted_resource_uris from token where access_hash = sha256(?)",
                            bytes(raw)))
                    .containsExactly("{} null");
        }
    }

    @Nested
    class TokensOfThisVersion {

        @Test
        void haveTheTextsThatTheVersionBeforeReads() throws SQLException {
            var customers = gate.issuer() + Gate.CUSTOMERS;
            var calculator = gate.issuer() + Gate.CALCULATOR;
            var first = partner.redeem(
                            partner.code(), Map.entry("resource", customers), Map.entry("resource", calculator))
                    .json();
            assertThat(texts(first.getString("access_token")))
                    .containsExactly(String.join("|", BOTH_IN_ORDER, BOTH_IN_ORDER, customers, calculator, "null"));

            var narrowed = partner.refresh(
                            first.getString("refresh_token"),
                            Map.entry("scope", Gate.CALCULATOR_SCOPE),
                            Map.entry("resource", calculator))
                    .json();
            assertThat(texts(narrowed.getString("access_token")))
                    .containsExactly(String.join(
                            "|",
                            BOTH_IN_ORDER,
                            Gate.CALCULATOR_SCOPE,
                            calculator,
                            "null",
                            customers + " " + calculator));

            var wide = partner.refresh(narrowed.getString("refresh_token")).json();
            assertThat(texts(wide.getString("access_token")))
                    .containsExactly(String.join("|", BOTH_IN_ORDER, BOTH_IN_ORDER, customers, calculator, "null"));
        }

        private List<String> texts(String accessToken) throws SQLException {
            return rows(
                    "select concat_ws('|', scope, access_scope, resource, coalesce(more_resources, 'null'),"
                            + " coalesce(granted_resources, 'null')) from token where access_hash = sha256(?)",
                    bytes(accessToken));
        }
    }

    @Nested
    class Codes {

        @Test
        void codeOfTheVersionBeforeIsRedeemed() throws SQLException {
            var code = partner.code();
            var raw = unique();
            execute(
                    "insert into authorization_code (tenant_id, id, code_hash, client, account, redirect_uri,"
                            + " redirect_uri_sent, code_challenge, scope, resource, more_resources, issued_at, expires_at)"
                            + " select tenant_id, gen_random_uuid(), sha256(?), client, account, redirect_uri,"
                            + " redirect_uri_sent, code_challenge, ?, ?, null, issued_at, expires_at"
                            + " from authorization_code where code_hash = sha256(?)",
                    bytes(raw),
                    Gate.CUSTOMERS_SCOPE,
                    gate.issuer() + Gate.CUSTOMERS,
                    bytes(code));

            var tokens = partner.redeem(raw).json();

            assertThat(tokens.getString("scope")).isEqualTo(Gate.CUSTOMERS_SCOPE);
            assertThat(gate.get(Gate.CUSTOMERS, tokens.getString("access_token"))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void codeOfThisVersionHasTheTextsThatTheVersionBeforeReads() throws SQLException {
            var code = partner.code();

            assertThat(rows(
                            "select scope, resource, more_resources from authorization_code where code_hash = sha256(?)",
                            bytes(code)))
                    .containsExactly(BOTH_IN_ORDER + " null null");
        }
    }

    @Nested
    class ConsentsOfBoth {

        @Test
        void consentIsExtendedAndForgottenByEither() throws SQLException {
            var scope = unique();
            var id = admin.createScope(scope, "/integration/consented/" + scope);
            partner.registration().put("approval", "ONCE");
            partner.change("scopes", List.of(scope, Gate.CUSTOMERS_SCOPE, Gate.CALCULATOR_SCOPE));
            partner.code(List.of(scope, Gate.CUSTOMERS_SCOPE), Map.of());
            assertThat(consent("scope")).containsExactly(Gate.CUSTOMERS_SCOPE + " " + scope);

            execute(
                    "update consent set scope = scope || ' ' || ? where client = (select id from client where client_id = ?)",
                    Gate.CALCULATOR_SCOPE,
                    partner.clientId());
            assertThat(consent("scopes"))
                    .containsExactly("{" + String.join(",", Gate.CUSTOMERS_SCOPE, scope, Gate.CALCULATOR_SCOPE) + "}");

            partner.change("scopes", Partner.BOTH_SCOPES);
            AdminApi.assertNoContent(admin.delete("/scopes/" + id));
            assertThat(consent("scope")).containsExactly(BOTH);
        }

        private List<String> consent(String column) throws SQLException {
            return rows(
                    "select " + column + " from consent where client = (select id from client where client_id = ?)",
                    partner.clientId());
        }
    }

    private static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.UTF_8);
    }

    private static void execute(String sql, Object... values) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    /** Returns each row as its values with spaces between them. */
    private static List<String> rows(String sql, Object... values) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var result = statement.executeQuery()) {
                var rows = new ArrayList<String>();
                while (result.next()) {
                    var row = new ArrayList<String>();
                    for (var column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.add(String.valueOf(result.getString(column)));
                    }
                    rows.add(String.join(" ", row));
                }
                return rows;
            }
        }
    }
}
