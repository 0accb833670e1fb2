// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.bench.LoadGenerator.Caller;
import dev.gatehouse.bench.LoadGenerator.Request;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Metrics;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Not a test: {@code make tenants} runs this class to compare a deployment of one tenant with a deployment of 10,000
 * tenants of 10 clients. Both deployments have a database of their own on the same server, and are measured in turns.
 */
class TenantsBench {
    private static final int TENANTS = 10_000;
    private static final int CLIENTS = 10;
    private static final int CALLERS = 8;
    private static final int ROUNDS = 3;
    private static final int REPETITIONS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final String TENANT = "t0";
    private static final String RESPONSE = "{\"small\":true}";
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");
    private static final Pattern HEAP = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\".* ([0-9.E]+)");

    private static Vertx upstream;
    private static String few;
    private static String many;
    private static String path;
    private static Partner signing;
    private static Partner opaque;

    @BeforeAll
    static void fill() throws SQLException {
        upstream = Vertx.vertx();
        few = PostgresResource.freshDatabase();
        try (var process = PackagedGatehouse.start(options(few))) {
            var node = new Gate(process.address());
            var api = OperatorApi.of(node).create(node, TENANT);
            var gate = api.gate();
            var project = api.createProject("Bench");
            path = "/integration/restv2/development/" + project + "/Small";
            api.created(
                    "/services",
                    new JsonObject()
                            .put("projectId", project)
                            .put("kind", "REST_RESOURCE")
                            .put("name", "Small")
                            .put("upstreamUrl", "http://127.0.0.1:" + upstreamPort()));
            api.created(
                    "/scopes",
                    new JsonObject()
                            .put("name", "small")
                            .put("serviceUrls", new JsonArray().add(new JsonObject().put("url", path))));
            var client = new JsonObject().put("scopes", List.of("small"));
            signing = Partner.register(gate, client);
            opaque = Partner.register(gate, client.copy().put("accessTokenFormat", "OPAQUE"));
            for (var i = 2; i < CLIENTS; i++) {
                Partner.register(gate, client);
            }
        }
        many = copy(few);
        multiply();
    }

    @AfterAll
    static void stop() {
        upstream.close().toCompletionStage().toCompletableFuture().join();
    }

    private static int upstreamPort() {
        return upstream.createHttpServer()
                .requestHandler(call -> call.response()
                        .putHeader("Content-Type", "application/json")
                        .end(RESPONSE))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static String[] options(String database) {
        return PackagedGatehouse.node(database, "-Dgatehouse.operator.base-url=http://" + OperatorApi.HOST);
    }

    private static String copy(String database) throws SQLException {
        var name = name(database) + "_many";
        try (var connection = PostgresResource.connect();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + name(database));
        }
        return database.replace(name(database), name);
    }

    private static String name(String database) {
        return database.replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    }

    /** Gives every further tenant the rows of the first one. Keys contain the tenant, so that all IDs can be equal. */
    private static void multiply() throws SQLException {
        try (var connection = PostgresResource.connect(many);
                var statement = connection.createStatement()) {
            statement.execute("insert into tenant (id, name, active) select 't' || n, 'Tenant ' || n, true"
                    + " from generate_series(1, " + (TENANTS - 1) + ") n");
            statement.execute("insert into tenant_host (host, tenant_id, is_primary)"
                    + " select 't' || n || '.localhost', 't' || n, true from generate_series(1, " + (TENANTS - 1)
                    + ") n");
            for (var table : tables()) {
                var columns = PostgresResource.texts(
                        many,
                        "select quote_ident(column_name) from information_schema.columns where table_schema = 'public'"
                                + " and table_name = '" + table + "' and column_name <> 'tenant_id'"
                                + " and is_identity = 'NO' and is_generated = 'NEVER'"
                                + " and coalesce(column_default, '') not like 'nextval%'");
                var names = String.join(", ", columns);
                statement.execute("insert into " + table + " (tenant_id" + (names.isEmpty() ? "" : ", " + names)
                        + ") select 't' || n" + (names.isEmpty() ? "" : ", " + names) + " from " + table
                        + ", generate_series(1, " + (TENANTS - 1) + ") n where tenant_id = '" + TENANT + "'");
            }
            statement.execute("analyze");
        }
    }

    /** Returns the tables of tenants, each after the tables that its foreign keys name. */
    private static List<String> tables() {
        var waiting = new ArrayList<>(PostgresResource.texts(
                many,
                "select table_name from information_schema.columns where table_schema = 'public'"
                        + " and column_name = 'tenant_id' and table_name <> 'tenant_host' order by 1"));
        var sorted = new ArrayList<String>();
        while (!waiting.isEmpty()) {
            var ready = waiting.stream()
                    .filter(table -> PostgresResource.texts(
                                    many,
                                    "select confrelid::regclass::text from pg_constraint where contype = 'f'"
                                            + " and conrelid = '" + table + "'::regclass and confrelid <> conrelid")
                            .stream()
                            .noneMatch(waiting::contains))
                    .toList();
            assertThat(ready).as("%s", waiting).isNotEmpty();
            sorted.addAll(ready);
            waiting.removeAll(ready);
        }
        return sorted;
    }

    @Test
    void tenThousandTenants() throws Exception {
        System.out.printf("%d tenants of %d clients: %s more in PostgreSQL%n", TENANTS, CLIENTS, growth());
        var one = new LinkedHashMap<String, List<Double>>();
        var all = new LinkedHashMap<String, List<Double>>();
        for (var round = 0; round < ROUNDS; round++) {
            measure(few, one);
            measure(many, all);
        }
        System.out.printf("%n%-44s %12s %12s %8s%n", "median of " + ROUNDS, "1 tenant", TENANTS + " tenants", "ratio");
        one.forEach((what, figures) -> System.out.printf(
                "%-44s %12.2f %12.2f %8.2f%n",
                what, median(figures), median(all.get(what)), median(all.get(what)) / median(figures)));
    }

    private static String growth() {
        return PostgresResource.texts(
                        many,
                        "select pg_size_pretty(pg_database_size('" + name(many) + "') - pg_database_size('" + name(few)
                                + "'))")
                .getFirst();
    }

    private static void measure(String database, Map<String, List<Double>> figures) throws Exception {
        try (var process = PackagedGatehouse.start(options(database))) {
            var gate = new Gate(process.address()).at(TENANT + ".localhost:8080");
            var started = STARTED.matcher(process.log());
            assertThat(started.find()).as(process.log()).isTrue();
            note(figures, "start, seconds", Double.parseDouble(started.group(1)));
            note(figures, "processor time of the start, seconds", processorTime(process) / 1e9);
            if (!PackagedGatehouse.isNative()) {
                note(figures, "heap in use after the start, MiB", heap(process));
            }
            try (var load = new LoadGenerator(gate.base(), CALLERS)) {
                var token = opaque.at(gate).accessToken();
                run(process, load, figures, "gateway call", new Same(get(TENANT, token), 200, RESPONSE));
                run(
                        process,
                        load,
                        figures,
                        "introspection",
                        new Same(
                                form(TENANT, Gate.INTROSPECT, opaque, Map.entry("token", token)),
                                200,
                                "{\"active\":true,"));
                run(process, load, figures, "opaque token", new Same(tokenRequest(TENANT, opaque), 200, "gat_"));
                run(process, load, figures, "ES256 token", new Same(tokenRequest(TENANT, signing), 200, "ey"));
            }
            if (!PackagedGatehouse.isNative()) {
                note(figures, "heap in use after the calls, MiB", heap(process));
            }
        }
    }

    private static void run(
            PackagedGatehouse process, LoadGenerator load, Map<String, List<Double>> figures, String what, Caller call)
            throws InterruptedException {
        load.run(CALLERS, WARM_UP, number -> call);
        var before = processorTime(process);
        var measured = load.run(CALLERS, MEASURED, number -> call);
        note(figures, what + ", µs of processor time", (processorTime(process) - before) / 1e3 / measured.answers());
        note(figures, what + ", per second", measured.perSecond());
    }

    /** Every tenant gets a token and uses it once: the tenants wake up one after the other. */
    @Test
    void everyTenantOnce() throws Exception {
        try (var process = PackagedGatehouse.start(options(many))) {
            var gate = new Gate(process.address());
            try (var load = new LoadGenerator(gate.base(), CALLERS)) {
                var number = new AtomicInteger();
                var figures = load.run(CALLERS, Duration.ofMinutes(5), caller -> new Waking(number));
                System.out.printf(
                        "%n%d tenants, for each a token and a gateway call: %.0f per second, p50 %.1f ms, p99 %.1f ms%n",
                        TENANTS, figures.perSecond(), figures.median(), figures.p99());
                if (!PackagedGatehouse.isNative()) {
                    System.out.printf("heap in use after these calls: %.0f MiB%n", heap(process));
                }
            }
        }
    }

    @Test
    void furtherTenants() throws Exception {
        try (var first = PackagedGatehouse.start(options(many));
                var second = PackagedGatehouse.start(options(many))) {
            var here = new Gate(first.address());
            var there = new Gate(second.address());
            var operator = OperatorApi.of(here);
            var creations = new ArrayList<Double>();
            var suspensions = new ArrayList<Double>();
            for (var i = 0; i < REPETITIONS; i++) {
                var id = "further-" + i;
                var began = System.nanoTime();
                var created = operator.call("POST", "", OperatorApi.tenant(id, id + ".localhost"));
                creations.add(millisSince(began));
                assertThat(created.status()).as("%s", created).isEqualTo(201);
                var tenant = there.at(id + ".localhost:8080");
                assertThat(tenant.send("GET", "/signin", null, Map.of()).status())
                        .isEqualTo(200);
                began = System.nanoTime();
                assertThat(operator.call("POST", "/" + id + "/suspend", null).status())
                        .isEqualTo(200);
                while (tenant.send("GET", "/signin", null, Map.of()).status() == 200) {
                    Thread.onSpinWait();
                }
                suspensions.add(millisSince(began));
            }
            print("creating a tenant beside " + TENANTS, creations);
            print("suspending one, until the other node refuses", suspensions);
        }
    }

    private static double millisSince(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    private static void print(String what, List<Double> millis) {
        System.out.printf(
                "%-48s median %.1f ms, most %.1f ms of %d%n",
                what, median(millis), millis.stream().max(Double::compare).orElseThrow(), millis.size());
    }

    private static void note(Map<String, List<Double>> figures, String what, double value) {
        figures.computeIfAbsent(what, name -> new ArrayList<>()).add(value);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static long processorTime(PackagedGatehouse process) {
        return process.process().info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Returns the MiB of reachable objects. */
    private static double heap(PackagedGatehouse process) throws Exception {
        var collection = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.process().pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .start();
        collection.getInputStream().readAllBytes();
        assertThat(collection.waitFor()).isZero();
        return Metrics.at(process.management().resolve("/q/metrics"))
                        .text()
                        .lines()
                        .map(HEAP::matcher)
                        .filter(Matcher::matches)
                        .mapToDouble(line -> Double.parseDouble(line.group(1)))
                        .sum()
                / 0x1p20;
    }

    private static Request get(String tenant, String token) {
        return new Request(
                HttpMethod.GET,
                path,
                Map.of("Host", tenant + ".localhost:8080", "Authorization", "Bearer " + token),
                null);
    }

    private static Request tokenRequest(String tenant, Partner client) {
        return form(tenant, Gate.TOKEN, client, Map.entry("grant_type", "client_credentials"));
    }

    @SafeVarargs
    private static Request form(String tenant, String path, Partner client, Entry<String, String>... fields) {
        return new Request(
                HttpMethod.POST,
                path,
                Map.of(
                        "Host",
                        tenant + ".localhost:8080",
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Authorization",
                        Gate.basic(client.clientId(), client.secret())),
                Gate.encode(Stream.of(fields).toList()));
    }

    private static void isRight(int status, String body, int expected, String part) {
        if (status != expected || !body.contains(part)) {
            throw new AssertionError(status + " " + body);
        }
    }

    /** Sends the same request every time. */
    private record Same(Request request, int status, String part) implements Caller {
        @Override
        public Optional<Request> next() {
            return Optional.of(request);
        }

        @Override
        public void answered(int answered, String body) {
            isRight(answered, body, status, part);
        }
    }

    /** Takes the next tenant, gets a token and calls the gateway with it, until no tenant is left. */
    private static final class Waking implements Caller {
        private final AtomicInteger number;
        private String tenant = TENANT;
        private String token = "";

        Waking(AtomicInteger number) {
            this.number = number;
        }

        @Override
        public Optional<Request> next() {
            if (!token.isEmpty()) {
                return Optional.of(get(tenant, token));
            }
            var n = number.getAndIncrement();
            tenant = "t" + n;
            return n < TENANTS ? Optional.of(tokenRequest(tenant, opaque)) : Optional.empty();
        }

        @Override
        public void answered(int status, String body) {
            if (token.isEmpty()) {
                isRight(status, body, 200, "gat_");
                token = new JsonObject(body).getString("access_token");
            } else {
                isRight(status, body, 200, RESPONSE);
                token = "";
            }
        }
    }
}
