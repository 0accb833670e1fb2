// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import static dev.gatehouse.testing.ConsoleVisitor.error;
import static dev.gatehouse.testing.ConsoleVisitor.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The account pages of the console. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccountPagesTest {
    private static final String ACCOUNTS = "/console/accounts";
    private static final String HOSTILE = "<script>alert(1)</script>\"'";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi api;
    private ConsoleVisitor admin;
    private String username;

    @BeforeEach
    void start() {
        gate = new Gate(base);
        api = AdminApi.of(gate);
        admin = ConsoleVisitor.administrator(gate);
        username = AdminApi.unique();
    }

    @Nested
    class Reading {
        @Test
        void theListShowsRoleStateGroupsAndWhoIsSignedIn() {
            var id = api.createPerson(username, "AUDITOR");
            var group = AdminApi.unique();
            api.join(api.createGroup(group), "accounts", id);
            signIn(username + "-demo");

            var row = admin.page(ACCOUNTS + "?search=" + username).select("tbody tr");

            assertThat(row).hasSize(1);
            assertThat(row.text()).contains(username, "Auditor", "Active", group, "just now");
            assertThat(row.select("a").attr("href")).isEqualTo(ACCOUNTS + "/" + id);
        }

        @Test
        void aSearchThatFindsNothingOffersToClearIt() {
            var page = admin.page(ACCOUNTS + "?search=" + username);

            assertThat(page.select(".empty").text()).isEqualTo("Nothing matches your search. Clear");
            assertThat(page.select(".empty a").attr("href")).isEqualTo(ACCOUNTS);
        }

        @Test
        void namesAreTextWhateverTheyHold() {
            var id = api.created(
                            "/accounts",
                            new JsonObject()
                                    .put("username", username)
                                    .put("displayName", HOSTILE)
                                    .put("password", "long enough"))
                    .getString("id");

            for (var path : List.of("", "/edit", "/password", "/status", "/delete")) {
                var page = admin.page(ACCOUNTS + "/" + id + path);
                assertThat(page.select("main script")).as(path).isEmpty();
            }
            assertThat(admin.page(ACCOUNTS + "/" + id).select("h1").text()).isEqualTo(HOSTILE);
        }

        @Test
        void accountsAndGroupsAreOneSection() {
            for (var path : List.of(ACCOUNTS, "/console/groups")) {
                assertThat(admin.page(path).select(".rail a[aria-current]").attr("href"))
                        .isEqualTo(ACCOUNTS);
                assertThat(admin.page(path).select(".tabs a[aria-current]").attr("href"))
                        .isEqualTo(path);
            }
        }

        @Test
        void whatIsNotThereIsAPage() {
            assertThat(admin.get(ACCOUNTS + "/" + AdminApi.ABSENT).status()).isEqualTo(404);
        }
    }

    @Nested
    class Adding {
        @Test
        void aGeneratedPasswordIsShownOnceAndSignsIn() {
            var group = AdminApi.unique();
            var groupId = api.createGroup(group);

            var answer = admin.submit(
                    admin.page(ACCOUNTS + "/new"),
                    Map.of("username", List.of(username), "role", List.of("AUDITOR"), "groups", List.of(groupId)));

            var page = ConsoleVisitor.page(answer, 200, ACCOUNTS);
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            var password = page.select(".secret code").last().text();
            assertThat(signIn(password).status()).isEqualTo(303);
            var account = account();
            assertThat(account.getString("role")).isEqualTo("AUDITOR");
            assertThat(account.getJsonArray("groups").getJsonObject(0).getString("name"))
                    .isEqualTo(group);
            assertThat(admin.get(ACCOUNTS + "/" + account.getString("id")).body())
                    .doesNotContain(password);
        }

        @Test
        void aTypedPasswordIsTakenAndNotShown() {
            var answer = admin.submit(
                    admin.page(ACCOUNTS + "/new"),
                    Map.of(
                            "username",
                            List.of(username),
                            "passwordChoice",
                            List.of("type"),
                            "password",
                            List.of("a typed password")));

            assertThat(admin.done(answer).select("h1").text()).isEqualTo(username);
            assertThat(signIn("a typed password").status()).isEqualTo(303);
        }

        @Test
        void aRefusedOneKeepsWhatWasTypedButThePassword() {
            var answer = admin.submit(
                    admin.page(ACCOUNTS + "/new"),
                    Map.of(
                            "username",
                            List.of("with space"),
                            "displayName",
                            List.of("Some Body"),
                            "role",
                            List.of("AUDITOR"),
                            "passwordChoice",
                            List.of("type"),
                            "password",
                            List.of("short")));

            var page = ConsoleVisitor.page(answer, 422, ACCOUNTS);
            assertThat(value(page, "username")).isEqualTo("with space");
            assertThat(value(page, "displayName")).isEqualTo("Some Body");
            assertThat(page.getElementById("role-AUDITOR").hasAttr("checked")).isTrue();
            assertThat(error(page, "username")).isEqualTo("Spaces are not allowed.");
            assertThat(error(page, "password")).isEqualTo("At least 8 characters are required.");
            assertThat(value(page, "password")).isEmpty();
            assertThat(answer.body()).doesNotContain("value=\"short\"");
        }

        @Test
        void whatCannotJoinAGroupIsNotMadeEither() {
            var answer = admin.submit(
                    admin.page(ACCOUNTS + "/new"),
                    Map.of("username", List.of(username), "groups", List.of(AdminApi.ABSENT)));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(api.get("/accounts?search=" + username).json().getJsonArray("items"))
                    .isEmpty();
        }
    }

    @Nested
    class Changing {
        private String id;
        private String path;

        @BeforeEach
        void somebody() {
            id = api.createPerson(username);
            path = ACCOUNTS + "/" + id;
        }

        @Test
        void nameRoleAndGroupsAreSavedTogether() {
            var left = api.createGroup(AdminApi.unique());
            var joined = api.createGroup(AdminApi.unique());
            api.join(left, "accounts", id);

            var answer = admin.submit(
                    admin.page(path + "/edit"),
                    Map.of(
                            "displayName",
                            List.of("Another Name"),
                            "role",
                            List.of("AUDITOR"),
                            "groups",
                            List.of(joined)));

            assertThat(admin.done(answer).select("h1").text()).isEqualTo("Another Name");
            assertThat(account().getString("role")).isEqualTo("AUDITOR");
            assertThat(account().getJsonArray("groups"))
                    .extracting(group -> ((JsonObject) group).getString("id"))
                    .containsExactly(joined);
            assertThat(signIn(username + "-demo").status()).isEqualTo(303);
        }

        @Test
        void theSecondAdministratorIsToldAndLosesNothing() {
            var mine = admin.page(path + "/edit");
            admin.done(admin.submit(admin.page(path + "/edit"), Map.of("displayName", List.of("Theirs"))));

            var refused = ConsoleVisitor.page(
                    admin.submit(mine, Map.of("displayName", List.of("Mine"))), 422, path + "/edit");

            assertThat(refused.select(".alert").text()).contains("Another user changed this entry");
            assertThat(value(refused, "displayName")).isEqualTo("Mine");
            assertThat(refused.getElementById("displayName-meanwhile").text()).isEqualTo("Saved value: Theirs");
            admin.done(admin.submit(refused, Map.of()));
            assertThat(account().getString("displayName")).isEqualTo("Mine");
        }

        @Test
        void aResetShowsTheNewPasswordAndEndsTheSessions() {
            var visitor = ConsoleVisitor.of(gate, username, username + "-demo");
            assertThat(visitor.get("/console").status()).isEqualTo(403);

            var answer = admin.submit(admin.page(path + "/password"), Map.of());

            var password = ConsoleVisitor.page(answer, 200, path)
                    .select(".secret code")
                    .last()
                    .text();
            assertThat(visitor.get("/console").status())
                    .as("redirect to the sign-in page")
                    .isEqualTo(303);
            assertThat(signIn(username + "-demo").status()).isEqualTo(401);
            assertThat(signIn(password).status()).isEqualTo(303);
        }

        @Test
        void aResetTakesThePasskeysAwayIfToldTo() {
            var owner = gate.browser();
            owner.form("/signin", Map.entry("username", username), Map.entry("password", username + "-demo"));
            var authenticator = new Authenticator(gate);
            var registered = owner.send(
                    "POST",
                    "/passkeys/registration",
                    authenticator
                            .create(
                                    owner.send("POST", "/passkeys/registration/options", "{}")
                                            .json(),
                                    "My key")
                            .encode());
            assertThat(registered.status()).as("%s", registered).isEqualTo(201);
            var page = admin.page(path + "/password");
            assertThat(page.select("label[for=deletePasskeys-true]").text())
                    .isEqualTo("Delete the passkeys of this account too (1)");
            assertThat(admin.page(path + "/delete").select(".facts").text()).contains("Passkeys that are deleted 1");

            admin.submit(page, Map.of());
            assertThat(signInWithPasskey(authenticator)).isEqualTo(200);
            admin.submit(page, Map.of("deletePasskeys", List.of("true")));

            assertThat(signInWithPasskey(authenticator)).isEqualTo(401);
            assertThat(AuditTrail.by("account.changed", "admin"))
                    .anyMatch(detail -> detail.endsWith("sessions ended: 1, passkeys deleted: 1"));
            assertThat(admin.page(path + "/password").select("[name=deletePasskeys]"))
                    .isEmpty();
        }

        private int signInWithPasskey(Authenticator authenticator) {
            var browser = gate.browser();
            var options = browser.send("POST", "/passkeys/authentication/options", "{}")
                    .json();
            return browser.send(
                            "POST",
                            "/passkeys/authentication",
                            authenticator.sign(options).encode())
                    .status();
        }

        @Test
        void administratorsChangeTheirOwnPasswordWhereTheyTypeTheOneBefore() {
            var visitor = ConsoleVisitor.of(gate, username, username + "-demo");
            api.put(
                    "/accounts/" + id,
                    new JsonObject()
                            .put("displayName", "Mine")
                            .put("role", "ADMINISTRATOR")
                            .put("active", true));

            assertThat(visitor.page(path).select("a[href=/my-access/password]")).isNotEmpty();
            var sent = visitor.get(path + "/password");
            assertThat(sent.status()).isEqualTo(303);
            assertThat(sent.location().getPath()).isEqualTo("/my-access/password");
            var refused = visitor.post(path + "/password", Map.of("passwordChoice", "type", "password", "another one"));

            assertThat(ConsoleVisitor.page(refused, 422, path).select(".alert").text())
                    .isEqualTo("Change your own password under My access. Your current password is needed there.");
            assertThat(signIn(username + "-demo").status()).isEqualTo(303);
        }

        @Test
        void deactivationIsConfirmedAndKeepsThePersonOut() {
            var page = admin.page(path + "/status");
            assertThat(page.select("h1").text()).isEqualTo("Deactivate this account?");

            admin.done(admin.submit(page, Map.of()));

            assertThat(signIn(username + "-demo").status()).isEqualTo(401);
            admin.done(admin.submit(admin.page(path + "/status"), Map.of()));
            assertThat(signIn(username + "-demo").status()).isEqualTo(303);
        }

        @Test
        void deletionNamesTheTokensThatEnd() {
            gate.grant(username, List.of(Gate.CUSTOMERS_SCOPE));
            var page = admin.page(path + "/delete");
            assertThat(page.select(".facts").text()).contains("Tokens that are deleted 1");

            assertThat(admin.done(admin.submit(page, Map.of()))
                            .select("[data-notice]")
                            .text())
                    .isEqualTo("Deleted.");
            assertThat(admin.get(path).status()).isEqualTo(404);
        }

        @Test
        void whatWasChangedSinceItWasConfirmedIsNotDeleted() {
            var page = admin.page(path + "/delete");
            admin.done(admin.submit(admin.page(path + "/edit"), Map.of("displayName", List.of("Changed"))));

            assertThat(admin.submit(page, Map.of()).status()).isEqualTo(422);
            assertThat(account().getString("displayName")).isEqualTo("Changed");
        }

        @Test
        void aLockoutIsLifted() {
            assertThat(admin.page(path).select("[aria-labelledby=lockout]").text())
                    .contains("No lockout is active for this account.");

            admin.done(admin.post(path + "/lockout", Map.of()));

            assertThat(AuditTrail.of("account.lockout_lifted")).contains("SUCCESS " + username);
        }
    }

    @Nested
    class OwnAccount {
        private String path;

        @BeforeEach
        void find() {
            var id = api.createPerson(username, "ADMINISTRATOR");
            admin = ConsoleVisitor.of(gate, username, username + "-demo");
            path = ACCOUNTS + "/" + id;
        }

        @Test
        void offersNeitherDeactivationNorDeletionAndSaysWhy() {
            var page = admin.page(path);

            assertThat(page.select(".notice").text()).startsWith("This is your own account.");
            assertThat(page.select("a[href$=/status], a[href$=/delete]")).isEmpty();
        }

        @Test
        void keepsItsRoleWhateverIsSent() {
            var page = admin.page(path + "/edit");
            assertThat(page.select("input[name=role]")).isEmpty();

            admin.done(admin.submit(page, Map.of("displayName", List.of("Me"), "role", List.of("NONE"))));

            assertThat(account().getString("role")).isEqualTo("ADMINISTRATOR");
        }

        @Test
        void isNeitherDeactivatedNorDeletedWhateverIsSent() {
            assertThat(admin.post(path + "/status", Map.of("active", "false")).status())
                    .isEqualTo(422);
            assertThat(admin.post(path + "/delete", Map.of()).status()).isEqualTo(422);
            assertThat(account().getBoolean("active")).isTrue();
        }
    }

    @Nested
    class Auditors {
        @Test
        void seeEverythingAndMayPressNothing() {
            var path = ACCOUNTS + "/" + api.createPerson(username);
            var auditor = ConsoleVisitor.auditor(gate);

            for (var page : List.of(ACCOUNTS, path)) {
                assertThat(auditor.page(page).select("main form[method=post], main a.button:not([rel=next])"))
                        .as(page)
                        .isEmpty();
            }
            for (var post : List.of(
                    ACCOUNTS + "/new",
                    path + "/edit",
                    path + "/password",
                    path + "/status",
                    path + "/lockout",
                    path + "/delete")) {
                assertThat(auditor.post(post, Map.of("active", "false")).status())
                        .as(post)
                        .isEqualTo(403);
            }
            assertThat(account().getBoolean("active")).isTrue();
        }

        @Test
        void peopleWithoutARoleDoNotComeIn() {
            assertThat(ConsoleVisitor.somebody(gate, null).get(ACCOUNTS).status())
                    .isEqualTo(403);
        }
    }

    private Answer signIn(String password) {
        return gate.browser().form("/signin", Map.entry("username", username), Map.entry("password", password));
    }

    private JsonObject account() {
        JsonArray items = api.get("/accounts?search=" + username).json().getJsonArray("items");
        assertThat(items).hasSize(1);
        return items.getJsonObject(0);
    }
}
