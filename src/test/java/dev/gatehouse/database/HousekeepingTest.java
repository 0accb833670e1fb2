// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Housekeeping deletes expired rows and no other rows. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HousekeepingTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    Housekeeping housekeeping;

    @Inject
    TestClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void removesWhatNothingCanNeedAnyMore() throws SQLException {
        var gate = new Gate(base);
        var partner = Partner.register(gate);
        partner.code();
        var refreshable = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json();
        gate.tokenWithBasic(
                Gate.CONFIDENTIAL_CLIENT, Gate.CONFIDENTIAL_SECRET, Map.entry("grant_type", "client_credentials"));
        gate.browser()
                .get(Gate.AUTHORIZE + "?response_type=code&client_id=" + partner.clientId() + "&redirect_uri="
                        + Gate.encode(Gate.REDIRECT_URI));

        clock.advance(Duration.ofHours(9));
        housekeeping.run();

        assertThat(count("select count(*) from authorization_request")).isZero();
        assertThat(count("select count(*) from authorization_code where redeemed_at is null"))
                .isZero();
        assertThat(count("select count(*) from session")).isZero();
        assertThat(count("select count(*) from token where grant_type = 'client_credentials'"
                        + " and expires_at is not null"))
                .isZero();
        assertThat(gate.token(
                                Map.entry("grant_type", "refresh_token"),
                                Map.entry("client_id", Gate.PUBLIC_CLIENT),
                                Map.entry("refresh_token", refreshable.getString("refresh_token")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void remembersARevokedTokenForADay() throws SQLException {
        var gate = new Gate(base);
        var token = gate.grant("john", List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token");
        gate.form(Gate.REVOKE, Map.of(), Map.entry("client_id", Gate.PUBLIC_CLIENT), Map.entry("token", token));
        assertThat(count("select count(*) from token where revoked_at is not null"))
                .isPositive();

        clock.advance(Duration.ofHours(25));
        housekeeping.run();

        assertThat(count("select count(*) from token where revoked_at is not null"))
                .isZero();
    }

    private static long count(String query) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
