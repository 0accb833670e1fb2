// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import static dev.gatehouse.issuer.Trust.ISSUERS;
import static dev.gatehouse.issuer.Trust.NOT_ACCEPTED;
import static dev.gatehouse.issuer.Trust.NOT_KNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OtherIssuer;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * JWTs of other issuers at the gateway: the accepted tokens, their subjects and their expiry (RFC 9068 §4, RFC 8725).
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SignedTokensTest {
    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    Gate gate;
    Trust trust;
    OtherIssuer issuer;
    OtherIssuer other;
    ForgedToken.Issuers issuers;
    PublicJsonWebKey key;

    @BeforeEach
    void twoIssuers() {
        gate = new Gate(base);
        trust = new Trust(gate);
        issuer = OtherIssuer.start();
        other = OtherIssuer.start();
        issuers = new ForgedToken.Issuers(gate, issuer, other);
        key = issuers.key;
    }

    @AfterEach
    void theyAreGone() throws Exception {
        clock.reset();
        issuer.close();
        other.close();
        trust.close();
    }

    private String good() {
        return OtherIssuer.sign(key, "ES256", trust.claims(issuer));
    }

    @Nested
    class Callers {

        @Test
        void goToTheServiceUnderTheirIssuersNames() throws Exception {
            trust.trust(trust.signedBy(issuer));
            trust.assertPasses(good());
            assertThat(trust.upstream.nextCall().headers().stream().filter(header -> header.startsWith("X-Gatehouse-")))
                    .containsExactlyInAnyOrder(
                            "X-Gatehouse-Issuer: " + issuer.url(),
                            "X-Gatehouse-Client: their-client",
                            "X-Gatehouse-Subject: user-7",
                            "X-Gatehouse-Scopes: " + trust.scope);
        }

        @Test
        void cannotNameAnIssuerThemselves() throws Exception {
            var token = gate.tokenWithBasic(
                            Gate.CONFIDENTIAL_CLIENT,
                            Gate.CONFIDENTIAL_SECRET,
                            java.util.Map.entry("grant_type", "client_credentials"))
                    .json()
                    .getString("access_token");
            var answer = gate.send(
                    "GET",
                    "/integration/rest/oAuth/check" + Gate.CUSTOMERS,
                    null,
                    java.util.Map.of("Authorization", "Bearer " + token, "X-Gatehouse-Issuer", issuer.url()));
            assertThat(answer.header("x-gatehouse-issuer")).isNull();
        }

        @Test
        void areTheirClientsWhereNoSubjectIsNamed() throws Exception {
            trust.trust(trust.signedBy(issuer));
            trust.assertPasses(issuers.without("sub"));
            assertThat(trust.upstream.nextCall().values("X-Gatehouse-Subject")).containsExactly("their-client");
        }

        @Test
        void areToldToAProxyThatAsks() {
            trust.trust(trust.signedBy(issuer));
            var answer = gate.get("/integration/rest/oAuth/check" + trust.api + "/things", good());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-gatehouse-issuer")).isEqualTo(issuer.url());
            assertThat(answer.header("x-gatehouse-client")).isEqualTo("their-client");
            assertThat(answer.header("x-gatehouse-subject")).isEqualTo("user-7");
            assertThat(answer.header("x-gatehouse-scopes")).isEqualTo(trust.scope);
        }

        @Test
        void areInTheAuditLogWithTheirIssuer() {
            trust.trust(trust.signedBy(issuer));
            gate.get(trust.api.replace("restv2", "restv3"), good());
            await().untilAsserted(() -> assertThat(AuditTrail.of("gateway.denied", "their-client@" + issuer.url()))
                    .hasSize(1)
                    .allSatisfy(event -> assertThat(event).startsWith("DENIED SCOPE: No scope of the access token")));
        }

        /** {@code gatehouse.admin} has no special meaning in the token of another issuer. */
        @Test
        void neverReachTheAdminApi() {
            var unmappable = trust.signedBy(issuer).put("scopes", Trust.mapping("gatehouse.admin", "Gatehouse.Admin"));
            AdminApi.assertInvalid(
                    trust.admin.post(ISSUERS, unmappable),
                    AdminApi.error(
                            "scopes",
                            "The built-in scope Gatehouse.Admin is only for users who sign in here. Remove it."));
            trust.trust(trust.signedBy(issuer).put("scopes", Trust.mapping("gatehouse.admin", trust.scope)));
            var token = OtherIssuer.sign(key, "ES256", issuer.claims(gate.issuer(), "gatehouse.admin gatehouse.audit"));
            trust.assertPasses(token);
            for (var path : List.of("/clients", "/issuers", "/settings")) {
                var answer = gate.get(AdminApi.V1 + path, token);
                assertThat(answer.status()).as("%s", answer).isEqualTo(403);
            }
        }

        @Test
        void areNotKnownToIntrospection() {
            trust.trust(trust.signedBy(issuer));
            var answer = gate.form(
                    Gate.INTROSPECT,
                    java.util.Map.of("Authorization", Gate.basic(Gate.CONFIDENTIAL_CLIENT, Gate.CONFIDENTIAL_SECRET)),
                    java.util.Map.entry("token", good()));
            assertThat(answer.body()).isEqualTo("{\"active\":false}");
        }
    }

    @Nested
    class ForgedTokens {

        @ParameterizedTest
        @EnumSource
        void fail(ForgedToken forged) {
            trust.trust(trust.signedBy(issuer));
            trust.trust(trust.signedBy(other));
            trust.assertPasses(good());
            var token = forged.token(issuers);
            trust.assertRefused(token, forged.step().equals("TOKEN_KNOWN") ? NOT_KNOWN : NOT_ACCEPTED);
            assertThat(trust.failsAt(token)).isEqualTo(forged.step());
        }

        @Test
        void ofGreatLengthAreNotEvenLookedAt() {
            trust.trust(trust.signedBy(issuer));
            var answer = trust.call(issuers.signed("padding", "x".repeat(12_500)));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("error", "invalid_request")
                            .put(
                                    "error_description",
                                    "The Authorization header contains no well-formed bearer token."));
        }

        @Test
        void doNotSucceedWithAWeakKey() {
            var weak = OtherIssuer.rsa("weak", 1024);
            issuer.publish(weak);
            trust.trust(trust.signedBy(issuer)
                    .put("algorithms", new JsonArray().add("ES256").add("RS256")));
            trust.assertPasses(OtherIssuer.sign(issuers.rsa, "RS256", trust.claims(issuer)));
            trust.assertRefused(OtherIssuer.sign(weak, "RS256", trust.claims(issuer)), NOT_ACCEPTED);
        }

        /** RFC 7518 §3.5: the salt has the length of the hash. */
        @Test
        void doNotSucceedWithAnotherSalt() throws Exception {
            trust.trust(trust.signedBy(issuer).put("algorithms", new JsonArray().add("PS256")));
            trust.assertPasses(salted(32));
            trust.assertRefused(salted(20), NOT_ACCEPTED);
        }

        private String salted(int length) throws Exception {
            var signed = OtherIssuer.sign(issuers.rsa, "PS256", trust.claims(issuer));
            var input = signed.substring(0, signed.lastIndexOf('.'));
            var signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, length, 1));
            signature.initSign(issuers.rsa.getPrivateKey());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        }

        @Test
        void doNotMakeAKeyGoodForAnotherAlgorithmThanItSays() {
            issuers.rsa.setAlgorithm("RS256");
            issuer.withdraw(issuers.rsa);
            issuer.publish(issuers.rsa);
            trust.trust(trust.signedBy(issuer)
                    .put("algorithms", new JsonArray().add("PS256").add("RS256")));
            trust.assertPasses(OtherIssuer.sign(issuers.rsa, "RS256", trust.claims(issuer)));
            trust.assertRefused(OtherIssuer.sign(issuers.rsa, "PS256", trust.claims(issuer)), NOT_ACCEPTED);
        }

        /** The limit prevents callers from making Gatehouse send many requests to an issuer. */
        @Test
        void withUnknownKeysCauseOneFetchEachTenSeconds() {
            trust.trust(trust.signedBy(issuer));
            trust.assertPasses(good());
            clock.stop();
            clock.advance(Duration.ofSeconds(11));
            var before = issuer.asked(OtherIssuer.JWKS);
            var answers = Race.of(
                    20,
                    i -> trust.call(
                            OtherIssuer.sign(OtherIssuer.es256(AdminApi.unique()), "ES256", trust.claims(issuer))));
            assertThat(answers).extracting(Answer::status).containsOnly(401);
            assertThat(issuer.asked(OtherIssuer.JWKS)).isEqualTo(before + 1);
            assertThat(other.asked(OtherIssuer.JWKS)).isZero();
        }
    }

    @Nested
    class Variants {

        @Test
        void audienceMayBeOneOfSeveral() {
            trust.trust(trust.signedBy(issuer));
            trust.assertPasses(issuers.signed(
                    "aud", new JsonArray().add("https://a.example").add(gate.issuer())));
        }

        @Test
        void typeMayHaveItsFullName() {
            trust.trust(trust.signedBy(issuer));
            trust.assertPasses(OtherIssuer.sign(
                    key,
                    "ES256",
                    trust.claims(issuer).encode(),
                    header -> header.setHeader("typ", "application/at+JWT")));
        }

        @Test
        void clocksMayDifferByThirtySeconds() {
            trust.trust(trust.signedBy(issuer));
            trust.assertPasses(issuers.signed("exp", issuers.seconds("iat") - 15));
            trust.assertPasses(issuers.signed("iat", issuers.seconds("iat") + 15));
        }

        @Test
        void scopesMayBeAListInAnotherClaim() {
            trust.trust(trust.signedBy(issuer).put("scopeClaim", "scp"));
            trust.assertPasses(issuers.signed("scp", new JsonArray().add("x").add(Trust.THEIRS)));
            assertThat(trust.call(good()).status()).isEqualTo(403);
        }

        @Test
        void clientMayBeTheAuthorizedParty() throws Exception {
            trust.trust(trust.signedBy(issuer));
            var claims = trust.claims(issuer).put("azp", "party");
            claims.remove("client_id");
            trust.assertPasses(OtherIssuer.sign(key, "ES256", claims));
            assertThat(trust.upstream.nextCall().values("X-Gatehouse-Client")).containsExactly("party");
        }

        @Test
        void onlySomeClientsMayCount() {
            trust.trust(trust.signedBy(issuer).put("clients", new JsonArray().add("this-one")));
            trust.assertPasses(issuers.signed("client_id", "this-one"));
            trust.assertRefused(good(), NOT_ACCEPTED);
            assertThat(trust.failsAt(good())).isEqualTo("CLIENT_ACTIVE");
        }

        @Test
        void typeMayBeAnyJwtWhereAnAdministratorSaysSo() {
            trust.trust(trust.signedBy(issuer).put("tokenTypes", "ANY_JWT"));
            trust.assertPasses(ForgedToken.TYPE_OF_AN_ID_TOKEN.token(issuers));
            trust.assertPasses(ForgedToken.NO_TYPE.token(issuers));
            for (var forged : List.of(
                    ForgedToken.TYPE_OF_A_LOGOUT_TOKEN,
                    ForgedToken.HASH_OF_AN_ACCESS_TOKEN,
                    ForgedToken.BOUND_TO_A_KEY_OF_THE_CLIENT)) {
                trust.assertRefused(forged.token(issuers), NOT_ACCEPTED);
            }
        }

        @Test
        void everyAllowedAlgorithmIsVerified() {
            var edwards = OtherIssuer.ed25519("ed");
            issuer.publish(edwards);
            var algorithms = new JsonArray()
                    .add("RS256")
                    .add("RS384")
                    .add("RS512")
                    .add("PS256")
                    .add("PS384")
                    .add("PS512")
                    .add("ES256")
                    .add("EdDSA");
            trust.trust(trust.signedBy(issuer).put("algorithms", algorithms));
            for (var algorithm : algorithms) {
                var signer = switch (algorithm.toString()) {
                    case "ES256" -> key;
                    case "EdDSA" -> edwards;
                    default -> issuers.rsa;
                };
                trust.assertPasses(OtherIssuer.sign(signer, algorithm.toString(), trust.claims(issuer)));
            }
        }

        @Test
        void opaqueTokensAreNobodysWhereNoIssuerIsAsked() {
            trust.trust(trust.signedBy(issuer));
            trust.assertRefused("opaque-" + AdminApi.unique(), NOT_KNOWN);
        }
    }

    @Nested
    class Scopes {

        @Test
        void whatIsNotMappedCountsForNothing() {
            trust.trust(trust.signedBy(issuer));
            var token = issuers.signed("scope", trust.scope + " other");
            var answer = trust.call(token);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("error", "insufficient_scope")
                            .put("error_description", "No scope of the access token covers GET of this URL.")
                            .put("scope", trust.scope));
            assertThat(trust.whyDenied(token).getString("change"))
                    .isEqualTo("Map one of the token's scopes to one of these, or get a token with a scope that is"
                            + " mapped to one: " + trust.scope + ".");
        }

        @Test
        void deletedMappingHoldsAtOnce() {
            var registration = trust.signedBy(issuer);
            var id = trust.trust(registration);
            var token = good();
            trust.assertPasses(token);
            trust.change(id, registration.copy().put("scopes", new JsonArray()));
            assertThat(trust.call(token).status()).isEqualTo(403);
            trust.change(id, registration);
            trust.assertPasses(token);
        }

        @Test
        void limitedToAGroupCountsForNobodyElsewhere() {
            trust.trust(trust.signedBy(issuer));
            var token = good();
            trust.assertPasses(token);
            var group = trust.admin.createGroup(AdminApi.unique());
            var limited = AdminApi.scope(trust.scope, trust.api + "/**", group);
            assertThat(trust.admin.put("/scopes/" + trust.scopeId, limited).status())
                    .isEqualTo(200);
            assertThat(trust.call(token).status()).isEqualTo(403);
            assertThat(trust.whyDenied(token).getString("change"))
                    .isEqualTo("The token's scopes are mapped to " + trust.scope
                            + ", which is limited to groups. Callers of other issuers are in no group.");
        }

        @Test
        void resourceMetadataNamesIssuersThatCanGrantThem() {
            var metadata = "/.well-known/oauth-protected-resource" + trust.api;
            assertThat(gate.get(metadata, null).json().getJsonArray("authorization_servers"))
                    .isEqualTo(new JsonArray().add(gate.issuer()));
            var id = trust.trust(trust.signedBy(issuer));
            trust.trust(trust.signedBy(other).put("scopes", Trust.mapping("x", Gate.CALCULATOR_SCOPE)));
            assertThat(gate.get(metadata, null).json().getJsonArray("authorization_servers"))
                    .isEqualTo(new JsonArray().add(gate.issuer()).add(issuer.url()));
            trust.change(id, trust.signedBy(issuer).put("active", false));
            assertThat(gate.get(metadata, null).json().getJsonArray("authorization_servers"))
                    .isEqualTo(new JsonArray().add(gate.issuer()));
        }
    }

    @Nested
    class Trusted {

        @Test
        void noLongerHoldsAtOnce() {
            var registration = trust.signedBy(issuer);
            var id = trust.trust(registration);
            var token = good();
            trust.assertPasses(token);
            trust.change(id, registration.copy().put("active", false));
            trust.assertRefused(token, NOT_ACCEPTED);
            assertThat(trust.failsAt(token)).isEqualTo("ISSUER");
            trust.change(id, registration);
            trust.assertPasses(token);
            AdminApi.assertNoContent(trust.admin.delete(ISSUERS + "/" + id));
            trust.assertRefused(token, NOT_KNOWN);
        }

        @Test
        void rememberedTokenExpires() {
            trust.trust(trust.signedBy(issuer));
            var token = good();
            trust.assertPasses(token);
            clock.advance(Duration.ofSeconds(620));
            trust.assertPasses(token);
            clock.advance(Duration.ofSeconds(15));
            trust.assertRefused(token, NOT_ACCEPTED);
        }

        @Test
        void oneIsNotForAnotherAudience() {
            var registration = trust.signedBy(issuer);
            var id = trust.trust(registration);
            var token = good();
            trust.assertPasses(token);
            trust.change(id, registration.copy().put("audience", "https://else.example"));
            trust.assertRefused(token, NOT_ACCEPTED);
        }
    }

    @Nested
    class Keys {

        /** Calls that waited for the same keys continue at the same time and must not affect each other. */
        @RepeatedTest(5)
        void areFetchedOnceForManyTokens() {
            trust.trust(trust.signedBy(issuer));
            var before = issuer.asked(OtherIssuer.JWKS);
            var answers = Race.of(60, i -> trust.call(issuers.signed("jti", AdminApi.unique())));
            assertThat(answers).extracting(Answer::status).containsOnly(200);
            assertThat(issuer.asked(OtherIssuer.JWKS)).isEqualTo(before + 1);
        }

        @Test
        void newOneCountsWithItsFirstToken() {
            trust.trust(trust.signedBy(issuer));
            trust.assertPasses(good());
            var next = OtherIssuer.es256("two");
            issuer.publish(next);
            clock.advance(RefreshedValue.RETRY.plusSeconds(1));
            trust.assertPasses(OtherIssuer.sign(next, "ES256", trust.claims(issuer)));
        }

        @Test
        void withdrawnOneCountsForFiveMinutesAtMost() {
            trust.trust(trust.signedBy(issuer));
            var token = good();
            trust.assertPasses(token);
            issuer.withdraw(key);
            clock.advance(RefreshedValue.FRESH.plusSeconds(1));
            trust.assertRefused(token, NOT_ACCEPTED);
            assertThat(trust.failsAt(token)).isEqualTo("SIGNATURE");
        }

        @Test
        void goOnCountingForAnHourWhileTheIssuerIsAway() {
            trust.trust(trust.signedBy(issuer));
            trust.assertPasses(good());
            issuer.breakDown();
            clock.advance(RefreshedValue.FRESH.plusSeconds(1));
            trust.assertPasses(issuers.signed("exp", issuers.seconds("exp") + 10_000));
            clock.advance(RefreshedValue.STALE);
            trust.assertUnavailable(issuers.signed("exp", issuers.seconds("exp") + 10_000));
        }

        @Test
        void thatWereNeverFetchedLetNobodyPass() {
            issuer.breakDown();
            var created = trust.admin.created(ISSUERS, trust.signedBy(issuer));
            assertThat(created.getJsonArray("warnings").getString(0)).startsWith("The issuer could not be asked: ");
            var token = good();
            trust.assertUnavailable(token);
            assertThat(trust.failsAt(token)).isEqualTo("ISSUER");
            var asked = issuer.asked(OtherIssuer.METADATA);
            for (var i = 0; i < 5; i++) {
                trust.assertUnavailable(good());
            }
            assertThat(issuer.asked(OtherIssuer.METADATA)).isEqualTo(asked);
        }

        @Test
        void thatAreGarbageLetNobodyPass() {
            trust.trust(trust.signedBy(issuer));
            for (var garbage : List.of("", "[]", "{\"keys\":7}", "<html>", "{\"keys\":[]}", "x".repeat(300_000))) {
                issuer.on(OtherIssuer.JWKS, 200, garbage);
                clock.advance(RefreshedValue.STALE.plusSeconds(1));
                var claims = trust.claims(issuer).put("exp", 9_999_999_999L);
                assertThat(trust.call(OtherIssuer.sign(key, "ES256", claims)).status())
                        .as(garbage.substring(0, Math.min(9, garbage.length())))
                        .isEqualTo(garbage.equals("{\"keys\":[]}") ? 401 : 503);
            }
        }

        @Test
        void oneBadOneDoesNotSpoilTheOthers() {
            issuer.publish(new JsonObject()
                    .put("kty", "EC")
                    .put("crv", "P-256")
                    .put("x", "AA")
                    .put("y", "AA"));
            issuer.publish(
                    new JsonObject().put("kty", "OKP").put("crv", "Ed25519").put("x", ""));
            issuer.publish(new JsonObject().put("kty", "new"));
            issuer.publish(new JsonObject().put("kty", 7));
            issuer.publish(
                    new JsonObject().put("kty", "oct").put("k", "c2VjcmV0").put("kid", "one"));
            trust.trust(trust.signedBy(issuer));
            trust.assertPasses(good());
        }

        /** Gatehouse ignores further keys, because parsing a key takes more time than reading its text. */
        @Test
        void beyondAHundredAreNotLookedAt() {
            var first = new JsonObject(key.toJson());
            while (issuer.published() < 99) {
                issuer.publish(first);
            }
            var hundredth = OtherIssuer.es256("hundredth");
            var next = OtherIssuer.es256("next");
            issuer.publish(hundredth);
            issuer.publish(next);
            trust.trust(trust.signedBy(issuer));
            trust.assertPasses(OtherIssuer.sign(hundredth, "ES256", trust.claims(issuer)));
            trust.assertRefused(OtherIssuer.sign(next, "ES256", trust.claims(issuer)), NOT_ACCEPTED);
        }

        @Test
        void areNotSoughtWhereARedirectLeads() {
            trust.trust(trust.signedBy(issuer));
            issuer.on(OtherIssuer.JWKS, () -> new OtherIssuer.Reply(302, "", other.url() + OtherIssuer.JWKS));
            clock.advance(RefreshedValue.STALE.plusSeconds(1));
            trust.assertUnavailable(
                    OtherIssuer.sign(key, "ES256", trust.claims(issuer).put("exp", 9_999_999_999L)));
            assertThat(other.asked(OtherIssuer.JWKS)).isZero();
        }

        /** The number of waiting calls exceeds the number of threads that may wait for the database. */
        @Test
        void ofASilentIssuerHoldUpNobodyElse() throws Exception {
            trust.trust(trust.signedBy(issuer));
            var silence = new CountDownLatch(1);
            issuer.on(OtherIssuer.JWKS, () -> {
                await().forever().until(() -> silence.getCount() == 0);
                return new OtherIssuer.Reply(200, "{}");
            });
            var before = issuer.asked(OtherIssuer.JWKS);
            clock.advance(RefreshedValue.STALE.plusSeconds(1));
            var own = gate.tokenWithBasic(
                            Gate.CONFIDENTIAL_CLIENT,
                            Gate.CONFIDENTIAL_SECRET,
                            java.util.Map.entry("grant_type", "client_credentials"))
                    .json()
                    .getString("access_token");
            var token = OtherIssuer.sign(key, "ES256", trust.claims(issuer).put("exp", 9_999_999_999L));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var waiting = threads.submit(() -> Race.of(300, i -> trust.call(token)));
                await().until(() -> issuer.asked(OtherIssuer.JWKS) > before);
                assertThat(trust.call(own).status()).isEqualTo(403);
                assertThat(waiting.isDone()).isFalse();
                assertThat(waiting.get()).extracting(Answer::status).containsOnly(503);
            } finally {
                silence.countDown();
            }
        }

        @Test
        void nameIsNotNeededWhereAFewWillDo() {
            trust.trust(trust.signedBy(issuer));
            key.setKeyId(null);
            trust.assertPasses(good());
        }
    }

    /** Compares all facts that an administrator sees. */
    @Test
    void whyDeniedLaysTheTokenOpen() {
        var registration = trust.signedBy(issuer);
        trust.trust(registration);
        var claims = trust.claims(issuer);
        var facts = trust.whyDenied(OtherIssuer.sign(key, "ES256", claims)).getJsonObject("facts");
        assertThat(facts.getJsonObject("externalToken"))
                .isEqualTo(new JsonObject()
                        .put("issuer", registration.getString("name"))
                        .put("issuerUrl", issuer.url())
                        .put("validation", "JWT")
                        .put("client", "their-client")
                        .put("subject", "user-7")
                        .put("scopes", new JsonArray().add(Trust.THEIRS))
                        .put("mappedScopes", new JsonArray().add(trust.scope))
                        .put("scopesThatCount", new JsonArray().add(trust.scope))
                        .put(
                                "issuedAt",
                                java.time.Instant.ofEpochSecond(claims.getLong("iat"))
                                        .toString())
                        .put(
                                "expiresAt",
                                java.time.Instant.ofEpochSecond(claims.getLong("exp"))
                                        .toString()));
        var denied = trust.whyDenied(issuers.signed("aud", "https://elsewhere.example"));
        assertThat(denied.getJsonObject("facts").getJsonObject("externalToken"))
                .isEqualTo(new JsonObject()
                        .put("issuer", registration.getString("name"))
                        .put("issuerUrl", issuer.url())
                        .put("validation", "JWT")
                        .put("finding", "The audience of the token is not " + gate.issuer() + "."));
        assertThat(denied.getString("description")).isEqualTo("The access token is not accepted here.");
        assertThat(denied.getString("change"))
                .isEqualTo("Get a token from the issuer " + registration.getString("name")
                        + " that is meant for this server. Finding: The audience of the token is not " + gate.issuer()
                        + ".");
        assertThat(denied.getJsonArray("steps").stream()
                        .map(JsonObject.class::cast)
                        .map(step -> step.getString("step") + " " + step.getString("verdict")))
                .containsExactly(
                        "PATH PASSED",
                        "BEARER_TOKEN PASSED",
                        "ISSUER PASSED",
                        "SIGNATURE PASSED",
                        "TOKEN_TYPE PASSED",
                        "AUDIENCE FAILED",
                        "NOT_REVOKED NOT_REACHED",
                        "NOT_EXPIRED NOT_REACHED",
                        "CLIENT_ACTIVE NOT_REACHED",
                        "SCOPE NOT_REACHED",
                        "SERVICE NOT_REACHED",
                        "METHOD NOT_REACHED",
                        "RATE_LIMIT NOT_REACHED");
        assertThat(trust.call("x")).extracting(Answer::status).isEqualTo(401);
    }
}
