// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Upstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes of the packaged Gatehouse on one database: the results of concurrent requests to both nodes, and the time
 * until a change on one node takes effect on the other node.
 */
class TwoNodesIT {
    private static final String API = "/admin/api/v1";
    private static final Duration IN_FORCE = Duration.ofSeconds(1);
    private static final String INACTIVE = "{\"active\":false}";
    private static final String UNKNOWN_CODE = "{\"error\":\"invalid_grant\","
            + "\"error_description\":\"The authorization code is invalid, expired or already used.\"}";
    private static final String UNKNOWN_REFRESH_TOKEN = "{\"error\":\"invalid_grant\","
            + "\"error_description\":\"The refresh token is unknown, used up or revoked.\"}";
    private static final String CLIENT_INACTIVE =
            "{\"error\":\"invalid_client\",\"error_description\":\"The client is inactive.\"}";

    private static String database;
    private static List<PackagedGatehouse> processes;
    private static List<Gate> nodes;
    private static Gate here;
    private static Gate there;
    private static List<String> afterFirstStart;
    private static String admin;
    private static Partner resourceServer;

    @BeforeAll
    static void startBothAtOnceOnAnEmptyDatabase() {
        database = PostgresResource.freshDatabase();
        var options = PackagedGatehouse.node(database);
        processes = List.of(PackagedGatehouse.start(options), PackagedGatehouse.start(options));
        nodes = processes.stream().map(process -> new Gate(process.address())).toList();
        here = nodes.get(0);
        there = nodes.get(1);
        afterFirstStart = select("""
                select concat_ws(' ', 'account', username, role) from account
                union all select concat_ws(' ', 'client', client_id) from client
                union all select concat_ws(' ', 'scope', name) from scope
                union all select concat_ws(' ', 'project', name) from project
                union all select concat_ws(' ', 'key', algorithm) from signing_key
                union all select concat_ws(' ', 'migration', version, success) from flyway_schema_history where version = '1'
                order by 1""");
        admin = here.adminToken();
        resourceServer = Partner.register(here, new JsonObject().put("resourceServer", true));
    }

    @AfterAll
    static void stop() {
        processes.forEach(PackagedGatehouse::close);
    }

    @Test
    void nodesThatStartTogetherMakeEverythingOnce() {
        assertThat(afterFirstStart)
                .containsExactly(
                        "account admin ADMINISTRATOR",
                        "account jane",
                        "account john",
                        "client customer-registration",
                        "client gatehouse-admin",
                        "client partner-backend",
                        "key ES256",
                        "migration 1 t",
                        "project Default",
                        "project Demo",
                        "scope CalculatorScope",
                        "scope CustomerRegistrationScope",
                        "scope gatehouse.admin",
                        "scope gatehouse.audit");
        assertThat(keySet(here)).isEqualTo(keySet(there)).hasSize(1);
    }

    @Nested
    class Refreshes {
        private static final int RUNNERS = 50;
        private static final int BUDGET = 5;

        /**
         * Refreshes in parallel. Each runner continues with the token that it gets until a refresh fails or returns no
         * refresh token.
         */
        private List<Answer> refreshToTheEnd(Partner partner, String first) {
            return Race.of(RUNNERS, number -> {
                        var answers = new ArrayList<Answer>();
                        var token = first;
                        for (var turn = number; token != null; turn++) {
                            var answer = partner.at(node(turn)).refresh(token);
                            answers.add(answer);
                            token = answer.status() == 200 ? answer.json().getString("refresh_token") : null;
                        }
                        return answers;
                    })
                    .stream()
                    .flatMap(List::stream)
                    .toList();
        }

        private Partner partnerWithBudget() {
            return Partner.register(
                    here, new JsonObject().put("refresh", "LIMITED").put("refreshCount", BUDGET));
        }

