// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forward-auth requests as nginx, Traefik and Envoy send them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ForwardAuthTest {
    private static final String CHECK = "/integration/rest/oAuth/check";

    @TestHTTPResource("/")
    URI base;

    private static String scope;
    private static String app;
    private static Partner partner;
    private static String token;

    Gate gate;

    @BeforeEach
    void aServiceSomewhereElse() {
        gate = new Gate(base);
        if (token == null) {
            var admin = AdminApi.of(gate);
            scope = AdminApi.unique();
            app = "/integration/apps/" + AdminApi.unique();
            admin.created(
                    "/scopes",
                    new JsonObject()
                            .put("name", scope)
                            .put(
                                    "serviceUrls",
                                    List.of(new JsonObject()
                                            .put("url", app + "/**")
                                            .put("methods", List.of("GET", "POST"))))
                            .put("groups", List.of()));
            partner = Partner.register(gate, new JsonObject().put("scopes", List.of(scope)));
            token = partner.accessToken();
        }
    }

    /** The request that each proxy sends. */
    enum Proxy {
        NGINX {
            @Override
            Answer ask(Gate gate, String method, String uri, Map<String, String> headers) {
                return gate.send("GET", CHECK, null, with(headers, "X-Original-Method", method, "X-Original-URI", uri));
            }
        },
        TRAEFIK {
            @Override
            Answer ask(Gate gate, String method, String uri, Map<String, String> headers) {
                return gate.send(
                        "GET", CHECK, null, with(headers, "X-Forwarded-Method", method, "X-Forwarded-Uri", uri));
            }
        },
        ENVOY {
            @Override
            Answer ask(Gate gate, String method, String uri, Map<String, String> headers) {
                return gate.send(method, CHECK + uri, null, headers);
            }
        };

        abstract Answer ask(Gate gate, String method, String uri, Map<String, String> headers);
    }

    private static Map<String, String> with(Map<String, String> headers, String... more) {
        var all = new LinkedHashMap<>(headers);
        for (var i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private Answer nginx(String method, String uri) {
        return Proxy.NGINX.ask(gate, method, uri, Gate.bearer(token));
    }

    private void assertDenied(Answer answer, int status, String error, String description, String scope) {
        assertThat(answer.body())
                .isEqualTo("{" + (error == null ? "" : "\"error\":\"" + error + "\",") + "\"error_description\":\""
                        + description + "\"" + (scope == null ? "" : ",\"scope\":\"" + scope + "\"") + "}");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("www-authenticate"))
                .isEqualTo("Bearer "
                        + (error == null ? "" : "error=\"" + error + "\", error_description=\"" + description + "\", ")
                        + (scope == null ? "" : "scope=\"" + scope + "\", ")
                        + "resource_metadata=\"" + gate.issuer() + "/.well-known/oauth-protected-resource\"");
        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("x-gatehouse-"));
    }

    private void assertRefused(Answer answer, String why) {
        assertDenied(answer, 403, "invalid_request", why, null);
    }

    @Nested
    class Decisions {

        @ParameterizedTest
        @EnumSource(Proxy.class)
        void coveredCallPassesWithWhoCalls(Proxy proxy) {
            var answer = proxy.ask(gate, "POST", app + "/7?a=b&c", Gate.bearer(token));
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers())
                    .containsEntry("x-gatehouse-client", partner.clientId())
                    .containsEntry("x-gatehouse-subject", partner.clientId())
                    .containsEntry("x-gatehouse-scopes", scope)
                    .containsEntry("cache-control", "no-store");
        }

        @Test
        void subjectIsTheAccountThatGranted() {
            var its = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token");
            var jane = AdminApi.of(gate).walk("/accounts?search=jane").stream()
                    .filter(account -> account.getString("username").equals("jane"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Proxy.NGINX
                            .ask(gate, "GET", Gate.CUSTOMERS, Gate.bearer(its))
                            .headers())
                    .containsEntry("x-gatehouse-client", Gate.PUBLIC_CLIENT)
                    .containsEntry("x-gatehouse-subject", jane.getString("id"))
                    .containsEntry("x-gatehouse-scopes", Gate.CUSTOMERS_SCOPE);
        }

        @ParameterizedTest
        @EnumSource(Proxy.class)
        void callWithoutATokenIsChallenged(Proxy proxy) {
            assertDenied(proxy.ask(gate, "GET", app + "/7", Map.of()), 401, null, "A bearer token is required.", null);
        }

        @ParameterizedTest
        @EnumSource(Proxy.class)
        void unknownTokenIsInvalidToken(Proxy proxy) {
            assertDenied(
                    proxy.ask(gate, "GET", app + "/7", Gate.bearer("gat_nobody-knows-it")),
                    401,
                    "invalid_token",
                    "The access token is unknown.",
                    null);
        }

        @ParameterizedTest
        @EnumSource(Proxy.class)
        void methodThatNoScopeCoversIsInsufficientScope(Proxy proxy) {
            assertDenied(
                    proxy.ask(gate, "DELETE", app + "/7", Gate.bearer(token)),
                    403,
                    "insufficient_scope",
                    "No scope of the access token covers DELETE of this URL.",
                    null);
        }

        @Test
        void missingScopeIsNamed() {
            var other = Partner.register(gate, new JsonObject().put("scopes", List.of(Gate.CUSTOMERS_SCOPE, scope)))
                    .accessToken(Gate.CUSTOMERS_SCOPE);
            assertDenied(
                    Proxy.TRAEFIK.ask(gate, "GET", app + "/7", Gate.bearer(other)),
                    403,
                    "insufficient_scope",
                    "No scope of the access token covers GET of this URL.",
                    scope);
        }

        @Test
        void scopeThatTheClientMayNotRequestIsNotNamed() {
            var other = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token");
            assertDenied(
                    Proxy.TRAEFIK.ask(gate, "GET", app + "/7", Gate.bearer(other)),
                    403,
                    "insufficient_scope",
                    "No scope of the access token covers GET of this URL.",
                    null);
        }

        @Test
        void malformedTokenIsForbiddenBecauseNginxKnowsNo400() {
            assertRefused(
                    Proxy.NGINX.ask(gate, "GET", app + "/7", Map.of("Authorization", "Bearer a b")),
                    "The Authorization header contains no well-formed bearer token.");
        }

        @ParameterizedTest
        @EnumSource(Proxy.class)
        void revokedTokenIsInvalidAtOnce(Proxy proxy) {
            var its = partner.accessToken();
            assertThat(proxy.ask(gate, "GET", app + "/7", Gate.bearer(its)).status())
                    .isEqualTo(200);
            partner.revoke(its);
            assertDenied(
                    proxy.ask(gate, "GET", app + "/7", Gate.bearer(its)),
                    401,
                    "invalid_token",
                    "The access token was revoked.",
                    null);
        }

        @Test
        void denialIsAuditedWithTheOriginalCall() {
            nginx("DELETE", app + "/audited?secret=1");
            await().untilAsserted(() -> assertThat(AuditTrail.of("gateway.denied"))
                    .anyMatch(event -> event.startsWith("DENIED DELETE " + app
                            + "/audited SCOPE: No scope of the access token covers DELETE of this URL; token ")));
        }
    }

    @Nested
    class Originals {

        static Stream<Map<String, String>> halves() {
            return Stream.of(
                    Map.of("X-Original-Method", "GET"),
                    Map.of("X-Original-URI", "/integration/x"),
                    Map.of("X-Forwarded-Method", "GET"),
                    Map.of("X-Forwarded-Uri", "/integration/x"));
        }

        @ParameterizedTest
        @MethodSource("halves")
        void toldByHalfAreRefused(Map<String, String> half) {
            assertRefused(
                    gate.send("GET", CHECK, null, with(half, "Authorization", "Bearer " + token)),
                    "The proxy must send both the method and the URL of the call, once each.");
        }

        @Test
        void notToldAreRefused() {
            assertRefused(gate.get(CHECK, token), "The proxy does not send the method and URL of the call.");
        }

        @Test
        void toldInTwoWaysAreRefused() {
            var nginx = Map.of("X-Original-Method", "GET", "X-Original-URI", app + "/7");
            var traefik = Map.of("X-Forwarded-Method", "GET", "X-Forwarded-Uri", app + "/7");
            for (var answer : List.of(
                    Proxy.TRAEFIK.ask(gate, "GET", app + "/7", with(nginx, "Authorization", "Bearer " + token)),
                    Proxy.ENVOY.ask(gate, "GET", app + "/7", with(nginx, "Authorization", "Bearer " + token)),
                    Proxy.ENVOY.ask(gate, "GET", app + "/7", with(traefik, "Authorization", "Bearer " + token)))) {
                assertRefused(answer, "The proxy sent the method and URL of the call in more than one form.");
            }
        }

        @Test
        void toldTwiceAreRefused() throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send("GET " + CHECK + " HTTP/1.1\r\nHost: x\r\nX-Original-Method: GET\r\nX-Original-URI: " + app
                        + "/7\r\nX-Original-URI: " + app + "/8\r\nAuthorization: Bearer " + token + "\r\n\r\n");
                var answer = wire.read();
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.text())
                        .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":"
                                + "\"The proxy must send both the method and the URL of the call, once each.\"}");
            }
        }

        @ParameterizedTest
        @CsvSource({
            "/orders/7, No scope can cover a URL outside /integration.",
            "/, No scope can cover a URL outside /integration.",
            "/admin/api/v1/clients, No scope can cover a URL outside /integration.",
            "integration/x, The path does not begin with a slash.",
            "https://other.example/integration/x, The path does not begin with a slash.",
        })
        void outsideIntegrationAreRefused(String uri, String why) {
            assertRefused(nginx("GET", uri), why);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a/../7", "/./7", "//7", "/7/.", "/7/..", "/%2e%2e/x/7", "/a/%2E/7"})
        void whoseSegmentsOthersReadDifferentlyAreRefused(String below) {
            assertRefused(
                    nginx("GET", app + below),
                    "The path contains dot segments or empty segments, which servers read differently.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a%2f7", "/a;b/7", "/a\\7", "/%zz"})
        void thatServersReadDifferentlyAreRefused(String below) {
            assertRefused(
                    nginx("GET", app + below),
                    "The path contains an encoding or a character that servers read differently.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get"})
        void ofAnotherMethodAreRefused(String method) {
            assertRefused(nginx(method, app + "/7"), "No scope can cover this method.");
        }
    }

    /** Header fields of the caller that the proxy would forward and that a service might obey. */
    @Nested
    class FieldsOfTheCaller {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "X-HTTP-Method-Override",
                    "x-http-method",
                    "X-Method-Override",
                    "X_HTTP_Method_Override",
                    "X.HTTP.Method.Override",
                    "X-Original-URL",
                    "X-Rewrite-URL",
                    "X_Original_URI",
                    "X_Original_Method",
                    "X-Forwarded.Uri",
                    "X_Forwarded_Method",
                    "HTTP_X_HTTP_METHOD_OVERRIDE",
                    "Request-Method",
                })
        void thatOverrideMethodOrUrlAreRefused(String name) {
            for (var proxy : Proxy.values()) {
                assertRefused(
                        proxy.ask(gate, "GET", app + "/7", with(Gate.bearer(token), name, "DELETE")),
                        "The call has the field " + name
                                + ", by which a service may act on another method or URL. The proxy must remove the field.");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"X_Gatehouse_Client", "X.Gatehouse.Issuer", "X-Gatehouse_Scopes", "HTTP_AUTHORIZATION"})
        void thatAServiceMayReadAsGatehousesAreRefused(String name) {
            assertRefused(
                    Proxy.NGINX.ask(gate, "GET", app + "/7", with(Gate.bearer(token), name, "somebody-else")),
                    "The call has the field " + name + ", which a service may read as Authorization or"
                            + " as X-Gatehouse-*. The proxy must remove the field.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"X-Gatehouse-Client", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "X-Other"})
        void thatTheProxyReplacesOrSetsAreNot(String name) {
            assertThat(Proxy.NGINX
                            .ask(gate, "GET", app + "/7", with(Gate.bearer(token), name, "x"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Nested
    class Prefixes {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/../jwks",
                    "/%2e%2e/jwks",
                    "/../../../../.well-known/oauth-authorization-server",
                    "/../../../../assets/gatehouse.css",
                    "/../check",
                    "//integration/x",
                    "/..;/jwks",
                })
        void areNotLeftByWhatTheCallerOfEnvoySent(String path) throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send(
                        "GET " + CHECK + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n");
                var answer = wire.read();
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.text())
                        .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":"
                                + "\"The path can be read in more than one way.\"}");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/integration/rest/%6fAuth/check", "//integration/rest/oAuth/check"})
        void thatAreSpelledDifferentlyAllowNothing(String path) throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send(
                        "GET " + path + app + "/7 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n");
                assertThat(wire.read().status()).isEqualTo(403);
            }
        }
    }
}
