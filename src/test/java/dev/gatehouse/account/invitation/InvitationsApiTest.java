// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertNoContent;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.account.Role;
import dev.gatehouse.database.Housekeeping;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.AdminApiFixture;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invitations in the admin API, and their creation within a transaction of another package. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InvitationsApiTest extends AdminApiFixture {
    private static final String GONE = "The invitation does not exist, has expired, or was used already.";

    @Inject
    Invitations invitations;

    @Inject
    CurrentTenant tenant;

    @Inject
    Housekeeping housekeeping;

    @AfterEach
    void removeFillers() throws SQLException {
        execute("delete from invitation where created_by = 'filler'");
    }

    private static JsonObject named(String name) {
        return new JsonObject().put("displayName", name);
    }

    private static void execute(String statement) throws SQLException {
        try (var connection = PostgresResource.connect();
                var change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    private static void fill(int rows, String createdAt, String expiresAt) throws SQLException {
        execute("""
                insert into invitation (tenant_id, id, secret_hash, created_by, created_at, expires_at)
                select 'default', gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), 'filler', %s, %s
                from generate_series(1, %d)""".formatted(createdAt, expiresAt, rows));
    }

    private static int fillers() throws SQLException {
        try (var connection = PostgresResource.connect();
                var query = connection.createStatement();
                var rows = query.executeQuery("select count(*) from invitation where created_by = 'filler'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void invitationIsCreatedReadAndRevoked() {
        var name = unique();
        var answer = admin.post(
                "/invitations", named(name).put("role", "ADMINISTRATOR").put("username", name));

        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        var created = answer.json();
        var id = created.getString("id");
        assertThat(answer.location().getPath()).isEqualTo(AdminApi.V1 + "/invitations/" + id);
        var url = (String) created.remove("url");
        assertThat(url).startsWith(gate.issuer() + "/invitation?code=gin_").matches(".*=gin_[A-Za-z0-9_-]{43}");
        assertThat(created)
                .isEqualTo(new JsonObject()
                        .put("id", id)
                        .put("role", "ADMINISTRATOR")
                        .put("username", name)
                        .put("displayName", name)
                        .put("createdBy", "admin")
                        .put("createdAt", created.getString("createdAt"))
                        .put("expiresAt", created.getString("expiresAt")));
        assertThat(lifetime(created)).isEqualTo(Duration.ofDays(7));
        assertThat(admin.get("/invitations/" + id).json()).isEqualTo(created);
        assertThat(admin.get("/invitations?search=" + name).json())
                .isEqualTo(new JsonObject().put("items", new JsonArray().add(created)));
        assertThat(PostgresResource.dump()).doesNotContain(url.replaceFirst(".*=", ""));

        assertNoContent(admin.delete("/invitations/" + id));

        assertThat(gate.browser()
                        .get("/invitation?code=" + url.replaceFirst(".*=", ""))
                        .status())
                .isEqualTo(404);
        assertThat(admin.get("/invitations?search=" + name).json().getJsonArray("items"))
                .isEmpty();
        assertProblem(admin.get("/invitations/" + id), 404, "Not found", GONE);
        assertProblem(admin.delete("/invitations/" + id), 404, "Not found", GONE);
        for (var action : List.of("invitation.created", "invitation.revoked")) {
            assertThat(audited(action, id)).as(action).isEqualTo(1);
        }
        assertThat(AuditTrail.of("invitation.created"))
                .contains("SUCCESS " + id + " role: ADMINISTRATOR, expires: " + created.getString("expiresAt"));
    }

    private static Duration lifetime(JsonObject invitation) {
        return Duration.between(
                Instant.parse(invitation.getString("createdAt")), Instant.parse(invitation.getString("expiresAt")));
    }

    @Test
    void nothingIsRequired() {
        var created = admin.created("/invitations", new JsonObject());

        for (var field : List.of("role", "username", "displayName")) {
            assertThat(created.containsKey(field)).as(field).isTrue();
            assertThat(created.getValue(field)).as(field).isNull();
        }
        assertNoContent(admin.delete("/invitations/" + created.getString("id")));
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, 86_400, 2_592_000})
    void lifetimeIsChosen(long seconds) {
        var created = admin.created("/invitations", new JsonObject().put("lifetimeSeconds", seconds));

        assertThat(lifetime(created)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 3599, 2_592_001, Long.MAX_VALUE})
    void lifetimeIsAnHourToThirtyDays(long seconds) {
        assertInvalid(
                admin.post("/invitations", new JsonObject().put("lifetimeSeconds", seconds)),
                error("lifetimeSeconds", "The number must be between 3600 and 2592000."));
    }

    @Test
    void suggestionsFollowTheRulesOfAccounts() {
        assertInvalid(
                admin.post(
                        "/invitations", new JsonObject().put("username", "a b").put("displayName", "x".repeat(201))),
                error("username", "Spaces are not allowed."),
                error("displayName", "At most 200 characters are allowed."));
    }

    @Test
    void tenantHasAtMostAThousandOpenInvitationsHoweverManyAreCreatedAtOnce() throws SQLException {
        var open = admin.walk("/invitations?limit=200").size();
        fill(998 - open, "now()", "now() + interval '1 day'");
        fill(5, "now() - interval '2 days'", "now() - interval '1 day'");

        var statuses = statuses(6, number -> admin.post("/invitations", named("filler")));

        assertThat(statuses).containsExactlyInAnyOrder(201, 201, 409, 409, 409, 409);
        assertProblem(
                admin.post("/invitations", new JsonObject()),
                409,
                "Conflict",
                "There are 1000 open invitations already. Revoke one first.");
        admin.walk("/invitations?limit=200&search=filler").stream()
                .filter(row -> row.getString("displayName") != null)
                .forEach(row -> admin.delete("/invitations/" + row.getString("id")));
    }

    @Test
    void expiredInvitationsAreRemoved() throws SQLException {
        fill(3, "now() - interval '2 days'", "now() - interval '1 day'");
        fill(1, "now() - interval '2 days'", "now() + interval '1 day'");

        housekeeping.run();

        assertThat(fillers()).isEqualTo(1);
    }

    @Nested
    class WithinATransaction {
        private static final InvitationInput ADMINISTRATOR = new InvitationInput(Role.ADMINISTRATOR, null, null, null);

        @Test
        void invitationIsCreatedWithEverythingElseOrNotAtAll() {
            var failed = new CreatedInvitation[1];
            assertThatThrownBy(() -> tenant.call(
                            CurrentTenant.DEFAULT,
                            () -> QuarkusTransaction.requiringNew().call(() -> {
                                failed[0] = invitations.create(ADMINISTRATOR, "operator");
                                throw new IllegalStateException("the rest failed");
                            })))
                    .hasMessageContaining("the rest failed");
            var created = tenant.call(
                    CurrentTenant.DEFAULT,
                    () -> QuarkusTransaction.requiringNew().call(() -> invitations.create(ADMINISTRATOR, "operator")));

            var link = InvitationLinks.url("", created.secret());
            assertThat(gate.browser().get(link).status()).isEqualTo(200);
            assertThat(gate.browser()
                            .get(InvitationLinks.url("", failed[0].secret()))
                            .status())
                    .isEqualTo(404);
            assertThat(created.invitation().createdBy()).isEqualTo("operator");
            assertThat(created.toString()).doesNotContain(created.secret());
        }
    }
}
