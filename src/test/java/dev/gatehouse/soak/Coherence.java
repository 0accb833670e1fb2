// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.soak.SteadyLoad.Mortal;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ExternalPostgres;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Nginx;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.Race;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Not a test, because it takes minutes: {@code make soak} runs this class. Two nodes behind nginx on one PostgreSQL
 * serve a steady load while one node revokes access. The class measures the time until the other node denies calls.
 */
class Coherence {
    private static final int ROUNDS = 100;
    private static final int PER_SECOND = 200;
    private static final int WARM_UP_CALLERS = 8;
    private static final int WARM_UP_CALLS = 400;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** The maximum time before or after a change at which the listening connection is cut. */
    private static final int AROUND_MILLIS = 300;

    private static final String API = "/admin/api/v1";
    private static final String SCOPE = "coherence";

    @TempDir
    static Path directory;

    private static final List<AutoCloseable> opened = new ArrayList<>();
    private static ExternalPostgres postgres;
    private static Gate here;
    private static Gate there;
    private static String admin;
    private static String scopeId;
    private static Partner partner;
    private static Partner steady;
    private static SteadyLoad load;
    private static String listenerHere;

    private interface Change {
        void make() throws Exception;
    }

    @BeforeAll
    static void start() throws Exception {
        postgres = open(ExternalPostgres.create());
        var address = postgres.address();
        var options = Stream.concat(
                        Stream.of(
                                PackagedGatehouse.database(address.jdbcUrl(), address.username(), address.password())),
                        Stream.of(
                                "-Xmx256m",
                                "-Dgatehouse.bcrypt-cost=4",
                                "-Dgatehouse.encryption-key="
                                        + Base64.getEncoder().encodeToString(new byte[32])))
                .toArray(String[]::new);
        here = new Gate(open(PackagedGatehouse.start(options)).address());
        listenerHere = listeners().getFirst();
        there = new Gate(open(PackagedGatehouse.start(options)).address());
        var nginx = open(Nginx.start(
                directory, """
                upstream gatehouse {
                  server 127.0.0.1:%d;
                  server 127.0.0.1:%d;
                  keepalive 32;
                }
                server {
                  listen 8000;
                  location / {
                    proxy_pass http://gatehouse;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header Host $host;
                  }
                }
                """.formatted(here.base().getPort(), there.base().getPort())));
        admin = here.adminToken();
        scopeId = here.postJson(API + "/scopes", scope(Gate.CUSTOMERS).encode(), admin)
                .json()
                .getString("id");
        partner = Partner.register(here, new JsonObject().put("scopes", List.of(SCOPE)));
        steady = Partner.register(here);
        var token = steady.accessToken();
        warmUp(here, token);
        warmUp(there, token);
        load = open(new SteadyLoad(nginx.address(), Gate.CUSTOMERS, token, PER_SECOND));
        System.out.printf(
                "%n%-44s %7s %10s %10s %10s %10s%n",
                "time until the other node denies", "rounds", "median", "p99", "max", "served at");
    }

