// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.bench.LoadGenerator.Caller;
import dev.gatehouse.bench.LoadGenerator.Request;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.Race;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Not a test: {@code make bench} runs this class to measure the hot paths of the packaged Gatehouse on its embedded
 * database, which writes every commit to the disk. The callers run on the same machine, so the figures only compare two
 * versions on one machine.
 */
class Bench {
    private static final int CALLERS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final int BROWSERS = 8;
    private static final int CODES_PER_BROWSER = 200;
    private static final int CODES_TO_WARM_UP = 600;
    private static final String FORM = "application/x-www-form-urlencoded";

    private static PackagedGatehouse gatehouse;
    private static Vertx upstream;
    private static LoadGenerator load;
    private static Gate gate;
    private static Partner partner;

    @BeforeAll
    static void start() {
        gatehouse = PackagedGatehouse.start("-Xmx1g");
        gate = new Gate(gatehouse.address());
        upstream = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        load = new LoadGenerator(gate.base(), CALLERS);
        partner = Partner.register(gate);
    }

    @AfterAll
    static void stop() throws Exception {
        load.close();
        upstream.close().toCompletionStage().toCompletableFuture().join();
        gatehouse.close();
    }

    @Test
    void hotPaths() throws Exception {
        var path = exposeASmallService();
        var token = accessToken(partner);
        System.out.printf("%-32s %10s %12s %10s %10s%n", "", "answers", "per second", "p50 ms", "p99 ms");
        measure("gateway call, 200", number -> asking(get(path, token), 200, "{\"small\":true}"));
        var without =
                accessToken(Partner.register(gate, new JsonObject().put("scopes", List.of(Gate.CUSTOMERS_SCOPE))));
        measure("decision only, 403", number -> asking(get(Gate.CALCULATOR, without), 403, "\"insufficient_scope\""));
        measure(
                "introspection",
                number -> asking(form(Gate.INTROSPECT, partner, Map.entry("token", token)), 200, "{\"active\":true,"));
        measure(
                "client credentials, ES256",
                number -> asking(clientCredentials(partner), 200, "{\"access_token\":\"ey"));
        var opaque = Partner.register(gate, new JsonObject().put("accessTokenFormat", "OPAQUE"));
        measure(
                "client credentials, opaque",
                number -> asking(clientCredentials(opaque), 200, "{\"access_token\":\"gat_"));
        var chains = new ArrayList<Chain>();
        for (var i = 0; i < CALLERS; i++) {
            chains.add(new Chain(partner.tokens().getString("refresh_token")));
        }
        measure("refresh, ES256", chains::get);
        redemptions();
    }

    private static void redemptions() throws Exception {
        var trusted = Partner.register(gate, new JsonObject().put("approval", "NEVER"));
        var admin = gate.adminToken();
        var settings = gate.get("/admin/api/v1/settings", admin).json();
        settings.remove("warnings");
        gate.sendJson(
                "PUT",
                "/admin/api/v1/settings",
                settings.put("authorizationCodeLifetime", 600).encode(),
                admin);
        var codes = codes(trusted);
        var first = new ArrayDeque<String>();
        while (first.size() < CODES_TO_WARM_UP) {
            first.add(codes.remove());
        }
        load.run(CALLERS, MEASURED, number -> new Redemptions(trusted, first));
        print("code redemption, ES256", load.run(CALLERS, MEASURED, number -> new Redemptions(trusted, codes)));
    }

    private static void measure(String name, IntFunction<? extends Caller> callers) throws InterruptedException {
        load.run(CALLERS, WARM_UP, callers);
        print(name, load.run(CALLERS, MEASURED, callers));
    }

    private static void print(String name, LoadGenerator.Figures figures) {
        assertThat(figures.answers()).as(name).isPositive();
        System.out.printf(
                "%-32s %10d %12.0f %10.2f %10.2f%n",
                name, figures.answers(), figures.perSecond(), figures.median(), figures.p99());
    }

