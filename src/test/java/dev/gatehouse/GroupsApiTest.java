// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static dev.gatehouse.testing.AdminApi.ABSENT;
import static dev.gatehouse.testing.AdminApi.assertConflict;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertNoContent;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.outsideBody;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups in the admin API, their members, and the resources that refer to groups. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GroupsApiTest {
    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
    }

    @Nested
    class Groups {

        @Test
        void groupIsCreatedReadReplacedAndDeleted() {
            var name = unique();
            var answer = admin.post("/groups", group(" " + name + " ").put("description", "Those who may"));

            assertThat(answer.status()).isEqualTo(201);
            var created = answer.json();
            var id = created.getString("id");
            assertThat(answer.location().getPath()).isEqualTo(AdminApi.V1 + "/groups/" + id);
            assertThat(created)
                    .isEqualTo(new JsonObject()
                            .put("id", id)
                            .put("name", name)
                            .put("description", "Those who may")
                            .put("createdAt", created.getString("createdAt")));
            assertThat(admin.get("/groups/" + id).json()).isEqualTo(created);
            assertThat(admin.get("/groups?search=" + name).json())
                    .isEqualTo(new JsonObject().put("items", new JsonArray().add(created)));

            var changed = admin.put("/groups/" + id, group(name + "x"));
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.json())
                    .isEqualTo(created.copy().put("name", name + "x").putNull("description"));
            assertThat(admin.get("/groups/" + id).json()).isEqualTo(changed.json());

            assertNoContent(admin.delete("/groups/" + id));
            assertProblem(admin.get("/groups/" + id), 404, "Not found", "The group does not exist.");
            assertThat(AuditTrail.of("group.created")).contains("SUCCESS " + name);
            assertThat(AuditTrail.of("group.changed")).contains("SUCCESS " + name + "x was named " + name);
            assertThat(AuditTrail.of("group.deleted")).contains("SUCCESS " + name + "x");
        }

        @Test
        void nameIsUniqueIgnoringCase() {
            var name = unique();
            var other = unique();
            admin.createGroup(name);
            var id = admin.createGroup(other);
            var taken = name.toUpperCase();

            var why = "A group named " + taken + " exists already. Choose another name.";
            assertConflict(admin.post("/groups", group(taken)), "name", why);
            assertConflict(admin.put("/groups/" + id, group(taken)), "name", why);
            assertThat(admin.put("/groups/" + id, group(other.toUpperCase())).status())
                    .isEqualTo(200);
        }

        @Test
        void inputThatBreaksARuleIsNamed() {
            assertInvalid(admin.post("/groups", new JsonObject()), error("name", "A value is required."));
            assertInvalid(
                    admin.post("/groups", group("a".repeat(101)).put("description", "b".repeat(501))),
                    error("name", "At most 100 characters are allowed."),
                    error("description", "At most 500 characters are allowed."));
            assertInvalid(
                    admin.post("/groups", group("a\u0007b")),
                    error("name", "Control characters are not allowed. Remove them."));
            assertInvalid(
                    admin.post("/groups", group("a").put("members", 1)),
                    error("members", "This field does not exist, or its value has the wrong type."));
            assertInvalid(
                    gate.postJson(AdminApi.V1 + "/groups", "", admin.token()),
                    outsideBody("body", "A value is required."));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\u202a",
                    "\u202b",
                    "\u202c",
                    "\u202d",
                    "\u202e",
                    "\u2066",
                    "\u2067",
                    "\u2068",
                    "\u2069",
                    "\u200e",
                    "\u200f",
                    "\u061c",
                    "\u200b",
                    "\u00ad",
                    "\ufeff",
                    "\u3164",
                    "\udb40\udc41"
                })
        void nameHasNothingInvisible(String character) {
            var why = error("name", "Invisible, bidirectional and unassigned characters are not allowed. Remove them.");
            assertInvalid(admin.post("/groups", group("a" + character + "b")), why);
            assertInvalid(admin.put("/groups/" + admin.createGroup(unique()), group("a" + character + "b")), why);
        }

        @Test
        void listIsWalkedByNameInPages() {
            var prefix = unique();
            for (var letter : List.of("b", "C", "a")) {
                admin.createGroup(prefix + letter);
            }

            assertThat(admin.walk("/groups?limit=2&search=" + prefix).stream().map(group -> group.getString("name")))
                    .containsExactly(prefix + "a", prefix + "b", prefix + "C");
            assertInvalid(
                    admin.get("/groups?limit=201"), outsideBody("limit", "The number must be between 1 and 200."));
        }

        @Test
        void groupThatLimitsScopesIsNotDeleted() {
            var id = admin.createGroup(unique());
            var one = unique();
            var other = unique();
            admin.createScope(one, "/integration/some", id);
            var scope = admin.createScope(other, "/integration/some", id);
            var both = Stream.of(one, other).sorted().toList();

            assertProblem(
                    admin.delete("/groups/" + id),
                    409,
                    "Conflict",
                    "The access control lists of these scopes contain the group: " + both.getFirst() + ", "
                            + both.getLast() + ". Remove the group there first.");
            assertThat(admin.put("/scopes/" + scope, AdminApi.scope(other, "/integration/some"))
                            .status())
                    .isEqualTo(200);
            assertProblem(
                    admin.delete("/groups/" + id),
                    409,
                    "Conflict",
                    "The access control lists of these scopes contain the group: " + one
                            + ". Remove the group there first.");
        }
    }

    @Nested
    class Members {

        @Test
        void accountsAndClientsJoinOnceAndLeaveOnce() {
            var name = unique();
            var group = admin.createGroup(name);
            var username = unique();
            var account = admin.createPerson(username);
            var partner = Partner.register(gate);
            var client = partner.registration().getString("name");

            for (var again = 0; again < 2; again++) {
                admin.join(group, "accounts", account);
                admin.join(group, "clients", partner.clientId());
            }
            assertThat(admin.get("/groups/" + group + "/accounts").json())
                    .isEqualTo(items(new JsonObject()
                            .put("id", account)
                            .put("username", username)
                            .put("displayName", username)
                            .put("active", true)));
            assertThat(admin.get("/groups/" + group + "/clients").json())
                    .isEqualTo(items(new JsonObject()
                            .put("clientId", partner.clientId())
                            .put("name", client)
                            .put("version", "1.0")
                            .put("active", true)));
            var named = new JsonArray().add(new JsonObject().put("id", group).put("name", name));
            assertThat(admin.get("/accounts/" + account).json().getJsonArray("groups"))
                    .isEqualTo(named);
            assertThat(first("/accounts?search=" + username).getJsonArray("groups"))
                    .isEqualTo(named);
            assertThat(admin.get("/clients/" + partner.clientId()).json().getJsonArray("groups"))
                    .isEqualTo(named);
            assertThat(first("/clients?search=" + partner.clientId()).getJsonArray("groups"))
                    .isEqualTo(named);

            for (var again = 0; again < 2; again++) {
                admin.leave(group, "accounts", account);
                admin.leave(group, "clients", partner.clientId());
            }
            assertThat(admin.get("/groups/" + group + "/accounts").json()).isEqualTo(items());
            assertThat(admin.get("/groups/" + group + "/clients").json()).isEqualTo(items());
            for (var action : List.of("group.member_added", "group.member_removed")) {
                assertThat(AuditTrail.of(action))
                        .filteredOn(event -> event.startsWith("SUCCESS " + name + " "))
                        .as(action)
                        .containsExactly(
                                "SUCCESS " + name + " account " + username,
                                "SUCCESS " + name + " client " + client + " 1.0");
            }
        }

        @Test
        void membersAreSearchedAndWalkedInPages() {
            var group = admin.createGroup(unique());
            var prefix = unique();
            for (var letter : List.of("b", "c", "a")) {
                admin.join(group, "accounts", admin.createPerson(prefix + letter));
                var wishes = new JsonObject().put("name", prefix + letter);
                admin.join(group, "clients", Partner.register(gate, wishes).clientId());
            }
            var all = List.of(prefix + "a", prefix + "b", prefix + "c");

            assertThat(usernames(admin.walk("/groups/" + group + "/accounts?limit=2")))
                    .isEqualTo(all);
            assertThat(usernames(admin.walk("/groups/" + group + "/accounts?search=" + prefix + "B")))
                    .containsExactly(prefix + "b");
            assertThat(admin.walk("/groups/" + group + "/clients?limit=2").stream()
                            .map(client -> client.getString("name")))
                    .isEqualTo(all);
            assertThat(admin.walk("/groups/" + group + "/clients?search=" + prefix + "C").stream()
                            .map(client -> client.getString("name")))
                    .containsExactly(prefix + "c");
            for (var members : List.of("/accounts", "/clients")) {
                assertThat(admin.walk("/groups/" + group + members + "?limit=1&search=" + prefix))
                        .as(members)
                        .hasSize(all.size());
                assertInvalid(
                        admin.get("/groups/" + group + members + "?after=x"),
                        outsideBody(
                                "after",
                                "The value must come from the field next of a page of this list. Leave it out to get the first page."));
            }
        }

        @Test
        void membershipsGoWithTheGroup() {
            var group = admin.createGroup(unique());
            var account = admin.createPerson(unique());
            admin.join(group, "accounts", account);

            assertNoContent(admin.delete("/groups/" + group));

            assertThat(admin.get("/accounts/" + account).json().getJsonArray("groups"))
                    .isEmpty();
        }

        @Test
        void unknownOnesAreNotFound() {
            var group = admin.createGroup(unique());
            var account = admin.createPerson(unique());
            for (var path : List.of(
                    "/groups/" + ABSENT + "/accounts/" + account,
                    "/groups/" + ABSENT + "/clients/" + Gate.PUBLIC_CLIENT)) {
                assertProblem(admin.put(path), 404, "Not found", "The group does not exist.");
                assertProblem(admin.delete(path), 404, "Not found", "The group does not exist.");
            }
            for (var list : List.of("/accounts", "/clients")) {
                assertProblem(admin.get("/groups/" + ABSENT + list), 404, "Not found", "The group does not exist.");
            }
            var noAccount = "/groups/" + group + "/accounts/" + ABSENT;
            assertProblem(admin.put(noAccount), 404, "Not found", "The account does not exist.");
            assertProblem(admin.delete(noAccount), 404, "Not found", "The account does not exist.");
            var noClient = "/groups/" + group + "/clients/nobody";
            assertProblem(admin.put(noClient), 404, "Not found", "The client does not exist.");
            assertProblem(admin.delete(noClient), 404, "Not found", "The client does not exist.");
        }
    }

    @Nested
    class ScopesNameTheirGroups {

        @Test
        void accessListIsCreatedReadAndReplaced() {
            var name = unique();
            var one = named("a");
            var other = named("b");
            var body = AdminApi.scope(name, "/integration/some", other.getString("id"), one.getString("id"));

            var created = admin.created("/scopes", body);

            assertThat(created.getJsonArray("groups")).containsExactly(one, other);
            var path = "/scopes/" + created.getString("id");
            assertThat(admin.get(path).json()).isEqualTo(created);
            assertThat(first("/scopes?search=" + name)).isEqualTo(created);
            var replaced = admin.put(path, AdminApi.scope(name, "/integration/some", other.getString("id")));
            assertThat(replaced.json().getJsonArray("groups")).containsExactly(other);
            assertThat(admin.put(path, AdminApi.scope(name, "/integration/some"))
                            .json()
                            .getJsonArray("groups"))
                    .isEmpty();
        }

        @Test
        void listIsForNobodyInParticularUnlessSaidOtherwise() {
            var body = AdminApi.scope(unique(), "/integration/some");
            body.remove("groups");

            assertThat(admin.created("/scopes", body).getJsonArray("groups")).isEmpty();
        }

        @Test
        void replacementThatLeavesTheListOutIsRefused() {
            var name = unique();
            var group = named("a");
            var scope = admin.createScope(name, "/integration/some", group.getString("id"));
            for (var withoutGroups : List.of(new JsonObject(), new JsonObject().putNull("groups"))) {
                var body = AdminApi.scope(name, "/integration/some");
                body.remove("groups");
                assertInvalid(
                        admin.put("/scopes/" + scope, body.mergeIn(withoutGroups)),
                        error("groups", "A value is required."));
            }
            assertThat(admin.get("/scopes/" + scope).json().getJsonArray("groups"))
                    .containsExactly(group);
        }

        @Test
        void everyFaultyGroupIsNamed() {
            var group = admin.createGroup(unique());
            var body = AdminApi.scope(unique(), "/integration/some", group, ABSENT, group);
            body.getJsonArray("groups").addNull();

            assertInvalid(
                    admin.post("/scopes", body),
                    error("groups[1]", "There is no group with this ID."),
                    error("groups[2]", "This entry appears twice. Remove one of them."),
                    error("groups[3]", "A value is required."));
            assertInvalid(
                    admin.post("/scopes", body.put("groups", new JsonArray().add("not-an-id"))),
                    error("groups[0]", "This field does not exist, or its value has the wrong type."));
            var many = new JsonArray(java.util.Collections.nCopies(101, group));
            assertInvalid(
                    admin.post("/scopes", body.put("groups", many)),
                    error("groups", "At most 100 entries are allowed."));
        }

        private JsonObject named(String prefix) {
            var name = prefix + unique();
            return new JsonObject().put("id", admin.createGroup(name)).put("name", name);
        }
    }

    @Nested
    class Authorization {

        @Test
        void auditorReadsAndChangesNothing() {
            var username = unique();
            admin.createPerson(username, "AUDITOR");
            var group = admin.createGroup(unique());
            var auditor = new AdminApi(gate, gate.adminToken(username, username + "-demo", "gatehouse.audit"));
            var why = "No scope of the access token covers %s of this URL.";

            for (var list : List.of("/groups", "/groups/" + group + "/accounts", "/groups/" + group + "/clients")) {
                assertThat(auditor.get(list).status()).as(list).isEqualTo(200);
            }
            assertProblem(auditor.post("/groups", group("x")), 403, "Forbidden", why.formatted("POST"));
            assertProblem(auditor.put("/groups/" + group, group("x")), 403, "Forbidden", why.formatted("PUT"));
            assertProblem(auditor.delete("/groups/" + group), 403, "Forbidden", why.formatted("DELETE"));
            var member = "/groups/" + group + "/clients/" + Gate.PUBLIC_CLIENT;
            assertProblem(auditor.put(member), 403, "Forbidden", why.formatted("PUT"));
            assertProblem(auditor.delete(member), 403, "Forbidden", why.formatted("DELETE"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/groups", "/groups/" + ABSENT, "/groups/" + ABSENT + "/accounts"})
        void withoutATokenNothingIsToldOfAGroup(String path) {
            assertProblem(gate.get(AdminApi.V1 + path, null), 401, "Unauthorized", "A bearer token is required.");
        }

        @ParameterizedTest
        @CsvSource({"PATCH, /groups", "PUT, /groups", "POST, /groups/" + ABSENT + "/accounts"})
        void otherMethodIsNotAllowed(String method, String path) {
            assertProblem(
                    gate.sendJson(method, AdminApi.V1 + path, "{}", admin.token()),
                    405,
                    "Method Not Allowed",
                    "This method is not allowed here.");
        }
    }

    private JsonObject first(String list) {
        return admin.get(list).json().getJsonArray("items").getJsonObject(0);
    }

    private static JsonObject group(String name) {
        return new JsonObject().put("name", name);
    }

    private static JsonObject items(JsonObject... rows) {
        return new JsonObject().put("items", new JsonArray(List.of(rows)));
    }

    private static List<String> usernames(List<JsonObject> rows) {
        return rows.stream().map(row -> row.getString("username")).toList();
    }
}
