// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import static dev.gatehouse.testing.AdminApi.assertConflict;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApiFixture;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts in the admin API. The tests break each rule once and compare the complete response. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccountsApiTest extends AdminApiFixture {

    @Test
    void accountIsCreatedReadReplacedAndDeleted() {
        var name = unique();
        var created = admin.created("/accounts", account(name).put("displayName", "Some Body"));
        var id = created.getString("id");

        assertThat(created)
                .isEqualTo(new JsonObject()
                        .put("id", id)
                        .put("username", name)
                        .put("displayName", "Some Body")
                        .putNull("role")
                        .put("active", true)
                        .put("groups", new JsonArray())
                        .put("createdAt", created.getString("createdAt"))
                        .put("updatedAt", created.getString("updatedAt")));
        assertThat(admin.get("/accounts/" + id).json()).isEqualTo(created);
        assertThat(admin.get("/accounts?search=" + name.toUpperCase()).json())
                .isEqualTo(new JsonObject().put("items", new JsonArray().add(created)));
        assertThat(PostgresResource.dump()).doesNotContain("long enough " + name);

        var changed = admin.put(
                "/accounts/" + id,
                new JsonObject()
                        .put("displayName", "Any Body")
                        .put("role", "AUDITOR")
                        .put("active", false));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(admin.get("/accounts/" + id).json().getString("role")).isEqualTo("AUDITOR");
        assertThat(admin.delete("/accounts/" + id).status()).isEqualTo(204);
        assertProblem(admin.get("/accounts/" + id), 404, "Not found", "The account does not exist.");
        for (var action : List.of("account.created", "account.changed", "account.deleted")) {
            assertThat(audited(action, name)).as(action).isEqualTo(1);
        }
    }

    @Test
    void whatIsRequiredIsNamed() {
        assertInvalid(
                admin.post("/accounts", new JsonObject()),
                error("username", "A value is required."),
                error("password", "A value is required."));
        var id = admin.created("/accounts", account(unique())).getString("id");
        assertInvalid(
                admin.put("/accounts/" + id, new JsonObject()),
                error("displayName", "A value is required."),
                error("active", "A value is required."));
    }

    @Test
    void usernameHasNoSpaceAndIsUniqueIgnoringCase() {
        assertInvalid(admin.post("/accounts", account("a b")), error("username", "Spaces are not allowed."));
        var name = unique();
        admin.created("/accounts", account(name));
        assertConflict(
                admin.post("/accounts", account(name.toUpperCase())),
                "username",
                "An account named " + name.toUpperCase() + " exists already. Choose another username.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202eb", "a\u2066b", "a\u200bb", "a\u00adb", "a\ufeffb", "a\ue000b", "a\u0378b"})
    void usernameHasNothingInvisible(String username) {
        assertInvalid(
                admin.post("/accounts", account(username)),
                error("username", "Invisible, bidirectional and unassigned characters are not allowed. Remove them."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202eb", "a\u2066b", "a\u200fb", "a\u061cb", "a\u200bb", "a\u3164b", "a\udb40\udc41b"})
    void displayNameHasNothingInvisible(String displayName) {
        var why = error(
                "displayName", "Invisible, bidirectional and unassigned characters are not allowed. Remove them.");
        assertInvalid(admin.post("/accounts", account(unique()).put("displayName", displayName)), why);
        var id = admin.created("/accounts", account(unique())).getString("id");
        assertInvalid(
                admin.put(
                        "/accounts/" + id,
                        new JsonObject().put("displayName", displayName).put("active", true)),
                why);
    }

    @Test
    void controlCharacterInAUsernameIsOneError() {
        assertInvalid(
                admin.post("/accounts", account("a\u0007b")),
                error("username", "Control characters are not allowed. Remove them."));
    }

    @Test
    void usernameHasOneLowerCase() {
        assertInvalid(
                admin.post("/accounts", account("adm\u0130n-" + unique())),
                error(
                        "username",
                        "The lower case of a letter is ambiguous, as of \u0130. Write the name in lower case."));
    }

    @Test
    void usernameIsComposed() {
        var name = unique();
        assertThat(admin.created("/accounts", account("a\u0308" + name)).getString("username"))
                .isEqualTo("\u00e4" + name);
        assertConflict(
                admin.post("/accounts", account("\u00c4" + name)),
                "username",
                "An account named \u00c4" + name + " exists already. Choose another username.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1234567  | At least 8 characters are required.
            ääääääää1ääääääääääääääääääääääääääää | At most 72 bytes in UTF-8 are allowed. Letters without accents take one byte each.
            """)
    void passwordOfUnfitLengthIsRefused(String password, String message) {
        assertInvalid(admin.post("/accounts", account(unique()).put("password", password)), error("password", message));
    }

    @Test
    void whoBecomesAnAdministratorIsInTheAuditLog() {
        var name = unique();
        var id = admin.created("/accounts", account(name)).getString("id");
        admin.put(
                "/accounts/" + id,
                new JsonObject()
                        .put("displayName", "Some Body")
                        .put("role", "ADMINISTRATOR")
                        .put("active", false)
                        .put("password", "quite another"));
        admin.created("/accounts", account(name + "-2").put("role", "AUDITOR"));

        assertThat(AuditTrail.of("account.changed"))
                .contains("SUCCESS " + name + " active: true → false, displayName: " + name
                        + " → Some Body, role: none → ADMINISTRATOR, password replaced");
        assertThat(AuditTrail.of("account.created")).contains("SUCCESS " + name + "-2 role: AUDITOR");
    }

    @Test
    void nobodyTakesTheirOwnAccountAway() {
        var own = admin.get("/accounts?search=admin")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");

        assertProblem(admin.delete("/accounts/" + own), 409, "Conflict", "You can't delete your own account.");
        assertInvalid(
                admin.put(
                        "/accounts/" + own,
                        new JsonObject()
                                .put("displayName", "A")
                                .put("active", false)
                                .put("password", "quite another")),
                error("active", "You can't deactivate your own account."),
                error("role", "You can't give up your own role."),
                error("password", "Change your own password under My access. Your current password is needed there."));
        assertProblem(
                admin.post("/accounts/" + own + "/password", new JsonObject()),
                409,
                "Conflict",
                "Change your own password under My access. Your current password is needed there.");
    }

    @Test
    void listIsWalkedByKey() {
        var prefix = unique();
        IntStream.range(0, 3).forEach(i -> admin.created("/accounts", account(prefix + i)));

        assertThat(walk("/accounts?limit=2&search=" + prefix, "username"))
                .containsExactly(prefix + 0, prefix + 1, prefix + 2);
    }
}