    private static void warmUp(Gate node, String token) {
        Race.of(WARM_UP_CALLERS, number -> {
            for (var i = 0; i < WARM_UP_CALLS; i++) {
                assertThat(node.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
            }
            return number;
        });
    }

    @AfterAll
    static void stop() throws Exception {
        System.out.printf(
                "load through nginx: %.0f calls per second, %d calls; of the calls that began after the change, the"
                        + " last allowed one began %s%n",
                load.perSecond(),
                load.answers.get(),
                load.latestNanos.get() < 0 ? "never" : load.latestNanos.get() / 1_000_000 + " ms after it");
        var failures = List.copyOf(load.failures);
        var latest = load.latestNanos.get();
        for (var one : opened.reversed()) {
            one.close();
        }
        assertThat(failures).isEmpty();
        assertThat(latest).isLessThan(LIMIT.toNanos());
    }

    @Test
    void tokenRevoked() throws Exception {
        measure("token revoked", () -> {
            var token = partner.accessToken();
            return new Round(token, 401, () -> revoke(token), () -> {});
        });
    }

    @Test
    void clientDeactivated() throws Exception {
        var token = partner.accessToken();
        measure("client deactivated", () -> new Round(token, 401, () -> setActive(false), () -> setActive(true)));
    }

    @Test
    void scopeNarrowed() throws Exception {
        var token = partner.accessToken();
        measure(
                "scope narrowed",
                () -> new Round(token, 403, () -> putScope(Gate.CALCULATOR), () -> putScope(Gate.CUSTOMERS)));
    }

    @Test
    void tokenRevokedWhileTheOtherDoesNotListen() throws Exception {
        measure("token revoked, listening connection cut", () -> {
            var token = partner.accessToken();
            return new Round(token, 401, () -> cutAround(() -> revoke(token)), () -> {});
        });
    }

    /**
     * One change.
     * @param refused the status from the other node after the change
     * @param back reverses the change
     */
    private record Round(String token, int refused, Change change, Change back) {}

    private interface Rounds {
        Round next() throws Exception;
    }

    private static void measure(String what, Rounds rounds) throws Exception {
        var served = new ArrayList<Double>();
        var refused = new ArrayList<Double>();
        for (var i = 0; i < ROUNDS; i++) {
            var round = rounds.next();
            awaitServed(round.token());
            var mortal = new Mortal(round.token());
            load.aim(mortal);
            round.change().make();
            mortal.ended();
            var ended = System.nanoTime();
            var begun = ended;
            var lastServed = ended;
            var status = there.get(Gate.CUSTOMERS, round.token()).status();
            while (status == 200) {
                lastServed = begun;
                begun = System.nanoTime();
                status = there.get(Gate.CUSTOMERS, round.token()).status();
            }
            assertThat(status).as(what).isEqualTo(round.refused());
            served.add((lastServed - ended) / 1e6);
            refused.add((System.nanoTime() - ended) / 1e6);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            load.aim(null);
            round.back().make();
        }
        Collections.sort(refused);
        var latest = Collections.max(served);
        System.out.printf(
                "%-44s %7d %7.1f ms %7.1f ms %7.1f ms %7.1f ms%n",
                what, ROUNDS, refused.get(ROUNDS / 2), refused.get(ROUNDS * 99 / 100 - 1), refused.getLast(), latest);
        assertThat(latest).as(what).isLessThan(LIMIT.toMillis());
    }

    /** Waits until the other node accepts the token twice, the second time from its cache. */
    private static void awaitServed(String token) {
        for (var i = 0; i < 2; i++) {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .untilAsserted(() -> assertThat(there.get(Gate.CUSTOMERS, token))
                            .extracting(Answer::status, Answer::body)
                            .startsWith(200));
        }
    }

    /** Cuts the other node's listening connection at a random moment before, during or after the change. */
    private static void cutAround(Change change) throws Exception {
        var random = ThreadLocalRandom.current().nextInt(-AROUND_MILLIS, AROUND_MILLIS);
        var cutter = Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.max(0, random)));
            cut();
        });
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.max(0, -random)));
        change.make();
        if (random < 0) {
            cutter.join();
        }
    }

    private static void cut() {
        sql("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where application_name = 'gatehouse-invalidations' and cast(pid as text) <> '" + listenerHere
                + "'");
    }

    private static List<String> listeners() {
        return sql("select cast(pid as text) from pg_stat_activity where application_name = 'gatehouse-invalidations'");
    }

    private static List<String> sql(String query) {
        var address = postgres.address();
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.username(), address.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void revoke(String token) {
        var answer = here.form(
                Gate.REVOKE,
                Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                Map.entry("token", token));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static void setActive(boolean active) {
        put("/clients/" + partner.clientId(), partner.registration().copy().put("active", active));
    }

    private static void putScope(String url) {
        put("/scopes/" + scopeId, scope(url));
    }

    private static JsonObject scope(String url) {
        return new JsonObject()
                .put("name", SCOPE)
                .put("groups", new JsonArray())
                .put("serviceUrls", new JsonArray().add(new JsonObject().put("url", url)));
    }

    private static void put(String path, JsonObject body) {
        var answer = here.sendJson("PUT", API + path, body.encode(), admin);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }
}
