// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.database.Housekeeping;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code /admin/api/v1/signing-keys} and its effects: the published key set and the key that signs. Each test starts
 * with one key and a clock that only the test advances.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SigningKeysApiTest {
    private static final String KEYS = "/admin/api/v1/signing-keys";
    private static final String SETTINGS = "/admin/api/v1/settings";
    private static final Duration LEAD = Duration.ofMinutes(10);
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    @Inject
    SigningKeyRotation rotation;

    @Inject
    Housekeeping housekeeping;

    private final List<Partner> partners = new ArrayList<>();
    private Gate gate;
    private JsonObject settings;
    private String first;

    @BeforeEach
    void beginWithOneKey() {
        gate = new Gate(base);
        settings = gate.get(SETTINGS, gate.adminToken()).json();
        settings.remove("warnings");
        clock.stop();
        clock.advance(Duration.ofMinutes(5));
        first = replaceAll();
    }

    @AfterEach
    void leaveNothing() {
        gate.sendJson("PUT", SETTINGS, settings.encode(), gate.adminToken());
        partners.forEach(partner -> gate.send(
                "DELETE", "/admin/api/v1/clients/" + partner.clientId(), null, Gate.bearer(gate.adminToken())));
        clock.advance(Duration.ofDays(2));
        housekeeping.run();
        clock.reset();
        replaceAll();
    }

    @Nested
    class OnDemand {

        @ParameterizedTest
        @ValueSource(strings = {"ES256", "RS256"})
        void nextKeyIsPublishedBeforeItSigns(String algorithm) {
            change("signingAlgorithm", algorithm);
            var current = replaceAll();

            var answer = gate.postJson(KEYS, "{}", gate.adminToken());

            assertThat(answer.status()).isEqualTo(201);
            var next = answer.json().getString("kid");
            assertThat(answer.json())
                    .isEqualTo(view(
                            next, algorithm, "NEXT", clock.now(), clock.now().plus(LEAD), null, null));
            assertThat(published()).containsExactly(current, next);
            assertThat(signer()).isEqualTo(current);

            clock.advance(LEAD.minus(SECOND));
            assertThat(signer()).isEqualTo(current);
            clock.advance(SECOND);
            assertThat(signer()).as("key that signs before any job runs").isEqualTo(next);
            assertThat(published()).containsExactly(current, next);
        }

        @Test
        void oldKeyIsPublishedUntilItsLastTokenHasExpired() {
            var created = clock.now();
            var next = rotate();
            clock.advance(LEAD.minus(SECOND));
            var last = token();
            var lastExpiry = clock.now().plus(TOKEN_LIFETIME);
            clock.advance(SECOND);
            var activated = clock.now();

            clock.advance(MARGIN);
            rotation.run();
            var superseded = clock.now();
            clock.advance(MARGIN);
            rotation.run();

            assertThat(keys())
                    .containsExactly(
                            view(first, "ES256", "RETIRING", created, created, superseded, lastExpiry.plus(MARGIN)),
                            view(next, "ES256", "ACTIVE", created, activated, null, null));
            moveTo(lastExpiry);
            assertThat(Jwt.verified(gate, last).header().getString("kid")).isEqualTo(first);
            moveTo(lastExpiry.plus(MARGIN));
            assertThat(published()).as("published keys before any job runs").containsExactly(next);
            assertThatThrownBy(() -> Jwt.verified(gate, last)).hasMessage("no published key " + first);
            assertThat(keys()).containsExactly(view(next, "ES256", "ACTIVE", created, activated, null, null));
            housekeeping.run();
            assertThat(PostgresResource.dump().split("-- signing_key\n")[1].split("\n-- ")[0])
                    .as("private keys in the database")
                    .contains(next)
                    .doesNotContain(first);
        }

        @Test
        void tokenThatNeverExpiresKeepsItsKeyUntilItIsDeleted() {
            var partner = partner(new JsonObject().put("expiration", "NEVER"));
            var forever = partner.token(Map.entry("grant_type", "client_credentials"))
                    .json()
                    .getString("access_token");
            rotate();
            clock.advance(LEAD.plus(MARGIN));
            rotation.run();
            clock.advance(MARGIN);
            rotation.run();

            assertThat(key(first).getString("state")).isEqualTo("RETIRING");
            assertThat(key(first).getString("publishedUntil")).isNull();
            clock.advance(Duration.ofDays(365));
            rotation.run();
            assertThat(Jwt.verified(gate, forever).header().getString("kid")).isEqualTo(first);

            gate.send("DELETE", "/admin/api/v1/clients/" + partner.clientId(), null, Gate.bearer(gate.adminToken()));
            rotation.run();
            assertThat(published()).doesNotContain(first);
        }

        @Test
        void secondRotationWhileAKeyWaitsIsAConflict() {
            var next = rotate();

            var answer = gate.postJson(KEYS, "{}", gate.adminToken());

            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("type", "about:blank")
                            .put("title", "Conflict")
                            .put("status", 409)
                            .put(
                                    "detail",
                                    "The next key, " + next + ", is already published and signs from "
                                            + clock.now().plus(LEAD) + ".")
                            .put("code", "signing-key.next-published"));
            assertThat(published()).containsExactly(first, next);
        }

        @Test
        void isAuditedWithWhoAskedForIt() {
            var next = rotate();
            var replacement = replaceAll();

            await().untilAsserted(() -> {
                assertThat(AuditTrail.of("signing_key.created"))
                        .contains(
                                "SUCCESS " + next + " ES256, signs from "
                                        + clock.now().plus(LEAD),
                                "SUCCESS " + replacement + " ES256, signs from " + clock.now());
                assertThat(AuditTrail.of("signing_key.retired"))
                        .contains(
                                "SUCCESS " + first + " ES256, published until " + clock.now(),
                                "SUCCESS " + next + " ES256, published until " + clock.now());
            });
        }

        @Test
        void auditorReadsAndMayNotRotate() {
            var name = "auditor-" + first.substring(0, 8).toLowerCase().replaceAll("[^a-z0-9]", "x");
            gate.postJson(
                    "/admin/api/v1/accounts",
                    new JsonObject()
                            .put("username", name)
                            .put("password", "auditor-demo")
                            .put("role", "AUDITOR")
                            .encode(),
                    gate.adminToken());
            var auditor = gate.adminToken(name, "auditor-demo", "gatehouse.audit");

            assertThat(gate.get(KEYS, auditor).json())
                    .isEqualTo(new JsonObject()
                            .put(
                                    "items",
                                    new JsonArray()
                                            .add(view(
                                                    first, "ES256", "ACTIVE", clock.now(), clock.now(), null, null))));
            assertThat(gate.postJson(KEYS, "{}", auditor).status()).isEqualTo(403);
            assertThat(published()).containsExactly(first);
        }
    }

    @Nested
    class AfterALeak {

        @Test
        void newKeySignsAtOnceAndAllOthersAreTakenBack() {
            rotate();
            clock.advance(LEAD.plus(MARGIN));
            rotation.run();
            clock.advance(MARGIN);
            rotate();
            assertThat(keys().stream().map(key -> key.getString("state")))
                    .containsExactly("RETIRING", "ACTIVE", "NEXT");
            var before = token();

            var answer = gate.postJson(KEYS, "{\"immediately\": true}", gate.adminToken());

            assertThat(answer.status()).isEqualTo(201);
            var replacement = answer.json().getString("kid");
            var now = clock.now();
            assertThat(answer.json()).isEqualTo(view(replacement, "ES256", "ACTIVE", now, now, null, null));
            assertThat(published()).containsExactly(replacement);
            assertThat(signer()).isEqualTo(replacement);
            assertThat(gate.get(Gate.CUSTOMERS, before).status())
                    .as("Gatehouse looks up its own tokens without their signatures")
                    .isEqualTo(200);
        }
    }

    @Nested
    class BySchedule {

        @Test
        void nextKeyIsPublishedInTimeToSignWhenTheLifetimeIsOver() {
            change("signingKeyLifetime", 30);
            var end = clock.now().plus(Duration.ofDays(30));
            moveTo(end.minus(LEAD).minus(SECOND));
            rotation.run();
            assertThat(published()).containsExactly(first);

            moveTo(end.minus(LEAD));
            rotation.run();
            rotation.run();

            assertThat(published()).hasSize(2).contains(first);
            var next = published().getLast();
            assertThat(key(next)).isEqualTo(view(next, "ES256", "NEXT", clock.now(), end, null, null));
            assertThat(signer()).isEqualTo(first);
            moveTo(end);
            assertThat(signer()).isEqualTo(next);
        }

        @Test
        void nothingHappensWithoutALifetimeButAWarning() {
            change("signingKeyLifetime", null);
            assertThat(gate.get(SETTINGS, gate.adminToken()).json().getJsonArray("warnings"))
                    .contains("Signing keys are not rotated automatically. A leaked key signs until it is replaced.");
            clock.advance(Duration.ofDays(4000));

            rotation.run();

            assertThat(published()).containsExactly(first);
        }

        @Test
        void lifetimeThatIsOverAlreadyStillLeavesVerifiersTheirTime() {
            clock.advance(Duration.ofDays(100));

            rotation.run();

            assertThat(key(published().getLast()).getInstant("activeFrom"))
                    .isEqualTo(clock.now().plus(LEAD));
        }
    }

    @Nested
    class OtherAlgorithm {

        @Test
        void firstKeyOfItSignsAtOnceAndTheOldOneRetiresLikeAnyOther() {
            var before = token();
            var lastExpiry = clock.now().plus(TOKEN_LIFETIME);
            change("signingAlgorithm", "RS256");

            var other = signer();

            assertThat(key(other)).isEqualTo(view(other, "RS256", "ACTIVE", clock.now(), clock.now(), null, null));
            assertThat(key(first).getString("state")).isEqualTo("RETIRING");
            assertThat(Jwt.verified(gate, before).header().getString("alg")).isEqualTo("ES256");
            clock.advance(MARGIN);
            rotation.run();
            clock.advance(MARGIN);
            rotation.run();
            assertThat(key(first).getInstant("publishedUntil")).isEqualTo(lastExpiry.plus(MARGIN));
        }

        @Test
        void changingBackSoonGoesOnWithTheOldKey() {
            change("signingAlgorithm", "RS256");
            signer();
            change("signingAlgorithm", "ES256");

            assertThat(signer()).isEqualTo(first);
        }

        @Test
        void changingBackLaterMakesAnotherKey() {
            change("signingAlgorithm", "RS256");
            signer();
            clock.advance(MARGIN);
            rotation.run();
            change("signingAlgorithm", "ES256");

            assertThat(signer()).isNotEqualTo(first);
        }

        @Test
        void nextKeyOfTheAlgorithmThatIsLeftIsTakenBack() {
            var next = rotate();
            change("signingAlgorithm", "RS256");
            signer();

            rotation.run();

            assertThat(published()).contains(first).doesNotContain(next);
        }

        @Test
        void manyWhoNeedTheFirstKeyAtOnceGetTheSame() throws Exception {
            change("signingAlgorithm", "RS256");

            var signers = new ArrayList<String>();
            try (var threads = Executors.newFixedThreadPool(20)) {
                for (Future<String> answer :
                        threads.invokeAll(Collections.<Callable<String>>nCopies(20, SigningKeysApiTest.this::signer))) {
                    signers.add(answer.get());
                }
            }

            assertThat(signers).hasSize(20).containsOnly(signers.getFirst());
            assertThat(published()).containsExactlyInAnyOrder(first, signers.getFirst());
        }
    }

    private String rotate() {
        return gate.postJson(KEYS, "{}", gate.adminToken()).json().getString("kid");
    }

    private String replaceAll() {
        return gate.postJson(KEYS, "{\"immediately\": true}", gate.adminToken())
                .json()
                .getString("kid");
    }

    private void change(String field, Object value) {
        assertThat(gate.sendJson(
                                "PUT",
                                SETTINGS,
                                settings.copy().put(field, value).encode(),
                                gate.adminToken())
                        .status())
                .isEqualTo(200);
    }

    private Partner partner(JsonObject wishes) {
        var partner = Partner.register(gate, wishes);
        partners.add(partner);
        return partner;
    }

    private String token() {
        return gate.tokenWithBasic(
                        Gate.CONFIDENTIAL_CLIENT,
                        Gate.CONFIDENTIAL_SECRET,
                        Map.entry("grant_type", "client_credentials"))
                .json()
                .getString("access_token");
    }

    /** Returns the ID of the key that signs a new token, and verifies the token. */
    private String signer() {
        return Jwt.verified(gate, token()).header().getString("kid");
    }

    private List<String> published() {
        return gate.get(Gate.JWKS, null).json().getJsonArray("keys").stream()
                .map(key -> ((JsonObject) key).getString("kid"))
                .toList();
    }

    private List<JsonObject> keys() {
        return gate.get(KEYS, gate.adminToken()).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private JsonObject key(String kid) {
        return keys().stream()
                .filter(key -> key.getString("kid").equals(kid))
                .findFirst()
                .orElseThrow();
    }

    private void moveTo(Instant moment) {
        clock.advance(Duration.between(clock.now(), moment));
    }

    private static JsonObject view(
            String kid,
            String algorithm,
            String state,
            Instant createdAt,
            Instant activeFrom,
            Instant supersededAt,
            Instant publishedUntil) {
        return new JsonObject()
                .put("kid", kid)
                .put("algorithm", algorithm)
                .put("state", state)
                .put("createdAt", createdAt.toString())
                .put("activeFrom", activeFrom.toString())
                .put("supersededAt", supersededAt == null ? null : supersededAt.toString())
                .put("publishedUntil", publishedUntil == null ? null : publishedUntil.toString());
    }
}