        @Test
        void inTheGraceWindowAllGetTheSameSuccessorsAndTheBudgetHolds() {
            changeSettings(Map.of("refreshGrace", 60));
            awaitASecondAfter(System.nanoTime());
            var partner = partnerWithBudget();

            var answers = refreshToTheEnd(partner, partner.tokens().getString("refresh_token"));

            assertThat(answers).extracting(Answer::status).containsOnly(200).hasSize(RUNNERS * BUDGET);
            assertThat(answers.stream()
                            .map(answer -> answer.json().getString("access_token"))
                            .distinct())
                    .hasSize(BUDGET);
            assertThat(refreshesCounted(partner)).isEqualTo(BUDGET);
            assertThat(grants(partner)).containsExactly("live, refreshes left: 0");
        }

        @Test
        void withoutGraceWhoeverComesSecondEndsTheFamily() {
            changeSettings(Map.of("refreshGrace", 0));
            awaitASecondAfter(System.nanoTime());
            var partner = partnerWithBudget();

            var answers = refreshToTheEnd(partner, partner.tokens().getString("refresh_token"));
            changeSettings(Map.of("refreshGrace", 10));

            var refreshed =
                    answers.stream().filter(answer -> answer.status() == 200).toList();
            assertThat(refreshed).hasSizeBetween(1, BUDGET);
            assertThat(refreshesCounted(partner)).isEqualTo(refreshed.size());
            assertThat(answers.stream().filter(answer -> answer.status() != 200))
                    .extracting(Answer::body)
                    .containsOnly(UNKNOWN_REFRESH_TOKEN);
            assertThat(grants(partner)).containsExactly("revoked, refreshes left: " + (BUDGET - refreshed.size()));
            refreshed.forEach(answer -> isUsableNowhere(answer.json().getString("access_token")));
        }

        private int refreshesCounted(Partner partner) {
            return select("select id::text from audit_event where action = 'token.refreshed' and client = ?", partner)
                    .size();
        }
    }

    @Nested
    class Codes {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void parallelRedemptionsYieldOneTokenWhichTheReplaysEnd(int round) {
            var partner = Partner.register(here);
            var code = partner.code();

