// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A benchmark that {@code make bench} runs; it is not a test. It compares the cost of a decision among few and among
 * many patterns of scopes and services. It calls the decision of the gateway with its caches, without HTTP.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DecisionBench {
    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final int PATTERNS_PER_SCOPE = 10;
    private static final int PATTERNS_PER_API = 5_000;
    private static final int TOKENS = 50;
    private static final int BATCH = 10_000;
    private static final int BATCHES = 60;
    private static final int WARM_UP = 40;

    @TestHTTPResource("/")
    URI base;

    @Inject
    AccessDecisions decisions;

    @Inject
    DecisionFacts.Sources sources;

    @Inject
    CurrentTenant tenant;

    private Gate gate;
    private AdminApi admin;

    /** REST resources with one variable each, and the scopes that cover them. */
    private record Catalogue(String root, int patterns, List<String> tokens, String powerless) {
        String path(int number) {
            return api(root, number) + "/resource" + number + "/42/parts";
        }
    }

    @Test
    void decisionAmongFewAndManyPatterns() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        System.out.printf("%n%-28s %12s %12s %22s%n", "", "allowed", "403", "first after a change");
        var few = tenant.call(CurrentTenant.DEFAULT, () -> measure(catalogue(FEW)));
        var many = tenant.call(CurrentTenant.DEFAULT, () -> measure(catalogue(MANY)));
        System.out.printf("%-28s %11.2fx %11.2fx%n", "ratio of many to few", many[0] / few[0], many[1] / few[1]);
    }

    private double[] measure(Catalogue catalogue) {
        var allowed = nanos(calls(catalogue, catalogue.tokens()), Allowed.class);
        var denied = nanos(calls(catalogue, List.of(catalogue.powerless())), Denied.class);
        System.out.printf(
                "%-28s %9.0f ns %9.0f ns %19.1f ms%n",
                catalogue.patterns() + " patterns of each", allowed, denied, firstAfterAChange(catalogue));
        return new double[] {allowed, denied};
    }

    /** Returns calls to random URLs that the scopes of the tokens cover. */
    private List<AccessDecisions.Call> calls(Catalogue catalogue, List<String> tokens) {
        var random = new SplittableRandom(42);
        return IntStream.range(0, BATCH)
                .mapToObj(ignored -> {
                    var token = random.nextInt(TOKENS);
                    var url = scopeOf(token, catalogue.patterns()) * PATTERNS_PER_SCOPE
                            + random.nextInt(PATTERNS_PER_SCOPE);
                    return call(catalogue.path(url), tokens.get(token % tokens.size()));
                })
                .toList();
    }

    /** Returns the scope of a token; the scopes of the tokens are spread evenly over all scopes. */
    private static int scopeOf(int token, int patterns) {
        return token * (patterns / PATTERNS_PER_SCOPE) / TOKENS;
    }

    private double nanos(List<AccessDecisions.Call> calls, Class<?> expected) {
        decideAll(calls, expected);
        var batches = new double[BATCHES];
        for (var i = -WARM_UP; i < BATCHES; i++) {
            var began = System.nanoTime();
            decideAll(calls, expected);
            if (i >= 0) {
                batches[i] = (System.nanoTime() - began) / (double) BATCH;
            }
        }
        Arrays.sort(batches);
        return batches[BATCHES / 2];
    }

    private void decideAll(List<AccessDecisions.Call> calls, Class<?> expected) {
        for (var call : calls) {
            if (!expected.isInstance(decide(call))) {
                throw new AssertionError(decide(call));
            }
        }
    }

    private AccessDecision decide(AccessDecisions.Call call) {
        return decisions.decide(call, sources.cached(call.tenant())) instanceof FactResult.Ready(var decision)
                ? decision
                : decisions.decide(call, sources.loaded()).orElseThrow();
    }

    /** Measures the first decision after a change, which has to read and compile all patterns again. */
    private double firstAfterAChange(Catalogue catalogue) {
        var call = call(catalogue.path(0), catalogue.tokens().getFirst());
        var times = new double[9];
        for (var i = 0; i < times.length; i++) {
            admin.created("/services", service(catalogue.root(), "/added" + AdminApi.unique()));
            admin.created("/scopes", AdminApi.scope(AdminApi.unique(), catalogue.root() + "/added"));
            var began = System.nanoTime();
            assertThat(decide(call)).isInstanceOf(Allowed.class);
            times[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private AccessDecisions.Call call(String path, String token) {
        return new AccessDecisions.Call(
                tenant.id(),
                "GET",
                RequestPath.parse(path),
                List.of(Gate.bearer(token).get("Authorization")),
                AccessDecisions.Enforcer.GATEWAY);
    }

    private Catalogue catalogue(int patterns) {
        var project = admin.createProject(AdminApi.unique());
        var root = "/integration/restv2/development/" + project + "/Api";
        for (var from = 0; from < patterns; from += PATTERNS_PER_API) {
            importResources(project, from, Math.min(patterns, from + PATTERNS_PER_API));
        }
        var scopes = IntStream.range(0, patterns / PATTERNS_PER_SCOPE)
                .mapToObj(number -> scope(root, number))
                .toList();
        // The number of tokens does not depend on the number of patterns, and each token has one scope.
        var tokens = IntStream.range(0, TOKENS)
                .mapToObj(number -> scopeOf(number, patterns))
                .map(number -> tokenFor(scopes.get(number)))
                .toList();
        return new Catalogue(root, patterns, tokens, tokenFor(Gate.CUSTOMERS_SCOPE));
    }

    private static String api(String root, int number) {
        return root + number / PATTERNS_PER_API;
    }

    private void importResources(String project, int from, int to) {
        var paths = new JsonObject();
        for (var i = from; i < to; i++) {
            paths.put("/resource" + i + "/{id}/parts", operation(i));
        }
        var document = new JsonObject()
                .put("openapi", "3.1.0")
                .put("info", new JsonObject().put("title", "Api").put("version", "1"))
                .put("servers", new JsonArray().add(new JsonObject().put("url", "http://127.0.0.1:9")))
                .put("paths", paths);
        var answer = gate.send(
                "POST",
                AdminApi.V1 + "/projects/" + project + "/openapi?name=Api" + from / PATTERNS_PER_API,
                document.encode(),
                with(Gate.bearer(admin.token()), "Content-Type", "application/json"));
        assertThat(answer.status()).as("%.200s", answer.body()).isEqualTo(200);
    }

    private static JsonObject operation(int number) {
        return new JsonObject().put("get", new JsonObject().put("summary", "Resource " + number));
    }

    private String scope(String root, int number) {
        var urls = new JsonArray();
        IntStream.range(number * PATTERNS_PER_SCOPE, (number + 1) * PATTERNS_PER_SCOPE)
                .mapToObj(resource ->
                        new JsonObject().put("url", api(root, resource) + "/resource" + resource + "/*/parts"))
                .forEach(urls::add);
        var name = AdminApi.unique();
        admin.created(
                "/scopes",
                new JsonObject().put("name", name).put("serviceUrls", urls).put("groups", new JsonArray()));
        return name;
    }

    private JsonObject service(String root, String resource) {
        return AdminApi.restResource(root.split("/", -1)[4], "Api", resource, "http://127.0.0.1:9");
    }

    private String tokenFor(String scope) {
        return Partner.register(
                        gate, new JsonObject().put("scopes", List.of(scope)).put("accessTokenFormat", "OPAQUE"))
                .accessToken();
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        var all = new HashMap<>(headers);
        all.put(name, value);
        return all;
    }
}
