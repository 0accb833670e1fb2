// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static dev.gatehouse.testing.AdminApi.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.TestClock;
import dev.gatehouse.testing.Upstream;
import dev.gatehouse.testing.Wire;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rate limits of clients and services on one node. The clock advances only when a test advances it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RateLimitTest {
    private static final String RATE_LIMITED = "gateway.rate_limited";

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    @Inject
    MeterRegistry metrics;

    private static Upstream upstream;

    Gate gate;
    AdminApi admin;
    String project;
    String scope;
    Partner partner;
    String token;

    @BeforeEach
    void aProjectAndAPartner() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        if (upstream == null) {
            upstream = Upstream.start();
        }
        project = admin.createProject(AdminApi.unique());
        scope = AdminApi.unique();
        admin.createScope(scope, url("**"));
        partner = partner();
        token = partner.accessToken();
        clock.stop();
        upstream.forgetCalls();
    }

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    @AfterAll
    static void stopTheUpstream() throws Exception {
        upstream.close();
        upstream = null;
    }

    private static JsonObject limit(int requests, int perSeconds) {
        return new JsonObject().put("requests", requests).put("perSeconds", perSeconds);
    }

    private static JsonObject limit(int requests, int perSeconds, int burst) {
        return limit(requests, perSeconds).put("burst", burst);
    }

    private Partner partner() {
        return Partner.register(gate, new JsonObject().put("scopes", List.of(scope)));
    }

    private String url(String api) {
        return "/integration/restv2/development/" + project + "/" + api;
    }

    private JsonObject serviceInput(String api, JsonObject limit) {
        return new JsonObject()
                .put("projectId", project)
                .put("kind", "REST_RESOURCE")
                .put("name", api)
                .put("upstreamUrl", upstream.address().toString())
                .put("rateLimit", limit);
    }

    /** Exposes a service and returns its ID. */
    private String expose(String api, JsonObject limit) {
        return admin.created("/services", serviceInput(api, limit)).getString("id");
    }

    private Answer call(String api) {
        return gate.get(url(api), token);
    }

    private static void assertPassed(Answer answer, String policies, String levels) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header("ratelimit-policy")).isEqualTo(policies);
        assertThat(answer.header("ratelimit")).isEqualTo(levels);
        assertThat(answer.header("retry-after")).isNull();
    }

    private static void assertLimited(
            Answer answer, String whose, String limit, int seconds, String policies, String levels) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(429);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"too_many_requests\",\"error_description\":\"The " + whose + "'s rate limit of "
                        + limit + " is used up. Try again in " + seconds + " s.\"}");
        assertThat(answer.header("retry-after")).isEqualTo("" + seconds);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("www-authenticate")).isNull();
        assertThat(answer.header("ratelimit-policy")).isEqualTo(policies);
        assertThat(answer.header("ratelimit")).isEqualTo(levels);
    }

    @Nested
    class OfAClient {

        @BeforeEach
        void aService() {
            expose("Api", null);
        }

        @Test
        void exactlyAsManyPassOfManyAtOnce() {
            partner.change("rateLimit", limit(20, 60));

            var answers = Race.of(100, i -> call("Api"));

            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(20);
            assertThat(answers.stream().filter(answer -> answer.status() != 200))
                    .allSatisfy(answer -> assertLimited(
                            answer, "client", "20 calls per 60 s", 3, "\"client\";q=20;w=60", "\"client\";r=0;t=3"));
        }

        @Test
        void answersSayWhatIsLeftAndWhenThereIsMore() {
            partner.change("rateLimit", limit(2, 10));
            var policy = "\"client\";q=2;w=10";

            assertPassed(call("Api"), policy, "\"client\";r=1;t=5");
            assertPassed(call("Api"), policy, "\"client\";r=0;t=5");
            assertLimited(call("Api"), "client", "2 calls per 10 s", 5, policy, "\"client\";r=0;t=5");
            clock.advance(Duration.ofMillis(4_500));
            assertLimited(call("Api"), "client", "2 calls per 10 s", 1, policy, "\"client\";r=0;t=1");
            clock.advance(Duration.ofMillis(500));
            assertPassed(call("Api"), policy, "\"client\";r=0;t=5");
            assertThat(call("Api").status()).isEqualTo(429);
            clock.advance(Duration.ofMinutes(10));
            assertPassed(call("Api"), policy, "\"client\";r=1;t=5");
        }

        @Test
        void noMoreThanTheBurstAtOnce() {
            partner.change("rateLimit", limit(60, 60, 2));
            var policy = "\"client\";q=60;w=60";

            assertPassed(call("Api"), policy, "\"client\";r=1;t=1");
            assertPassed(call("Api"), policy, "\"client\";r=0;t=1");
            assertLimited(call("Api"), "client", "60 calls per 60 s", 1, policy, "\"client\";r=0;t=1");
            clock.advance(Duration.ofSeconds(1));
            assertPassed(call("Api"), policy, "\"client\";r=0;t=1");
        }

        @Test
        void burstMayBeMoreThanTheWindowHas() {
            partner.change("rateLimit", limit(1, 1, 5));

            var answers = Race.of(10, i -> call("Api"));

            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(5);
        }

        @Test
        void everyMethodCounts() {
            partner.change("rateLimit", limit(7, 3600));
            for (var method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
                assertThat(gate.send(method, url("Api"), null, Gate.bearer(token))
                                .status())
                        .as(method)
                        .isEqualTo(200);
            }
            for (var method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
                var answer = gate.send(method, url("Api"), null, Gate.bearer(token));
                assertThat(answer.status()).as(method).isEqualTo(429);
                assertThat(answer.header("retry-after")).as(method).isEqualTo("515");
            }
        }

        @Test
        void allServicesAndTokensCountTogether() {
            expose("Other", null);
            partner.change("rateLimit", limit(2, 60));
            var another = partner.accessToken();

            assertThat(call("Api").status()).isEqualTo(200);
            assertThat(gate.get(url("Other"), another).status()).isEqualTo(200);
            assertThat(call("Other").status()).isEqualTo(429);
            assertThat(gate.get(url("Api"), another).status()).isEqualTo(429);
        }

        @Test
        void refusedCallsDoNotCount() {
            partner.change("rateLimit", limit(1, 60));

            assertThat(gate.get("/integration/elsewhere", token).status()).isEqualTo(403);
            assertThat(call("Absent").status()).isEqualTo(404);
            assertThat(gate.get(url("Api"), token + "x").status()).isEqualTo(401);
            assertThat(call("Absent").header("ratelimit-policy")).isNull();
            assertThat(call("Api").status()).isEqualTo(200);
            assertThat(call("Api").status()).isEqualTo(429);
        }

        @Test
        void refusedCallsAreNotPaidForLater() {
            partner.change("rateLimit", limit(1, 60));
            for (var i = 0; i < 20; i++) {
                call("Api");
            }
            clock.advance(Duration.ofSeconds(60));

            assertThat(call("Api").status()).isEqualTo(200);
        }

        @Test
        void anotherClientIsNotConcerned() {
            partner.change("rateLimit", limit(1, 60));
            var other = partner().accessToken();
            call("Api");
            assertThat(call("Api").status()).isEqualTo(429);

            var answer = gate.get(url("Api"), other);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("ratelimit"));
        }

        @Test
        void changeHoldsAtOnceAndBeginsAnew() {
            partner.change("rateLimit", limit(1, 86_400));
            call("Api");
            assertThat(call("Api").status()).isEqualTo(429);

            partner.change("rateLimit", limit(2, 10));
            assertPassed(call("Api"), "\"client\";q=2;w=10", "\"client\";r=1;t=5");

            partner.change("rateLimit", null);
            for (var i = 0; i < 10; i++) {
                var answer = call("Api");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("ratelimit"));
            }
        }

        @Test
        void tokenEndpointIsNoPartOfIt() {
            partner.change("rateLimit", limit(1, 60));
            for (var i = 0; i < 3; i++) {
                assertThat(partner.clientCredentials().status()).isEqualTo(200);
            }
            assertThat(call("Api").status()).isEqualTo(200);
        }

        @Test
        void refusedUploadDoesNotArriveAndTheConnectionGoesOn() throws Exception {
            partner.change("rateLimit", limit(1, 10));
            call("Api");
            upstream.forgetCalls();
            try (var wire = Wire.to(base)) {
                var head = " " + url("Api") + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n";
                wire.send("POST" + head + "Content-Length: 4\r\n\r\nbody");
                assertThat(wire.read().status()).isEqualTo(429);
                clock.advance(Duration.ofSeconds(10));
                wire.send("GET" + head + "\r\n");
                assertThat(wire.read().status()).isEqualTo(200);
            }
            assertThat(upstream.nextCall().startLine()).startsWith("GET ");
        }

        @Test
        void isCountedEachTimeAndAuditedOnceAMinute() {
            var counter = metrics.counter("gatehouse.rate.limited", "limit", "client");
            var before = counter.count();
            partner.change("rateLimit", limit(1, 3600));
            call("Api");
            for (var i = 0; i < 5; i++) {
                call("Api");
            }
            clock.advance(Duration.ofSeconds(60));
            call("Api");

            await().untilAsserted(() -> assertThat(AuditTrail.of(RATE_LIMITED, partner.clientId()))
                    .containsExactlyInAnyOrder(
                            "DENIED The client's rate limit of 1 call per 3600 s is used up. Try again in 3600 s.",
                            "DENIED The client's rate limit of 1 call per 3600 s is used up. Try again in 3540 s."));
            assertThat(AuditTrail.of(RATE_LIMITED)).anyMatch(event -> event.startsWith("DENIED GET " + url("Api")));
            assertThat(counter.count() - before).isEqualTo(6);
        }
    }

    @Nested
    class OfAService {

        @Test
        void isOverAllItsClients() {
            var service = expose("Api", limit(2, 60));
            expose("Other", null);
            var other = partner().accessToken();
            var policy = "\"service\";q=2;w=60";

            assertPassed(call("Api"), policy, "\"service\";r=1;t=30");
            assertPassed(gate.get(url("Api"), other), policy, "\"service\";r=0;t=30");
            assertLimited(call("Api"), "service", "2 calls per 60 s", 30, policy, "\"service\";r=0;t=30");
            assertLimited(
                    gate.get(url("Api"), other), "service", "2 calls per 60 s", 30, policy, "\"service\";r=0;t=30");
            assertThat(call("Other").status()).isEqualTo(200);

            admin.put("/services/" + service, serviceInput("Api", limit(3, 60)));
            assertPassed(call("Api"), "\"service\";q=3;w=60", "\"service\";r=2;t=20");
        }

        @Test
        void bothHoldAndBothAreTold() {
            expose("Api", limit(3, 60));
            partner.change("rateLimit", limit(2, 10));
            var policies = "\"client\";q=2;w=10, \"service\";q=3;w=60";

            assertPassed(call("Api"), policies, "\"client\";r=1;t=5, \"service\";r=2;t=20");
            assertPassed(call("Api"), policies, "\"client\";r=0;t=5, \"service\";r=1;t=20");
            assertLimited(
                    call("Api"), "client", "2 calls per 10 s", 5, policies, "\"client\";r=0;t=5, \"service\";r=1;t=20");
        }

        @Test
        void callThatTheServiceRefusesIsNotTakenFromTheClient() {
            expose("Api", limit(1, 60));
            expose("Other", null);
            partner.change("rateLimit", limit(2, 10));
            var policies = "\"client\";q=2;w=10, \"service\";q=1;w=60";
            call("Api");

            for (var i = 0; i < 5; i++) {
                assertLimited(
                        call("Api"),
                        "service",
                        "1 call per 60 s",
                        60,
                        policies,
                        "\"client\";r=1;t=5, \"service\";r=0;t=60");
            }
            assertPassed(call("Other"), "\"client\";q=2;w=10", "\"client\";r=0;t=5");
        }

        @Test
        void exactlyAsManyPassOfManyAtOnceUnderBoth() {
            expose("Api", limit(15, 60));
            partner.change("rateLimit", limit(20, 60));

            var answers = Race.of(100, i -> call("Api"));

            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(15);
            assertThat(answers.stream().filter(answer -> answer.status() == 429))
                    .hasSize(85);
        }

        @Test
        void fieldsOfTheUpstreamStayBesideOurs() {
            expose("Api", limit(10, 10));
            upstream.on(
                    "/limited-itself",
                    "HTTP/1.1 200 OK\r\nRateLimit-Policy: \"daily\";q=9;w=86400\r\nRateLimit: \"daily\";r=7;t=60\r\n"
                            + "Content-Length: 0\r\n\r\n");
            expose("Own", limit(10, 10));
            admin.created("/services", serviceInput("Own", limit(10, 10)).put("resource", "/limited-itself"));

            var answer = call("Own/limited-itself");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("ratelimit-policy").split(", "))
                    .containsExactlyInAnyOrder("\"daily\";q=9;w=86400", "\"service\";q=10;w=10");
            assertThat(answer.header("ratelimit").split(", "))
                    .containsExactlyInAnyOrder("\"daily\";r=7;t=60", "\"service\";r=9;t=1");
        }

        @Test
        void failureOfTheUpstreamTellsOfItToo() {
            admin.created("/services", serviceInput("Down", limit(10, 10)).put("upstreamUrl", "http://127.0.0.1:1"));

            var answer = call("Down");

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.header("ratelimit-policy")).isEqualTo("\"service\";q=10;w=10");
            assertThat(answer.header("ratelimit")).isEqualTo("\"service\";r=9;t=1");
        }
    }

    @Nested
    class ByForwardAuth {

        private Answer check() {
            return gate.send(
                    "GET",
                    "/integration/rest/oAuth/check",
                    null,
                    Map.of(
                            "Authorization",
                            "Bearer " + token,
                            "X-Original-Method",
                            "GET",
                            "X-Original-URI",
                            url("Api") + "?q=1"));
        }

        @Test
        void clientsLimitIsTheSameAsTheGateways() {
            expose("Api", limit(1, 1));
            partner.change("rateLimit", limit(2, 60));
            var policy = "\"client\";q=2;w=60";

            assertPassed(check(), policy, "\"client\";r=1;t=30");
            assertThat(call("Api").status()).isEqualTo(200);
            var limited = check();

            assertLimited(limited, "client", "2 calls per 60 s", 30, policy, "\"client\";r=0;t=30");
            assertThat(limited.headers().keySet()).noneMatch(name -> name.startsWith("x-gatehouse-"));
            await().untilAsserted(() -> assertThat(AuditTrail.of(RATE_LIMITED))
                    .anyMatch(event -> event.startsWith("DENIED GET " + url("Api"))));
        }
    }

    @Nested
    class WhyDenied {

        private JsonObject ask() {
            var answer = admin.post(
                    "/why-denied",
                    new JsonObject().put("method", "GET").put("url", url("Api")).put("token", token));
            assertThat(answer.status()).isEqualTo(200);
            return answer.json();
        }

        private static String verdict(JsonObject explanation) {
            var steps = explanation.getJsonArray("steps");
            var last = steps.getJsonObject(steps.size() - 1);
            return last.getString("step") + " " + last.getString("verdict");
        }

        @ParameterizedTest
        @ValueSource(strings = {"client", "service"})
        void namesTheLimitAndTakesNothing(String whose) {
            expose("Api", whose.equals("service") ? limit(1, 60) : null);
            if (whose.equals("client")) {
                partner.change("rateLimit", limit(1, 60));
            }
            for (var i = 0; i < 3; i++) {
                var allowed = ask();
                assertThat(allowed.getBoolean("allowed")).isTrue();
                assertThat(verdict(allowed)).isEqualTo("RATE_LIMIT PASSED");
            }
            assertThat(call("Api").status()).isEqualTo(200);

            var explanation = ask();

            assertThat(explanation.getBoolean("allowed")).isFalse();
            assertThat(explanation.getInteger("status")).isEqualTo(429);
            assertThat(explanation.getString("error")).isEqualTo("too_many_requests");
            assertThat(explanation.getString("description"))
                    .isEqualTo("The " + whose + "'s rate limit of 1 call per 60 s is used up. Try again in 60 s.");
            assertThat(explanation.getString("change"))
                    .isEqualTo(
                            "The " + whose
                                    + "'s rate limit of 1 call per 60 s is used up. Try again in 60 s. To allow more calls, raise the limit.");
            assertThat(verdict(explanation)).isEqualTo("RATE_LIMIT FAILED");
        }
    }

    @Nested
    class Administration {

        @Test
        void limitIsShownReplacedAndRemoved() {
            var service = expose("Api", limit(100, 60));
            var whole = limit(100, 60, 100);
            var part = limit(10, 1, 3);

            assertThat(admin.get("/services/" + service).json().getJsonObject("rateLimit"))
                    .isEqualTo(whole);
            admin.put("/services/" + service, serviceInput("Api", part));
            assertThat(admin.get("/services/" + service).json().getJsonObject("rateLimit"))
                    .isEqualTo(part);
            admin.put("/services/" + service, serviceInput("Api", null));
            assertThat(admin.get("/services/" + service).json().getValue("rateLimit"))
                    .isNull();

            var registered = Partner.register(gate, new JsonObject().put("rateLimit", limit(100, 60)));
            var client = "/clients/" + registered.clientId();
            assertThat(admin.get(client).json().getJsonObject("rateLimit")).isEqualTo(whole);
            registered.change("rateLimit", part);
            assertThat(admin.get(client).json().getJsonObject("rateLimit")).isEqualTo(part);
            registered.change("rateLimit", null);
            assertThat(admin.get(client).json().containsKey("rateLimit")).isFalse();
        }

        @Test
        void largestAndSmallestAreStored() {
            for (var limit : List.of(
                    limit(1, 1, 1),
                    limit(1_000_000, 1, 1_000_000),
                    limit(1, 86_400, 1),
                    limit(1_000_000, 86_400, 1_000_000),
                    limit(1, 1, 86_400))) {
                expose(AdminApi.unique(), limit);
                partner.change("rateLimit", limit);
                var shown = admin.get("/clients/" + partner.clientId()).json();
                assertThat(shown.getJsonObject("rateLimit")).isEqualTo(limit);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "0, 60, 1, requests, 1000000",
            "1000001, 60, 1, requests, 1000000",
            "10, 0, 1, perSeconds, 86400",
            "10, 86401, 1, perSeconds, 86400",
            "10, 60, 0, burst, 14400",
            "10, 60, 14401, burst, 14400",
            "1000, 1, 1000001, burst, 1000000",
            "1, 86400, 2, burst, 1",
        })
        void whatIsOutOfRangeIsRefused(int requests, int perSeconds, int burst, String field, int max) {
            var limit = limit(requests, perSeconds, burst);
            var expected = error("rateLimit." + field, "The number must be between 1 and " + max + ".");

            AdminApi.assertInvalid(admin.post("/services", serviceInput("Api", limit)), expected);
            AdminApi.assertInvalid(
                    admin.put(
                            "/clients/" + partner.clientId(),
                            partner.registration().copy().put("active", true).put("rateLimit", limit)),
                    expected);
        }

        @Test
        void bothFiguresAreNeeded() {
            AdminApi.assertInvalid(
                    admin.post("/services", serviceInput("Api", new JsonObject())),
                    error("rateLimit.requests", "The number must be between 1 and 1000000."),
                    error("rateLimit.perSeconds", "The number must be between 1 and 86400."));
            AdminApi.assertInvalid(
                    admin.post("/services", serviceInput("Api", limit(1, 1).put("per", 1))),
                    error("rateLimit.per", "This field does not exist, or its value has the wrong type."));
        }

        @ParameterizedTest
        @CsvSource({"client", "exposed_service"})
        void databaseKeepsTheSameRules(String table) throws SQLException {
            try (var connection = PostgresResource.connect();
                    var statement = connection.createStatement()) {
                for (var values : new JsonArray()
                        .add("1, 1, null")
                        .add("null, null, 1")
                        .add("0, 1, 1")
                        .add("1, 86401, 1")
                        .add("1, 1, 0")
                        .add("1, 86400, 2")) {
                    assertThat(violates(
                                    statement,
                                    "update " + table + " set (rate_requests, rate_seconds, rate_burst) = row(" + values
                                            + ")"))
                            .as("%s", values)
                            .isTrue();
                }
            }
        }

        private static boolean violates(java.sql.Statement statement, String update) {
            try {
                statement.executeUpdate(update);
                return false;
            } catch (SQLException e) {
                return "23514".equals(e.getSQLState());
            }
        }
    }
}
