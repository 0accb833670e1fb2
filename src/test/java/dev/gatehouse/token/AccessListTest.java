// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A scope that is limited to groups, for every grant: the users who get the scope, and the effect of a membership that
 * ends or of an added access list. Each test has its own limited scope, unlimited scope, group, user and client.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessListTest {
    private static final Pattern CHOICE = Pattern.compile("name=\"scope\" value=\"([^\"]+)\"");
    private static final String ACCOUNTS = "accounts";
    private static final String CLIENTS = "clients";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private String group;
    private String limited;
    private String limitedId;
    private String open;
    private String username;
    private String account;
    private Partner partner;

    @BeforeEach
    void prepare() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        group = admin.createGroup(unique());
        limited = "limited-" + unique();
        limitedId = admin.createScope(limited, Gate.CUSTOMERS, group);
        open = "open-" + unique();
        admin.createScope(open, Gate.CALCULATOR);
        username = unique();
        account = admin.createPerson(username);
        partner = Partner.register(
                gate,
                new JsonObject()
                        .put("grantTypes", List.of("authorization_code", "implicit", "client_credentials", "password"))
                        .put("scopes", List.of(limited, open)));
    }

    @Nested
    class AuthorizationCode {

        @Test
        void memberIsOfferedTheScope() {
            admin.join(group, ACCOUNTS, account);

            assertThat(offered(permissions())).containsExactly(limited, open);
            assertScope(partner.redeem(code(limited, open)), limited + " " + open);
        }

        @Test
        void whoIsNotAMemberIsNotOfferedIt() {
            assertThat(offered(permissions())).containsExactly(open);
            assertScope(partner.redeem(code(limited, open)), open);
        }

        @Test
        void membershipOfTheClientIsNotThePersons() {
            admin.join(group, CLIENTS, partner.clientId());

            assertScope(partner.redeem(code(limited, open)), open);
        }

        @Test
        void whoMayGrantNothingOfItDeniesAccess() {
            var browser = gate.browser();
            var page = browser.follow(browser.authorize(request(limited)));

            var answer = browser.signIn(page, username, username + "-demo");

            assertThat(answer.redirectParameters())
                    .isEqualTo(Map.of(
                            "error",
                            "access_denied",
                            "error_description",
                            "The account may not grant any of the requested scopes.",
                            "iss",
                            gate.issuer()));
        }

        @Test
        void whoLeavesBeforeTheCodeIsRedeemedGetsTheRest() {
            admin.join(group, ACCOUNTS, account);
            var both = code(limited, open);
            var one = code(limited);

            admin.leave(group, ACCOUNTS, account);

            assertScope(partner.redeem(both), open);
            assertRefused(partner.redeem(one), "invalid_grant", "None of the granted scopes can be granted any more.");
        }

        @Test
        void whoLeavesBeforeTheDecisionGrantsTheRest() {
            admin.join(group, ACCOUNTS, account);
            var browser = gate.browser();
            var page = browser.signIn(
                    browser.follow(browser.authorize(request(limited + " " + open))), username, username + "-demo");
            assertThat(offered(page)).containsExactly(limited, open);

            admin.leave(group, ACCOUNTS, account);

            var code = browser.grant(page, List.of(limited, open))
                    .redirectParameters()
                    .get("code");
            assertScope(partner.redeem(code), open);
        }
    }

    @Nested
    class Implicit {

        @Test
        void memberGetsTheScopeAndLosesItWithTheMembership() {
            admin.join(group, ACCOUNTS, account);

            var answer = granted();

            assertThat(answer.get("scope")).isEqualTo(limited + " " + open);
            var token = answer.get("access_token");
            assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
            admin.leave(group, ACCOUNTS, account);
            await().until(() -> gate.get(Gate.CUSTOMERS, token).status() == 403);
            assertThat(introspect(token).getString("scope")).isEqualTo(open);
        }

        @Test
        void membershipOfTheClientIsNotThePersons() {
            admin.join(group, CLIENTS, partner.clientId());

            assertThat(granted().get("scope")).isEqualTo(open);
        }

        private Map<String, String> granted() {
            var browser = gate.browser();
            var request = request(limited + " " + open).stream()
                    .map(field -> field.getKey().equals("response_type") ? Map.entry("response_type", "token") : field)
                    .toList();
            var page = browser.signIn(browser.follow(browser.authorize(request)), username, username + "-demo");
            return browser.grant(page, List.of(limited, open)).fragmentParameters();
        }
    }

    @Nested
    class ClientCredentials {

        @Test
        void memberGetsTheScope() {
            admin.join(group, CLIENTS, partner.clientId());

            assertScope(credentials(limited), limited);
            assertScope(partner.token(Map.entry("grant_type", "client_credentials")), limited + " " + open);
        }

        @Test
        void whoIsNotAMemberDoesNot() {
            assertRefused(
                    credentials(limited),
                    "invalid_scope",
                    "The scope " + limited + " can't be granted to this client.");
            assertScope(partner.token(Map.entry("grant_type", "client_credentials")), open);
        }

        @Test
        void clientOfLimitedScopesAloneGetsNothing() {
            partner.change("scopes", List.of(limited));

            assertRefused(
                    partner.token(Map.entry("grant_type", "client_credentials")),
                    "invalid_scope",
                    "None of the client's scopes can be granted to this client.");
        }
    }

    @Nested
    class Password {

        @ParameterizedTest
        @CsvSource({"true,false", "false,true", "true,true"})
        void memberOfEitherKindGetsTheScope(boolean person, boolean client) {
            if (person) {
                admin.join(group, ACCOUNTS, account);
            }
            if (client) {
                admin.join(group, CLIENTS, partner.clientId());
            }

            assertScope(password(limited), limited);
        }

        @Test
        void whereNeitherIsAMemberItIsRefused() {
            assertRefused(
                    password(limited), "invalid_scope", "The scope " + limited + " can't be granted to this client.");
            assertScope(password(open), open);
        }
    }

    @Nested
    class Refresh {

        @Test
        void scopeDropsOutWithTheMembershipAndComesBackWithIt() {
            admin.join(group, ACCOUNTS, account);
            var tokens = partner.redeem(code(limited, open)).json();

            admin.leave(group, ACCOUNTS, account);
            var without = partner.refresh(tokens.getString("refresh_token"));
            assertScope(without, open);

            admin.join(group, ACCOUNTS, account);
            assertScope(partner.refresh(without.json().getString("refresh_token")), limited + " " + open);
        }

        @Test
        void whereNoScopeIsLeftNothingIsIssuedAndNothingLost() {
            admin.join(group, ACCOUNTS, account);
            var refreshToken = partner.redeem(code(limited)).json().getString("refresh_token");

            admin.leave(group, ACCOUNTS, account);
            assertRefused(
                    partner.refresh(refreshToken), "invalid_scope", "None of these scopes can be granted any more.");

            admin.join(group, ACCOUNTS, account);
            assertScope(partner.refresh(refreshToken), limited);
        }

        @Test
        void grantByPasswordGoesOnWhileEitherIsAMember() {
            admin.join(group, ACCOUNTS, account);
            admin.join(group, CLIENTS, partner.clientId());
            var tokens = password(limited).json();

            admin.leave(group, ACCOUNTS, account);
            var refreshed = partner.refresh(tokens.getString("refresh_token"));
            assertScope(refreshed, limited);

            admin.leave(group, CLIENTS, partner.clientId());
            assertRefused(
                    partner.refresh(refreshed.json().getString("refresh_token")),
                    "invalid_scope",
                    "None of these scopes can be granted any more.");
        }

        @Test
        void listThatIsAddedHoldsForOldGrants() {
            var tokens = partner.redeem(code(open)).json();

            limitOpenScope();

            assertRefused(
                    partner.refresh(tokens.getString("refresh_token")),
                    "invalid_scope",
                    "None of these scopes can be granted any more.");
        }
    }

    @Nested
    class LiveTokens {

        @Test
        void personWhoLeavesLosesTheScopeAtOnce() {
            admin.join(group, ACCOUNTS, account);
            var token = accessToken(partner.redeem(code(limited, open)));
            assertCounts(token, limited + " " + open);

            admin.leave(group, ACCOUNTS, account);
            awaitInsufficient(token);
            assertThat(introspect(token).getString("scope")).isEqualTo(open);

            admin.join(group, ACCOUNTS, account);
            await().untilAsserted(() -> assertCounts(token, limited + " " + open));
        }

        @Test
        void clientThatLeavesLosesTheScopeAtOnce() {
            admin.join(group, CLIENTS, partner.clientId());
            var token = accessToken(credentials(limited));
            assertCounts(token, limited);

            admin.leave(group, CLIENTS, partner.clientId());

            awaitInsufficient(token);
            assertThat(introspect(token)).isEqualTo(new JsonObject().put("active", false));
        }

        @Test
        void membershipOfTheClientDoesNotHoldWhatThePersonGranted() {
            admin.join(group, ACCOUNTS, account);
            admin.join(group, CLIENTS, partner.clientId());
            var token = accessToken(partner.redeem(code(limited)));
            assertCounts(token, limited);

            admin.leave(group, ACCOUNTS, account);

            awaitInsufficient(token);
        }

        @Test
        void listThatIsAddedHoldsForOldTokensAndOneThatIsTakenAwayFreesThem() {
            var token = accessToken(credentials(open));
            assertThat(called(token)).isEqualTo(200);

            var scope = limitOpenScope();
            await().until(() -> called(token) == 403);
            assertThat(introspect(token)).isEqualTo(new JsonObject().put("active", false));

            var opened = admin.put("/scopes/" + scope, AdminApi.scope(open, Gate.CALCULATOR));
            assertThat(opened.status()).isEqualTo(200);
            await().until(() -> called(token) == 200);
        }

        @Test
        void memberOfAnyOfTheGroupsHoldsTheScope() {
            var other = admin.createGroup(unique());
            var widened = admin.put("/scopes/" + limitedId, AdminApi.scope(limited, Gate.CUSTOMERS, group, other));
            assertThat(widened.status()).isEqualTo(200);
            admin.join(other, CLIENTS, partner.clientId());

            var token = accessToken(credentials(limited));

            assertCounts(token, limited);
        }

        @Test
        void resourceServerHearsOnlyOfTokensWhoseScopesCount() {
            admin.join(group, CLIENTS, partner.clientId());
            var server = Partner.register(
                    gate, new JsonObject().put("resourceServer", true).put("scopes", List.of(limited)));
            var token = accessToken(credentials(limited + " " + open));
            assertThat(introspect(server, token).getString("scope")).isEqualTo(limited + " " + open);

            admin.leave(group, CLIENTS, partner.clientId());

            await().untilAsserted(() ->
                    assertThat(introspect(server, token)).isEqualTo(new JsonObject().put("active", false)));
        }

        /** A built-in scope needs the role at every endpoint. */
        @Test
        void administratorWhoLosesTheRoleKeepsNoScopeInARefreshOrAtIntrospection() {
            var name = unique();
            var id = admin.createPerson(name, "ADMINISTRATOR");
            partner.change("scopes", List.of("gatehouse.admin", open));
            var code = partnerCode(name, "gatehouse.admin", open);
            var tokens = partner.redeem(code).json();
            assertThat(tokens.getString("scope")).isEqualTo("gatehouse.admin " + open);
            assertThat(introspect(tokens.getString("access_token")).getString("scope"))
                    .isEqualTo("gatehouse.admin " + open);

            admin.put(
                    "/accounts/" + id, new JsonObject().put("displayName", name).put("active", true));

            await().untilAsserted(() -> assertThat(
                            introspect(tokens.getString("access_token")).getString("scope"))
                    .isEqualTo(open));
            assertScope(partner.refresh(tokens.getString("refresh_token")), open);
        }

        private void assertCounts(String token, String scope) {
            assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
            assertThat(introspect(token).getString("scope")).isEqualTo(scope);
        }

        private void awaitInsufficient(String token) {
            await().until(() -> gate.get(Gate.CUSTOMERS, token).status() == 403);
            assertThat(gate.get(Gate.CUSTOMERS, token).header("www-authenticate"))
                    .contains("error=\"insufficient_scope\"")
                    .contains(limited);
        }

        private int called(String token) {
            return gate.postJson(Gate.CALCULATOR, "{\"a\":2,\"b\":3,\"operation\":\"add\"}", token)
                    .status();
        }
    }

    /** Limits the open scope to the group as well, and returns the ID of the open scope. */
    private String limitOpenScope() {
        var id = admin.get("/scopes?search=" + open)
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
        var answer = admin.put("/scopes/" + id, AdminApi.scope(open, Gate.CALCULATOR, group));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return id;
    }

    private List<Map.Entry<String, String>> request(String scope) {
        return List.of(
                Map.entry("response_type", "code"),
                Map.entry("client_id", partner.clientId()),
                Map.entry("redirect_uri", Gate.REDIRECT_URI),
                Map.entry("scope", scope));
    }

    private Answer permissions() {
        var browser = gate.browser();
        return browser.signIn(
                browser.follow(browser.authorize(request(limited + " " + open))), username, username + "-demo");
    }

    /** Returns the scopes with a check box on a permissions page. */
    private static List<String> offered(Answer page) {
        return CHOICE.matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private String code(String... scopes) {
        return partnerCode(username, scopes);
    }

    private String partnerCode(String person, String... scopes) {
        return gate.browser()
                .codeFor(
                        person,
                        person + "-demo",
                        List.of(scopes),
                        Map.of(
                                "client_id",
                                partner.clientId(),
                                "redirect_uri",
                                Gate.REDIRECT_URI,
                                "scope",
                                String.join(" ", scopes)));
    }

    private Answer credentials(String scope) {
        return partner.token(Map.entry("grant_type", "client_credentials"), Map.entry("scope", scope));
    }

    private Answer password(String scope) {
        return partner.token(
                Map.entry("grant_type", "password"),
                Map.entry("username", username),
                Map.entry("password", username + "-demo"),
                Map.entry("scope", scope));
    }

    private JsonObject introspect(String token) {
        return introspect(partner, token);
    }

    private JsonObject introspect(Partner asking, String token) {
        return gate.form(
                        Gate.INTROSPECT,
                        Map.of("Authorization", Gate.basic(asking.clientId(), asking.secret())),
                        Map.entry("token", token))
                .json();
    }

    private static String accessToken(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json().getString("access_token");
    }

    private static void assertScope(Answer answer, String scope) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json().getString("scope")).isEqualTo(scope);
    }

    private static void assertRefused(Answer answer, String error, String description) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json()).isEqualTo(new JsonObject().put("error", error).put("error_description", description));
    }
}
