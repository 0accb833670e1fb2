// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.listing.Cursor;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Not a test: {@code make bench} runs this class to measure the lists of the admin API in a large tenant with 10,000
 * clients, 5,000 scopes, 20,000 accounts, 10,000 services, 1,000,000 tokens and 1,000,000 audit events. Each list,
 * order and search is requested over HTTP after a warm-up. A median above {@value #ALLOWED_MS} ms fails the run and
 * prints the query plans.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ListBench {
    private static final int ALLOWED_MS = 200;
    private static final int WARM_UP = 8;
    private static final int MEASURED = 15;

    /** The positions with half of the tokens and with thirty tokens behind them; see {@code list-bench.sql}. */
    private static final String MIDDLE_TOKEN = after("-issuedAt", "018bedb2-cd00-7000-8000-000000000000");

    private static final String LAST_TOKENS = after("-issuedAt", "018bcfe5-dd30-7000-8000-000000000000");

    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

    @TestHTTPResource("/")
    URI base;

    private AdminApi admin;
    private final List<String> slow = new ArrayList<>();

    @Test
    void everyListOfALargeTenantAnswersAtOnce() throws SQLException {
        fill();
        admin = AdminApi.of(new Gate(base));
        System.out.printf("%n%-64s %6s %10s %8s  %s%n", "", "rows", "median ms", "max ms", "scans");
        clients();
        scopes();
        accounts();
        groups();
        catalogue();
        tokens();
        previews();
        auditEvents();
        assertThat(slow).as("slower than %s ms", ALLOWED_MS).isEmpty();
    }

    private void clients() {
        measure("/clients?limit=50");
        measure("/clients?limit=200");
        measure("/clients?limit=50" + after("name", NOBODY, "partner 5", "1.1"));
        measure("/clients?limit=50" + after("name", NOBODY, "warehouse 9991", "1.0"));
        sorted("/clients", "name", "createdAt", "updatedAt");
        searches("/clients?search=", "partner", "partner 8888", "benchclient10000", "zzzz", "9");
    }

    private void scopes() {
        measure("/scopes?limit=50");
        measure("/scopes?limit=200");
        measure("/scopes?limit=50" + after("name", NOBODY, "bench.scope-3"));
        measure("/scopes?limit=50" + after("name", NOBODY, "bench.scope-998"));
        sorted("/scopes", "name", "createdAt", "updatedAt");
        searches("/scopes?search=", "bench", "scope-4711", "opens part 4710", "zzzz", "7");
    }

    private void accounts() {
        measure("/accounts?limit=50");
        measure("/accounts?limit=50" + after("username", NOBODY, "bench.person-15"));
        measure("/accounts?limit=50" + after("username", NOBODY, "bench.person-9998"));
        sorted("/accounts", "username", "displayName", "createdAt");
        searches("/accounts?search=", "person", "person-19999", "number 777", "zzzz", "9");
    }

    private void groups() {
        measure("/groups?limit=50");
        measure("/groups?limit=50" + after("name", NOBODY, "bench group 500"));
        sorted("/groups", "name", "createdAt");
        searches("/groups?search=", "group", "group 999", "zzzz");
        var large = admin.get("/groups?search=bench+group+1000")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
        for (var members : List.of("accounts", "clients")) {
            var path = "/groups/" + large + "/" + members;
            measure(path + "?limit=50");
            measure(path + "?limit=50"
                    + (members.equals("accounts")
                            ? after("username", NOBODY, "bench.person-15")
                            : after("name", NOBODY, "partner 5", "1.1")));
            searches(path + "?search=", "n", "zzzz");
        }
    }

    private void catalogue() {
        measure("/projects?limit=50");
        measure("/projects?limit=50" + after("projectId", NOBODY, "flbench500"));
        sorted("/projects", "projectId", "name", "createdAt");
        searches("/projects?search=", "bench", "project 999", "zzzz");
        measure("/services?limit=50");
        measure("/services?limit=50" + after("path", NOBODY, "/integration/restv2/development/flbench500/Api1/parts"));
        sorted("/services", "path", "name", "lastUsedAt", "createdAt");
        measure("/services?projectId=flbench1");
        searches("/services?search=", "parts", "flbench777/", "description of 7777", "zzzz");
        measure("/upstreams?limit=50");
        measure("/signing-keys?limit=50");
    }

    private void tokens() {
        measure("/tokens?limit=50");
        measure("/tokens?limit=200");
        measure("/tokens?limit=50" + MIDDLE_TOKEN);
        measure("/tokens?limit=50" + LAST_TOKENS);
        filtered("client=benchclient1"); // every tenth token
        filtered("client=benchclient7777"); // a hundred tokens
        filtered("client=nobody");
        filtered("account=" + account("bench.person-2"));
        filtered("account=" + account("bench.person-10000"));
        filtered("scope=bench.everyday"); // every second token
        filtered("scope=bench.scope-77"); // two hundred tokens
        filtered("scope=bench.scope-5000"); // one token
        filtered("scope=bench.bygone"); // thirty thousand old tokens
        filtered("scope=zzzz");
        filtered("search=nightly"); // every tenth token
        filtered("search=nightly+job+77");
        filtered("search=quarterly"); // one token
        filtered("search=legacy"); // thirty thousand old tokens
        filtered("search=partner"); // a quarter of the clients
        filtered("search=partner+8888"); // one client
        filtered("search=person-1999"); // eleven users
        filtered("search=bench.person"); // all users
        filtered("search=zzzz");
        filtered("search=9");
        filtered("search=zq");
        filtered("client=benchclient1&scope=bench.scope-5000");
        filtered("client=benchclient1&scope=bench.everyday&search=nightly");
        filtered("account=" + account("bench.person-2") + "&search=quarterly");
        filtered("scope=bench.everyday&search=zzzz");
        sorted("/tokens", "issuedAt", "expiresAt", "lastUsedAt");
        for (var sort : List.of("expiresAt", "-expiresAt", "lastUsedAt", "-lastUsedAt")) {
            for (var filter : List.of(
                    "client=benchclient1",
                    "client=benchclient7777",
                    "account=" + account("bench.person-2"),
                    "scope=bench.everyday",
                    "scope=bench.scope-77",
                    "search=nightly",
                    "search=quarterly",
                    "search=zzzz")) {
                measure("/tokens?" + filter + "&sort=" + sort);
            }
        }
    }

    private void auditEvents() {
        measure("/audit-events?limit=50");
        measure("/audit-events?limit=200");
        measure("/audit-events?limit=50" + after("-at", NOBODY, "2023-11-20T00:00:00Z"));
        for (var filter : List.of(
                "action=token.issued", // half of the events
                "action=issuer.deleted", // five old events
                "action=token.",
                "action=issuer.",
                "outcome=SUCCESS",
                "outcome=FAILURE", // a thousandth of the events
                "actor=bench.person-2",
                "actor=nobody",
                "client=benchclient7777",
                "address=192.0.2.7",
                "address=198.51.100.1",
                "from=2023-11-18T00:00:00Z&to=2023-11-18T00:10:00Z",
                "to=2023-11-20T00:00:00Z",
                "search=quarterly", // one event
                "search=legacy", // thirty thousand old events
                "search=person-1999",
                "search=zzzz",
                "search=zq",
                "search=9",
                "action=token.issued&outcome=FAILURE",
                "actor=bench.person-2&action=gateway.denied",
                "outcome=DENIED&search=legacy",
                "client=benchclient7777&from=2023-11-16T00:00:00Z&search=person")) {
            measure("/audit-events?" + filter);
        }
        measure("/audit-events?since=now");
        var newest = admin.get("/audit-events?limit=1").json().getJsonArray("items");
        measure("/audit-events?since=" + newest.getJsonObject(0).getString("id"));
    }

    /** Measures a list in each order, on its first page and on its second page. */
    private void sorted(String list, String... sorts) {
        for (var sort : sorts) {
            for (var direction : List.of("", "-")) {
                var path = list + "?limit=50&sort=" + direction + sort;
                measure(path);
                measure(path + "&after=" + admin.get(path).json().getString("next"));
            }
        }
    }

    private static String after(String sort, String id, String... values) {
        return "&after=" + new Cursor(sort, List.of(values), UUID.fromString(id)).text();
    }

    private void previews() {
        answers("/services/covered?pattern=/integration/restv2/development/flbench7/**");
        answers("/services/covered?pattern=/integration/**"); // all services
        answers("/services/covered?pattern=/integration/restv2/development/FLBENCH7/*/parts"); // no service
        answers("/service-tree");
        answers("/service-tree?search=flbench777");
        answers("/service-tree?search=zzzz");
        answers("/service-tree?projectId=flbench7");
        answers("/projects/flbench7/usage");
        answers("/services/" + id("/services?search=flbench777/") + "/usage");
        answers("/groups/" + id("/groups?search=bench+group+1000") + "/usage");
        answers("/clients/benchclient1/usage"); // a hundred thousand tokens
        answers("/clients/benchclient7777/usage");
        answers("/accounts/" + account("bench.person-2") + "/usage"); // a hundred thousand tokens too
        for (var name : List.of("everyday", "scope-77", "scope-5000", "bygone", "wide")) {
            var scope = "/scopes/" + id("/scopes?search=bench." + name) + "/";
            answers(scope + "usage");
            var path = AdminApi.V1 + scope + "impact";
            measure(
                    name + ", impact of its deletion",
                    () -> admin.gate().send("POST", path, null, Gate.bearer(admin.token())));
        }
    }

    private void answers(String path) {
        measure(path, () -> admin.get(path));
    }

    private String id(String list) {
        return admin.get(list).json().getJsonArray("items").getJsonObject(0).getString("id");
    }

    private void filtered(String filter) {
        measure("/tokens?" + filter);
        measure("/tokens?" + filter + MIDDLE_TOKEN);
    }

    private void searches(String list, String... texts) {
        for (var text : texts) {
            measure(list + Gate.encode(text));
        }
    }

    private void measure(String path) {
        measure(path, () -> admin.get(path));
    }

    private void measure(String path, Supplier<Answer> ask) {
        var answer = ask.get();
        assertThat(answer.status()).as("%s %s", path, answer).isEqualTo(200);
        var items = answer.json().getJsonArray("items");
        var rows = items == null ? 1 : items.size();
        for (var i = 0; i < WARM_UP; i++) {
            ask.get();
        }
        var millis = new double[MEASURED];
        for (var i = 0; i < MEASURED; i++) {
            var sent = System.nanoTime();
            ask.get();
            millis[i] = (System.nanoTime() - sent) / 1e6;
        }
        Arrays.sort(millis);
        var median = millis[MEASURED / 2];
        var plans = QueryPlans.of(ask::get);
        System.out.printf(
                "%-64s %6d %10.1f %8.1f  %s%n", path, rows, median, millis[MEASURED - 1], QueryPlans.scans(plans));
        if (median > ALLOWED_MS) {
            slow.add("%s: %.1f ms".formatted(path, median));
            System.out.println(String.join("\n", plans));
        }
    }

    private String account(String username) {
        return ((JsonObject) admin.get("/accounts?search=" + username)
                        .json()
                        .getJsonArray("items")
                        .getValue(0))
                .getString("id");
    }

    private static void fill() throws SQLException {
        var began = System.nanoTime();
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement();
                var script = ListBench.class.getResourceAsStream("/list-bench.sql")) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        System.out.printf("%nfilled the database in %.0f s%n", (System.nanoTime() - began) / 1e9);
    }
}