            var answers = Race.of(20, number -> partner.at(node(number + round)).redeem(code));

            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() != 200))
                    .extracting(Answer::body)
                    .containsOnly(UNKNOWN_CODE);
            assertThat(grants(partner)).containsExactly("revoked, refreshes left: unlimited");
            answers.stream()
                    .filter(answer -> answer.status() == 200)
                    .forEach(answer -> isUsableNowhere(answer.json().getString("access_token")));
        }
    }

    @Nested
    class Decisions {

        /** Sends the same form to both nodes at once, as a user does who clicks several times. */
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void parallelDecisionsMakeOneGrantAndGetTheSameCode(int round) {
            var partner = Partner.register(here);
            var browsers = List.of(here.browser(), there.browser());
            var begun = browsers.get(0)
                    .follow(browsers.get(0)
                            .authorize(List.of(
                                    Map.entry("response_type", "code"),
                                    Map.entry("client_id", partner.clientId()),
                                    Map.entry("redirect_uri", Gate.REDIRECT_URI))));
            var page = browsers.get(0).signIn(begun, "jane", "jane-demo");
            browsers.get(1).cookies().putAll(browsers.get(0).cookies());

            var answers =
                    Race.of(20, number -> browsers.get((number + round) % 2).grant(page, Partner.BOTH_SCOPES));

            assertThat(answers).extracting(Answer::status).containsOnly(303);
            assertThat(answers.stream().map(answer -> answer.header("location")).distinct())
                    .hasSize(1);
            assertThat(select(
                            "select outcome from audit_event where action = 'authorization.granted' and client = ?",
                            partner))
                    .containsExactly("SUCCESS");
            assertThat(partner.redeem(answers.getFirst().redirectParameters().get("code"))
                            .status())
                    .isEqualTo(200);
            assertThat(browsers.get(1).grant(page, Partner.BOTH_SCOPES).status())
                    .isEqualTo(409);
            assertThat(grants(partner)).containsExactly("live, refreshes left: unlimited");
        }
    }

    @Nested
    class Deactivations {
        private static final int REQUESTS = 200;
        private static final int RUNNERS = 20;

        /** Returns token requests of each kind in turn, with the needed codes and tokens created before. */
        private List<TokenRequest> requests(Partner partner, int count) {
            var requests = new ArrayList<TokenRequest>();
            for (var i = 0; i < count; i++) {
                if (i % 20 == 0) {
                    var code = partner.code();
                    requests.add(node -> partner.at(node).redeem(code));
                } else if (i % 20 == 10) {
                    var refreshToken = partner.tokens().getString("refresh_token");
                    requests.add(node -> partner.at(node).refresh(refreshToken));
                } else {
                    requests.add(node -> partner.at(node).clientCredentials());
                }
            }
            return requests;
        }

        @Test
        void clientDeactivatedAmongTokenRequests() {
            var partner = Partner.register(here);
            var requests = requests(partner, REQUESTS);
            var before = partner.tokens();
            assertThat(nodes).allSatisfy(node -> isUsable(before.getString("access_token"), node));
            var answered = new AtomicInteger();

            var running = Race.begin(RUNNERS, runner -> {
                var answers = new ArrayList<Answer>();
                for (var number = runner; number < REQUESTS; number += RUNNERS) {
                    answers.add(requests.get(number).at(node(number / RUNNERS + runner)));
                    answered.incrementAndGet();
                }
                return answers;
            });
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> answered.get() > REQUESTS / 4);
            setActive(partner, false);
            var deactivated = System.nanoTime();
            var answers = Race.finish(running).stream().flatMap(List::stream).toList();

            var issued = answers.stream()
                    .filter(answer -> answer.status() == 200)
                    .map(Answer::json)
                    .toList();
            System.out.printf(
                    "%d of %d token requests during the deactivation returned a token%n", issued.size(), REQUESTS);
            assertThat(issued.size()).isBetween(REQUESTS / 4, REQUESTS - 1);
            assertThat(answers.stream().filter(answer -> answer.status() != 200))
                    .extracting(Answer::body)
                    .containsOnly(CLIENT_INACTIVE);
            awaitASecondAfter(deactivated);
            var all = new ArrayList<>(issued);
            all.add(before);
            noneWorksAnywhere(all, partner);
            setActive(partner, true);
            allWorkAgain(all, partner);
        }

        /** The lock delays each issuance between its checks and its commit. */
        @Test
        void tokensWhoseIssuanceCommitsAfterTheDeactivationWorkNowhere() throws Exception {
            var partner = Partner.register(here);
            var requests = requests(partner, 40);
            List<Answer> answers;
            try (var connection = PostgresResource.connect(database);
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("lock table token in share mode");
                var running = Race.begin(
                        requests.size(), number -> requests.get(number).at(node(number)));
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> requestsThatWaitForTheTokenTable() == requests.size());
                setActive(partner, false);
                connection.commit();
                answers = Race.finish(running);
            }

            var issued = answers.stream()
                    .filter(answer -> answer.status() == 200)
                    .map(Answer::json)
                    .toList();
            assertThat(issued.size()).isEqualTo(requests.size());
            awaitASecondAfter(System.nanoTime());
            noneWorksAnywhere(issued, partner);
            setActive(partner, true);
            allWorkAgain(issued, partner);
        }

        /**
         * Returns the number of waiting requests. The query excludes the periodic work of the nodes, which may wait for
         * the table too.
         */
        private int requestsThatWaitForTheTokenTable() {
            return select("""
                            select pid::text from pg_locks join pg_stat_activity using (pid)
                            where not granted and relation = 'token'::regclass
                              and (query like 'insert into token %' or query like 'update token %')
                            """).size();
        }

        private void noneWorksAnywhere(List<JsonObject> issued, Partner partner) {
            for (var tokens : issued) {
                isUsableNowhere(tokens.getString("access_token"));
                for (var node : nodes) {
                    if (tokens.containsKey("refresh_token")) {
                        var refused = partner.at(node).refresh(tokens.getString("refresh_token"));
                        assertThat(refused.status()).isEqualTo(401);
                        assertThat(refused.body()).isEqualTo(CLIENT_INACTIVE);
                    }
                }
            }
        }

        private void allWorkAgain(List<JsonObject> issued, Partner partner) {
            awaitASecondAfter(System.nanoTime());
            for (var tokens : issued) {
                nodes.forEach(node -> isUsable(tokens.getString("access_token"), node));
                if (tokens.containsKey("refresh_token")) {
                    assertThat(partner.at(there)
                                    .refresh(tokens.getString("refresh_token"))
                                    .status())
                            .isEqualTo(200);
                }
            }
        }
    }

    @Nested
    class ChangesOnTheOtherNode {

        @Test
        void settings() {
            var partner = Partner.register(here);
            assertThat(accessToken(partner.at(there).clientCredentials())).startsWith("ey");

            changeSettings(Map.of("accessTokenFormat", "OPAQUE"));
            isInForce(
                    "a changed setting",
                    () -> accessToken(partner.at(there).clientCredentials()).startsWith("gat_"));

            changeSettings(Map.of("accessTokenFormat", "JWT"));
            isInForce(
                    "a restored setting",
                    () -> accessToken(partner.at(there).clientCredentials()).startsWith("ey"));
        }

        @Test
        void scopeEdited() {
            var scope = "two-nodes-" + UUID.randomUUID();
            var created =
                    here.postJson(API + "/scopes", scope(scope, Gate.CUSTOMERS).encode(), admin);
            assertThat(created.status()).isEqualTo(201);
            var id = created.json().getString("id");
            var partner = Partner.register(here, new JsonObject().put("scopes", List.of(scope)));
            var token = accessToken(partner.clientCredentials());
            assertThat(there.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);

            put("/scopes/" + id, scope(scope, Gate.CALCULATOR));
            isInForce(
                    "a removed scope URL",
                    () -> there.get(Gate.CUSTOMERS, token).status() == 403);

            put("/scopes/" + id, scope(scope, Gate.CUSTOMERS));
            isInForce(
                    "a restored scope URL",
                    () -> there.get(Gate.CUSTOMERS, token).status() == 200);
        }

        private JsonObject scope(String name, String url) {
            return new JsonObject()
                    .put("name", name)
                    .put("groups", new JsonArray())
                    .put("serviceUrls", new JsonArray().add(new JsonObject().put("url", url)));
        }

        @Test
        void membershipOfAGroup() {
            var group = here.postJson(
                            API + "/groups",
                            new JsonObject()
                                    .put("name", "Two nodes " + UUID.randomUUID())
                                    .encode(),
                            admin)
                    .json()
                    .getString("id");
            var scope = "two-nodes-" + UUID.randomUUID();
            here.postJson(
                    API + "/scopes",
                    scope(scope, Gate.CUSTOMERS)
                            .put("groups", JsonArray.of(group))
                            .encode(),
                    admin);
            var partner = Partner.register(here, new JsonObject().put("scopes", List.of(scope)));
            var member = API + "/groups/" + group + "/clients/" + partner.clientId();
            assertThat(here.send("PUT", member, null, Gate.bearer(admin)).status())
                    .isEqualTo(204);
            var token = accessToken(partner.clientCredentials());
            assertThat(there.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);

            here.send("DELETE", member, null, Gate.bearer(admin));
            isInForce(
                    "a removed membership",
                    () -> there.get(Gate.CUSTOMERS, token).status() == 403);
        }

        @Test
        void signingKeyTakenBack() {
            var before = keySet(there);

            assertThat(here.postJson(API + "/signing-keys", "{\"immediately\": true}", admin)
                            .status())
                    .isEqualTo(201);
            isInForce("a revoked signing key", () -> Collections.disjoint(keySet(there), before));
        }

        @Test
        void failedSignIns() {
            var username = "two-nodes-" + UUID.randomUUID();
            var account = here.postJson(
                    API + "/accounts",
                    new JsonObject()
                            .put("username", username)
                            .put("displayName", "Two Nodes")
                            .put("password", "the right one")
                            .encode(),
                    admin);
            for (var i = 0; i < 5; i++) {
                assertThat(signIn(here, username, "wrong")).isEqualTo(401);
            }

            // Changes arrive in the order of their commits, so the arrival of this change proves that the changes
            // before it have arrived.
            var partner = Partner.register(here);
            var token = accessToken(partner.clientCredentials());
            setActive(partner, false);
            isInForce(
                    "a change after five failed sign-ins",
                    () -> there.get(Gate.CUSTOMERS, token).status() == 401);
            assertThat(signIn(there, username, "the right one")).isEqualTo(429);

            var lockout = API + "/accounts/" + account.json().getString("id") + "/lockout";
            for (var node : nodes) {
                assertThat(node.get(lockout, admin).json().getInteger("sources"))
                        .isEqualTo(1);
            }
            assertThat(here.send("DELETE", lockout, null, Gate.bearer(admin)).status())
                    .isEqualTo(204);
            isInForce("a removed lockout", () -> signIn(there, username, "the right one") == 303);
            assertThat(there.get(lockout, admin).json().getBoolean("held")).isFalse();
        }

        private int signIn(Gate node, String username, String password) {
            return node.form("/signin", Map.of(), Map.entry("username", username), Map.entry("password", password))
                    .status();
        }

        @Test
        void tokenRevoked() {
            var partner = Partner.register(here);
            var tokens = partner.tokens();
            var token = tokens.getString("access_token");
            isUsable(token, there);

            var revoked = here.form(
                    Gate.REVOKE,
                    Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                    Map.entry("token", tokens.getString("refresh_token")));
            assertThat(revoked.status()).isEqualTo(200);

            isInForce("a revocation", () -> there.get(Gate.CUSTOMERS, token).status() == 401);
            isUsableNowhere(token);
            assertThat(partner.at(there)
                            .refresh(tokens.getString("refresh_token"))
                            .body())
                    .isEqualTo(UNKNOWN_REFRESH_TOKEN);
        }

        /** The metric measures the delay of a change whose transaction commits only after a while. */
        @Test
        void delayOfChangesIsMeasured() {
            var before = delays();

            select("""
                    with announced as (
                      insert into change_log (tenant_id, topic) values ('default', 'CLIENT') returning topic)
                    select topic || pg_sleep(0.4) from announced""");

            await().until(() -> delays().get("count") > before.get("count"));
            assertThat(delays().get("sum") - before.get("sum")).isBetween(0.4, 5.0);
            assertThat(delays().get("max")).isBetween(0.4, 5.0);
        }

        /** Returns the delays in the metrics of the other node, in seconds. */
        private Map<String, Double> delays() {
            var name = "gatehouse_invalidations_delay_seconds_";
            return new Gate(processes.get(1).management())
                    .send("GET", "/q/metrics", null, Map.of())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name) && !line.contains("bucket"))
                    .collect(Collectors.toMap(
                            line -> line.substring(name.length()).split("[ {]", 2)[0],
                            line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
        }

        /** The other node has a cached token from the old secret and must request a token with the new secret. */
        @Test
        void secretOfAnUpstreamChanged() throws Exception {
            try (var upstream = Upstream.start()) {
                upstream.onCall("/token", (call, connection) -> {
                    var secret = Answer.parameters(call.text()).get("client_secret");
                    var json = new JsonObject()
                            .put("access_token", "bought-with-" + secret)
                            .put("token_type", "Bearer")
                            .put("expires_in", 3600)
                            .encode();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                            + json.length() + "\r\n\r\n" + json);
                });
                upstream.onCall("/api", (call, connection) -> {
                    var shown = call.value("Authorization");
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + shown.length() + "\r\n\r\n" + shown);
                });
                var project = GatewayProject.create(here);
                var path = project.expose(upstream.address() + "/api") + "/x";
                var declaration = new JsonObject()
                        .put("url", upstream.address() + "/api")
                        .put("authentication", "CLIENT_CREDENTIALS")
                        .put("tokenUrl", upstream.address() + "/token")
                        .put("clientId", "gatehouse")
                        .put("clientSecret", "one")
                        .put("clientAuthentication", "POST");
                var id = project.declare(declaration);
                await().until(() -> there.get(path, project.token()).body().equals("Bearer bought-with-one"));

                project.declare(id, declaration.put("clientSecret", "another"));

                isInForce(
                        "a changed secret of an upstream",
                        () -> there.get(path, project.token()).body().equals("Bearer bought-with-another"));
                for (var i = 0; i < 10; i++) {
                    assertThat(node(i).get(path, project.token()).body()).isEqualTo("Bearer bought-with-another");
                }
            }
        }

        @Test
        void tokenReplacedByARefresh() {
            var partner = Partner.register(here);
            var tokens = partner.tokens();
            var token = tokens.getString("access_token");
            isUsable(token, there);

            assertThat(partner.refresh(tokens.getString("refresh_token")).status())
                    .isEqualTo(200);

            isInForce("a replaced token", () -> there.get(Gate.CUSTOMERS, token).status() == 401);
            isUsableNowhere(token);
        }

        @Test
        void accountDeactivated() {
            var username = "person-" + UUID.randomUUID();
            var account = here.postJson(
                            API + "/accounts",
                            new JsonObject()
                                    .put("username", username)
                                    .put("password", "a password of theirs")
                                    .encode(),
                            admin)
                    .json();
            var partner = Partner.register(here);
            var code = here.browser()
                    .codeFor(
                            username,
                            "a password of theirs",
                            Partner.BOTH_SCOPES,
                            Map.of("client_id", partner.clientId(), "redirect_uri", Gate.REDIRECT_URI));
            var tokens = partner.redeem(code).json();
            var token = tokens.getString("access_token");
            isUsable(token, there);
            var view = new JsonObject().put("displayName", username).put("active", false);

            put("/accounts/" + account.getString("id"), view);
            isInForce(
                    "a deactivated account",
                    () -> there.get(Gate.CUSTOMERS, token).status() == 401);
            isUsableNowhere(token);
            assertThat(partner.at(there)
                            .refresh(tokens.getString("refresh_token"))
                            .body())
                    .isEqualTo(
                            "{\"error\":\"invalid_grant\",\"error_description\":\"The account that granted access is not active.\"}");

            put("/accounts/" + account.getString("id"), view.copy().put("active", true));
            isInForce(
                    "a reactivated account",
                    () -> there.get(Gate.CUSTOMERS, token).status() == 200);
        }

        @Test
        void consentAndSession() {
            var partner = Partner.register(here, new JsonObject().put("approval", "ONCE"));
            var parameters = Map.of(
                    "client_id", partner.clientId(), "redirect_uri", Gate.REDIRECT_URI, "scope", Gate.CUSTOMERS_SCOPE);
            var browserHere = here.browser();
            browserHere.codeFor("jane", "jane-demo", List.of(Gate.CUSTOMERS_SCOPE), parameters);
            Browser browserThere = there.browser();
            browserThere.cookies().putAll(browserHere.cookies());

            isInForce("a consent and a sign-in", () -> {
                var request = new ArrayList<>(parameters.entrySet());
                request.add(Map.entry("response_type", "code"));
                var answer = browserThere.follow(browserThere.authorize(request));
                return answer.status() / 100 == 3 && answer.redirectParameters().containsKey("code");
            });
        }

        @Test
        void secretRegenerated() {
            var partner = Partner.register(here);
            assertThat(partner.at(there).clientCredentials().status()).isEqualTo(200);

            var secret = here.postJson(
                            API + "/clients/" + partner.clientId() + "/secret",
                            "{\"overlapSeconds\":0}",
                            here.adminToken())
                    .json()
                    .getString("clientSecret");

            isInForce(
                    "the end of an old secret",
                    () -> partner.at(there).clientCredentials().status() == 401);
            var renewed = new Partner(there, partner.clientId(), secret, partner.registration());
            isInForce("a new secret", () -> renewed.clientCredentials().status() == 200);
        }

        @Test
        void clientDeactivatedAndDeleted() {
            var partner = Partner.register(here);
            var token = accessToken(partner.at(there).clientCredentials());
            isUsable(token, there);

            setActive(partner, false);
            isInForce(
                    "a deactivated client",
                    () -> there.get(Gate.CUSTOMERS, token).status() == 401);
            assertThat(partner.at(there).clientCredentials().body()).isEqualTo(CLIENT_INACTIVE);

            setActive(partner, true);
            isInForce(
                    "a reactivated client",
                    () -> there.get(Gate.CUSTOMERS, token).status() == 200);

            assertThat(here.send("DELETE", API + "/clients/" + partner.clientId(), null, Gate.bearer(admin))
                            .status())
                    .isEqualTo(204);
            isInForce("a deleted client", () -> there.get(Gate.CUSTOMERS, token).status() == 401);
            isUsableNowhere(token);
        }
    }

    /** A token request that can be sent to either node. */
    private interface TokenRequest {
        Answer at(Gate node);
    }

    private static Gate node(int number) {
        return nodes.get(number % nodes.size());
    }

    private static String accessToken(Answer answer) {
        return Objects.requireNonNull(answer.json().getString("access_token"), answer::toString);
    }

    private static void put(String path, JsonObject body) {
        assertThat(here.sendJson("PUT", API + path, body.encode(), admin).status())
                .isEqualTo(200);
    }

    /** Changes the client with one call, so that only the change itself takes time. */
    private static void setActive(Partner partner, boolean active) {
        put("/clients/" + partner.clientId(), partner.registration().copy().put("active", active));
    }

    private static void changeSettings(Map<String, Object> changes) {
        var settings = here.get(API + "/settings", admin).json();
        settings.remove("warnings");
        put("/settings", settings.mergeIn(new JsonObject(changes)));
    }

    private static List<String> keySet(Gate node) {
        return node.get(Gate.JWKS, null).json().getJsonArray("keys").stream()
                .map(key -> ((JsonObject) key).getString("kid"))
                .toList();
    }

    private static void isUsable(String accessToken, Gate node) {
        assertThat(node.get(Gate.CUSTOMERS, accessToken).status()).isEqualTo(200);
        assertThat(introspect(accessToken, node).json().getBoolean("active")).isTrue();
    }

    private static void isUsableNowhere(String accessToken) {
        for (var node : nodes) {
            assertThat(node.get(Gate.CUSTOMERS, accessToken).status()).isEqualTo(401);
            assertThat(introspect(accessToken, node).body()).isEqualTo(INACTIVE);
        }
    }

    private static Answer introspect(String accessToken, Gate node) {
        return node.form(
                Gate.INTROSPECT,
                Map.of("Authorization", Gate.basic(resourceServer.clientId(), resourceServer.secret())),
                Map.entry("token", accessToken));
    }

    /** Asserts that a change takes effect on the other node within a second, and prints the time. */
    private static void isInForce(String what, BooleanSupplier condition) {
        var changed = System.nanoTime();
        await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(IN_FORCE)
                .until(condition::getAsBoolean);
        System.out.printf(
                "%s is in force on the other node after %d ms%n",
                what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - changed));
    }

    private static void awaitASecondAfter(long nanos) {
        await().pollInterval(Duration.ofMillis(20)).until(() -> System.nanoTime() - nanos >= IN_FORCE.toNanos());
    }

    private static List<String> grants(Partner partner) {
        return select("""
                select case when t.revoked_at is null then 'live' else 'revoked' end
                  || ', refreshes left: ' || coalesce(t.refreshes_left::text, 'unlimited')
                from token t join client c on c.id = t.client where c.client_id = ?""", partner);
    }

    private static List<String> select(String query, Partner partner) {
        return select(query, partner.clientId());
    }

    private static List<String> select(String query, String... arguments) {
        try (var connection = PostgresResource.connect(database);
                var statement = connection.prepareStatement(query)) {
            for (var i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            var values = new ArrayList<String>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
