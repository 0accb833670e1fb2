// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import static dev.gatehouse.testing.GatewayProject.assertAnswered;
import static dev.gatehouse.testing.GatewayProject.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.Metrics;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.TestClock;
import dev.gatehouse.testing.ThrowawayCertificate;
import dev.gatehouse.testing.Upstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The authentication of Gatehouse at an upstream, as the upstream and its authorization server see it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UpstreamAuthenticationTest {
    private static final String NO_TOKEN = "The gateway can't authenticate to the service behind it.";
    private static final String UNREACHABLE =
            "The service behind the gateway can't be reached, or broke off the connection.";
    private static final String UNAUTHORIZED = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";

    private static GatewayProject project;

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Inject
    TestClock clock;

    private Upstream upstream;

    @BeforeEach
    void start() {
        if (project == null) {
            project = GatewayProject.create(new Gate(base));
        }
        upstream = Upstream.start();
    }

    @AfterEach
    void stop() throws Exception {
        clock.reset();
        project.withdrawAll();
        upstream.close();
    }

    private JsonObject header(String name, String value) {
        return new JsonObject()
                .put("url", upstream.address().toString())
                .put("authentication", "HEADER")
                .put("headerName", name)
                .put("headerValue", value);
    }

    private JsonObject clientCredentials(Object tokenUrl) {
        return new JsonObject()
                .put("url", upstream.address().toString())
                .put("authentication", "CLIENT_CREDENTIALS")
                .put("tokenUrl", tokenUrl.toString())
                .put("clientId", "gatehouse")
                .put("clientSecret", "s3cret");
    }

    private static String tokenAnswer(String json) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: " + json.length()
                + "\r\n\r\n" + json;
    }

    private static String token(String value, Object expiresIn) {
        return tokenAnswer(new JsonObject()
                .put("access_token", value)
                .put("token_type", "Bearer")
                .put("expires_in", expiresIn)
                .encode());
    }

    private String authorization() throws Exception {
        return upstream.nextCall().value("Authorization");
    }

    @Nested
    class WithNothing {

        @Test
        void theCallersTokenStaysHere() throws Exception {
            assertAnswered(project.get(project.expose(upstream.address()) + "/x"));
            assertThat(authorization()).isNull();
        }
    }

    @Nested
    class WithAHeader {

        @Test
        void itReplacesWhatTheCallerSendsUnderThatName() throws Exception {
            var path = project.expose(upstream.address());
            project.declare(header("X-Api-Key", "ours"));

            assertAnswered(project.send(
                    "GET",
                    path + "/x",
                    null,
                    Map.of(
                            "x-api-key",
                            "theirs",
                            "X_API_KEY",
                            "theirs",
                            "X.Api.Key",
                            "theirs",
                            "HTTP_X_API_KEY",
                            "theirs",
                            "X-Other",
                            "stays")));

            var call = upstream.nextCall();
            assertThat(call.headers().stream().filter(line -> line.toLowerCase().matches("(x|http_).*")))
                    .contains("X-Api-Key: ours", "X-Other: stays")
                    .noneMatch(line -> line.contains("theirs"));
        }

        @Test
        void itMayBeAuthorization() throws Exception {
            project.declare(header("Authorization", "Basic b3Vyczpvd24="));
            assertAnswered(project.get(project.expose(upstream.address()) + "/x"));
            assertThat(authorization()).isEqualTo("Basic b3Vyczpvd24=");
        }

        @Test
        void theLongestUrlCountsSegmentBySegment() throws Exception {
            var address = upstream.address();
            project.declare(header("X-Who", "root"));
            project.declare(header("X-Who", "a").put("url", address + "/a"));
            project.declare(header("X-Who", "b").put("url", address + "/a/b"));

            for (var expected : Map.of("", "root", "/ab", "root", "/a", "a", "/a/", "a", "/a/c", "a", "/a/b/c", "b")
                    .entrySet()) {
                assertAnswered(project.get(project.expose(address + expected.getKey()) + "/x"));
                assertThat(upstream.nextCall().value("X-Who"))
                        .as(expected.getKey())
                        .isEqualTo(expected.getValue());
            }
        }

        /** Reserved characters differ from their encoding (RFC 3986 §2.2), so these are two paths. */
        @Test
        void itGoesToNoOtherPathThanTheDeclaredOne() throws Exception {
            var address = upstream.address();
            project.declare(header("X-Who", "a:b").put("url", address + "/a:b"));
            project.declare(header("X-Who", "c").put("url", address + "/c"));

            for (var encoded : List.of("/a%3Ab", "/a%3ab/c")) {
                assertAnswered(project.get(project.expose(address + encoded) + "/x"));
                assertThat(upstream.nextCall().value("X-Who")).as(encoded).isNull();
            }
            assertAnswered(project.get(project.expose(address + "/a/..//c") + "/x"));
            var call = upstream.nextCall();
            assertThat(call.startLine()).startsWith("GET /c/x ");
            assertThat(call.value("X-Who")).isEqualTo("c");
        }

        /** Earlier versions stored such URLs. */
        @Test
        void itGoesNowhereForAStoredServiceWhoseUrlIsAmbiguous() throws Exception {
            var address = upstream.address();
            project.declare(header("X-Who", "root"));
            project.declare(header("X-Who", "c").put("url", address + "/c"));
            for (var stored : List.of("/a//../c", "/c/..;/d", "/a/%2e%2e/c", "/c%00")) {
                var name = AdminApi.unique();
                var id = project.expose(name, address + "/c", 30_000);
                store(id, address + stored);

                assertFailed(
                        project.get(project.url("/" + name + "/x")),
                        502,
                        "bad_gateway",
                        "The upstream URL of the service is not valid.");
                assertThat(project.admin().get("/services/" + id).json().getString("upstreamUrl"))
                        .isEqualTo(address + stored);
            }
            assertThat(upstream.callsWaiting()).isZero();
        }

        /** Earlier versions stored harmless spellings as typed. */
        @Test
        void storedServiceIsCalledAtItsCanonicalUrl() throws Exception {
            var address = upstream.address();
            project.declare(header("X-Who", "c").put("url", address + "/c"));
            var name = AdminApi.unique();
            store(project.expose(name, address, 30_000), address + "/a/../%63");

            assertAnswered(project.get(project.url("/" + name + "/x")));
            var call = upstream.nextCall();
            assertThat(call.startLine()).startsWith("GET /c/x ");
            assertThat(call.value("X-Who")).isEqualTo("c");
        }

        /** Earlier versions stored zone IDs. */
        @Test
        void storedUpstreamWithAZoneIdAppliesToNoService() throws Exception {
            var address = upstream.address();
            var id = project.declare(header("X-Who", "root"));
            try (var connection = PostgresResource.connect();
                    var update = connection.prepareStatement("UPDATE upstream SET url = ? WHERE id = ?::uuid")) {
                update.setString(1, "http://[fe80::1%25eth0]:8080");
                update.setString(2, id);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }

            assertAnswered(project.get(project.expose(address) + "/x"));
            assertThat(upstream.nextCall().value("X-Who")).isNull();
            assertThat(project.admin().get("/upstreams/" + id).status()).isEqualTo(200);
            project.declare(id, header("X-Who", "again"));
        }

        /** Stores a URL that the API rejects, and makes the node read the services again. */
        private void store(String service, String url) throws Exception {
            try (var connection = PostgresResource.connect();
                    var update = connection.prepareStatement(
                            "UPDATE exposed_service SET upstream_url = ? WHERE id = ?::uuid")) {
                update.setString(1, url);
                update.setString(2, service);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
            project.expose(upstream.address());
        }

        @Test
        void aChangeHoldsForTheNextCallAndAPutWithoutTheValueKeepsIt() throws Exception {
            var path = project.expose(upstream.address()) + "/x";
            var id = project.declare(header("X-Api-Key", "first"));
            project.get(path);
            assertThat(upstream.nextCall().value("X-Api-Key")).isEqualTo("first");

            project.declare(id, header("X-Api-Key", "second"));
            project.get(path);
            assertThat(upstream.nextCall().value("X-Api-Key")).isEqualTo("second");

            var read = project.admin().get("/upstreams/" + id).json();
            project.declare(id, read.put("description", "changed").put("headerName", "X-Key"));
            project.get(path);
            assertThat(upstream.nextCall().value("X-Key")).isEqualTo("second");

            project.admin().delete("/upstreams/" + id);
            project.get(path);
            assertThat(upstream.nextCall().headers()).noneMatch(line -> line.contains("second"));
        }
    }

    @Nested
    class WithClientCredentials {
        private Upstream tokenServer;
        private String path;

        @BeforeEach
        void expose() {
            tokenServer = Upstream.start();
            path = project.expose(upstream.address()) + "/x";
        }

        @AfterEach
        void stopTheTokenServer() throws Exception {
            tokenServer.close();
        }

        private URI tokenUrl() {
            return tokenServer.address().resolve("/token");
        }

        @Test
        void basicSendsIdAndSecretFormEncoded() throws Exception {
            tokenServer.on("/token", token("first", 3600));
            project.declare(clientCredentials(tokenUrl())
                    .put("clientId", "gate:house")
                    .put("clientSecret", "a b+c%")
                    .put("scope", "read write")
                    .put("resource", "https://api.example/v1")
                    .put("audience", "orders & more"));

            assertAnswered(project.get(path));

            assertThat(authorization()).isEqualTo("Bearer first");
            var asked = tokenServer.nextCall();
            assertThat(asked.startLine()).isEqualTo("POST /token HTTP/1.1");
            assertThat(asked.value("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
            assertThat(asked.value("Accept")).isEqualTo("application/json");
            assertThat(asked.value("Authorization"))
                    .isEqualTo("Basic "
                            + Base64.getEncoder()
                                    .encodeToString("gate%3Ahouse:a+b%2Bc%25".getBytes(StandardCharsets.US_ASCII)));
            assertThat(asked.text())
                    .isEqualTo("grant_type=client_credentials&scope=read+write"
                            + "&resource=https%3A%2F%2Fapi.example%2Fv1&audience=orders+%26+more");
        }

        @Test
        void postSendsThemInTheForm() throws Exception {
            tokenServer.on("/token", token("first", 3600));
            project.declare(clientCredentials(tokenUrl()).put("clientAuthentication", "POST"));

            assertAnswered(project.get(path));

            var asked = tokenServer.nextCall();
            assertThat(asked.value("Authorization")).isNull();
            assertThat(asked.text())
                    .isEqualTo("grant_type=client_credentials&client_id=gatehouse&client_secret=s3cret");
        }

        @Test
        void fiftyCallsAtOnceFetchOneToken() throws Exception {
            var asked = new CountDownLatch(1);
            tokenServer.on("/token", connection -> {
                assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
                connection.send(token("first", 3600));
            });
            project.declare(clientCredentials(tokenUrl()));
            var allWait = Thread.ofVirtual().start(() -> {
                await().until(() -> Metrics.at(metrics).value("gatehouse_upstream_calls") == 50);
                asked.countDown();
            });

            var answers = Race.of(50, i -> project.get(path));

            allWait.join();
            assertThat(answers).hasSize(50).allSatisfy(GatewayProject::assertAnswered);
            assertThat(tokenServer.callsWaiting()).isEqualTo(1);
            for (var i = 0; i < 50; i++) {
                assertThat(authorization()).isEqualTo("Bearer first");
            }
        }

        @Test
        void tokenIsRenewedBehindTheBacksOfTheCalls() throws Exception {
            tokenServer.on("/token", token("first", 200));
            project.declare(clientCredentials(tokenUrl()));
            assertAnswered(project.get(path));
            assertThat(authorization()).isEqualTo("Bearer first");
            tokenServer.nextCall();

            clock.advance(Duration.ofSeconds(145));
            assertAnswered(project.get(path));
            assertThat(authorization()).isEqualTo("Bearer first");
            assertThat(tokenServer.callsWaiting()).isZero();

            var mayAnswer = new CountDownLatch(1);
            tokenServer.on("/token", connection -> {
                assertThat(mayAnswer.await(20, TimeUnit.SECONDS)).isTrue();
                connection.send(token("second", 200));
            });
            clock.advance(Duration.ofSeconds(10));
            for (var i = 0; i < 3; i++) {
                assertAnswered(project.get(path));
                assertThat(authorization()).isEqualTo("Bearer first");
            }
            tokenServer.nextCall();
            mayAnswer.countDown();
            await().untilAsserted(() -> {
                assertAnswered(project.get(path));
                assertThat(authorization()).isEqualTo("Bearer second");
            });
            assertThat(tokenServer.callsWaiting()).isZero();
        }

        @Test
        void expiredTokenIsNotSent() throws Exception {
            tokenServer.on("/token", token("first", 100));
            project.declare(clientCredentials(tokenUrl()));
            assertAnswered(project.get(path));
            assertThat(authorization()).isEqualTo("Bearer first");

            tokenServer.on("/token", token("second", 100));
            clock.advance(Duration.ofSeconds(95));
            assertAnswered(project.get(path));
            assertThat(authorization()).isEqualTo("Bearer second");
        }

        @Test
        void changedSecretHoldsForTheNextCall() throws Exception {
            tokenServer.on("/token", token("first", 3600));
            var id = project.declare(clientCredentials(tokenUrl()));
            assertAnswered(project.get(path));
            tokenServer.nextCall();

            tokenServer.on("/token", token("second", 3600));
            project.declare(
                    id,
                    clientCredentials(tokenUrl()).put("clientSecret", "another").put("clientAuthentication", "POST"));
            upstream.forgetCalls();
            assertAnswered(project.get(path));
            assertThat(authorization()).isEqualTo("Bearer second");
            assertThat(tokenServer.nextCall().text()).endsWith("&client_secret=another");

            project.declare(id, project.admin().get("/upstreams/" + id).json().put("scope", "more"));
            assertAnswered(project.get(path));
            assertThat(tokenServer.nextCall().text()).endsWith("&scope=more&client_id=gatehouse&client_secret=another");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "200 | application/json | {'access_token':'t','token_type':'mac'} |"
                            + " the token endpoint answered a token whose token_type is not Bearer",
                    "200 | application/json | {'access_token':'t'} |"
                            + " the token endpoint answered a token whose token_type is not Bearer",
                    "200 | application/json | {'token_type':'Bearer'} |"
                            + " the token endpoint answered no well-formed access_token",
                    "200 | application/json | {'access_token':'a b','token_type':'Bearer'} |"
                            + " the token endpoint answered no well-formed access_token",
                    "200 | application/json | {'access_token':'t','token_type':'Bearer','expires_in':'soon'} |"
                            + " the token endpoint answered an expires_in that is no number of seconds",
                    "200 | application/json | {'access_token':'t','token_type':'Bearer','expires_in':-1} |"
                            + " the token endpoint answered an expires_in that is no number of seconds",
                    "200 | application/json | ['t'] | the token endpoint answered no JSON object",
                    "200 | application/json | {{ | the token endpoint answered no JSON object",
                    "200 | text/html | {'access_token':'t','token_type':'Bearer'} |"
                            + " the token endpoint answered no JSON object",
                    "302 | application/json | {'access_token':'t','token_type':'Bearer'} |"
                            + " the token endpoint answered 302",
                    "401 | application/json | {'error':'invalid_client','error_description':'s3cret'} |"
                            + " the token endpoint answered 401 invalid_client",
                    "400 | application/json | {'error':'s3cret & more'} | the token endpoint answered 400",
                    "503 | text/html | <html> | the token endpoint answered 503",
                })
        void answerThatIsNoTokenIs502AndNotAskedForAgainAtOnce(
                int status, String contentType, String body, String reason) throws Exception {
            var json = body.replace('\'', '"');
            tokenServer.on(
                    "/token",
                    "HTTP/1.1 " + status + " X\r\nLocation: " + tokenUrl() + "\r\nContent-Type: " + contentType
                            + "\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
            project.declare(clientCredentials(tokenUrl()));

            assertFailed(project.get(path), 502, "bad_gateway", NO_TOKEN);
            assertFailed(project.get(path), 502, "bad_gateway", NO_TOKEN);

            assertThat(tokenServer.callsWaiting()).isEqualTo(1);
            assertThat(upstream.callsWaiting()).isZero();
            assertThat(Files.readString(Path.of("target/test.log")))
                    .doesNotContain("Response has already been written");
            await().untilAsserted(() -> assertThat(AuditTrail.of("upstream.token_failed"))
                    .containsOnlyOnce("FAILURE " + upstream.address() + " " + reason));

            tokenServer.on("/token", token("first", 3600));
            clock.advance(UpstreamTokens.BACKOFF);
            assertAnswered(project.get(path));
            assertThat(authorization()).isEqualTo("Bearer first");
        }

        @Test
        void endlessAnswerIsCutOff() throws Exception {
            var cut = new CountDownLatch(1);
            tokenServer.on("/token", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
                try {
                    while (true) {
                        connection.send(" ".repeat(8192));
                    }
                } finally {
                    cut.countDown();
                }
            });
            project.declare(clientCredentials(tokenUrl()));

            assertFailed(project.get(path), 502, "bad_gateway", NO_TOKEN);
            assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void unreachableTokenServerIs502() throws Exception {
            var gone = tokenUrl();
            tokenServer.close();
            project.declare(clientCredentials(gone));
            assertFailed(project.get(path), 502, "bad_gateway", NO_TOKEN);
        }

        @Test
        void failedRenewalLeavesTheTokenInUse() throws Exception {
            tokenServer.on("/token", token("first", 100));
            project.declare(clientCredentials(tokenUrl()));
            assertAnswered(project.get(path));
            tokenServer.on("/token", "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
            clock.advance(Duration.ofSeconds(80));
            tokenServer.forgetCalls();
            upstream.forgetCalls();

            assertAnswered(project.get(path));
            assertThat(tokenServer.nextCall().startLine()).isEqualTo("POST /token HTTP/1.1");
            assertAnswered(project.get(path));
            assertThat(authorization()).isEqualTo("Bearer first");
            assertThat(authorization()).isEqualTo("Bearer first");
        }

        /** Lets the upstream answer 401 to every other token. */
        private void acceptOnly(String value) {
            upstream.onCall(
                    "/",
                    (call, connection) -> connection.send(
                            ("Bearer " + value).equals(call.value("Authorization"))
                                    ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                                    : UNAUTHORIZED));
        }

        @Test
        void tokenThatTheUpstreamRefusesIsReplacedOnceAndTheCallRepeated() throws Exception {
            tokenServer.on("/token", token("first", 3600));
            project.declare(clientCredentials(tokenUrl()));
            assertAnswered(project.get(path));
            clock.advance(UpstreamTokens.TOO_YOUNG_TO_REPLACE);
            tokenServer.on("/token", token("second", 3600));
            acceptOnly("second");
            upstream.forgetCalls();

            assertAnswered(project.get(path));

            assertThat(authorization()).isEqualTo("Bearer first");
            assertThat(authorization()).isEqualTo("Bearer second");
        }

        @Test
        void callThatIsNotSafeToRepeatIsNotAndTheNextOneHasAnotherToken() throws Exception {
            tokenServer.on("/token", token("first", 3600));
            project.declare(clientCredentials(tokenUrl()));
            assertAnswered(project.get(path));
            clock.advance(UpstreamTokens.TOO_YOUNG_TO_REPLACE);
            tokenServer.on("/token", token("second", 3600));
            acceptOnly("second");
            upstream.forgetCalls();

            assertThat(project.send("POST", path, "order", Map.of()).status()).isEqualTo(401);
            assertAnswered(project.send("POST", path, "order", Map.of()));

            assertThat(authorization()).isEqualTo("Bearer first");
            assertThat(authorization()).isEqualTo("Bearer second");
            assertThat(upstream.callsWaiting()).isZero();
        }

        @Test
        void upstreamThatRefusesFreshTokensTooIsHeardAndAsksNobodyForMore() throws Exception {
            tokenServer.on("/token", token("first", 3600));
            project.declare(clientCredentials(tokenUrl()));
            acceptOnly("no token at all");

            for (var i = 0; i < 3; i++) {
                assertThat(project.get(path).status()).isEqualTo(401);
            }

            assertThat(tokenServer.callsWaiting()).isEqualTo(1);
            assertThat(upstream.callsWaiting()).isEqualTo(3);
        }

        /** Gatehouse is the authorization server and the gateway of its own upstream. */
        @Test
        void gatehouseItselfIssuesAndTakesTheTokens() throws Exception {
            var gate = project.admin().gate();
            var partner = Partner.register(gate, new JsonObject().put("scopes", List.of(Gate.CUSTOMERS_SCOPE)));
            var api = base.resolve(Gate.CUSTOMERS.replaceAll("/customers$", ""));
            var outer = project.expose(api) + "/customers";
            var upstreamAtHome = clientCredentials(base.resolve(Gate.TOKEN))
                    .put("url", api.toString())
                    .put("clientId", partner.clientId())
                    .put("clientSecret", partner.secret())
                    .put("scope", Gate.CUSTOMERS_SCOPE);
            var id = project.declare(upstreamAtHome);

            assertThat(project.get(outer).body())
                    .isEqualTo(gate.get(Gate.CUSTOMERS, partner.accessToken()).body());
            assertAnswered(project.get(outer));

            var rotated = project.admin()
                    .post("/clients/" + partner.clientId() + "/secret", new JsonObject())
                    .json()
                    .getString("clientSecret");
            project.declare(id, upstreamAtHome.copy());
            assertFailed(project.get(outer), 502, "bad_gateway", NO_TOKEN);
            project.declare(id, upstreamAtHome.copy().put("clientSecret", rotated));
            assertAnswered(project.get(outer));
        }
    }

    @Nested
    class OverTls {
        @TempDir
        Path directory;

        private ThrowawayCertificate right;
        private ThrowawayCertificate wrong;
        private Upstream secure;
        private String path;

        @BeforeEach
        void start() throws Exception {
            right = ThrowawayCertificate.in(Files.createDirectory(directory.resolve("right")));
            wrong = ThrowawayCertificate.in(Files.createDirectory(directory.resolve("wrong")));
            secure = Upstream.start(right);
            path = project.expose(secure.address()) + "/x";
        }

        @AfterEach
        void stop() throws Exception {
            secure.close();
        }

        private JsonObject trusting(URI url, ThrowawayCertificate... certificates) throws Exception {
            var pem = new StringBuilder();
            for (var certificate : certificates) {
                pem.append(Files.readString(certificate.authority()));
            }
            return new JsonObject().put("url", url.toString()).put("trustedCertificates", pem.toString());
        }

        @Test
        void authorityThatTheSystemDoesNotKnowIsRefused() {
            assertFailed(project.get(path), 502, "bad_gateway", UNREACHABLE);
        }

        @Test
        void ownAuthorityIsTrustedAndNoOther() throws Exception {
            var id = project.declare(trusting(secure.address(), wrong));
            assertFailed(project.get(path), 502, "bad_gateway", UNREACHABLE);

            project.declare(id, trusting(secure.address(), wrong, right));
            assertAnswered(project.get(path));

            project.declare(id, trusting(secure.address(), wrong));
            assertFailed(project.get(path), 502, "bad_gateway", UNREACHABLE);

            project.declare(id, new JsonObject().put("url", secure.address().toString()));
            assertFailed(project.get(path), 502, "bad_gateway", UNREACHABLE);
        }

        @Test
        void trustOfOneUpstreamIsNotThatOfAnother() throws Exception {
            project.declare(trusting(secure.address().resolve("/trusted"), right));
            assertAnswered(project.get(project.expose(secure.address().resolve("/trusted")) + "/x"));
            assertFailed(project.get(path), 502, "bad_gateway", UNREACHABLE);
        }

        @Test
        void certificateForAnotherNameIsRefused() throws Exception {
            var other = URI.create("https://127.0.0.1:" + secure.address().getPort());
            project.declare(trusting(other, right));
            assertFailed(project.get(project.expose(other) + "/x"), 502, "bad_gateway", UNREACHABLE);
        }

        @Test
        void itIsTrustedForTheTokenServerToo() throws Exception {
            secure.on("/token", token("first", 3600));
            var trusted = trusting(secure.address(), right)
                    .mergeIn(clientCredentials(secure.address().resolve("/token"))
                            .put("url", secure.address().toString()));
            project.declare(trusted);
            assertAnswered(project.get(path));
            secure.nextCall();
            assertThat(secure.nextCall().value("Authorization")).isEqualTo("Bearer first");

            var plain = project.expose(upstream.address()) + "/x";
            project.declare(clientCredentials(secure.address().resolve("/token"))
                    .put("trustedCertificates", Files.readString(wrong.authority())));
            assertFailed(project.get(plain), 502, "bad_gateway", NO_TOKEN);
            await().untilAsserted(() -> assertThat(AuditTrail.of("upstream.token_failed"))
                    .anyMatch(event -> event.contains("the token endpoint cannot be reached: ")
                            && event.contains("Failed to create SSL connection: ")));
        }
    }
}
