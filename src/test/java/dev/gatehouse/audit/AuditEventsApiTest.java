// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import static dev.gatehouse.testing.AdminApi.ABSENT;
import static dev.gatehouse.testing.AdminApi.V1;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.outsideBody;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditEventsApiTest {

    @TestHTTPResource("/")
    URI base;

    /** The actor of all events of a test. */
    private final String of = unique();

    private Gate gate;
    private AdminApi admin;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
    }

    @AfterEach
    void removeTheBurden() throws SQLException {
        remove("actor = 'burden'");
    }

    @Nested
    class Listed {

        @Test
        void eventTellsWhoDidWhatWhenFromWhereAndHowItEnded() {
            var group = admin.createGroup(of);
            var items = items("?action=group.created&search=" + of);
            assertThat(items).hasSize(1);
            var event = items.getFirst();
            assertThat(event)
                    .isEqualTo(new JsonObject()
                            .put("id", event.getString("id"))
                            .put("at", event.getString("at"))
                            .put("action", "group.created")
                            .put("outcome", "SUCCESS")
                            .put("actor", "admin")
                            .put("client", null)
                            .put("target", of)
                            .put("address", "127.0.0.1")
                            .put("detail", null)
                            .put("occurrences", 1)
                            .put("lastAt", null));
            assertThat(Instant.parse(event.getString("at")))
                    .isAfterOrEqualTo(admin.get("/groups/" + group).json().getInstant("createdAt"))
                    .isBefore(Instant.now().plusSeconds(1));
            assertThat(admin.get("/audit-events/" + event.getString("id")).json())
                    .isEqualTo(event);
        }

        @Test
        void newestComesFirstAndPagesGoOnWhereTheLastOneEnded() throws SQLException {
            for (var i = 0; i < 7; i++) {
                insert("2030-01-0" + (1 + i / 3), "token.issued", "SUCCESS", "c", "t" + i, "d");
            }
            var all = admin.walk("/audit-events?limit=2&actor=" + of);
            assertThat(all).hasSize(7).doesNotHaveDuplicates().isEqualTo(items("?actor=" + of));
            assertThat(all.stream().map(event -> event.getString("at").substring(9, 10)))
                    .containsExactly("3", "2", "2", "2", "1", "1", "1");
        }

        @Test
        void eventsThatComeMeanwhileNeitherRepeatNorHideOthers() throws SQLException {
            for (var i = 0; i < 5; i++) {
                insert("2030-01-01", "token.issued", "SUCCESS", "c", "old", "d");
            }
            var first = admin.get("/audit-events?limit=2&actor=" + of).json();
            for (var at : List.of("2029-01-01", "2030-01-01", "2031-01-01")) {
                insert(at, "token.issued", "SUCCESS", "c", "new", "d");
            }
            var seen = new ArrayList<>(rows(first));
            for (var next = first.getString("next"); next != null; ) {
                var page = admin.get("/audit-events?limit=2&actor=" + of + "&after=" + next)
                        .json();
                seen.addAll(rows(page));
                next = page.getString("next");
            }
            assertThat(seen).doesNotHaveDuplicates();
            assertThat(seen.stream().filter(event -> event.getString("target").equals("old")))
                    .hasSize(5);
        }

        @Test
        void unknownEventIsNotFound() {
            assertProblem(admin.get("/audit-events/" + ABSENT), 404, "Not found", "The audit event does not exist.");
        }
    }

    @Nested
    class Filters {

        @BeforeEach
        void insertSome() throws SQLException {
            insert("2030-01-01T00:00:00Z", "client.created", "SUCCESS", of + "-client", "Shop 1", null);
            insert("2030-01-02T00:00:00Z", "client.changed", "DENIED", of + "-client", "Shop 2", "Because 100%_sure");
            insert("2030-01-03T00:00:00Z", "client_x.changed", "FAILURE", of + "-other", "Shop 3", "qz run");
            insert("2030-01-04T00:00:00Z", "token.issued", "SUCCESS", of + "-other", "Shop 4", null);
        }

        @ParameterizedTest
        @CsvSource({
            "action=client.created, 1",
            "action=client.changed, 2",
            "action=client., 2 1",
            "action=token., 4",
            "action=gateway., ''",
            "outcome=FAILURE, 3",
            "outcome=success, 4 1",
            "from=2030-01-02T00:00:00Z, 4 3 2",
            "to=2030-01-02T00:00:00Z, 1",
            "from=2030-01-01T00:00:00.000001Z&to=2030-01-03T00:00:00.000001Z, 3 2",
            "address=192.0.2.7, 4 3 2 1",
            "address=192.0.2.70, ''",
            "search=shop+3, 3",
            "search=100%25_S, 2",
            "search=%25%25, ''",
            "search=q, 3",
            "search=z+, ''",
            "search=, 4 3 2 1",
            "action=client.&outcome=DENIED, 2",
            "action=client.&search=shop, 2 1",
            "outcome=SUCCESS&search=shop&from=2030-01-02T00:00:00Z, 4"
        })
        void findWhatIsAskedFor(String filter, String targets) throws SQLException {
            var found = targets(items("?actor=" + of + "&" + filter));
            assertThat(found).isEqualTo(targets);
            assertThat(targets(lines(export("?actor=" + of + "&" + filter)))).isEqualTo(targets);
            burden();
            assertThat(targets(items("?actor=" + of + "&" + filter)))
                    .as("events older than ten thousand others")
                    .isEqualTo(targets);
        }

        @Test
        void searchLooksIntoActorClientTargetAndDetail() throws SQLException {
            insertBy(unique(), "x", of + "-target", null);
            insertBy(unique(), "x", null, "why: " + of + "-detail");
            for (var burdened = 0; burdened < 2; burdened++) {
                assertThat(items("?search=" + of.toUpperCase())).hasSize(6);
                assertThat(items("?search=" + of + "-CLIENT")).hasSize(2);
                assertThat(items("?search=" + of + "-target")).hasSize(1);
                assertThat(items("?search=" + of + "-detail")).hasSize(1);
                burden();
            }
        }

        @Test
        void clientIsWhole() {
            assertThat(targets(items("?client=" + of + "-client"))).isEqualTo("2 1");
            assertThat(items("?client=" + of)).isEmpty();
        }

        @Test
        void knownActionsCanBeAskedForAndNoOthers() {
            assertThat(AuditAction.wireNames())
                    .hasSize(AuditAction.values().length)
                    .doesNotHaveDuplicates()
                    .allSatisfy(action -> assertThat(admin.get("/audit-events?limit=1&action=" + action)
                                    .status())
                            .isEqualTo(200));
        }
    }

    @Nested
    class Followed {

        @Test
        void whatComesAfterAnEventIsShownInTheOrderInWhichItWasStored() throws SQLException {
            insert("2030-01-02", "token.issued", "SUCCESS", "c", "0", "d");
            var newest = items("?actor=" + of).getFirst().getString("id");
            assertThat(since(newest, "").getJsonArray("items")).isEmpty();
            insert("2030-01-03", "token.issued", "SUCCESS", "c", "1", "d");
            insert("2030-01-01", "token.issued", "DENIED", "c", "2", "d");
            assertThat(targets(rows(since(newest, "")))).isEqualTo("1 2");
            assertThat(targets(rows(since(newest, "&outcome=DENIED&search=c&action=token.&from=2029-12-31T00:00:00Z"))))
                    .isEqualTo("2");
        }

        @Test
        void eventThatIsCommittedLateIsShownOnce() throws SQLException {
            var place = since("now", "").getString("next");
            try (var slow = PostgresResource.connect()) {
                slow.setAutoCommit(false);
                insert(slow, "2030-01-01", "token.issued", "SUCCESS", "c", "late", "d");
                insert("2030-01-02", "token.issued", "SUCCESS", "c", "quick", "d");
                var seen = items("?actor=" + of);
                assertThat(targets(seen)).isEqualTo("quick");
                var waiting = since(place, "");
                assertThat(waiting.getJsonArray("items")).isEmpty();
                slow.commit();

                assertThat(targets(rows(since(waiting.getString("next"), "")))).isEqualTo("late quick");
                assertThat(targets(rows(since(place, "")))).isEqualTo("late quick");
                assertThat(targets(rows(since(seen.getFirst().getString("id"), ""))))
                        .isEqualTo("late");
                var end = since(place, "").getString("next");
                assertThat(since(end, "").getJsonArray("items")).isEmpty();
            }
        }

        @Test
        void manyOfOneTransactionComeInStepsAndEachOnce() throws SQLException {
            var next = since("now", "").getString("next");
            execute("""
                    insert into audit_event (tenant_id, id, at, action, outcome, actor, target)
                    select 'default', gen_random_uuid(), now(), 'token.issued', 'SUCCESS', '%s', n::text
                    from generate_series(1, 7) n""".formatted(of));
            var seen = new ArrayList<JsonObject>();
            for (var i = 0; i < 5; i++) {
                var step = admin.get("/audit-events?limit=2&actor=" + of + "&since=" + next)
                        .json();
                seen.addAll(rows(step));
                next = step.getString("next");
            }
            assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        }

        @Test
        void stepThatFindsNothingAmongManyGoesOnBehindThem() throws SQLException {
            var next = since("now", "").getString("next");
            burden();
            insert("2030-01-01", "token.issued", "SUCCESS", "c", "rare", "d");
            var first = since(next, "");
            assertThat(first.getJsonArray("items")).isEmpty();
            assertThat(targets(rows(since(first.getString("next"), "")))).isEqualTo("rare");
        }

        @Test
        void eventOfBeforeThereWerePositionsIsAPlaceToo() throws SQLException {
            execute("""
                    insert into audit_event
                      (tenant_id, id, at, action, outcome, actor, target, written, written_after)
                    values ('default', gen_random_uuid(), now(), 'token.issued', 'SUCCESS', '%s', 'old', null, null)""".formatted(of));
            var old = items("?actor=" + of).getFirst().getString("id");
            insert("2030-01-01", "token.issued", "SUCCESS", "c", "new", "d");
            remove("written < (select written from audit_event where actor = '%s' and target = 'new')".formatted(of));
            assertThat(targets(rows(since(old, "")))).isEqualTo("new");
        }
    }

    @Nested
    class Exports {

        @Test
        void exportIsJsonLinesForDownload() throws SQLException {
            insert("2030-01-01", "token.issued", "SUCCESS", "c", "1", "ünï \"quoted\"");
            insert("2030-01-02", "token.issued", "SUCCESS", "c", "2", "d");
            var answer = gate.get(V1 + "/audit-events/export?actor=" + of, admin.token());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).startsWith("application/jsonl");
            assertThat(answer.header("content-disposition")).isEqualTo("attachment; filename=\"audit-events.jsonl\"");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(answer.body()).endsWith("}\n");
            assertThat(lines(answer.body())).isEqualTo(items("?actor=" + of)).hasSize(2);
        }

        @Test
        void exportOfManyHasEachOnceAndInOrder() throws SQLException {
            execute("""
                    insert into audit_event (tenant_id, id, at, action, outcome, actor, target)
                    select 'default', gen_random_uuid(), timestamptz '2030-01-01' + n / 3 * interval '1 second',
                      case n %% 2 when 0 then 'token.issued' else 'token.refused' end, 'SUCCESS', '%s', n::text
                    from generate_series(1, 9000) n""".formatted(of));
            burden();
            for (var filter :
                    List.of("?actor=" + of, "?from=2030-01-01T00:00:00Z&search=" + of, "?action=token.&search=" + of)) {
                var lines = lines(export(filter));
                assertThat(lines).as(filter).hasSize(9000).doesNotHaveDuplicates();
                assertThat(lines.stream().map(line -> line.getString("at")).toList())
                        .isSortedAccordingTo(Comparator.reverseOrder());
            }
            assertThat(lines(export("?outcome=DENIED&actor=" + of))).isEmpty();
        }

        @Test
        void exportIsAuditedWithWhatWasAskedForAndIsOpenToAuditors() {
            var name = unique();
            admin.createPerson(name, "AUDITOR");
            var auditor = new AdminApi(gate, gate.adminToken(name, name + "-demo", "gatehouse.audit"));
            var answer = auditor.get("/audit-events/export?actor=" + of + "&action=client.created&outcome=denied");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(AuditTrail.by("audit.exported", name))
                    .containsExactly("SUCCESS action=\"client.created\", actor=\"" + of + "\", outcome=\"DENIED\"");
            assertThat(auditor.get("/audit-events?actor=" + of).json())
                    .isEqualTo(new JsonObject().put("items", new JsonArray()));
        }

        @Test
        void othersAreRefused() {
            var jane = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token");
            for (var path : List.of("/audit-events", "/audit-events/" + ABSENT, "/audit-events/export")) {
                assertThat(gate.get(V1 + path, jane).status()).as(path).isEqualTo(403);
                assertThat(gate.get(V1 + path, null).status()).as(path).isEqualTo(401);
            }
        }
    }

    @Nested
    class Refusals {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "actoin=x|actoin|This parameter does not exist. Remove it.",
                    "sort=at|sort|This parameter does not exist. Remove it.",
                    "actor=x&actor=y|actor|This parameter can be sent only once.",
                    "action=token|action|Enter an action such as token.issued, or the first part of actions, such as token.",
                    "action=nothing.|action|Enter an action such as token.issued, or the first part of actions, such as token.",
                    "action=.|action|Enter an action such as token.issued, or the first part of actions, such as token.",
                    "outcome=maybe|outcome|Only these values are allowed: SUCCESS, DENIED, FAILURE.",
                    "from=yesterday|from|Enter a time such as 2026-01-31T08:00:00Z.",
                    "to=2026-01-31|to|Enter a time such as 2026-01-31T08:00:00Z.",
                    "to=%2B1000000000-12-31T00:00:00Z|to|Enter a time such as 2026-01-31T08:00:00Z.",
                    "search=a%00b|search|Control characters are not allowed. Remove them.",
                    "limit=201|limit|The number must be between 1 and 200.",
                    "after=x|after|The value must come from the field next of a page of this list. Leave it out to get the first page.",
                    "since=x|since|The value must be the ID of an event, the field next of an answer, or now.",
                    "since=|since|The value must be the ID of an event, the field next of an answer, or now.",
                    "since=" + ABSENT + "|since|There is no event with this ID.",
                    "since=now&after=x|after|This parameter does not go together with since. Leave one of them out."
                })
        void parameterThatMeansNothingIsNamed(String query, String field, String message) {
            assertInvalid(admin.get("/audit-events?" + query), outsideBody(field, message));
        }

        @Test
        void exportRefusesTheSameAndRecordsNothing() {
            var before = AuditTrail.of("audit.exported").size();
            assertInvalid(
                    admin.get("/audit-events/export?limit=5&outcome=no"),
                    outsideBody("limit", "This parameter does not exist. Remove it."));
            assertInvalid(
                    admin.get("/audit-events/export?outcome=no&from=x"),
                    outsideBody("outcome", "Only these values are allowed: SUCCESS, DENIED, FAILURE."),
                    outsideBody("from", "Enter a time such as 2026-01-31T08:00:00Z."));
            assertThat(AuditTrail.of("audit.exported")).hasSize(before);
        }

        @Test
        void nothingCanBeWritten() {
            assertThat(admin.post("/audit-events", new JsonObject()).status()).isEqualTo(405);
            assertThat(admin.delete("/audit-events/" + ABSENT).status()).isEqualTo(405);
        }
    }

    private List<JsonObject> items(String query) {
        var answer = admin.get("/audit-events" + query);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return rows(answer.json());
    }

    private JsonObject since(String place, String filter) {
        var answer = admin.get("/audit-events?actor=" + of + "&since=" + place + filter);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private String export(String query) {
        var answer = admin.get("/audit-events/export" + query);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.body();
    }

    private static List<JsonObject> lines(String body) {
        return body.lines().map(JsonObject::new).toList();
    }

    private static List<JsonObject> rows(JsonObject page) {
        return page.getJsonArray("items").stream().map(JsonObject.class::cast).toList();
    }

    /** Returns the targets of the events. Numbered targets are shortened to their numbers. */
    private static String targets(List<JsonObject> events) {
        return String.join(
                " ",
                events.stream()
                        .map(event -> event.getString("target").replace("Shop ", ""))
                        .toList());
    }

    private void insert(String at, String action, String outcome, String client, String target, String detail)
            throws SQLException {
        try (var connection = PostgresResource.connect()) {
            insert(connection, at, action, outcome, client, target, detail);
        }
    }

    private void insert(
            Connection connection,
            String at,
            String action,
            String outcome,
            String client,
            String target,
            String detail)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into audit_event (tenant_id, id, at, action, outcome, actor, client, target, detail, address)"
                        + " values ('default', gen_random_uuid(), ?::timestamptz, ?, ?, ?, ?, ?, ?, '192.0.2.7')")) {
            var values = new String[] {at, action, outcome, of, client, target, detail};
            IntStream.range(0, values.length).forEach(i -> set(statement, i + 1, values[i]));
            statement.execute();
        }
    }

    private static void set(PreparedStatement statement, int index, String value) {
        try {
            statement.setString(index, value);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insertBy(String actor, String client, String target, String detail) throws SQLException {
        execute("""
                insert into audit_event (tenant_id, id, at, action, outcome, actor, client, target, detail)
                values ('default', gen_random_uuid(), now(), 'token.issued', 'SUCCESS', '%s', '%s', %s, %s)""".formatted(actor, client, literal(target), literal(detail)));
    }

    private static String literal(String text) {
        return text == null ? "null" : "'" + text + "'";
    }

    /** Inserts ten thousand events that are newer than the events of any test. */
    private static void burden() throws SQLException {
        execute("""
                insert into audit_event (tenant_id, id, at, action, outcome, actor)
                select 'default', gen_random_uuid(), timestamptz '2040-01-01' + n * interval '1 ms', 'gateway.denied',
                  'DENIED', 'burden' from generate_series(1, 10000) n""");
    }

    /**
     * Deletes events. The database denies this before the end of the retention period, so the trigger is disabled
     * meanwhile.
     */
    private static void remove(String condition) throws SQLException {
        execute("alter table audit_event disable trigger audit_event_no_early_delete;"
                + " delete from audit_event where " + condition + ";"
                + " alter table audit_event enable trigger audit_event_no_early_delete");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
