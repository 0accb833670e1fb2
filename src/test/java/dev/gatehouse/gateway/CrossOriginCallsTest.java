// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Cors;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.Http2Wire;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Upstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls through the gateway by scripts of other origins (CORS, Fetch standard §3.2). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CrossOriginCallsTest {
    private static final String APP = "https://app.example";
    private static final String ELSEWHERE = "https://elsewhere.example";
    private static final Map<String, String> READABLE = Cors.readableBy(APP);

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private GatewayProject project;
    private Upstream upstream;

    @BeforeEach
    void expose() {
        gate = new Gate(base);
        project = GatewayProject.create(new Gate(base));
        upstream = Upstream.start();
    }

    @AfterEach
    void stopTheUpstream() throws Exception {
        upstream.close();
    }

    private static JsonObject allow(String... origins) {
        return new JsonObject().put("mode", "ALLOW").put("origins", new JsonArray(new ArrayList<>(List.of(origins))));
    }

    private static JsonObject mode(String mode) {
        return new JsonObject().put("mode", mode);
    }

    private String serve(JsonObject cors) {
        return serve(cors, Map.of());
    }

    /** Exposes the upstream and returns the path of its API. */
    private String serve(JsonObject cors, Map<String, Object> wishes) {
        project.admin().created("/services", service(cors).mergeIn(new JsonObject(wishes)));
        return project.url("/Api");
    }

    private JsonObject service(JsonObject cors) {
        return AdminApi.restResource(project.projectId(), "Api", "/**", upstream.address())
                .put("cors", cors);
    }

    private Answer preflight(String path, String origin, String method) {
        return gate.send("OPTIONS", path, null, Map.of("Origin", origin, "Access-Control-Request-Method", method));
    }

    private Answer call(String method, String path, String origin, String token) {
        var headers = new HashMap<>(Gate.bearer(token));
        headers.put("Origin", origin);
        return gate.send(method, path, null, headers);
    }

    private Answer get(String path, String origin) {
        return call("GET", path, origin, project.token());
    }

    private static String ok(String... fields) {
        return "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
                + (fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n") + "\r\n";
    }

    @Nested
    class Off {

        @Test
        void preflightIsACallWithoutAToken() {
            var answer = preflight(serve(null) + "/x", APP, "GET");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"error_description\":\"A bearer token is required.\"}");
            assertThat(Cors.fields(answer)).isEmpty();
            assertThat(upstream.wasCalled()).isFalse();
        }

        @Test
        void whatTheUpstreamSaysArrives() {
            upstream.on("/x", ok("Access-Control-Allow-Origin: " + APP));

            assertThat(Cors.fields(get(serve(mode("OFF")) + "/x", APP)))
                    .isEqualTo(Map.of("access-control-allow-origin", APP));
        }

        @Test
        void isTheDefault() {
            var view = project.admin().created("/services", service(null));

            assertThat(view.getJsonObject("cors"))
                    .isEqualTo(new JsonObject().put("mode", "OFF").put("origins", new JsonArray()));
        }
    }

    @Nested
    class Allow {

        @Test
        void preflightIsAnsweredHere() {
            var answer = preflight(serve(allow(APP), Map.of("methods", List.of("GET", "PUT"))) + "/x", APP, "PUT");

            assertThat(answer.status()).as("%s", answer).isEqualTo(204);
            assertThat(Cors.fields(answer)).isEqualTo(Cors.preflight(APP, "GET, HEAD, PUT"));
            assertThat(upstream.wasCalled()).isFalse();
        }

        @Test
        void preflightOfAMethodThatIsNotThereTellsThoseThatAre() {
            var answer = preflight(serve(allow(APP), Map.of("methods", List.of("GET"))) + "/x", APP, "DELETE");

            assertThat(answer.status()).isEqualTo(204);
            assertThat(Cors.fields(answer)).isEqualTo(Cors.preflight(APP, "GET, HEAD"));
        }

        @Test
        void preflightOfAnotherOriginIsRefusedAndAudited() {
            var path = serve(allow(APP)) + "/x";

            var answer = preflight(path, ELSEWHERE, "GET");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body())
                    .isEqualTo("{\"error_description\":\"This origin is not an allowed origin of the service.\"}");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(Cors.fields(answer)).isEqualTo(Map.of("vary", "Origin"));
            assertThat(upstream.wasCalled()).isFalse();
            await().untilAsserted(() -> assertThat(AuditTrail.of("gateway.denied"))
                    .contains("DENIED OPTIONS " + path + " CORS: " + ELSEWHERE
                            + " is not an allowed origin of the service"));
        }

        @Test
        void everyOriginCanBeAllowed() {
            var path = serve(allow("*")) + "/x";

            assertThat(Cors.fields(preflight(path, ELSEWHERE, "GET")))
                    .containsEntry("access-control-allow-origin", "*");
            assertThat(Cors.fields(get(path, "null"))).isEqualTo(Cors.readableByAll());
        }

        @Test
        void whatTheUpstreamSaysAboutOriginsIsReplaced() {
            upstream.on(
                    "/x",
                    ok(
                            "Access-Control-Allow-Origin: *",
                            "access-control-allow-credentials: true",
                            "Access-Control-Expose-Headers: X-Own"));
            var path = serve(allow(APP)) + "/x";

            assertThat(Cors.fields(get(path, APP))).isEqualTo(READABLE);
            assertThat(Cors.fields(get(path, ELSEWHERE))).isEqualTo(Map.of("vary", "Origin"));
        }

        @Test
        void answerToACallWithoutOriginIsNotForOneWithAnOrigin() {
            var path = serve(allow(APP)) + "/x";

            assertThat(Cors.fields(gate.get(path, project.token()))).isEqualTo(Map.of("vary", "Origin"));
        }

        @Test
        void denialsCanBeRead() {
            var path = serve(allow(APP), Map.of("methods", List.of("GET"))) + "/x";

            var withoutToken = call("GET", path, APP, null);
            assertThat(withoutToken.status()).isEqualTo(401);
            assertThat(withoutToken.header("www-authenticate")).startsWith("Bearer");
            assertThat(Cors.fields(withoutToken)).isEqualTo(READABLE);

            var unknownToken = call("GET", path, APP, "unknown");
            assertThat(unknownToken.status()).isEqualTo(401);
            assertThat(Cors.fields(unknownToken)).isEqualTo(READABLE);

            var otherMethod = call("DELETE", path, APP, project.token());
            assertThat(otherMethod.status()).isEqualTo(405);
            assertThat(Cors.fields(otherMethod)).isEqualTo(READABLE);

            var scopeless = gate.tokenWithBasic(
                            Gate.CONFIDENTIAL_CLIENT,
                            Gate.CONFIDENTIAL_SECRET,
                            Map.entry("grant_type", "client_credentials"))
                    .json()
                    .getString("access_token");
            var noScope = call("GET", path, APP, scopeless);
            assertThat(noScope.status()).isEqualTo(403);
            assertThat(Cors.fields(noScope)).isEqualTo(READABLE);

            assertThat(Cors.fields(call("GET", path, ELSEWHERE, null))).isEqualTo(Map.of("vary", "Origin"));
            assertThat(upstream.wasCalled()).isFalse();
        }

        @Test
        void rateLimitsCanBeReadAndPreflightsDoNotCount() {
            var path = serve(allow(APP), Map.of("rateLimit", Map.of("requests", 1, "perSeconds", 3600))) + "/x";
            var token = project.token();
            for (var i = 0; i < 3; i++) {
                assertThat(preflight(path, APP, "GET").status()).isEqualTo(204);
            }

            var first = call("GET", path, APP, token);
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.header("ratelimit")).isNotNull();
            assertThat(Cors.fields(first)).isEqualTo(READABLE);

            var second = call("GET", path, APP, token);
            assertThat(second.status()).isEqualTo(429);
            assertThat(second.header("retry-after")).isNotNull();
            assertThat(Cors.fields(second)).isEqualTo(READABLE);
        }

        @Test
        void failuresOfTheUpstreamCanBeRead() throws Exception {
            var path = serve(allow(APP)) + "/x";
            upstream.close();

            var answer = get(path, APP);

            assertThat(answer.status()).isEqualTo(502);
            assertThat(Cors.fields(answer)).isEqualTo(READABLE);
        }

        @Test
        void changeHoldsAtOnce() {
            var view = project.admin().created("/services", service(allow(APP)));
            var path = project.url("/Api/x");
            assertThat(preflight(path, APP, "GET").status()).isEqualTo(204);

            project.admin().put("/services/" + view.getString("id"), service(allow(ELSEWHERE)));

            assertThat(preflight(path, APP, "GET").status()).isEqualTo(403);
            assertThat(preflight(path, ELSEWHERE, "GET").status()).isEqualTo(204);
        }

        @Test
        void optionsWithATokenIsACall() {
            var path = serve(allow(APP)) + "/x";
            var headers = new HashMap<>(Gate.bearer(project.token()));
            headers.put("Origin", APP);
            headers.put("Access-Control-Request-Method", "GET");

            assertThat(gate.send("OPTIONS", path, null, headers).status()).isEqualTo(200);
            assertThat(upstream.wasCalled()).isTrue();
        }

        @Test
        void optionsWithoutATokenThatIsNoPreflightIsDenied() {
            var path = serve(allow(APP)) + "/x";

            assertThat(gate.send("OPTIONS", path, null, Map.of("Origin", APP)).status())
                    .isEqualTo(401);
            assertThat(gate.send("OPTIONS", path, null, Map.of("Access-Control-Request-Method", "GET"))
                            .status())
                    .isEqualTo(401);
            assertThat(gate.send("POST", path, null, Map.of("Origin", APP, "Access-Control-Request-Method", "GET"))
                            .status())
                    .isEqualTo(401);
            assertThat(preflight(project.url("/Other/x"), APP, "GET").status()).isEqualTo(401);
        }

        @Test
        void ruleOfTheServiceThatAnswersToTheMethodCounts() {
            var path = serve(allow(APP), Map.of("methods", List.of("GET"))) + "/x";
            project.admin()
                    .created("/services", service(null).put("resource", "/x").put("methods", List.of("POST")));

            assertThat(preflight(path, APP, "GET").status()).isEqualTo(204);
            assertThat(preflight(path, APP, "POST").status()).isEqualTo(401);
        }
    }

    @Nested
    class Pass {

        @Test
        void preflightGoesToTheUpstreamWithoutAnybodysName() throws Exception {
            upstream.on(
                    "/x",
                    "HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: " + ELSEWHERE
                            + "\r\nAccess-Control-Allow-Methods: PUT\r\n\r\n");
            var declared = project.admin()
                    .created(
                            "/upstreams",
                            new JsonObject()
                                    .put("url", upstream.address().toString())
                                    .put("authentication", "HEADER")
                                    .put("headerName", "X-Api-Key")
                                    .put("headerValue", "key"))
                    .getString("id");
            var path = serve(mode("PASS")) + "/x";

            var answer = gate.send(
                    "OPTIONS",
                    path,
                    null,
                    Map.of(
                            "Origin",
                            ELSEWHERE,
                            "Access-Control-Request-Method",
                            "PUT",
                            "X-Gatehouse-Client",
                            "forged",
                            "X-Api-Key",
                            "a guess",
                            "Cookie",
                            "session=1"));

            assertThat(answer.status()).as("%s", answer).isEqualTo(204);
            assertThat(Cors.fields(answer))
                    .isEqualTo(Map.of(
                            "access-control-allow-origin",
                            ELSEWHERE,
                            "access-control-allow-methods",
                            "PUT",
                            "access-control-expose-headers",
                            Cors.OWN_FIELDS));
            var call = upstream.nextCall();
            assertThat(call.startLine()).isEqualTo("OPTIONS /x HTTP/1.1");
            assertThat(call.value("Origin")).isEqualTo(ELSEWHERE);
            assertThat(call.value("Access-Control-Request-Method")).isEqualTo("PUT");
            assertThat(call.headers())
                    .noneMatch(line -> line.toLowerCase().startsWith("x-gatehouse-")
                            || line.toLowerCase().startsWith("x-api-key")
                            || line.toLowerCase().startsWith("cookie")
                            || line.toLowerCase().startsWith("authorization"));
            // The server of another test may listen on the same port later.
            AdminApi.assertNoContent(project.admin().delete("/upstreams/" + declared));
        }

        @Test
        void preflightsDoNotCountAgainstTheRateLimit() {
            var path = serve(mode("PASS"), Map.of("rateLimit", Map.of("requests", 1, "perSeconds", 3600))) + "/x";
            for (var i = 0; i < 3; i++) {
                assertThat(preflight(path, APP, "GET").status()).isEqualTo(200);
            }

            assertThat(get(path, APP).status()).isEqualTo(200);
        }

        @Test
        void upstreamDecidesWhoMayReadItsAnswers() {
            upstream.on("/open", ok("Access-Control-Allow-Origin: " + APP, "Vary: Origin"));
            upstream.on("/closed", ok());
            var path = serve(mode("PASS"));

            assertThat(Cors.fields(get(path + "/open", APP)))
                    .isEqualTo(Map.of(
                            "access-control-allow-origin",
                            APP,
                            "access-control-expose-headers",
                            Cors.OWN_FIELDS,
                            "vary",
                            "Origin"));
            assertThat(Cors.fields(get(path + "/closed", APP))).isEmpty();
        }

        @Test
        void denialsAndFailuresCanBeReadByAllOrigins() throws Exception {
            var path = serve(mode("PASS")) + "/x";
            var all = Cors.readableByAll();

            var denied = call("GET", path, ELSEWHERE, null);
            assertThat(denied.status()).isEqualTo(401);
            assertThat(Cors.fields(denied)).isEqualTo(all);

            upstream.close();
            var failed = get(path, ELSEWHERE);
            assertThat(failed.status()).isEqualTo(502);
            assertThat(Cors.fields(failed)).isEqualTo(all);
        }

        /** An HTTP/2 request needs no header field to announce a body. */
        @Test
        void bodyOfAPreflightDoesNotPass() throws Exception {
            var path = serve(mode("PASS")) + "/x";
            try (var wire = Http2Wire.to(base, Map.of())) {
                var fields = Http2Wire.fields("OPTIONS", base, path);
                fields.put("origin", APP);
                fields.put("access-control-request-method", "GET");
                wire.send(Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_HEADERS, 1, Http2Wire.block(fields)));
                wire.send(Http2Wire.frame(Http2Wire.DATA, 0, 1, "body".getBytes(StandardCharsets.US_ASCII)));

                assertThat(wire.answer(1).status()).isEqualTo(200);
            }
            assertThat(upstream.nextCall().headers())
                    .noneMatch(line -> line.toLowerCase().startsWith("transfer-encoding")
                            || line.toLowerCase().startsWith("content-length: 4"));
        }

        @Test
        void onlyAPreflightPassesWithoutAToken() {
            var path = serve(mode("PASS")) + "/x";

            assertThat(gate.send("OPTIONS", path, null, Map.of("Origin", APP)).status())
                    .isEqualTo(401);
            assertThat(gate.send("OPTIONS", path, "body", Map.of("Origin", APP, "Access-Control-Request-Method", "GET"))
                            .status())
                    .isEqualTo(401);
            assertThat(gate.send("GET", path, null, Map.of("Origin", APP, "Access-Control-Request-Method", "GET"))
                            .status())
                    .isEqualTo(401);
            assertThat(upstream.wasCalled()).isFalse();
        }
    }

    /** The CORS rule of a REST API. */
    @Nested
    class RestApi {
        private Answer replace(JsonObject rule) {
            return project.admin().put("/projects/" + project.projectId() + "/apis/Api/cors", rule);
        }

        private JsonObject importing(String... paths) {
            var items = new JsonObject();
            List.of(paths).forEach(path -> items.put(path, new JsonObject().put("get", new JsonObject())));
            var document = new JsonObject()
                    .put("openapi", "3.1.0")
                    .put("info", new JsonObject().put("title", "Api").put("version", "1"))
                    .put("paths", items);
            var answer = project.admin()
                    .post("/projects/" + project.projectId() + "/openapi?upstream=" + upstream.address(), document);
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            return answer.json();
        }

        @Test
        void isThatOfAllItsResourcesAndIsAudited() {
            importing("/a", "/b");
            var path = project.url("/Api");
            assertThat(preflight(path + "/a", APP, "GET").status()).isEqualTo(401);

            var answer = replace(allow("https://App.example"));

            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.json()).isEqualTo(allow(APP));
            assertThat(preflight(path + "/a", APP, "GET").status()).isEqualTo(204);
            assertThat(preflight(path + "/b", APP, "GET").status()).isEqualTo(204);
            assertThat(AuditTrail.of("service.changed"))
                    .contains("SUCCESS " + path + "/a cors: ALLOW " + APP, "SUCCESS " + path + "/b cors: ALLOW " + APP);
        }

        @Test
        void isKeptByAnImportAndTakenOverByItsNewResources() {
            importing("/a", "/b");
            replace(allow(APP));

            importing("/b", "/c");

            assertThat(preflight(project.url("/Api/b"), APP, "GET").status()).isEqualTo(204);
            assertThat(preflight(project.url("/Api/c"), APP, "GET").status()).isEqualTo(204);
        }

        @Test
        void thatBreaksARuleIsRefused() {
            importing("/a");

            var answer = replace(allow("https://a.example/"));

            AdminApi.assertInvalid(
                    answer, AdminApi.error("origins[0]", "An origin ends after the host and port. Remove the rest."));
        }

        @Test
        void ofNoRestApiIsNotFound() {
            assertThat(replace(allow(APP)).status()).isEqualTo(404);
        }
    }

    @Nested
    class Field {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{}                                                 | cors.mode       | Only these values are allowed: OFF, PASS, ALLOW.",
                    "{'mode':'ALLOW'}                                   | cors.origins    | The mode ALLOW needs at least one origin.",
                    "{'mode':'ALLOW','origins':[]}                      | cors.origins    | The mode ALLOW needs at least one origin.",
                    "{'mode':'PASS','origins':['https://a.example']}    | cors.origins    | Origins are allowed only with the mode ALLOW. Remove them.",
                    "{'mode':'OFF','origins':['https://a.example']}     | cors.origins    | Origins are allowed only with the mode ALLOW. Remove them.",
                    "{'mode':'ALLOW','origins':['https://a.example/']}  | cors.origins[0] | An origin ends after the host and port. Remove the rest.",
                    "{'mode':'ALLOW','origins':['https://a.example:0']} | cors.origins[0] | Enter an origin: a scheme, a host and, if needed, a port.",
                    "{'mode':'ALLOW','origins':['https://[fe80::1%25eth0]']} | cors.origins[0] | An IPv6 zone ID (%) is valid on one host only. Remove it.",
                    "{'mode':'ALLOW','origins':['https://a.example','*']} | cors.origins[1] | Enter an origin: a scheme, a host and, if needed, a port.",
                })
        void isRefused(String cors, String field, String message) {
            var answer = project.admin().post("/services", service(new JsonObject(cors.replace('\'', '"'))));

            AdminApi.assertInvalid(answer, AdminApi.error(field, message));
        }

        @ParameterizedTest
        @ValueSource(strings = {"PASS", "OFF"})
        void isShownAsItIs(String mode) {
            var view = project.admin().created("/services", service(mode(mode)));

            assertThat(view.getJsonObject("cors"))
                    .isEqualTo(new JsonObject().put("mode", mode).put("origins", new JsonArray()));
        }

        @Test
        void isOffAgainWhenItIsLeftOut() {
            var view = project.admin().created("/services", service(allow("HTTPS://App.example:443")));
            assertThat(view.getJsonObject("cors")).isEqualTo(allow(APP));

            var changed = project.admin()
                    .put("/services/" + view.getString("id"), service(null))
                    .json();

            assertThat(changed.getJsonObject("cors"))
                    .isEqualTo(new JsonObject().put("mode", "OFF").put("origins", new JsonArray()));
        }
    }
}
