// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import static dev.gatehouse.issuer.Trust.ISSUERS;
import static dev.gatehouse.issuer.Trust.NOT_ACCEPTED;
import static dev.gatehouse.issuer.Trust.NOT_KNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OtherIssuer;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.TestClock;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Tokens that Gatehouse introspects at another issuer (RFC 7662): the accepted tokens, their subjects, and the time for
 * which Gatehouse caches the answers.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IntrospectedTokensTest {
    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    Gate gate;
    Trust trust;
    OtherIssuer issuer;
    List<String> trusted;

    /**
     * Only one issuer can introspect tokens of every prefix, so each test deletes the issuers that it has registered.
     */
    @BeforeEach
    void anIssuer() {
        gate = new Gate(base);
        trust = new Trust(gate);
        issuer = OtherIssuer.start();
        trusted = new ArrayList<>();
    }

    @AfterEach
    void isGone() throws Exception {
        clock.reset();
        trusted.forEach(id -> trust.admin.delete(ISSUERS + "/" + id));
        issuer.close();
        trust.close();
    }

    private String trust(JsonObject registration) {
        var id = trust.trust(registration);
        trusted.add(id);
        return id;
    }

    private JsonObject active() {
        return trust.claims(issuer).put("active", true).put("token_type", "Bearer");
    }

    /** Returns a token for which the issuer answers the given introspection. */
    private String known(JsonObject introspection) {
        var token = "ext_" + AdminApi.unique();
        issuer.knows(token, introspection);
        return token;
    }

    private static JsonObject without(JsonObject members, String... names) {
        var copy = members.copy();
        List.of(names).forEach(copy::remove);
        return copy;
    }

    @Nested
    class Callers {

        @Test
        void goToTheServiceUnderTheirIssuersNames() throws Exception {
            trust(trust.askedAt(issuer));
            trust.assertPasses(known(active()));
            assertThat(trust.upstream.nextCall().headers().stream().filter(header -> header.startsWith("X-Gatehouse-")))
                    .containsExactlyInAnyOrder(
                            "X-Gatehouse-Issuer: " + issuer.url(),
                            "X-Gatehouse-Client: their-client",
                            "X-Gatehouse-Subject: user-7",
                            "X-Gatehouse-Scopes: " + trust.scope);
        }

        @Test
        void passWithAnAnswerThatSaysNoMoreThanItMust() {
            var registration = trust.askedAt(issuer);
            registration.remove("audience");
            trust(registration);
            trust.assertPasses(known(without(active(), "iss", "aud", "exp", "iat", "sub", "token_type")));
        }

        @Test
        void mayShowAJwtThatNamesTheIssuer() {
            trust(trust.askedAt(issuer));
            var token = OtherIssuer.sign(OtherIssuer.es256("any"), "ES256", trust.claims(issuer));
            trust.assertRefused(token, NOT_ACCEPTED);
            var another = OtherIssuer.sign(OtherIssuer.es256("any"), "ES256", trust.claims(issuer));
            issuer.knows(another, active());
            trust.assertPasses(another);
        }
    }

    @Nested
    class Refusals {

        @Test
        void followFromWhatTheIssuerSays() {
            trust(trust.askedAt(issuer));
            var now = active().getLong("iat");
            assertFails("NOT_REVOKED", new JsonObject().put("active", false));
            assertFails("NOT_REVOKED", active().put("active", false));
            assertFails("ISSUER", active().put("iss", issuer.url() + "/"));
            assertFails("AUDIENCE", active().put("aud", "https://elsewhere.example"));
            assertFails("AUDIENCE", without(active(), "aud"));
            assertFails("NOT_EXPIRED", active().put("exp", now - 60));
            assertFails("NOT_EXPIRED", active().put("nbf", now + 300));
            assertFails("TOKEN_TYPE", active().put("token_type", "DPoP"));
            assertFails("TOKEN_TYPE", active().put("cnf", new JsonObject().put("jkt", "x")));
            assertFails("CLIENT_ACTIVE", without(active(), "client_id"));
        }

        private void assertFails(String step, JsonObject introspection) {
            var token = known(introspection);
            trust.assertRefused(token, NOT_ACCEPTED);
            assertThat(trust.failsAt(token)).as("%s", introspection).isEqualTo(step);
        }

        @Test
        void followWhereTheIssuerCannotBeAsked() throws Exception {
            clock.stop();
            trust(trust.askedAt(issuer));
            var token = known(active());
            for (var broken : List.of(
                    new OtherIssuer.Reply(500, "{}"),
                    new OtherIssuer.Reply(401, "{}"),
                    new OtherIssuer.Reply(200, "<html>"),
                    new OtherIssuer.Reply(200, "{}"),
                    new OtherIssuer.Reply(200, "{\"active\":\"true\"}"),
                    new OtherIssuer.Reply(302, "", "http://127.0.0.1:9/"))) {
                issuer.on(OtherIssuer.INTROSPECT, () -> broken);
                trust.assertUnavailable(token);
            }
            assertThat(trust.failsAt(token)).isEqualTo("ISSUER");
            issuer.close();
            trust.assertUnavailable(token);
            assertThat(Files.readAllLines(Path.of("target/test.log")).stream()
                            .filter(line ->
                                    line.contains("A trusted issuer does not answer as it should: " + issuer.url())))
                    .hasSize(1);
        }

        /** Gatehouse sends no issuer a token that may belong to another issuer. */
        @Test
        void ofTokensThatAreNotTheIssuersDoNotAskIt() {
            trust(trust.askedAt(issuer).put("tokenPrefix", "ext_"));
            var stranger = OtherIssuer.sign(
                    OtherIssuer.es256("any"), "ES256", trust.claims(issuer).put("iss", "https://elsewhere.example"));
            var asked = issuer.asked(OtherIssuer.INTROSPECT);
            for (var token :
                    List.of(stranger, "other_" + AdminApi.unique(), "gat_" + AdminApi.unique(), "ey.not.jwt")) {
                trust.assertRefused(token, NOT_KNOWN);
            }
            assertThat(issuer.asked(OtherIssuer.INTROSPECT)).isEqualTo(asked);
            trust.assertPasses(known(active()));
        }

        /** White space in the header changes the first characters of the encoded token. */
        @Test
        void ofJwtsOfOthersDoNotAskIt() {
            trust(trust.askedAt(issuer));
            var asked = issuer.asked(OtherIssuer.INTROSPECT);
            for (var begin : List.of("{", "{ ", "{\n", "{\r\n", "{\t", " {", "\n{")) {
                var token = encoded(begin + "\"alg\":\"ES256\"}") + "."
                        + encoded("{\"iss\":\"https://elsewhere.example\"}") + ".c2ln";
                trust.assertRefused(token, NOT_KNOWN);
            }
            assertThat(issuer.asked(OtherIssuer.INTROSPECT)).isEqualTo(asked);
        }

        private static String encoded(String json) {
            return java.util.Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        @Test
        void ofOurOwnTokensAreOurs() {
            trust(trust.askedAt(issuer));
            var token = gate.tokenWithBasic(
                            Gate.CONFIDENTIAL_CLIENT,
                            Gate.CONFIDENTIAL_SECRET,
                            java.util.Map.entry("grant_type", "client_credentials"))
                    .json()
                    .getString("access_token");
            issuer.knows(token, active());
            var asked = issuer.asked(OtherIssuer.INTROSPECT);
            assertThat(trust.call(token).status()).isEqualTo(403);
            gate.form(
                    Gate.REVOKE,
                    java.util.Map.of("Authorization", Gate.basic(Gate.CONFIDENTIAL_CLIENT, Gate.CONFIDENTIAL_SECRET)),
                    java.util.Map.entry("token", token));
            assertThat(trust.call(token).json().getString("error_description"))
                    .isEqualTo("The access token was revoked.");
            assertThat(issuer.asked(OtherIssuer.INTROSPECT)).isEqualTo(asked);
        }
    }

    @Nested
    class Memory {

        @Test
        void isShort() {
            trust(trust.askedAt(issuer).put("cacheSeconds", 20));
            clock.stop();
            var token = known(active());
            trust.assertPasses(token);
            var asked = issuer.asked(OtherIssuer.INTROSPECT);
            issuer.forgets(token);
            clock.advance(Duration.ofSeconds(19));
            trust.assertPasses(token);
            assertThat(issuer.asked(OtherIssuer.INTROSPECT)).isEqualTo(asked);
            clock.advance(Duration.ofSeconds(1));
            trust.assertRefused(token, NOT_ACCEPTED);
        }

        @Test
        void endsWithTheToken() {
            trust(trust.askedAt(issuer).put("cacheSeconds", 60));
            clock.stop();
            var token = known(active().put("exp", clock.now().getEpochSecond() + 5));
            trust.assertPasses(token);
            clock.advance(Duration.ofSeconds(36));
            trust.assertRefused(token, NOT_ACCEPTED);
        }

        @Test
        void canBeNone() {
            trust(trust.askedAt(issuer).put("cacheSeconds", 0));
            var token = known(active());
            trust.assertPasses(token);
            issuer.forgets(token);
            trust.assertRefused(token, NOT_ACCEPTED);
        }

        /** The cache keeps repeated calls with an inactive token away from the issuer. */
        @Test
        void holdsWhatIsNotActiveForTenSeconds() {
            trust(trust.askedAt(issuer));
            clock.stop();
            var token = "ext_" + AdminApi.unique();
            trust.assertRefused(token, NOT_ACCEPTED);
            var asked = issuer.asked(OtherIssuer.INTROSPECT);
            issuer.knows(token, active());
            trust.assertRefused(token, NOT_ACCEPTED);
            assertThat(issuer.asked(OtherIssuer.INTROSPECT)).isEqualTo(asked);
            clock.advance(Duration.ofSeconds(10));
            trust.assertPasses(token);
        }

        @Test
        void isFilledByOneOfManyWhoAskAtOnce() {
            trust(trust.askedAt(issuer));
            var token = known(active());
            var asked = issuer.asked(OtherIssuer.INTROSPECT);
            var answers = Race.of(20, i -> trust.call(token));
            assertThat(answers).extracting(Answer::status).containsOnly(200);
            assertThat(issuer.asked(OtherIssuer.INTROSPECT)).isEqualTo(asked + 1);
        }

        @Test
        void endsWithTheTrust() {
            var registration = trust.askedAt(issuer).put("cacheSeconds", 60);
            var id = trust(registration);
            var token = known(active());
            trust.assertPasses(token);
            trust.change(id, registration.copy().put("active", false));
            trust.assertRefused(token, NOT_KNOWN);
        }
    }

    /** Gatehouse checks a streaming call again while the call runs, and introspects the token again for this check. */
    @Nested
    class Streams {
        private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

        @Test
        void goOnWhileTheIssuerSaysYesAndEndWhenItSaysNo() throws Exception {
            trust(trust.askedAt(issuer).put("cacheSeconds", 0));
            var token = known(active());
            trust.upstream.on("/events", connection -> {
                connection.send(HEAD + "data: one\n");
                awaitQuestions(8);
                connection.send("data: two\n");
                connection.awaitClose();
            });
            try (var wire = events(token)) {
                assertThat(wire.readHead().status()).isEqualTo(200);
                wire.line();
                assertThat(wire.line()).isEqualTo("data: one");
                wire.line();
                wire.line();
                assertThat(wire.line()).isEqualTo("data: two");

                issuer.knows(token, new JsonObject().put("active", false));

                wire.awaitClose();
            }
        }

        @Test
        void endWhenTheIssuerCannotBeAskedAnyMore() throws Exception {
            trust(trust.askedAt(issuer).put("cacheSeconds", 0));
            var token = known(active());
            trust.upstream.on("/events", connection -> {
                connection.send(HEAD);
                connection.awaitClose();
            });
            try (var wire = events(token)) {
                assertThat(wire.readHead().status()).isEqualTo(200);

                issuer.breakDown();

                wire.awaitClose();
            }
        }

        private Wire events(String token) throws Exception {
            var wire = Wire.to(base);
            wire.send("GET " + trust.api + "/events HTTP/1.1\r\nHost: gate.example\r\nAuthorization: Bearer " + token
                    + "\r\n\r\n");
            return wire;
        }

        private void awaitQuestions(int number) {
            var before = issuer.asked(OtherIssuer.INTROSPECT);
            await().until(() -> issuer.asked(OtherIssuer.INTROSPECT) >= before + number);
        }
    }

    /** Two issuers, each of which introspects only its own tokens. */
    @Test
    void theLongestPrefixSaysWhoIsAsked() {
        try (var other = OtherIssuer.start()) {
            trust(trust.askedAt(issuer).put("tokenPrefix", "ext_"));
            trust(trust.askedAt(other));
            trust.assertPasses(known(active()));
            var theirs = "opaque-" + AdminApi.unique();
            other.knows(theirs, trust.claims(other).put("active", true));
            trust.assertPasses(theirs);
            assertThat(other.asked(OtherIssuer.INTROSPECT)).isEqualTo(2);
            AdminApi.assertConflict(
                    trust.admin.post(
                            ISSUERS,
                            trust.askedAt(issuer)
                                    .put("issuer", "http://127.0.0.1:9")
                                    .put("introspectionEndpoint", issuer.url() + OtherIssuer.INTROSPECT)
                                    .put("tokenPrefix", "ext_")),
                    "tokenPrefix",
                    "Another issuer is asked about tokens that begin like this. No token is shown to two issuers: choose another prefix.");
        }
    }

    @Test
    void secretIsStoredAndToldNowhere() {
        var id = trust(trust.askedAt(issuer));
        assertThat(PostgresResource.dump()).doesNotContain(OtherIssuer.SECRET);
        assertThat(trust.admin.get(ISSUERS + "/" + id).body()).doesNotContain(OtherIssuer.SECRET);
        assertThat(trust.admin.get(ISSUERS).json().getJsonArray("items"))
                .isNotEqualTo(new JsonArray())
                .asString()
                .doesNotContain(OtherIssuer.SECRET);
    }
}