    private static String exposeASmallService() {
        var port = upstream.createHttpServer()
                .requestHandler(call -> call.response()
                        .putHeader("Content-Type", "application/json")
                        .end("{\"small\":true}"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        var admin = gate.adminToken();
        var project = gate.postJson("/admin/api/v1/projects", "{\"name\":\"Bench\"}", admin)
                .json()
                .getString("projectId");
        var path = "/integration/restv2/development/" + project + "/Small";
        post(
                "services",
                new JsonObject()
                        .put("projectId", project)
                        .put("kind", "REST_RESOURCE")
                        .put("name", "Small")
                        .put("upstreamUrl", "http://127.0.0.1:" + port),
                admin);
        post(
                "scopes",
                new JsonObject()
                        .put("name", "small")
                        .put("serviceUrls", new JsonArray().add(new JsonObject().put("url", path))),
                admin);
        partner = Partner.register(
                gate, new JsonObject().put("scopes", List.of("small", Gate.CUSTOMERS_SCOPE, Gate.CALCULATOR_SCOPE)));
        return path;
    }

    private static void post(String what, JsonObject body, String admin) {
        assertThat(gate.postJson("/admin/api/v1/" + what, body.encode(), admin).status())
                .isEqualTo(201);
    }

    /** Returns authorization codes of a client that needs no consent, from browsers with a signed-in user. */
    private static Queue<String> codes(Partner trusted) {
        var codes = new ConcurrentLinkedQueue<String>();
        List<Entry<String, String>> request = List.of(
                Map.entry("response_type", "code"),
                Map.entry("client_id", trusted.clientId()),
                Map.entry("redirect_uri", Gate.REDIRECT_URI));
        Race.of(BROWSERS, number -> {
            var browser = gate.browser();
            var answer = browser.signIn(browser.follow(browser.authorize(request)), "jane", "jane-demo");
            for (var i = 0; i < CODES_PER_BROWSER; i++) {
                codes.add(answer.redirectParameters().get("code"));
                answer = browser.follow(browser.authorize(request));
            }
            return number;
        });
        return codes;
    }

    private static String accessToken(Partner client) {
        return client.accessToken();
    }

    private static Request get(String path, String token) {
        return new Request(HttpMethod.GET, path, Gate.bearer(token), null);
    }

    private static Request clientCredentials(Partner client) {
        return form(Gate.TOKEN, client, Map.entry("grant_type", "client_credentials"));
    }

    @SafeVarargs
    private static Request form(String path, Partner client, Entry<String, String>... fields) {
        return new Request(
                HttpMethod.POST,
                path,
                Map.of("Content-Type", FORM, "Authorization", Gate.basic(client.clientId(), client.secret())),
                Gate.encode(List.of(fields)));
    }

    private static Caller asking(Request request, int status, String part) {
        return new Asking(Optional.of(request), (answered, body) -> isRight(answered, body, status, part));
    }

    private static void isRight(int answered, String body, int status, String part) {
        if (answered != status || !body.contains(part)) {
            throw new AssertionError(answered + " " + body);
        }
    }

    /** Sends the same request every time. */
    private record Asking(Optional<Request> next, BiConsumer<Integer, String> check) implements Caller {
        @Override
        public void answered(int status, String body) {
            check.accept(status, body);
        }
    }

    /** Refreshes a grant, each time with the refresh token of the previous response. */
    private static final class Chain implements Caller {
        private String refreshToken;

        Chain(String refreshToken) {
            this.refreshToken = refreshToken;
        }

        @Override
        public Optional<Request> next() {
            return Optional.of(form(
                    Gate.TOKEN,
                    partner,
                    Map.entry("grant_type", "refresh_token"),
                    Map.entry("refresh_token", refreshToken)));
        }

        @Override
        public void answered(int status, String body) {
            isRight(status, body, 200, "\"refresh_token\":\"grt_");
            refreshToken = new JsonObject(body).getString("refresh_token");
        }
    }

    /** Redeems the given authorization codes until none is left. */
    private record Redemptions(Partner client, Queue<String> codes) implements Caller {
        @Override
        public Optional<Request> next() {
            return Optional.ofNullable(codes.poll())
                    .map(code -> form(
                            Gate.TOKEN,
                            client,
                            Map.entry("grant_type", "authorization_code"),
                            Map.entry("code", code),
                            Map.entry("redirect_uri", Gate.REDIRECT_URI)));
        }

        @Override
        public void answered(int status, String body) {
            isRight(status, body, 200, "{\"access_token\":\"ey");
        }
    }
}
