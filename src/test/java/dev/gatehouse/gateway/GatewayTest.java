// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RefusingPort;
import dev.gatehouse.testing.Upstream;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway as a caller and an upstream see it. The tests configure Gatehouse through the admin API. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GatewayTest {
    private static final String CUSTOMERS_API = "/integration/restv2/development/fldemo/CustomerRegistrationAPI";
    private static final int MEGABYTE = 1024 * 1024;

    @TestHTTPResource("/")
    URI base;

    private static Upstream upstream;
    private static RefusingPort refusing;
    private static GatewayProject project;

    Gate gate;
    AdminApi admin;
    String token;

    @BeforeEach
    void exposeTheUpstream() throws Exception {
        gate = new Gate(base);
        if (upstream == null) {
            upstream = Upstream.start();
            refusing = new RefusingPort();
            project = GatewayProject.create(gate);
            project.expose("Echo", upstream.address() + "/base", 30_000);
            project.expose("Hasty", upstream.address(), 300);
            expose("ReadOnly", "/**", upstream.address().toString(), "GET", "HEAD");
            project.expose("Refusing", refusing.url(), 30_000);
        }
        admin = project.admin();
        token = project.token();
        upstream.forgetCalls();
    }

    @AfterAll
    static void stopTheUpstream() throws Exception {
        upstream.close();
        upstream = null;
        refusing.close();
    }

    private String url(String belowProject) {
        return project.url(belowProject);
    }

    private void expose(String name, String resource, String upstreamUrl, String... methods) {
        project.admin()
                .created(
                        "/services",
                        AdminApi.restResource(project.projectId(), name, resource, upstreamUrl)
                                .put("methods", List.of(methods)));
    }

    private String createScope(String url) {
        var name = AdminApi.unique();
        admin.createScope(name, url);
        return name;
    }

    private Partner clientWith(String... scopes) {
        return project.partner(Map.of("scopes", List.of(scopes)));
    }

    /** Returns an unused token, which no cache contains, so that its first call has to query the database. */
    private String coldToken() {
        return project.partner(Map.of()).accessToken();
    }

    private String request(String method, String target, String... headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: gate.example\r\nAuthorization: Bearer " + token + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
                + "\r\n";
    }

    private Wire.Message call(String method, String target, String... headers) throws Exception {
        try (var wire = Wire.to(base)) {
            wire.send(request(method, target, headers));
            return method.equals("HEAD") ? wire.readHead() : wire.read();
        }
    }

    private static void assertRefused(Answer answer, int status, String challenge, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("www-authenticate")).isEqualTo(challenge);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    /** Returns the metadata parameter of the challenge for a call of this API. */
    private String metadataOf(String api) {
        return "resource_metadata=\"" + gate.issuer() + "/.well-known/oauth-protected-resource" + api + "\"";
    }

    private void assertInvalidToken(Answer answer, String api, String why) {
        assertRefused(
                answer,
                401,
                "Bearer error=\"invalid_token\", error_description=\"" + why + "\", " + metadataOf(api),
                "{\"error\":\"invalid_token\",\"error_description\":\"" + why + "\"}");
    }

    @Nested
    class Requests {

        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
        void everyMethodArrives(String method) throws Exception {
            assertThat(call(method, url("/Echo/thing")).status()).isEqualTo(200);
            assertThat(upstream.nextCall().startLine()).isEqualTo(method + " /base/thing HTTP/1.1");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "?a=1&&b=%41%2f+x&c&=&d=%C3%A9",
                    "?",
                    "``",
                    "?redirect=https://example.com/?x=y",
                    "?a[]=1&b=(x)&q='!*~",
                })
        void queryIsKeptByteForByte(String query) throws Exception {
            assertThat(call("GET", url("/Echo/q") + query).status()).isEqualTo(200);
            assertThat(upstream.nextCall().startLine()).isEqualTo("GET /base/q" + query + " HTTP/1.1");
        }

        @Test
        void bytesThatAQueryMustEncodeAreEncoded() throws Exception {
            assertThat(call("GET", url("/Echo/q?q=\u00c3\u00a9")).status()).isEqualTo(200);
            assertThat(upstream.nextCall().startLine()).isEqualTo("GET /base/q?q=%C3%A9 HTTP/1.1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"?%zz", "?a=%", "?a\\b", "?\"", "?<", "?>"})
        void queryThatIsNotOneIsRefused(String query) throws Exception {
            assertThat(call("GET", url("/Echo/q") + query).status()).isEqualTo(400);
        }

        @ParameterizedTest
        @CsvSource({
            "/Echo/, /base/",
            "/Echo/a/./b/../c, /base/a/c",
            "/Echo//a///b, /base/a/b",
            "/Echo/%61%7e%2D, /base/a~-",
            "/Echo/caf%c3%a9, /base/caf%C3%A9",
            "/Echo/a%20b, /base/a%20b",
            "/Echo/a%2525b, /base/a%2525b",
            "/Echo/a%3acancel, /base/a%3Acancel",
            "/Echo/a:cancel, /base/a:cancel",
            "/other/../Echo/%2E%2e/Echo/x, /base/x",
        })
        void pathArrivesWithItsEncodingNormalised(String path, String expected) throws Exception {
            assertThat(call("GET", url(path)).status()).isEqualTo(200);
            assertThat(upstream.nextCall().startLine()).isEqualTo("GET " + expected + " HTTP/1.1");
        }

        @Test
        void headersArriveExceptThoseThatEndHere() throws Exception {
            var client = project.partner(Map.of());
            token = client.accessToken();
            call(
                    "GET",
                    url("/Echo/h"),
                    "Accept: text/plain",
                    "X-Custom: one",
                    "X-Custom: two",
                    "Connection: keep-alive, X-Mine, TE",
                    "X-Mine: for this connection",
                    "Keep-Alive: timeout=5",
                    "TE: trailers",
                    "Trailer: X-Checksum",
                    "Proxy-Authorization: Basic eDp5",
                    "Proxy-Connection: keep-alive",
                    "Upgrade: websocket",
                    "Forwarded: for=203.0.113.9",
                    "X-Forwarded-For: 203.0.113.9",
                    "X-Forwarded-Host: evil.example",
                    "X-Forwarded-Proto: https",
                    "X-Real-IP: 203.0.113.9",
                    "X-Gatehouse-Client: somebody-else",
                    "X-GATEHOUSE-Subject: somebody-else",
                    "x_gatehouse_scopes: everything",
                    "X-Gatehouse-Admin: yes",
                    "Cookie: gatehouse-session=secret; theirs=1; __Host-gatehouse-browser=secret; more=2");
            assertThat(upstream.nextCall().headers())
                    .containsExactlyInAnyOrder(
                            "Accept: text/plain",
                            "X-Custom: one",
                            "X-Custom: two",
                            "Cookie: theirs=1; more=2",
                            "TE: trailers",
                            "Connection: TE",
                            "X-Gatehouse-Client: " + client.clientId(),
                            "X-Gatehouse-Subject: " + client.clientId(),
                            "X-Gatehouse-Scopes: " + project.scope(),
                            "Forwarded: for=127.0.0.1;host=\"gate.example\";proto=http",
                            "host: " + upstream.address().getAuthority());
        }

        @Test
        void cookiesOfGatehouseAloneLeaveNoCookieField() throws Exception {
            call("GET", url("/Echo/h"), "Cookie: gatehouse-session=secret");
            assertThat(upstream.nextCall().values("Cookie")).isEmpty();
        }

        @Test
        void subjectIsTheAccountThatGranted() {
            var jane = admin.get("/accounts?search=jane")
                    .json()
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("id");
            var access =
                    gate.grant("jane", List.of(Gate.CALCULATOR_SCOPE)).json().getString("access_token");
            var calculator = admin.get("/services?projectId=fldemo").json().getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .filter(service -> service.getString("name").equals("calculator"))
                    .findFirst()
                    .orElseThrow();
            moveCalculator(calculator, upstream.address() + "/calculator");
            try {
                gate.postJson(Gate.CALCULATOR, "{}", access);
                var call = upstream.nextCall();
                assertThat(call.values("X-Gatehouse-Client")).containsExactly(Gate.PUBLIC_CLIENT);
                assertThat(call.values("X-Gatehouse-Subject")).containsExactly(jane);
                assertThat(call.values("X-Gatehouse-Scopes")).containsExactly(Gate.CALCULATOR_SCOPE);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                moveCalculator(calculator, calculator.getString("upstreamUrl"));
            }
        }

        private void moveCalculator(JsonObject calculator, String upstreamUrl) {
            admin.put(
                    "/services/" + calculator.getString("id"),
                    new JsonObject()
                            .put("name", "calculator")
                            .put("methods", calculator.getJsonArray("methods"))
                            .put("description", calculator.getString("description"))
                            .put("upstreamUrl", upstreamUrl));
        }
    }

    @Nested
    class Bodies {

        @Test
        void ofAGivenLengthArrivesWithIt() throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send(request("POST", url("/Echo/b"), "Content-Length: 5") + "he\0\r\n");
                assertThat(wire.read().status()).isEqualTo(200);
            }
            var call = upstream.nextCall();
            assertThat(call.text()).isEqualTo("he\0\r\n");
            assertThat(call.value("Content-Length")).isEqualTo("5");
            assertThat(call.value("Transfer-Encoding")).isNull();
        }

        @Test
        void inChunksArrivesInChunks() throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send(request("PUT", url("/Echo/b"), "Transfer-Encoding: chunked") + "3\r\nabc\r\n2;x=y\r\nde\r\n");
                wire.send("0\r\nX-Trailer: gone\r\n\r\n");
                assertThat(wire.read().status()).isEqualTo(200);
            }
            var call = upstream.nextCall();
            assertThat(call.text()).isEqualTo("abcde");
            assertThat(call.value("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(call.value("Content-Length")).isNull();
        }

        @Test
        void withoutAnyTheUpstreamSeesNone() throws Exception {
            call("GET", url("/Echo/b"));
            var call = upstream.nextCall();
            assertThat(call.value("Transfer-Encoding")).isNull();
            assertThat(call.value("Content-Length")).isNull();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 20_000, 3 * MEGABYTE})
        void waitsWhileTheTokenIsLookedUp(int size) throws Exception {
            token = coldToken();
            var body = "x".repeat(size);
            try (var wire = Wire.to(base)) {
                wire.send(request("POST", url("/Echo/cold"), "Content-Length: " + size) + body);
                assertThat(wire.read().status()).isEqualTo(200);
            }
            assertThat(upstream.nextCall().text()).isEqualTo(body);
        }

        @Test
        void ofARefusedCallDoesNotBlockTheNextOne() throws Exception {
            token = clientWith(createScope(url("/Echo/mine"))).accessToken();
            try (var wire = Wire.to(base)) {
                wire.send(request("POST", url("/Echo/theirs"), "Content-Length: " + MEGABYTE) + "x".repeat(MEGABYTE));
                assertThat(wire.read().status()).isEqualTo(403);
                wire.send(request("GET", url("/Echo/mine")));
                assertThat(wire.read().status()).isEqualTo(200);
            }
            assertThat(upstream.nextCall().startLine()).isEqualTo("GET /base/mine HTTP/1.1");
        }

        @Test
        void awaitedWith100ContinueIsAskedFor() throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send(request("POST", url("/Echo/b"), "Content-Length: 5", "Expect: 100-continue"));
                assertThat(wire.readHead().startLine()).isEqualTo("HTTP/1.1 100 Continue");
                wire.send("hello");
                assertThat(wire.read().status()).isEqualTo(200);
            }
            var call = upstream.nextCall();
            assertThat(call.text()).isEqualTo("hello");
            assertThat(call.values("Expect")).isEmpty();
        }

        /**
         * Gatehouse closes such a connection, because the next bytes could be the body or another request (RFC 9110
         * §10.1.1).
         */
        @Test
        void awaitedWith100ContinueIsNotAskedForWhenTheCallIsRefused() throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send("POST " + url("/Echo/b") + " HTTP/1.1\r\nHost: gate.example\r\nContent-Length: 5\r\n"
                        + "Expect: 100-continue\r\n\r\n");
                assertThat(wire.read().status()).isEqualTo(401);
                wire.awaitClose();
            }
        }
    }

    @Nested
    class Answers {

        @Test
        void statusAndHeadersAndBodyAreKept() throws Exception {
            upstream.on("/base/answer", """
                    HTTP/1.1 201 Created\r
                    Content-Length: 5\r
                    Content-Type: text/x-own; charset=iso-8859-1\r
                    Set-Cookie: a=1; Path=/\r
                    Set-Cookie: b=2; HttpOnly\r
                    Set-Cookie: gatehouse-session=planted; Path=/\r
                    X-Custom: one\r
                    X-Custom: two\r
                    WWW-Authenticate: Custom realm="x"\r
                    Cache-Control: max-age=60\r
                    Connection: X-Mine\r
                    X-Mine: for this connection\r
                    Keep-Alive: timeout=5\r
                    Proxy-Authenticate: Basic\r
                    \r
                    hello""");
            var answer = call("GET", url("/Echo/answer"));
            assertThat(answer.startLine()).isEqualTo("HTTP/1.1 201 Created");
            assertThat(answer.headers())
                    .containsExactlyInAnyOrder(
                            "Content-Length: 5",
                            "Content-Type: text/x-own; charset=iso-8859-1",
                            "Set-Cookie: a=1; Path=/",
                            "Set-Cookie: b=2; HttpOnly",
                            "X-Custom: one",
                            "X-Custom: two",
                            "WWW-Authenticate: Custom realm=\"x\"",
                            "Cache-Control: max-age=60");
            assertThat(answer.text()).isEqualTo("hello");
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 202, 299, 300, 302, 307, 400, 401, 403, 404, 409, 418, 429, 500, 503, 599})
        void everyStatusIsKept(int status) throws Exception {
            upstream.on("/base/status" + status, "HTTP/1.1 " + status + " Whatever\r\nContent-Length: 2\r\n\r\nok");
            var answer = call("GET", url("/Echo/status" + status));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.text()).isEqualTo("ok");
        }

        @Test
        void redirectIsNotFollowed() throws Exception {
            upstream.on(
                    "/base/moved", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
            assertThat(call("GET", url("/Echo/moved")).values("Location")).containsExactly("http://127.0.0.1:1/");
        }

        @Test
        void inChunksIsPassedOnInChunks() throws Exception {
            upstream.on(
                    "/base/chunks",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            var answer = call("GET", url("/Echo/chunks"));
            assertThat(answer.text()).isEqualTo("abcde");
            assertThat(answer.complete()).isTrue();
            assertThat(answer.value("Content-Length")).isNull();
        }

        @Test
        void untilTheUpstreamClosesIsWhole() throws Exception {
            upstream.on("/base/close", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc");
                connection.close();
            });
            var answer = call("GET", url("/Echo/close"));
            assertThat(answer.text()).isEqualTo("abc");
            assertThat(answer.complete()).isTrue();
        }

        @Test
        void toHeadKeepsTheLengthAndHasNoBody() throws Exception {
            upstream.on("/base/head", "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\nETag: \"x\"\r\n\r\n");
            try (var wire = Wire.to(base)) {
                wire.send(request("HEAD", url("/Echo/head")));
                var answer = wire.readHead();
                assertThat(answer.headers()).containsExactlyInAnyOrder("Content-Length: 12345", "ETag: \"x\"");
                wire.send(request("HEAD", url("/Echo/head")));
                assertThat(wire.readHead().startLine()).isEqualTo("HTTP/1.1 200 OK");
            }
        }

        @ParameterizedTest
        @CsvSource({"204 No Content, ''", "304 Not Modified, ''", "304 Not Modified, 'Content-Length: 77'"})
        void withoutBodyByItsStatusHasNone(String status, String header) throws Exception {
            var target = "/base/none" + status.substring(0, 3) + header.length();
            upstream.on(
                    target,
                    "HTTP/1.1 " + status + "\r\nETag: \"x\"\r\n" + (header.isEmpty() ? "" : header + "\r\n") + "\r\n");
            try (var wire = Wire.to(base)) {
                wire.send(request("GET", url("/Echo" + target.substring("/base".length()))));
                var answer = wire.readHead();
                assertThat(answer.startLine()).isEqualTo("HTTP/1.1 " + status);
                assertThat(answer.values("Transfer-Encoding")).isEmpty();
                wire.send(request("GET", url("/Echo/next")));
                assertThat(wire.read().startLine()).isEqualTo("HTTP/1.1 200 OK");
            }
        }

        @Test
        void headOfAStreamDoesNotWaitForItsFirstByte() throws Exception {
            var headArrived = new CountDownLatch(1);
            upstream.on("/base/events", connection -> {
                connection.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
                assertThat(headArrived.await(20, TimeUnit.SECONDS)).isTrue();
                connection.send("8\r\ndata: 1\n\r\n0\r\n\r\n");
            });
            try (var wire = Wire.to(base)) {
                wire.send(request("GET", url("/Echo/events")));
                var head = wire.readHead();
                assertThat(head.status()).isEqualTo(200);
                headArrived.countDown();
                assertThat(wire.readBody(head).text()).isEqualTo("data: 1\n");
            }
        }

        @Test
        void connectionThatTheUpstreamClosesUnannouncedIsNotUsedAgain() throws Exception {
            upstream.on("/base/once", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                connection.close();
            });
            try (var wire = Wire.to(base)) {
                for (var i = 0; i < 20; i++) {
                    wire.send(request("GET", url("/Echo/once")));
                    assertThat(wire.read().text()).isEqualTo("ok");
                }
            }
        }
    }

    @Nested
    class Failures {
        private static final String BAD_GATEWAY = "{\"error\":\"bad_gateway\",\"error_description\":"
                + "\"The service behind the gateway can't be reached, or broke off the connection.\"}";
        private static final String GATEWAY_TIMEOUT = "{\"error\":\"gateway_timeout\",\"error_description\":"
                + "\"The service behind the gateway did not answer in time.\"}";

        private void assertFailed(Wire.Message answer, int status, String body) {
            assertThat(answer.text()).isEqualTo(body);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers())
                    .containsExactlyInAnyOrder(
                            "content-length: " + body.length(),
                            "Content-Type: application/json",
                            "Cache-Control: no-store");
        }

        @Test
        void refusedConnectionIs502() throws Exception {
            assertFailed(call("GET", url("/Refusing/x")), 502, BAD_GATEWAY);
        }

        @Test
        void hostWithAnUnderscoreIsLookedUpLikeAnyOther() throws Exception {
            project.expose("Underscore", "HTTP://No_Such_Service.invalid:8080", 30_000);
            assertFailed(call("GET", url("/Underscore/x")), 502, BAD_GATEWAY);
        }

        @Test
        void upstreamIsReachedWhateverTheCaseOfItsUrl() throws Exception {
            var address = upstream.address().toString().replace("http:", "HTTP:");
            project.expose("Shouted", address + "/base", 30_000);
            assertThat(call("GET", url("/Shouted/x")).status()).isEqualTo(200);
        }

        @Test
        void refusedConnectionIs502WhateverTheBody() throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send(request("POST", url("/Refusing/x"), "Content-Length: " + MEGABYTE) + "x".repeat(MEGABYTE));
                assertFailed(wire.read(), 502, BAD_GATEWAY);
                wire.send(request("GET", url("/Echo/next")));
                assertThat(wire.read().status()).isEqualTo(200);
            }
        }

        @Test
        void silentUpstreamIs504AndItsCallIsCancelled() throws Exception {
            var cancelled = new CountDownLatch(1);
            upstream.on("/silent", connection -> {
                connection.awaitClose();
                cancelled.countDown();
            });
            assertFailed(call("GET", url("/Hasty/silent")), 504, GATEWAY_TIMEOUT);
            assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void upstreamThatStopsReadingIs504() throws Exception {
            var over = new CountDownLatch(1);
            upstream.onHead("/deaf", connection -> over.await(30, TimeUnit.SECONDS));
            try (var wire = Wire.to(base)) {
                wire.send(request("POST", url("/Hasty/deaf"), "Content-Length: " + 64 * MEGABYTE));
                var sender = Thread.ofVirtual().start(() -> {
                    try {
                        for (var i = 0; i < 64; i++) {
                            wire.send(new byte[MEGABYTE]);
                        }
                    } catch (IOException broken) {
                        // The answer shows whether the test passes.
                    }
                });
                assertFailed(wire.read(), 504, GATEWAY_TIMEOUT);
                sender.join(Duration.ofSeconds(20));
            } finally {
                over.countDown();
            }
        }

        /** The timeout limits the time of the upstream only. */
        @Test
        void slowCallerIsNotTimedOut() throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send(request("POST", url("/Hasty/slow"), "Content-Length: 2") + "a");
                var began = System.nanoTime();
                await().until(() ->
                        System.nanoTime() - began > Duration.ofMillis(900).toNanos());
                wire.send("b");
                assertThat(wire.read().status()).isEqualTo(200);
            }
        }

        @Test
        void upstreamThatClosesBeforeItsAnswerIs502() throws Exception {
            upstream.on("/base/hangup", Wire::close);
            assertFailed(call("GET", url("/Echo/hangup")), 502, BAD_GATEWAY);
        }

        @Test
        void upstreamThatSpeaksNoHttpIs502() throws Exception {
            upstream.on("/base/gibberish", "220 mail.example ESMTP\r\n\r\n");
            assertFailed(call("GET", url("/Echo/gibberish")), 502, BAD_GATEWAY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "Content-Length: 6\r\n\r\nabc"})
        void answerThatBreaksOffIsNotTakenForAWholeOne(String partOfAnAnswer) throws Exception {
            var target = "/breaks" + partOfAnAnswer.charAt(0);
            upstream.on("/base" + target, connection -> {
                connection.send("HTTP/1.1 200 OK\r\n" + partOfAnAnswer);
                connection.close();
            });
            var answer = call("GET", url("/Echo" + target));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.complete()).isFalse();
        }

        @Test
        void callerThatLeavesDuringTheAnswerCancelsIt() throws Exception {
            var cancelled = new CountDownLatch(1);
            upstream.on("/base/endless", connection -> {
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                connection.awaitClose();
                cancelled.countDown();
            });
            try (var wire = Wire.to(base)) {
                wire.send(request("GET", url("/Echo/endless")));
                assertThat(wire.readHead().status()).isEqualTo(200);
                wire.abort();
            }
            assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void callerThatLeavesWhileWaitingCancelsTheCall() throws Exception {
            var cancelled = new CountDownLatch(1);
            upstream.on("/base/thinking", connection -> {
                connection.awaitClose();
                cancelled.countDown();
            });
            try (var wire = Wire.to(base)) {
                wire.send(request("GET", url("/Echo/thinking")));
                assertThat(upstream.nextCall().startLine()).contains("/thinking");
                wire.abort();
            }
            assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void callerThatLeavesDuringTheUploadIsNotTakenForAWholeOne() throws Exception {
            var began = new CountDownLatch(1);
            var next = new CompletableFuture<String>();
            upstream.onHead("/base/half", connection -> {
                connection.line();
                connection.line();
                began.countDown();
                try {
                    next.complete(String.valueOf(connection.line()));
                } catch (IOException broken) {
                    next.complete("broken off");
                }
            });
            try (var wire = Wire.to(base)) {
                wire.send(request("POST", url("/Echo/half"), "Transfer-Encoding: chunked") + "3\r\nabc\r\n");
                assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();
                wire.abort();
            }
            assertThat(next.get(20, TimeUnit.SECONDS)).isIn("null", "broken off");
        }

        @Test
        void answerThatComesBeforeTheEndOfTheBodyIsPassedOn() throws Exception {
            upstream.onHead("/base/early", connection -> {
                connection.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 4\r\n\r\nbig!");
                connection.awaitClose();
            });
            try (var wire = Wire.to(base)) {
                wire.send(request("POST", url("/Echo/early"), "Content-Length: " + 8 * MEGABYTE));
                wire.send(new byte[MEGABYTE]);
                var answer = wire.read();
                assertThat(answer.status()).isEqualTo(413);
                assertThat(answer.text()).isEqualTo("big!");
                wire.send(new byte[7 * MEGABYTE]);
                wire.send(request("GET", url("/Echo/next")));
                assertThat(wire.read().status()).isEqualTo(200);
            }
        }
    }

    @Nested
    class BearerTokens {

        @Test
        void noneIsABareChallenge() {
            assertRefused(
                    gate.get(url("/Echo/x"), null),
                    401,
                    "Bearer " + metadataOf(url("/Echo")),
                    "{\"error_description\":\"A bearer token is required.\"}");
        }

        @Test
        void inTheQueryIsNone() {
            assertRefused(
                    gate.get(url("/Echo/x?access_token=") + token, null),
                    401,
                    "Bearer " + metadataOf(url("/Echo")),
                    "{\"error_description\":\"A bearer token is required.\"}");
        }

        @Test
        void inAFormIsNone() {
            assertRefused(
                    gate.form(url("/Echo/x"), Map.of(), Map.entry("access_token", token)),
                    401,
                    "Bearer " + metadataOf(url("/Echo")),
                    "{\"error_description\":\"A bearer token is required.\"}");
        }

        @Test
        void withAnotherSchemeIsNone() {
            assertRefused(
                    gate.send("GET", url("/Echo/x"), null, Map.of("Authorization", "Basic " + token)),
                    401,
                    "Bearer " + metadataOf(url("/Echo")),
                    "{\"error_description\":\"A bearer token is required.\"}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"Bearer", "Bearer ", "Bearer a b", "Bearer a,b", "Bearer \"a\"", "bearer =", "Bearer é"})
        void malformedIsInvalidRequest(String authorization) throws Exception {
            try (var wire = Wire.to(base)) {
                wire.send("GET " + url("/Echo/x") + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + authorization
                        + "\r\n\r\n");
                var answer = wire.read();
                assertThat(answer.text())
                        .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":"
                                + "\"The Authorization header contains no well-formed bearer token.\"}");
                assertThat(answer.status()).isEqualTo(400);
            }
        }

        @Test
        void twiceIsInvalidRequest() throws Exception {
            var answer = call("GET", url("/Echo/x"), "Authorization: Bearer " + token);
            assertThat(answer.text())
                    .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":"
                            + "\"More than one Authorization header was sent.\"}");
            assertThat(answer.status()).isEqualTo(400);
        }

        @Test
        void schemeIsNotCaseSensitive() {
            var answer = gate.send("GET", url("/Echo/x"), null, Map.of("Authorization", "bEARER " + token));
            assertThat(answer.status()).isEqualTo(200);
        }

        @Test
        void unknownIsInvalidToken() {
            assertInvalidToken(
                    gate.get(url("/Echo/x"), "gat_nobody-knows-it"), url("/Echo"), "The access token is unknown.");
        }

        @Test
        void changedInOneCharacterIsInvalidToken() {
            var last = token.charAt(token.length() - 1);
            var changed = token.substring(0, token.length() - 1) + (last == 'A' ? 'B' : 'A');
            assertInvalidToken(gate.get(url("/Echo/x"), changed), url("/Echo"), "The access token is unknown.");
        }

        @Test
        void expiredIsInvalidToken() {
            var expiring = project.partner(Map.of("expiration", "SECONDS", "expirationSeconds", 1))
                    .accessToken();
            await().until(() -> gate.get(url("/Echo/x"), expiring).status() == 401);
            assertInvalidToken(gate.get(url("/Echo/x"), expiring), url("/Echo"), "The access token has expired.");
        }

        @Test
        void replacedByARefreshIsInvalidToken() {
            var first = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json();
            var old = first.getString("access_token");
            assertThat(gate.get(Gate.CUSTOMERS, old).status()).isEqualTo(200);
            var second = gate.token(
                            Map.entry("grant_type", "refresh_token"),
                            Map.entry("refresh_token", first.getString("refresh_token")),
                            Map.entry("client_id", Gate.PUBLIC_CLIENT))
                    .json();
            assertThat(gate.get(Gate.CUSTOMERS, second.getString("access_token"))
                            .status())
                    .isEqualTo(200);
            assertInvalidToken(gate.get(Gate.CUSTOMERS, old), CUSTOMERS_API, "The access token is unknown.");
        }
    }

    @Nested
    class ScopesAndServices {

        @Test
        void urlOfNoScopeOfTheTokenIsInsufficientScope() {
            var narrow = clientWith(createScope(url("/Echo/narrow"))).accessToken();
            assertInsufficient(gate.get(url("/Echo/wide"), narrow), null);
        }

        /** RFC 6750 §3.1: the scope that the challenge names is sufficient, and the client may request it. */
        @Test
        void oneScopeThatTheClientMayRequestIsNamedAndSuffices() {
            var narrow = createScope(url("/Echo/narrow"));
            var one = createScope(url("/Echo/*"));
            var other = createScope(url("/Echo/wide"));
            createScope(url("/Echo/wide"));
            var client = clientWith(narrow, one, other, project.scope());

            var denied = gate.get(url("/Echo/wide"), client.accessToken(narrow));

            assertInsufficient(denied, other);
            var named = denied.json().getString("scope");
            assertThat(gate.get(url("/Echo/wide"), client.accessToken(named)).status())
                    .isEqualTo(200);
        }

        @Test
        void scopeThatItsHolderMayHoldIsNamedRatherThanOneThatItMayNot() {
            var narrow = createScope(url("/Echo/narrow"));
            var limited = AdminApi.unique();
            admin.createScope(limited, url("/Echo/wide"), admin.createGroup(AdminApi.unique()));
            var open = createScope(url("/Echo/*"));
            var client = clientWith(narrow, limited, open);

            assertInsufficient(gate.get(url("/Echo/wide"), client.accessToken(narrow)), open);
        }

        /** @param named the scope that the challenge names, or null if it names none */
        private void assertInsufficient(Answer answer, String named) {
            assertRefused(
                    answer,
                    403,
                    "Bearer error=\"insufficient_scope\", error_description=\"No scope of the access token covers GET"
                            + " of this URL.\", " + (named == null ? "" : "scope=\"" + named + "\", ")
                            + metadataOf(url("/Echo")),
                    "{\"error\":\"insufficient_scope\",\"error_description\":\"No scope of the access token covers GET"
                            + " of this URL.\"" + (named == null ? "" : ",\"scope\":\"" + named + "\"") + "}");
        }

        @Test
        void coveredUrlWithoutServiceIs404() {
            var answer = gate.get(url("/Nothing/x"), token);
            assertThat(answer.body()).isEqualTo("{\"error_description\":\"No service is exposed here.\"}");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("www-authenticate")).isNull();
        }

        @Test
        void methodThatTheServiceDoesNotHaveIs405() {
            var answer = gate.send("DELETE", url("/ReadOnly/x"), null, Gate.bearer(token));
            assertThat(answer.body()).isEqualTo("{\"error_description\":\"The service does not accept DELETE.\"}");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
        }

        @Test
        void callGoesToTheMostSpecificServiceThatAnswersToItsMethod() throws Exception {
            expose("Shop", "/items/*", upstream.address() + "/wide", "GET", "DELETE");
            expose("Shop", "/items/search", upstream.address() + "/narrow", "POST");

            call("POST", url("/Shop/items/search"), "Content-Length: 0");
            assertThat(upstream.nextCall().startLine()).isEqualTo("POST /narrow/items/search HTTP/1.1");
            call("GET", url("/Shop/items/search"));
            assertThat(upstream.nextCall().startLine()).isEqualTo("GET /wide/items/search HTTP/1.1");
            assertThat(gate.send("PUT", url("/Shop/items/search"), null, Gate.bearer(token))
                            .header("allow"))
                    .isEqualTo("GET, POST, DELETE");
        }

        @Test
        void pathThatCanBeReadInTwoWaysIsInvalidRequest() throws Exception {
            var answer = call("GET", url("/Echo/a%2fb"));
            assertThat(answer.text())
                    .isEqualTo(
                            "{\"error\":\"invalid_request\",\"error_description\":\"The path contains an encoding or a"
                                    + " character that servers read differently.\"}");
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Nested
    class Changes {

        @Test
        void deactivatedClientsTokensSleepUntilItIsActiveAgain() {
            var client = project.partner(Map.of());
            var its = client.accessToken();
            assertThat(gate.get(url("/Echo/x"), its).status()).isEqualTo(200);

            client.change("active", false);
            assertInvalidToken(gate.get(url("/Echo/x"), its), url("/Echo"), "The client is not active.");

            client.change("active", true);
            assertThat(gate.get(url("/Echo/x"), its).status()).isEqualTo(200);
        }

        @Test
        void deletedClientsTokensAreGone() {
            var client = project.partner(Map.of());
            var its = client.accessToken();
            assertThat(gate.get(url("/Echo/x"), its).status()).isEqualTo(200);

            AdminApi.assertNoContent(admin.delete("/clients/" + client.clientId()));
            var answer = gate.get(url("/Echo/x"), its);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().getString("error")).isEqualTo("invalid_token");
        }

        @Test
        void deactivationHoldsOnAConnectionThatIsInUse() throws Exception {
            var client = project.partner(Map.of());
            token = client.accessToken();
            try (var wire = Wire.to(base)) {
                wire.send(request("GET", url("/Echo/x")));
                assertThat(wire.read().status()).isEqualTo(200);
                client.change("active", false);
                wire.send(request("GET", url("/Echo/x")));
                assertThat(wire.read().status()).isEqualTo(401);
            }
        }

        @Test
        void scopeEditHoldsAtOnce() {
            var name = AdminApi.unique();
            var id = admin.createScope(name, url("/Echo/before"));
            var its = clientWith(name).accessToken();
            assertThat(gate.get(url("/Echo/before"), its).status()).isEqualTo(200);
            assertThat(gate.get(url("/Echo/after"), its).status()).isEqualTo(403);

            admin.put("/scopes/" + id, AdminApi.scope(name, url("/Echo/after")));
            assertThat(gate.get(url("/Echo/before"), its).status()).isEqualTo(403);
            assertThat(gate.get(url("/Echo/after"), its).status()).isEqualTo(200);
        }

        @Test
        void serviceIsGoneAtOnce() {
            var id = project.expose("Passing", upstream.address(), 1000);
            assertThat(gate.get(url("/Passing/x"), token).status()).isEqualTo(200);

            AdminApi.assertNoContent(admin.delete("/services/" + id));
            assertThat(gate.get(url("/Passing/x"), token).status()).isEqualTo(404);
        }

        @Test
        void deactivatedAccountsTokensAreInvalid() {
            var username = AdminApi.unique();
            var account = admin.createPerson(username);
            var its = gate.grant(username, List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token");
            assertThat(gate.get(Gate.CUSTOMERS, its).status()).isEqualTo(200);

            admin.put("/accounts/" + account, account().put("active", false));
            assertInvalidToken(gate.get(Gate.CUSTOMERS, its), CUSTOMERS_API, "The account is not active.");

            admin.put("/accounts/" + account, account().put("active", true));
            assertThat(gate.get(Gate.CUSTOMERS, its).status()).isEqualTo(200);
        }

        @Test
        void administratorWithoutTheRoleIsPowerless() {
            var username = AdminApi.unique();
            var account = admin.createPerson(username, "ADMINISTRATOR");
            var its = gate.adminToken(username, username + "-demo", "gatehouse.admin");
            assertThat(gate.get("/admin/api/v1/clients", its).status()).isEqualTo(200);

            admin.put("/accounts/" + account, account().put("active", true));
            assertThat(gate.get("/admin/api/v1/clients", its).status()).isEqualTo(403);
        }

        @Test
        void auditorMayOnlyRead() {
            var username = AdminApi.unique();
            admin.createPerson(username, "AUDITOR");
            var its = gate.adminToken(username, username + "-demo", "gatehouse.audit");
            assertThat(gate.get("/admin/api/v1/clients", its).status()).isEqualTo(200);
            assertRefused(
                    gate.postJson("/admin/api/v1/clients", "{}", its),
                    403,
                    "Bearer error=\"insufficient_scope\", error_description=\"No scope of the access token covers POST"
                            + " of this URL.\", scope=\"gatehouse.admin\", " + metadataOf(""),
                    "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,"
                            + "\"detail\":\"No scope of the access token covers POST of this URL.\","
                            + "\"code\":\"access.insufficient-scope\"}");
        }

        private static JsonObject account() {
            return new JsonObject().put("displayName", "Somebody").putNull("role");
        }
    }
}
