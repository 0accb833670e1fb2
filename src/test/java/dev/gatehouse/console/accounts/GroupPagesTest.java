// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import static dev.gatehouse.testing.ConsoleVisitor.error;
import static dev.gatehouse.testing.ConsoleVisitor.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The group pages of the console. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GroupPagesTest {
    private static final String GROUPS = "/console/groups";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi api;
    private ConsoleVisitor admin;
    private String name;

    @BeforeEach
    void start() {
        gate = new Gate(base);
        api = AdminApi.of(gate);
        admin = ConsoleVisitor.administrator(gate);
        name = AdminApi.unique();
    }

    @Test
    void oneIsAddedFoundAndOpened() {
        var page = admin.done(admin.submit(
                admin.page(GROUPS + "/new"), Map.of("name", List.of(name), "description", List.of("<i>late</i>"))));

        assertThat(page.select("h1").text()).isEqualTo(name);
        assertThat(page.select("main i")).isEmpty();
        assertThat(page.select(".empty").text()).isEqualTo("No accounts in this group yet");
        assertThat(admin.page(GROUPS + "?search=" + name).select("tbody tr").text())
                .contains(name, "<i>late</i>");
    }

    @Test
    void aNameThatIsTakenIsToldBesideIt() {
        api.createGroup(name);

        var answer = admin.submit(
                admin.page(GROUPS + "/new"), Map.of("name", List.of(name), "description", List.of("kept")));

        var page = ConsoleVisitor.page(answer, 422, GROUPS);
        assertThat(error(page, "name")).isEqualTo("A group named " + name + " exists already. Choose another name.");
        assertThat(value(page, "description")).isEqualTo("kept");
    }

    @Nested
    class OneOfThem {
        private String id;
        private String path;

        @BeforeEach
        void make() {
            id = api.createGroup(name);
            path = GROUPS + "/" + id;
        }

        @Test
        void theSecondAdministratorIsToldAndLosesNothing() {
            var mine = admin.page(path + "/edit");
            admin.done(admin.submit(admin.page(path + "/edit"), Map.of("description", List.of("theirs"))));

            var refused = ConsoleVisitor.page(
                    admin.submit(mine, Map.of("description", List.of("mine"))), 422, path + "/edit");

            assertThat(value(refused, "description")).isEqualTo("mine");
            admin.done(admin.submit(refused, Map.of()));
            assertThat(api.get("/groups/" + id).json().getString("description")).isEqualTo("mine");
        }

        @Test
        void accountsJoinAndLeave() {
            var username = AdminApi.unique();
            var account = api.createPerson(username);
            var add = path + "/members/accounts/add";
            assertThat(admin.page(add + "?search=" + username)
                            .select("input[name=member]")
                            .attr("value"))
                    .isEqualTo(account);

            assertThat(admin.done(admin.post(add, Map.of("member", account)))
                            .select("tbody tr")
                            .text())
                    .contains(username);
            assertThat(admin.page(add + "?search=" + username).select("input[name=member]"))
                    .isEmpty();
            var question = admin.page(path + "/members/accounts/remove?member=" + account);
            assertThat(question.select("tbody tr").text()).contains(username);
            admin.done(admin.submit(question, path + "/members/accounts/remove", Map.of()));
            assertThat(api.get("/groups/" + id + "/accounts").json().getJsonArray("items"))
                    .isEmpty();
        }

        @Test
        void clientsJoinAndLeave() {
            var clients = path + "/members/clients";

            assertThat(admin.done(admin.post(clients + "/add", Map.of("member", Gate.CONFIDENTIAL_CLIENT)))
                            .select("tbody a")
                            .attr("href"))
                    .isEqualTo("/console/clients/" + Gate.CONFIDENTIAL_CLIENT);
            admin.done(admin.post(clients + "/remove", Map.of("member", Gate.CONFIDENTIAL_CLIENT)));
            assertThat(api.get("/groups/" + id + "/clients").json().getJsonArray("items"))
                    .isEmpty();
        }

        @Test
        void nobodySelectedIsTold() {
            for (var form : List.of("/members/accounts/remove", "/members/accounts/add")) {
                var answer = admin.post(path + form, Map.of());
                assertThat(ConsoleVisitor.page(answer, 422, path)
                                .select(".alert")
                                .text())
                        .isEqualTo("Select at least one member.");
            }
        }

        @Test
        void oneThatLimitsAScopeIsNotDeletedAndTheScopeNamed() {
            var scope = AdminApi.unique();
            api.createScope(scope, "/integration/rest/" + scope, id);
            var page = admin.page(path + "/delete");

            var refused = ConsoleVisitor.page(admin.submit(page, Map.of()), 422, path + "/delete");

            assertThat(refused.select(".alert").text())
                    .isEqualTo("The access control lists of these scopes contain the group: " + scope
                            + ". Remove the group there first.");
            assertThat(api.get("/groups/" + id).status()).isEqualTo(200);
        }

        @Test
        void whatTheMembersAloneMayHaveIsNamedWhereSomeLeave() {
            var scope = AdminApi.unique();
            api.createScope(scope, "/integration/rest/" + scope, id);
            api.join(id, "clients", Gate.CONFIDENTIAL_CLIENT);

            assertThat(admin.page(path + "/members/clients").select("main > p").text())
                    .contains("Scopes limited to this group: " + scope);
            var question = admin.page(path + "/members/clients/remove?member=" + Gate.CONFIDENTIAL_CLIENT);
            assertThat(question.select(".warning").text()).isEqualTo("The members lose these scopes: " + scope);
            assertThat(api.get("/groups/" + id + "/clients").json().getJsonArray("items"))
                    .hasSize(1);
        }

        @Test
        void deletionNamesHowManyLeave() {
            api.join(id, "clients", Gate.CONFIDENTIAL_CLIENT);
            var page = admin.page(path + "/delete");
            assertThat(page.select(".facts").text()).isEqualTo("Accounts 0 Clients 1");

            admin.done(admin.submit(page, Map.of()));

            assertThat(api.get("/groups/" + id).status()).isEqualTo(404);
        }

        @Test
        void auditorsSeeItAndMayPressNothing() {
            api.join(id, "clients", Gate.CONFIDENTIAL_CLIENT);
            var auditor = ConsoleVisitor.auditor(gate);

            var page = auditor.page(path + "/members/clients");
            assertThat(page.select("main a.button, main button:not(.toolbar button), main input[type=checkbox]"))
                    .isEmpty();
            for (var post : List.of(
                    GROUPS + "/new",
                    path + "/edit",
                    path + "/delete",
                    path + "/members/clients/remove",
                    path + "/members/accounts/add")) {
                assertThat(auditor.post(post, Map.of("member", Gate.CONFIDENTIAL_CLIENT))
                                .status())
                        .as(post)
                        .isEqualTo(403);
            }
            assertThat(api.get("/groups/" + id + "/clients").json().getJsonArray("items"))
                    .hasSize(1);
        }

        @Test
        void anotherKindOfMemberDoesNotExist() {
            assertThat(admin.get(path + "/members/robots").status()).isEqualTo(404);
            assertThat(admin.post(path + "/members/accounts/add", Map.of("member", "nobody"))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void namesOfManyKindsAreKept() {
        var view = api.created("/groups", new JsonObject().put("name", name + " <script>x</script>"));

        assertThat(admin.page(GROUPS + "/" + view.getString("id")).select("h1").text())
                .isEqualTo(name + " <script>x</script>");
    }
}
