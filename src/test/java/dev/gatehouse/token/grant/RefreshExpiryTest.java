// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.database.Housekeeping;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TenantSwitches;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refresh tokens expire after a time without use, and at the maximum age of the grant (RFC 9700 §4.14.2). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RefreshExpiryTest {
    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    @Inject
    Housekeeping housekeeping;

    private Gate gate;

    @BeforeEach
    void stopClock() {
        gate = new Gate(base);
        clock.stop();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private Partner partner(Integer inactivity, Integer maximumAge) {
        return Partner.register(
                gate,
                new JsonObject().put("refreshInactivityDays", inactivity).put("refreshMaximumAgeDays", maximumAge));
    }

    private String refresh(Partner partner, String token, Duration later) {
        clock.advance(later);
        var answer = partner.refresh(token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getString("refresh_token");
    }

    private static void assertExpired(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"invalid_grant\",\"error_description\":\"The refresh token has expired.\"}");
    }

    @Test
    void unusedOneExpiresAfterItsLastUse() {
        var partner = partner(2, 0);
        var first = partner.tokens().getString("refresh_token");
        var second = refresh(partner, first, Duration.ofHours(47));
        var third = refresh(partner, second, Duration.ofHours(47));
        clock.advance(Duration.ofHours(48));
        assertExpired(partner.refresh(third));
        Awaitility.await()
                .untilAsserted(() -> assertThat(AuditTrail.of("token.refused", partner.clientId()))
                        .contains("DENIED invalid_grant: The refresh token has expired."));
    }

    @Test
    void usedOneExpiresAtTheMaximumAgeOfItsGrant() {
        var partner = partner(2, 3);
        var first = partner.tokens().getString("refresh_token");
        var second = refresh(partner, first, Duration.ofHours(40));
        var third = refresh(partner, second, Duration.ofHours(31));
        clock.advance(Duration.ofHours(1));
        assertExpired(partner.refresh(third));
    }

    @Test
    void settingsHoldForClientsThatSayNothing() {
        var silent = partner(null, null);
        var unlimited = partner(0, 0);
        var one = silent.tokens().getString("refresh_token");
        var other = unlimited.tokens().getString("refresh_token");
        try (var ignored = TenantSwitches.with(gate, "refreshInactivityDays", 1)) {
            clock.advance(Duration.ofHours(24));
            assertExpired(silent.refresh(one));
            assertThat(unlimited.refresh(other).status()).isEqualTo(200);
        }
        assertThat(silent.refresh(one).status())
                .as("the use of an expired token revokes no other token")
                .isEqualTo(200);
    }

    @Test
    void areNinetyDaysAndNoMaximumUnlessChanged() {
        var settings = gate.get("/admin/api/v1/settings", gate.adminToken()).json();
        assertThat(settings.getInteger("refreshInactivityDays")).isEqualTo(90);
        assertThat(settings.getInteger("refreshMaximumAgeDays")).isZero();
    }

    /** A script that predates these settings does not remove a limit. */
    @Test
    void settingsThatAreLeftOutStayAsTheyAre() {
        var admin = AdminApi.of(gate);
        try (var ignored = TenantSwitches.with(gate, "refreshMaximumAgeDays", 30)) {
            var settings = admin.get("/settings").json();
            settings.remove("refreshInactivityDays");
            settings.remove("refreshMaximumAgeDays");
            var replaced = admin.put("/settings", settings).json();
            assertThat(replaced.getInteger("refreshInactivityDays")).isEqualTo(90);
            assertThat(replaced.getInteger("refreshMaximumAgeDays")).isEqualTo(30);
        }
    }

    @ParameterizedTest
    @CsvSource({"refreshInactivityDays, -1", "refreshInactivityDays, 3651", "refreshMaximumAgeDays, -1"})
    void daysAreBounded(String field, int days) {
        var admin = AdminApi.of(gate);
        var error = AdminApi.error(field, "The number must be between 0 and 3650.");
        AdminApi.assertInvalid(
                admin.put("/settings", admin.get("/settings").json().put(field, days)), error);
        AdminApi.assertInvalid(
                admin.post(
                        "/clients",
                        new JsonObject()
                                .put("name", AdminApi.unique())
                                .put("version", "1")
                                .put("grantTypes", java.util.List.of())
                                .put(field, days)),
                error);
    }

    @Test
    void tokenManagementShowsWhen() {
        var partner = partner(2, 0);
        partner.tokens();
        var token = only(partner);
        assertThat(token.getBoolean("refreshable")).isTrue();
        assertThat(Instant.parse(token.getString("refreshExpiresAt")))
                .isEqualTo(Instant.parse(token.getString("issuedAt")).plus(Duration.ofDays(2)));
        clock.advance(Duration.ofDays(2));
        token = only(partner);
        assertThat(token.getBoolean("refreshable")).isFalse();
        assertThat(token.containsKey("refreshExpiresAt")).isFalse();
    }

    @Test
    void housekeepingRemovesWhatCannotBeRefreshed() {
        var unused = partner(2, 0);
        var old = partner(0, 1);
        var unlimited = partner(0, 0);
        unused.tokens();
        old.tokens();
        unlimited.tokens();
        clock.advance(Duration.ofHours(47));
        housekeeping.run();
        assertThat(count(unused)).isEqualTo(1);
        assertThat(count(old)).isZero();
        clock.advance(Duration.ofHours(1));
        housekeeping.run();
        assertThat(count(unused)).isZero();
        assertThat(count(unlimited)).isEqualTo(1);
    }

    private JsonObject only(Partner partner) {
        return tokens(partner).getJsonObject(0);
    }

    private int count(Partner partner) {
        return tokens(partner).size();
    }

    private io.vertx.core.json.JsonArray tokens(Partner partner) {
        return AdminApi.of(gate)
                .get("/tokens?client=" + partner.clientId())
                .json()
                .getJsonArray("items");
    }
}
