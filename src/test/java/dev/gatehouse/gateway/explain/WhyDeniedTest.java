// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * <em>Why denied?</em> in the admin API: its verdicts are those of the gateway, and it names the changes that would
 * allow the call.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WhyDeniedTest {
    private static final String WHY_DENIED = "/why-denied";
    private static final List<String> STEPS = List.of(
            "PATH",
            "BEARER_TOKEN",
            "TOKEN_KNOWN",
            "NOT_REVOKED",
            "NOT_EXPIRED",
            "CLIENT_ACTIVE",
            "ACCOUNT_ACTIVE",
            "RESOURCE",
            "SCOPE",
            "SERVICE",
            "METHOD",
            "RATE_LIMIT");

    @TestHTTPResource("/")
    URI base;

    Gate gate;
    AdminApi admin;

    @BeforeEach
    void anAdministrator() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
    }

    private static JsonObject question(String method, String url) {
        return new JsonObject().put("method", method).put("url", url);
    }

    private JsonObject ask(JsonObject question) {
        var answer = admin.post(WHY_DENIED, question);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        return answer.json();
    }

    /** Returns all steps, with the given step failed, or all passed if null. */
    private static JsonArray steps(String failed) {
        var reached = failed == null ? STEPS.size() : STEPS.indexOf(failed);
        var steps = new JsonArray();
        for (var i = 0; i < STEPS.size(); i++) {
            steps.add(new JsonObject()
                    .put("step", STEPS.get(i))
                    .put("verdict", i < reached ? "PASSED" : i == reached ? "FAILED" : "NOT_REACHED"));
        }
        return steps;
    }

    private JsonObject expose(String name, String... methods) {
        return exposeAt(name, "/**", methods);
    }

    private JsonObject exposeAt(String name, String resource, String... methods) {
        return admin.created(
                "/services",
                AdminApi.restResource("fldemo", name, resource, "http://127.0.0.1:9")
                        .put("methods", List.of(methods)));
    }

    private static String api(String name) {
        return "/integration/restv2/development/fldemo/" + name;
    }

    private String createScope(String url) {
        var name = AdminApi.unique();
        admin.createScope(name, url);
        return name;
    }

    private Partner partnerWith(String... scopes) {
        return Partner.register(gate, new JsonObject().put("scopes", List.of(scopes)));
    }

    @Nested
    class Verdicts {

        /** Compares the verdicts for every kind of token, URL and method. */
        @Test
        void areTheGatewaysOwn() {
            var name = AdminApi.unique();
            expose(name, "GET");
            var scope = createScope(api(name) + "/**");
            var wide = createScope(api(AdminApi.unique()) + "/**");
            var calls = 0;
            for (var token : tokens(scope, wide).entrySet()) {
                for (var url : List.of(
                        api(name) + "/x",
                        api(name) + "/x?query=1",
                        api(name) + "/a/../b",
                        api(name) + "/a%2fb",
                        api(name) + "/a;b",
                        api("Nothing" + name),
                        Gate.CUSTOMERS + "/none",
                        Gate.CALCULATOR,
                        "/integration/restv2",
                        "/admin/api/v1/projects/absent")) {
                    // The admin API answers 405 to other methods before the gateway decides.
                    for (var method : url.startsWith("/admin")
                            ? List.of("GET", "HEAD")
                            : List.of("GET", "HEAD", "POST", "DELETE")) {
                        assertSame(token, method, url);
                        calls++;
                    }
                }
            }
            assertThat(calls).isEqualTo(tokens(scope, wide).size() * 38);
        }

        private Map<String, String> tokens(String scope, String wide) {
            var tokens = new LinkedHashMap<String, String>();
            tokens.put("none", null);
            tokens.put("malformed", "a b");
            tokens.put("unknown", "gat_nobody-knows-it");
            tokens.put("good", partnerWith(scope).accessToken());
            tokens.put("for other URLs", partnerWith(wide).accessToken());
            var revoking = partnerWith(scope);
            tokens.put("revoked", revoking.accessToken());
            gate.form(
                    Gate.REVOKE,
                    Map.of("Authorization", Gate.basic(revoking.clientId(), revoking.secret())),
                    Map.entry("token", tokens.get("revoked")));
            var sleeping = partnerWith(scope);
            tokens.put("of an inactive client", sleeping.accessToken());
            sleeping.change("active", false);
            var bound = partnerWith(scope);
            tokens.put(
                    "for another resource",
                    bound.token(
                                    Map.entry("grant_type", "client_credentials"),
                                    Map.entry("resource", gate.issuer() + Gate.CALCULATOR))
                            .json()
                            .getString("access_token"));
            var username = AdminApi.unique();
            var account = admin.createPerson(username);
            tokens.put(
                    "of an inactive account",
                    gate.grant(username, List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token"));
            admin.put(
                    "/accounts/" + account,
                    new JsonObject().put("displayName", "x").put("active", false));
            var expiring = Partner.register(
                    gate,
                    new JsonObject()
                            .put("scopes", List.of(scope))
                            .put("expiration", "SECONDS")
                            .put("expirationSeconds", 1));
            tokens.put("expired", expiring.accessToken());
            await().until(() ->
                    gate.get(Gate.CUSTOMERS, tokens.get("expired")).body().contains("expired"));
            tokens.put("of an administrator", admin.token());
            return tokens;
        }

        private void assertSame(Map.Entry<String, String> token, String method, String url) {
            var verdict = ask(question(method, url).put("token", token.getValue()));
            var answer = gate.send(method, url, null, Gate.bearer(token.getValue()));
            var context = token.getKey() + " " + method + " " + url + " " + verdict + " " + answer;
            if (verdict.getBoolean("allowed")) {
                assertThat(verdict.getJsonArray("steps")).as(context).isEqualTo(steps(null));
                // The call was allowed, so the status is that of the unreachable upstream or of the admin API.
                assertThat(answer.status()).as(context).isIn(200, 404, 405, 502, 503);
                assertThat(answer.header("www-authenticate")).as(context).isNull();
                assertThat(answer.body()).doesNotContain("No service is exposed", "does not accept");
                return;
            }
            assertThat(answer.status()).as(context).isEqualTo(verdict.getInteger("status"));
            if (!method.equals("HEAD")) {
                assertThat(description(answer)).as(context).isEqualTo(verdict.getString("description"));
            }
            var error = verdict.getString("error");
            if (error != null) {
                assertThat(answer.header("www-authenticate"))
                        .as(context)
                        .startsWith("Bearer error=\"" + error + "\", error_description=\""
                                + verdict.getString("description") + "\"");
            }
        }

        private static String description(Answer answer) {
            return answer.json().getString("error_description", answer.json().getString("detail"));
        }

        @Test
        void ofForwardAuthAreItsOwn() {
            var url = "/integration/apps/" + AdminApi.unique() + "/x";
            var token = partnerWith(createScope(url)).accessToken();

            assertThat(ask(question("GET", url).put("token", token)).getInteger("status"))
                    .isEqualTo(404);
            assertThat(ask(question("GET", url).put("token", token).put("forwardAuth", true))
                            .getBoolean("allowed"))
                    .isTrue();
            assertThat(ask(question("GET", "/x/.." + url).put("token", token).put("forwardAuth", true))
                            .getString("description"))
                    .isEqualTo("The path contains dot segments or empty segments, which servers read differently.");
        }
    }

    @Nested
    class Answers {

        @Test
        void forATokenOfAnotherScopeIsWhole() {
            var name = AdminApi.unique();
            var service = expose(name, "GET", "POST");
            var covering = createScope(api(name) + "/**");
            var other = createScope(api(name + "2") + "/**");
            var partner = partnerWith(other);
            var token = partner.accessToken();
            var known = admin.walk("/tokens?client=" + partner.clientId()).getFirst();

            var answer =
                    ask(question("get", gate.issuer() + api(name) + "/7?a=b#c").put("token", token));

            var tokenFacts = answer.getJsonObject("facts").getJsonObject("token");
            assertThat(tokenFacts.remove("issuedAt")).isNotNull();
            assertThat(tokenFacts.remove("expiresAt")).isNotNull();
            assertThat(answer)
                    .isEqualTo(new JsonObject()
                            .put("allowed", false)
                            .put("status", 403)
                            .put("error", "insufficient_scope")
                            .put("description", "No scope of the access token covers GET of this URL.")
                            .put(
                                    "change",
                                    "Associate the client " + partner.clientId()
                                            + " with one of these scopes, and get a token with the scope: " + covering
                                            + ".")
                            .put("steps", steps("SCOPE"))
                            .put(
                                    "facts",
                                    new JsonObject()
                                            .put("method", "GET")
                                            .put("path", api(name) + "/7")
                                            .put(
                                                    "token",
                                                    new JsonObject()
                                                            .put("id", known.getString("id"))
                                                            .put("scopes", new JsonArray().add(other))
                                                            .put("scopesThatCount", new JsonArray().add(other))
                                                            .put("revoked", false))
                                            .put(
                                                    "client",
                                                    new JsonObject()
                                                            .put("clientId", partner.clientId())
                                                            .put(
                                                                    "name",
                                                                    partner.registration()
                                                                            .getString("name"))
                                                            .put("version", "1.0")
                                                            .put("active", true)
                                                            .put("scopes", new JsonArray().add(other)))
                                            .put("sufficientScopes", new JsonArray().add(covering))
                                            .put(
                                                    "patterns",
                                                    new JsonArray()
                                                            .add(new JsonObject()
                                                                    .put("scope", covering)
                                                                    .put("url", api(name) + "/**")
                                                                    .put("methods", new JsonArray())))
                                            .put(
                                                    "service",
                                                    new JsonObject()
                                                            .put("id", service.getString("id"))
                                                            .put("path", api(name) + "/**")
                                                            .put(
                                                                    "methods",
                                                                    new JsonArray()
                                                                            .add("GET")
                                                                            .add("POST")))));
        }

        @Test
        void namesTheServicesThatAnotherGoesBefore() {
            var name = AdminApi.unique();
            var service = exposeAt(name, "/issues/search/*", "GET");
            exposeAt(name, "/issues/*/comments", "GET");
            exposeAt(name, "/issues/**", "GET");
            exposeAt(name, "/*/search/comments", "POST");
            var token = partnerWith(createScope(api(name) + "/**")).accessToken();

            var facts = ask(question("GET", api(name) + "/issues/search/comments")
                            .put("token", token))
                    .getJsonObject("facts");

            assertThat(facts.getJsonObject("service"))
                    .isEqualTo(new JsonObject()
                            .put("id", service.getString("id"))
                            .put("path", api(name) + "/issues/search/*")
                            .put("methods", new JsonArray().add("GET"))
                            .put(
                                    "goesBefore",
                                    new JsonArray()
                                            .add(api(name) + "/issues/*/comments")
                                            .add(api(name) + "/issues/**")));
        }

        @Test
        void forAClientThatGotNoTokenYetSuppose() {
            var answer = ask(question("GET", Gate.CUSTOMERS)
                    .put("client", Gate.PUBLIC_CLIENT)
                    .put("account", "JANE")
                    .put("scopes", List.of(Gate.CUSTOMERS_SCOPE)));

            assertThat(answer.getBoolean("allowed")).isTrue();
            assertThat(answer.getJsonArray("steps")).isEqualTo(steps(null));
            assertThat(answer.containsKey("change")).isFalse();
            assertThat(answer.getJsonObject("facts").getJsonObject("account"))
                    .isEqualTo(new JsonObject().put("username", "jane").put("active", true));
            assertThat(answer.getJsonObject("facts").getJsonObject("token"))
                    .isEqualTo(new JsonObject()
                            .put("scopes", new JsonArray().add(Gate.CUSTOMERS_SCOPE))
                            .put("scopesThatCount", new JsonArray().add(Gate.CUSTOMERS_SCOPE))
                            .put("revoked", false));
        }

        @Test
        void nameTheScopeThatTheClientMayRequest() {
            assertThat(ask(question("GET", Gate.CUSTOMERS)
                                    .put("client", Gate.PUBLIC_CLIENT)
                                    .put("scopes", List.of()))
                            .getString("change"))
                    .isEqualTo("Get a token with one of these scopes, which the client may request: "
                            + Gate.CUSTOMERS_SCOPE + ".");
        }

        @Test
        void nameTheScopeThatDoesNotCountForItsHolder() {
            var group = admin.createGroup(AdminApi.unique());
            var scope = AdminApi.unique();
            var url = "/integration/" + AdminApi.unique();
            admin.createScope(scope, url, group);
            var question = question("GET", url)
                    .put("client", partnerWith(scope).clientId())
                    .put("account", "jane");

            var answer = ask(question);

            assertThat(answer.getString("change"))
                    .isEqualTo("The client or user of the token may not use " + scope
                            + ". An access control list requires a member of one of its groups."
                            + " A built-in scope requires an account with the role.");
            assertThat(answer.getJsonArray("steps")).isEqualTo(steps("SCOPE"));
            assertThat(answer.getJsonObject("facts").getJsonObject("token").getJsonArray("scopesThatCount"))
                    .isEmpty();
        }

        @Test
        void sayThatNoScopeCoversTheUrl() {
            var url = "/integration/" + AdminApi.unique();
            assertThat(ask(question("GET", url).put("client", Gate.CONFIDENTIAL_CLIENT))
                            .getString("change"))
                    .isEqualTo("Add GET " + url + " to a scope, associate the scope with the client "
                            + Gate.CONFIDENTIAL_CLIENT + ", and get a token with the scope.");
        }
    }

    @Nested
    class Questions {

        @Test
        void thatAreNoneAreRefusedFieldByField() {
            AdminApi.assertInvalid(
                    admin.post(WHY_DENIED, new JsonObject()),
                    AdminApi.error("method", "A value is required."),
                    AdminApi.error("url", "A value is required."));
            AdminApi.assertInvalid(
                    admin.post(
                            WHY_DENIED,
                            question("TRACE", "/integration/x")
                                    .put("token", "a")
                                    .put("client", "b")),
                    AdminApi.error("method", "No scope can cover this method. Enter another one."),
                    AdminApi.error("client", "This value does not go together with a token. Remove one of them."));
            AdminApi.assertInvalid(
                    admin.post(
                            WHY_DENIED,
                            question("GET", "/integration/x")
                                    .put("scopes", List.of())
                                    .put("account", "jane")),
                    AdminApi.error("scopes", "This value needs a client. Enter one."),
                    AdminApi.error("account", "This value needs a client. Enter one."));
        }

        @Test
        void aboutNobodyAreRefused() {
            AdminApi.assertInvalid(
                    admin.post(WHY_DENIED, question("GET", "/integration/x").put("client", "nobody")),
                    AdminApi.error("client", "There is no client with this ID."));
            AdminApi.assertInvalid(
                    admin.post(
                            WHY_DENIED,
                            question("GET", "/integration/x")
                                    .put("client", Gate.PUBLIC_CLIENT)
                                    .put("account", "nobody")),
                    AdminApi.error("account", "There is no account with this username."));
        }

        @Test
        void aboutUrlsThatNoScopeGuardsAreRefused() {
            for (var url : List.of("/", "/signin", Gate.TOKEN, "/.well-known/x")) {
                AdminApi.assertInvalid(
                        admin.post(WHY_DENIED, question("GET", url)),
                        AdminApi.error(
                                "url",
                                "No scope protects this URL: it is neither below /integration/, without the OAuth"
                                        + " endpoints, nor in the admin API."));
            }
        }

        @Test
        void mayBeAskedByAnAuditorWhoMayChangeNothing() {
            var username = AdminApi.unique();
            admin.createPerson(username, "AUDITOR");
            var auditor = new AdminApi(gate, gate.adminToken(username, username + "-demo", "gatehouse.audit"));

            assertThat(auditor.post(WHY_DENIED, question("GET", Gate.CUSTOMERS)).status())
                    .isEqualTo(200);
            assertThat(auditor.post("/groups", new JsonObject().put("name", AdminApi.unique()))
                            .status())
                    .isEqualTo(403);
        }

        @Test
        void needTheAdminApisScope() {
            var jane = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token");
            assertThat(new AdminApi(gate, jane)
                            .post(WHY_DENIED, question("GET", Gate.CUSTOMERS))
                            .status())
                    .isEqualTo(403);
        }

        @Test
        void areAuditedWithoutTheToken() throws Exception {
            var url = "/integration/" + AdminApi.unique();
            var partner = Partner.register(gate);
            var token = partner.accessToken();
            var answer = ask(question("GET", url).put("token", token));

            assertThat(answer.encode()).doesNotContain(token);
            await().untilAsserted(() -> assertThat(AuditTrail.of("gateway.explained", partner.clientId()))
                    .containsExactly("SUCCESS SCOPE: No scope of the access token covers GET of this URL."));
            assertThat(AuditTrail.of("gateway.explained")).anyMatch(event -> event.startsWith("SUCCESS GET " + url));
            assertThat(AuditTrail.of("gateway.explained")).noneMatch(event -> event.contains(token));
            for (var log : Stream.of("target/test.log", "target/test-access.log")
                    .map(Path::of)
                    .toList()) {
                assertThat(Files.readString(log)).doesNotContain(token);
            }
        }
    }
}
