// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Resource owners see and revoke the access of clients. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GivenAccessTest {

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private Browser jane;
    private Partner partner;

    @BeforeEach
    void register() {
        gate = new Gate(base);
        jane = gate.browser();
        jane.form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));
        partner = Partner.register(
                gate, new JsonObject().put("description", "Backs partners up").put("approval", "ONCE"));
    }

    private Answer call(Browser browser, String method, String path) {
        return browser.send(method, "/test/my-access" + path, null);
    }

    /** Returns the partner in jane's list of clients, or null if the list doesn't contain the partner. */
    private JsonObject shown() {
        return new JsonArray(call(jane, "GET", "/clients").body())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(client -> client.getString("clientId").equals(partner.clientId()))
                        .findFirst()
                        .orElse(null);
    }

    private JsonArray grants() {
        return new JsonArray(call(jane, "GET", "/clients/" + shown().getString("id") + "/grants")
                .body());
    }

    /** Returns an authorization code that jane has granted on the permissions page, even if a consent is stored. */
    private String code(List<String> scopes) {
        return partner.code(scopes, Map.of("prompt", "consent"));
    }

    private JsonObject tokens() {
        return partner.redeem(code(Partner.BOTH_SCOPES)).json();
    }

    private void revoke(JsonObject tokens) {
        var answer = gate.form(
                Gate.REVOKE,
                Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                Map.entry("token", tokens.getString("refresh_token")));
        assertThat(answer.status()).isEqualTo(200);
    }

    private boolean works(JsonObject tokens) {
        return gate.get(Gate.CUSTOMERS, tokens.getString("access_token")).status() == 200;
    }

    @Nested
    class Listing {

        @Test
        void groupsWhatAClientHoldsWithScopesInPlainWords() {
            tokens();
            partner.redeem(code(List.of(Gate.CUSTOMERS_SCOPE)));

            var client = shown();

            assertThat(client.fieldNames())
                    .containsExactlyInAnyOrder(
                            "id",
                            "clientId",
                            "name",
                            "version",
                            "description",
                            "active",
                            "scopes",
                            "since",
                            "lastUsedAt",
                            "tokens",
                            "consent");
            assertThat(client.getString("description")).isEqualTo("Backs partners up");
            assertThat(client.getJsonObject("tokens"))
                    .isEqualTo(new JsonObject().put("count", 2).put("more", false));
            assertThat(client.getJsonArray("scopes"))
                    .extracting(scope -> ((JsonObject) scope).getString("name"))
                    .containsExactly(Gate.CALCULATOR_SCOPE, Gate.CUSTOMERS_SCOPE);
            assertThat(client.getJsonArray("scopes"))
                    .allSatisfy(scope -> assertThat(((JsonObject) scope).getString("description"))
                            .isNotBlank());
            assertThat(client.getJsonObject("consent").getJsonArray("scopes")).hasSize(2);
            assertThat(grants())
                    .extracting(
                            grant -> ((JsonObject) grant).getJsonArray("scopes").size())
                    .containsExactly(1, 2);
            assertThat(client.getInstant("since"))
                    .isEqualTo(grants().getJsonObject(1).getInstant("since"));
        }

        /**
         * A client can use a stored consent without asking the user, so the list shows the scopes of the consent too.
         */
        @Test
        void scopesOfARememberedConsentAreShownBesideThoseOfItsTokens() {
            var all = tokens();
            partner.redeem(code(List.of(Gate.CUSTOMERS_SCOPE)));
            revoke(all);

            assertThat(shown().getJsonObject("tokens").getInteger("count")).isEqualTo(1);
            assertThat(shown().getJsonArray("scopes"))
                    .extracting(scope -> ((JsonObject) scope).getString("name"))
                    .containsExactly(Gate.CALCULATOR_SCOPE, Gate.CUSTOMERS_SCOPE);
        }

        @Test
        void showsNobodyWhatAnotherGave() {
            tokens();
            var john = gate.browser();
            john.form("/signin", Map.entry("username", "john"), Map.entry("password", "john-demo"));

            assertThat(call(john, "GET", "/clients").body()).doesNotContain(partner.clientId());
            assertThat(call(john, "GET", "/clients/" + shown().getString("id") + "/grants")
                            .body())
                    .isEqualTo("[]");
        }

        @Test
        void leavesOutWhatHasEnded() {
            var tokens = tokens();
            gate.form(
                    Gate.REVOKE,
                    Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                    Map.entry("token", tokens.getString("refresh_token")));

            assertThat(shown().getJsonObject("tokens").getInteger("count")).isZero();
            assertThat(shown().getJsonObject("consent")).isNotNull();
            assertThat(grants()).isEmpty();
        }
    }

    @Nested
    class Withdrawal {

        @Test
        void everythingOfAClientEndsTogether() {
            var one = tokens();
            var other = tokens();
            var unused = code(Partner.BOTH_SCOPES);
            assertThat(works(one)).isTrue();
            var id = shown().getString("id");

            assertThat(call(jane, "DELETE", "/clients/" + id).status()).isEqualTo(204);

            assertThat(works(one)).isFalse();
            assertThat(works(other)).isFalse();
            assertThat(partner.refresh(one.getString("refresh_token")).json().getString("error"))
                    .isEqualTo("invalid_grant");
            assertThat(partner.redeem(unused).json().getString("error")).isEqualTo("invalid_grant");
            assertThat(shown()).isNull();
            assertThat(AuditTrail.of("authorization.withdrawn", partner.clientId()))
                    .containsExactly("SUCCESS tokens: 2, and the stored consent");
        }

        @Test
        void clientThatAsksOnceAsksAgain() {
            partner.change("redirectUris", List.of("https://partner.example/callback"));
            var request = List.of(
                    Map.entry("response_type", "code"),
                    Map.entry("client_id", partner.clientId()),
                    Map.entry("redirect_uri", "https://partner.example/callback"),
                    Map.entry("scope", Gate.CUSTOMERS_SCOPE));
            jane.grant(jane.follow(jane.authorize(request)), List.of(Gate.CUSTOMERS_SCOPE));
            assertThat(jane.follow(jane.authorize(request)).redirectParameters())
                    .containsKey("code");

            assertThat(call(jane, "DELETE", "/clients/" + shown().getString("id"))
                            .status())
                    .isEqualTo(204);

            assertThat(jane.follow(jane.authorize(request)).body()).contains("Grant Access");
        }

        @Test
        void whatOthersGaveTheClientStays() {
            tokens();
            var johns = partner.redeem(gate.browser()
                            .codeFor(
                                    "john",
                                    "john-demo",
                                    Partner.BOTH_SCOPES,
                                    Map.of("client_id", partner.clientId(), "redirect_uri", Gate.REDIRECT_URI)))
                    .json();

            call(jane, "DELETE", "/clients/" + shown().getString("id"));

            assertThat(works(johns)).isTrue();
        }

        /** The client can still redeem the authorization code, so revoking the access revokes the code too. */
        @Test
        void codeThatNobodyHasRedeemedIsTakenBackThoughThereIsNothingElse() {
            partner.change("approval", "ALWAYS");
            var tokens = tokens();
            var id = shown().getString("id");
            var code = code(Partner.BOTH_SCOPES);
            revoke(tokens);
            call(jane, "DELETE", "/clients/" + id);
            var another = code(Partner.BOTH_SCOPES);

            assertThat(call(jane, "DELETE", "/clients/" + id).status()).isEqualTo(204);

            for (var withdrawn : List.of(code, another)) {
                var refused = partner.redeem(withdrawn);
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.json().getString("error")).isEqualTo("invalid_grant");
            }
        }

        @Test
        void nothingHeldIsNotFound() {
            var refused = call(jane, "DELETE", "/clients/00000000-0000-7000-8000-000000000000");

            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.json().getString("detail")).isEqualTo("This access does not exist any more.");
        }

        @Test
        void oneGrantEndsAndTheOthersStay() {
            var one = tokens();
            var other = tokens();
            var newest = grants().getJsonObject(0).getString("id");

            assertThat(call(jane, "DELETE", "/grants/" + newest).status()).isEqualTo(204);

            assertThat(works(other)).isFalse();
            assertThat(works(one)).isTrue();
            assertThat(shown().getJsonObject("tokens").getInteger("count")).isEqualTo(1);
            assertThat(AuditTrail.by("token.revoked", "jane")).contains("SUCCESS the user revoked it");
        }

        @Test
        void grantOfSomebodyElseIsNotFound() {
            var tokens = tokens();
            var id = grants().getJsonObject(0).getString("id");
            var john = gate.browser();
            john.form("/signin", Map.entry("username", "john"), Map.entry("password", "john-demo"));

            assertThat(call(john, "DELETE", "/grants/" + id).status()).isEqualTo(404);
            assertThat(call(john, "DELETE", "/clients/" + shown().getString("id"))
                            .status())
                    .isEqualTo(404);
            assertThat(works(tokens)).isTrue();
        }
    }
}
