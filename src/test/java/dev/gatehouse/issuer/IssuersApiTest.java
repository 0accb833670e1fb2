// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import static dev.gatehouse.issuer.Trust.ISSUERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OtherIssuer;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Trusted issuers in the admin API: the valid registrations, and the checks before Gatehouse stores one. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IssuersApiTest {
    private static final String URL_RULE =
            "Enter an absolute https URL, or http on a loopback address, without user and fragment.";

    @TestHTTPResource("/")
    URI base;

    Gate gate;
    Trust trust;
    OtherIssuer issuer;
    PublicJsonWebKey key = OtherIssuer.es256("one");

    @BeforeEach
    void anIssuer() {
        gate = new Gate(base);
        trust = new Trust(gate);
        issuer = OtherIssuer.start();
        issuer.publish(key);
    }

    @AfterEach
    void isGone() throws Exception {
        issuer.close();
        trust.close();
    }

    /** Returns the error of an issuer whose two metadata URLs both fail. */
    private static JsonObject twoPlaces(String message) {
        return AdminApi.error("issuer", message).put("code", "issuer.both");
    }

    private static JsonArray none() {
        return new JsonArray();
    }

    private void assertRefused(JsonObject registration, JsonObject... errors) {
        AdminApi.assertInvalid(trust.admin.post(ISSUERS, registration), errors);
    }

    @Nested
    class Registration {

        @Test
        void isShownWhole() {
            var registration = trust.signedBy(issuer);
            var created = trust.admin.created(ISSUERS, registration);
            var id = created.getString("id");
            assertThat(created)
                    .isEqualTo(new JsonObject()
                            .put("id", id)
                            .put("issuer", issuer.url())
                            .put("name", registration.getString("name"))
                            .put("description", null)
                            .put("active", true)
                            .put("validation", "JWT")
                            .put("audience", gate.issuer())
                            .put("algorithms", new JsonArray().add("ES256"))
                            .put("tokenTypes", "AT_JWT")
                            .put("scopeClaim", "scope")
                            .put("clientClaim", null)
                            .put("clients", none())
                            .put("jwksUri", null)
                            .put("introspectionEndpoint", null)
                            .put("clientId", null)
                            .put("cacheSeconds", 10)
                            .put("tokenPrefix", "")
                            .put("scopes", Trust.mapping(Trust.THEIRS, trust.scope))
                            .put("createdAt", created.getValue("createdAt"))
                            .put("updatedAt", created.getValue("createdAt"))
                            .put("warnings", none()));
            assertThat(trust.admin.get(ISSUERS + "/" + id).json()).isEqualTo(created);
            assertThat(trust.admin
                            .get(ISSUERS + "?search=" + Gate.encode(issuer.url()))
                            .json())
                    .isEqualTo(new JsonObject().put("items", new JsonArray().add(created)));
            assertThat(AuditTrail.of("issuer.created"))
                    .contains("SUCCESS " + registration.getString("name") + " " + issuer.url());
        }

        @Test
        void ofTwoWhoChangeWhatTheyReadTheSecondIsTold() {
            var registration = trust.signedBy(issuer);
            var path = ISSUERS + "/" + trust.trust(registration);
            var read = trust.admin.get(path).header("etag");
            var headers = new HashMap<>(Gate.bearer(trust.admin.token()));
            headers.putAll(Map.of("If-Match", read, "Content-Type", "application/json"));
            var body = registration.copy().put("scopes", none()).encode();

            var answers = Race.of(2, number -> gate.send("PUT", AdminApi.V1 + path, body, headers));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 412);
            var won = answers.getFirst().status() == 200 ? answers.getFirst() : answers.getLast();
            assertThat(won.header("etag"))
                    .isNotEqualTo(read)
                    .isEqualTo(trust.admin.get(path).header("etag"));
            assertThat(gate.send("DELETE", AdminApi.V1 + path, null, headers).status())
                    .isEqualTo(412);
        }

        @Test
        void isReplacedAndDeleted() {
            var registration = trust.signedBy(issuer);
            var id = trust.trust(registration);
            var changed = trust.admin
                    .put(
                            ISSUERS + "/" + id,
                            registration
                                    .copy()
                                    .put("description", "Partners")
                                    .put("audience", "https://api.example")
                                    .put("scopes", none()))
                    .json();
            assertThat(changed.getString("description")).isEqualTo("Partners");
            assertThat(changed.getString("audience")).isEqualTo("https://api.example");
            assertThat(changed.getJsonArray("warnings"))
                    .isEqualTo(new JsonArray().add("No scope is mapped, so tokens of this issuer allow no call."));
            AdminApi.assertInvalid(
                    trust.admin.put(ISSUERS + "/" + id, registration.copy().put("issuer", "https://another.example")),
                    AdminApi.error("issuer", "This value can't be changed."));
            AdminApi.assertNoContent(trust.admin.delete(ISSUERS + "/" + id));
            AdminApi.assertProblem(trust.admin.get(ISSUERS + "/" + id), 404, "Not found", "The issuer does not exist.");
            AdminApi.assertProblem(
                    trust.admin.delete(ISSUERS + "/" + id), 404, "Not found", "The issuer does not exist.");
        }

        @Test
        void breaksRules() {
            assertRefused(
                    new JsonObject(),
                    AdminApi.error("validation", "Only these values are allowed: JWT, INTROSPECTION."),
                    AdminApi.error("issuer", "A value is required."),
                    AdminApi.error("name", "A value is required."));
            for (var bad : List.of(
                    "http://issuer.example",
                    "ftp://issuer.example",
                    "issuer.example",
                    "https://user@issuer.example",
                    "https://issuer.example/#x",
                    "https://issuer.example/?x",
                    "https://issuer.example:0",
                    "https://issuer.example:99999")) {
                assertRefused(
                        trust.signedBy(issuer).put("issuer", bad),
                        AdminApi.error(
                                "issuer",
                                "Enter an absolute https URL, or http on a loopback address, without user, query and fragment."));
            }
            assertRefused(
                    trust.signedBy(issuer).put("jwksUri", "http://keys.example/jwks"),
                    AdminApi.error("jwksUri", URL_RULE));
            assertRefused(
                    trust.signedBy(issuer)
                            .put("issuer", "https://[fe80::1%25eth0]")
                            .put("jwksUri", "https://[fe80::1%eth0]/jwks")
                            .put("name", "a\u202eb"),
                    AdminApi.error("issuer", "An IPv6 zone ID (%) is valid on one host only. Remove it."),
                    AdminApi.error(
                            "name", "Invisible, bidirectional and unassigned characters are not allowed. Remove them."),
                    AdminApi.error("jwksUri", "An IPv6 zone ID (%) is valid on one host only. Remove it."));
            assertRefused(
                    trust.askedAt(issuer)
                            .put("issuer", "https://issuer\t.example")
                            .put("introspectionEndpoint", "https://issuer.example/\tx")
                            .put("clientSecret", "a\tb"),
                    AdminApi.error("issuer", "Control characters are not allowed. Remove them."),
                    AdminApi.error("introspectionEndpoint", "Control characters are not allowed. Remove them."),
                    AdminApi.error("clientSecret", "Control characters are not allowed. Remove them."));
            for (var algorithm : List.of("none", "HS256", "ES256K", "es256", "")) {
                assertRefused(
                        trust.signedBy(issuer).put("algorithms", new JsonArray().add(algorithm)),
                        AdminApi.error(
                                "algorithms",
                                "Only these algorithms are allowed, each once: RS256, RS384, RS512, PS256, PS384,"
                                        + " PS512, ES256, ES384, EdDSA."));
            }
            assertRefused(
                    trust.signedBy(issuer).put("clientSecret", "x").put("cacheSeconds", 5),
                    AdminApi.error(
                            "clientSecret", "Only an issuer that is asked by introspection has this value. Remove it."),
                    AdminApi.error(
                            "cacheSeconds",
                            "Only an issuer that is asked by introspection has this value. Remove it."));
            assertRefused(
                    trust.askedAt(issuer).put("cacheSeconds", 61).put("tokenPrefix", "gat_x"),
                    AdminApi.error("cacheSeconds", "The number must be between 0 and 60."),
                    AdminApi.error("tokenPrefix", "Tokens of Gatehouse begin like this. Choose another prefix."));
            assertRefused(
                    trust.signedBy(issuer).put("scopes", Trust.mapping("x", "no-such-scope")),
                    AdminApi.error("scopes", "The scope no-such-scope does not exist."));
        }

        @Test
        void isUniqueByIssuerAndName() {
            var first = trust.signedBy(issuer);
            trust.trust(first);
            AdminApi.assertConflict(
                    trust.admin.post(ISSUERS, trust.signedBy(issuer)),
                    "issuer",
                    "The issuer " + issuer.url() + " is already trusted.");
            try (var other = OtherIssuer.start()) {
                other.publish(key);
                var name = first.getString("name").toUpperCase();
                AdminApi.assertConflict(
                        trust.admin.post(ISSUERS, trust.signedBy(other).put("name", name)),
                        "name",
                        "An issuer named " + name + " exists already. Choose another name.");
            }
        }

        /**
         * Gatehouse can't be a trusted issuer of itself, because its revoked tokens would pass as tokens of that
         * issuer.
         */
        @Test
        void isNotForThisServerByAnyName() {
            assertRefused(
                    trust.signedBy(issuer).put("issuer", gate.issuer()),
                    AdminApi.error(
                            "issuer", "This is Gatehouse itself. Its own tokens are valid without an entry here."));
            var alias = gate.issuer().contains("127.0.0.1")
                    ? gate.issuer().replace("127.0.0.1", "localhost")
                    : gate.issuer().replace("localhost", "127.0.0.1");
            assertRefused(
                    trust.signedBy(issuer).put("issuer", alias),
                    AdminApi.error(
                            "issuer", "This is Gatehouse itself. Its own tokens are valid without an entry here."));
        }

        @Test
        void keepsItsScopesFromBeingDeleted() {
            var registration = trust.signedBy(issuer);
            trust.trust(registration);
            AdminApi.assertProblem(
                    trust.admin.delete("/scopes/" + trust.scopeId),
                    409,
                    "Conflict",
                    "The scope is in use: trusted issuer " + registration.getString("name")
                            + ". Remove the scope there first.");
        }

        @Test
        void needsItsSecretAgainToSendItElsewhere() {
            var registration = trust.askedAt(issuer).put("tokenPrefix", AdminApi.unique());
            var id = trust.trust(registration);
            registration.remove("clientSecret");
            trust.change(id, registration.copy().put("description", "the secret stays"));
            AdminApi.assertInvalid(
                    trust.admin.put(
                            ISSUERS + "/" + id,
                            registration.copy().put("introspectionEndpoint", "https://thief.example/")),
                    AdminApi.error(
                            "clientSecret",
                            "Enter the client secret again, because the endpoint or the client ID changes."));
        }

        @Test
        void isForAdministratorsOnly() {
            assertThat(gate.postJson(
                                    AdminApi.V1 + ISSUERS,
                                    trust.signedBy(issuer).encode(),
                                    gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE))
                                            .json()
                                            .getString("access_token"))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Nested
    class IntrospectionSettings {

        @Test
        void findsKeys() {
            issuer.publish(OtherIssuer.rsa("not-allowed", 2048));
            assertThat(trust.admin
                            .post(ISSUERS + "/check", trust.signedBy(issuer))
                            .json())
                    .isEqualTo(new JsonObject()
                            .put("jwksUri", issuer.url() + OtherIssuer.JWKS)
                            .put("introspectionEndpoint", null)
                            .put(
                                    "keys",
                                    new JsonArray()
                                            .add(new JsonObject()
                                                    .put("kid", "one")
                                                    .put("keyType", "EC")
                                                    .put("curve", "P-256")
                                                    .put("algorithm", null)))
                            .put("problems", none())
                            .put("warnings", none()));
            assertThat(trust.admin
                            .get(ISSUERS + "?search=" + Gate.encode(issuer.url()))
                            .json()
                            .getJsonArray("items"))
                    .isEmpty();
        }

        @Test
        void findsTheEndpointAndTriesTheSecret() {
            var registration = trust.askedAt(issuer).put("tokenPrefix", AdminApi.unique());
            assertThat(trust.admin.post(ISSUERS + "/check", registration).json())
                    .isEqualTo(new JsonObject()
                            .put("jwksUri", null)
                            .put("introspectionEndpoint", issuer.url() + OtherIssuer.INTROSPECT)
                            .put("keys", none())
                            .put("problems", none())
                            .put("warnings", none()));
            assertRefused(
                    registration.copy().put("clientSecret", "wrong"),
                    AdminApi.error(
                            "clientSecret", issuer.url() + OtherIssuer.INTROSPECT + " answers with status 401."));
        }

        @Test
        void oneThatIsTrustedIsAskedAgainWithoutItsSecret() {
            var registration = trust.askedAt(issuer).put("tokenPrefix", AdminApi.unique());
            var id = trust.trust(registration);
            var edited = registration.copy().put("name", AdminApi.unique());
            edited.remove("clientSecret");

            assertThat(trust.admin.post(ISSUERS + "/" + id + "/check", edited).json())
                    .isEqualTo(new JsonObject()
                            .put("jwksUri", null)
                            .put("introspectionEndpoint", issuer.url() + OtherIssuer.INTROSPECT)
                            .put("keys", none())
                            .put("problems", none())
                            .put("warnings", none()));
            assertThat(trust.admin.get(ISSUERS + "/" + id).json().getString("name"))
                    .isEqualTo(registration.getString("name"));
            AdminApi.assertInvalid(
                    trust.admin.post(
                            ISSUERS + "/" + id + "/check", edited.copy().put("clientId", "another")),
                    AdminApi.error(
                            "clientSecret",
                            "Enter the client secret again, because the endpoint or the client ID changes."));
            AdminApi.assertProblem(
                    trust.admin.post(ISSUERS + "/" + AdminApi.ABSENT + "/check", edited),
                    404,
                    "Not found",
                    "The issuer does not exist.");
        }

        @Test
        void alsoSucceedsWhereOnlyOpenIdMetadataIs() {
            issuer.on(OtherIssuer.METADATA, 404, "");
            issuer.on(OtherIssuer.OPENID_METADATA, 200, issuer.metadata().encode());
            trust.trust(trust.signedBy(issuer));
            trust.assertPasses(OtherIssuer.sign(key, "ES256", trust.claims(issuer)));
        }

        @Test
        void takesThePathOfTheIssuerIntoAccount() {
            var realm = issuer.url() + "/realms/a";
            issuer.on(
                    OtherIssuer.METADATA + "/realms/a",
                    200,
                    issuer.metadata().put("issuer", realm).encode());
            trust.trust(trust.signedBy(issuer).put("issuer", realm));
            trust.assertPasses(
                    OtherIssuer.sign(key, "ES256", trust.claims(issuer).put("iss", realm)));
        }

        @Test
        void isNotNeededWhereTheKeysArePlaced() {
            issuer.on(OtherIssuer.METADATA, 404, "");
            trust.trust(trust.signedBy(issuer).put("jwksUri", issuer.url() + OtherIssuer.JWKS));
            trust.assertPasses(OtherIssuer.sign(key, "ES256", trust.claims(issuer)));
        }

        @Test
        void isAnErrorWhereTheIssuerIsWrong() {
            issuer.on(OtherIssuer.OPENID_METADATA, 404, "");
            var noOther = " " + issuer.url() + OtherIssuer.OPENID_METADATA + " answers with status 404.";
            var metadata = issuer.url() + OtherIssuer.METADATA;
            issuer.on(
                    OtherIssuer.METADATA,
                    200,
                    issuer.metadata().put("issuer", issuer.url() + "/").encode());
            assertRefused(
                    trust.signedBy(issuer), twoPlaces(metadata + " has the metadata of another issuer." + noOther));
            issuer.on(
                    OtherIssuer.METADATA,
                    200,
                    issuer.metadata().put("jwks_uri", "http://keys.example/").encode());
            assertRefused(
                    trust.signedBy(issuer),
                    twoPlaces(
                            "jwks_uri in " + metadata + " must be an absolute https URL, or http on a loopback address,"
                                    + " without user and fragment." + noOther));
            issuer.on(OtherIssuer.METADATA, 200, "[]");
            assertRefused(trust.signedBy(issuer), twoPlaces(metadata + " is not a JSON object." + noOther));
        }

        @Test
        void isAnErrorWhereNoKeyWillDo() {
            assertRefused(
                    trust.signedBy(issuer).put("algorithms", new JsonArray().add("RS256")),
                    AdminApi.error("jwksUri", "The issuer has no key for the allowed algorithms."));
            issuer.on(OtherIssuer.JWKS, 200, "nothing");
            assertRefused(
                    trust.signedBy(issuer),
                    AdminApi.error("jwksUri", issuer.url() + OtherIssuer.JWKS + " is not a key set (JWK Set)."));
        }

        @Test
        void isAWarningWhereNobodyAnswers() {
            issuer.close();
            var created = trust.admin.created(ISSUERS, trust.signedBy(issuer));
            assertThat(created.getJsonArray("warnings"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("The issuer could not be asked: " + issuer.url() + OtherIssuer.METADATA
                            + " can't be reached: ");
        }

        @Test
        void doesNotKeepAnybodyFromDeactivating() {
            var registration = trust.signedBy(issuer);
            var id = trust.trust(registration);
            issuer.on(OtherIssuer.JWKS, 200, "nothing");
            trust.change(id, registration.copy().put("active", false));
        }
    }
}
