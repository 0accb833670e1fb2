// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.database.embedded.DatabaseAddress;
import dev.gatehouse.testing.ExternalPostgres;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Not a test, because it takes minutes: {@code make soak} runs this class. Under load, the packaged Gatehouse is
 * killed, and its database is stopped and frozen. Afterwards, all responses that partners got must still be valid.
 */
class Soak {
    private static final int KILLS = 10;
    private static final int ROUNDS = 2;
    private static final Duration LOAD = Duration.ofSeconds(4);
    private static final Duration OUTAGE = Duration.ofSeconds(4);
    private static final Duration FREEZE = Duration.ofSeconds(9);

    /** The maximum time after an outage in which requests may still fail as unavailable. */
    private static final Duration RECOVERY = Duration.ofSeconds(4);

    /** The maximum wait for a response during an outage. A longer wait counts as a hang. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final List<AutoCloseable> opened = new ArrayList<>();

    private enum Outage {
        STOPPED_AT_ONCE,
        STOPPED_CLEANLY,
        FROZEN
    }

    @AfterEach
    void close() throws Exception {
        for (var one : opened.reversed()) {
            one.close();
        }
    }

    @Test
    void killedOnADatabaseOfItsOwn() throws Exception {
        kill(start());
    }

    @Test
    void killedOnAnotherDatabase() throws Exception {
        kill(start(on(open(ExternalPostgres.create()).address())));
    }

    private void kill(PackagedGatehouse gatehouse) throws Exception {
        var gate = new Gate(gatehouse.address());
        settle(gate);
        var ledger = new Ledger(Partner.register(gate, new JsonObject().put("resourceServer", true)));
        var partner = Partner.register(gate);
        var answers = new AtomicLong();
        System.out.printf(
                "%-6s %8s %9s %7s %7s %10s %10s %8s %11s %10s%n",
                "kill",
                "answers",
                "restart",
                "tokens",
                "codes",
                "chains on",
                "in flight",
                "refused",
                "violations",
                "adopted");
        for (var kill = 1; kill <= KILLS; kill++) {
            var load = PartnerLoad.begin(gate, ledger, partner, answers);
            pass(LOAD);
            load.expectBreak();
            gatehouse.kill();
            load.awaitEnd();
            var killed = System.nanoTime();
            gatehouse.restart();
            gate = new Gate(gatehouse.address());
            var restart = (System.nanoTime() - killed) / 1_000_000;
            ledger.check(gate);
            System.out.printf(
                    "%-6d %8d %6d ms %7d %7d %10d %10d %8d %11d %10s%n",
                    kill,
                    answers.get(),
                    restart,
                    ledger.tokensChecked.get(),
                    ledger.codesChecked.get(),
                    ledger.chainsContinued.get(),
                    ledger.chainsContinuedInFlight.get(),
                    ledger.chainsRefused.get(),
                    ledger.violations.size(),
                    gatehouse.log().contains("Adopted the embedded PostgreSQL"));
        }
        assertThat(ledger.violations).isEmpty();
    }

    @Test
    void databaseStoppedAndFrozenUnderTwoNodes() throws Exception {
        var postgres = open(ExternalPostgres.create());
        var options = on(postgres.address());
        var nodes = List.of(start(options), start(options));
        var gates = nodes.stream().map(node -> new Gate(node.address())).toList();
        settle(gates.getFirst());
        var ledger = new Ledger(Partner.register(gates.getFirst(), new JsonObject().put("resourceServer", true)));
        var partner = Partner.register(gates.getFirst());
        var admin = gates.getFirst().adminToken();
        var loads = gates.stream()
                .map(gate -> new OutageLoad(gate, partner, ledger, admin))
                .toList();
        loads.forEach(OutageLoad::begin);
        System.out.printf(
                "%-16s %8s %8s %9s %12s %11s %11s%n",
                "outage", "length", "answers", "503s", "longest wait", "recovery", "violations");
        for (var round = 0; round < ROUNDS; round++) {
            for (var outage : Outage.values()) {
                pass(LOAD);
                loads.forEach(load -> load.samples.clear());
                var from = System.nanoTime();
                suffer(outage, postgres);
                var back = System.nanoTime();
                pass(RECOVERY.plus(LOAD));
                report(outage, from, back, loads, ledger);
                revocationIsSeenOnTheOtherNode(gates, partner, ledger);
            }
        }
        for (var load : loads) {
            load.end();
        }
        ledger.check(gates.getFirst());
        ledger.check(gates.getLast());
        nodes.forEach(node -> inspectLog(node.log(), ledger));
        System.out.printf(
                "tokens checked afterwards %d, chains continued %d%n",
                ledger.tokensChecked.get(), ledger.chainsContinued.get() + ledger.chainsContinuedInFlight.get());
        assertThat(ledger.violations).isEmpty();
    }

    private static void suffer(Outage outage, ExternalPostgres postgres) {
        switch (outage) {
            case STOPPED_AT_ONCE -> postgres.stop(ExternalPostgres.Stop.IMMEDIATE);
            case STOPPED_CLEANLY -> postgres.stop(ExternalPostgres.Stop.FAST);
            case FROZEN -> postgres.freeze();
        }
        if (outage == Outage.FROZEN) {
            pass(FREEZE);
            postgres.thaw();
        } else {
            pass(OUTAGE);
            postgres.start();
        }
    }

    private static void report(Outage outage, long from, long back, List<OutageLoad> loads, Ledger ledger) {
        var samples = loads.stream().flatMap(load -> load.samples.stream()).toList();
        var unavailable =
                samples.stream().filter(OutageLoad.Sample::unavailable).toList();
        var recovered = unavailable.stream()
                .mapToLong(OutageLoad.Sample::answered)
                .max()
                .orElse(back);
        unavailable.stream()
                .filter(sample -> sample.answered() < from || sample.answered() - back > RECOVERY.toNanos())
                .forEach(sample -> ledger.violations.add(sample.kind() + " was unavailable "
                        + (sample.answered() - back) / 1_000_000 + " ms after the outage"));
        samples.stream()
                .filter(sample -> sample.answered() > from && sample.millis() > PATIENCE.toMillis())
                .forEach(sample -> ledger.violations.add(sample.kind() + " took " + sample.millis() + " ms"));
        System.out.printf(
                "%-16s %5d ms %8d %9d %9d ms %8d ms %11d%n",
                outage.name().toLowerCase().replace('_', ' '),
                (back - from) / 1_000_000,
                samples.size(),
                unavailable.size(),
                samples.stream().mapToLong(OutageLoad.Sample::millis).max().orElse(0),
                Math.max(0, (recovered - back) / 1_000_000),
                ledger.violations.size());
        var kinds = new TreeMap<String, List<OutageLoad.Sample>>();
        samples.forEach(sample ->
                kinds.computeIfAbsent(sample.kind(), kind -> new ArrayList<>()).add(sample));
        kinds.forEach((kind, all) -> System.out.printf(
                "  %-24s %6d answers, %5d of them 503, longest wait %5d ms%n",
                kind,
                all.size(),
                all.stream().filter(OutageLoad.Sample::unavailable).count(),
                all.stream().mapToLong(OutageLoad.Sample::millis).max().orElse(0)));
        if (unavailable.isEmpty()) {
            ledger.violations.add("nothing was unavailable: " + outage);
        }
    }

    private static void revocationIsSeenOnTheOtherNode(List<Gate> gates, Partner partner, Ledger ledger) {
        var here = gates.getFirst();
        var there = gates.getLast();
        var tokens = partner.at(here).tokens();
        var token = tokens.getString("access_token");
        ledger.expect(200, "a fresh token on the other node", there.get(Gate.CUSTOMERS, token));
        var revoked = partner.at(here)
                .gate()
                .form(
                        Gate.REVOKE,
                        Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                        Map.entry("token", token));
        ledger.expect(200, "a revocation after the outage", revoked);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(1))
                .until(() -> there.get(Gate.CUSTOMERS, token).status() == 401);
    }

    private static void inspectLog(String log, Ledger ledger) {
        var lost = log.lines()
                .filter(line -> line.contains("Changes cannot be read"))
                .count();
        var found = log.lines()
                .filter(line -> line.contains("Changes are read again"))
                .count();
        if (lost < ROUNDS * Outage.values().length || found != lost) {
            ledger.violations.add("stopped listening " + lost + " times and began again " + found + " times");
        }
        var traces = log.lines().filter(line -> line.startsWith("\tat ")).count();
        System.out.printf(
                "log: %d lines, %d of them of stack traces%n", log.lines().count(), traces);
        if (traces > 0) {
            ledger.violations.add("stack traces in the log:\n"
                    + String.join(
                            "\n",
                            log.lines()
                                    .filter(line -> line.contains("xception"))
                                    .distinct()
                                    .limit(20)
                                    .toList()));
        }
    }

    private PackagedGatehouse start(String... options) {
        return open(PackagedGatehouse.start(Stream.concat(
                        Stream.of(
                                "-Xmx256m",
                                "-Dgatehouse.bcrypt-cost=4",
                                // All load comes from one address and leaves authorization requests undecided.
                                "-Dgatehouse.authorizations-per-address=10000",
                                "-Dgatehouse.encryption-key="
                                        + Base64.getEncoder().encodeToString(new byte[32])),
                        Stream.of(options))
                .toArray(String[]::new)));
    }

    private <T extends AutoCloseable> T open(T one) {
        opened.add(one);
        return one;
    }

    /** Sets lifetimes that let authorization codes and rotated refresh tokens survive a restart. */
    private static void settle(Gate gate) {
        var admin = gate.adminToken();
        var settings = gate.get("/admin/api/v1/settings", admin).json();
        settings.remove("warnings");
        settings.put("authorizationCodeLifetime", 600).put("refreshGrace", 60);
        assertThat(gate.sendJson("PUT", "/admin/api/v1/settings", settings.encode(), admin)
                        .status())
                .isEqualTo(200);
    }

    /** Lets the load run for a time. */
    private static void pass(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        await().pollInterval(Duration.ofMillis(50)).atMost(time.plusSeconds(5)).until(() -> System.nanoTime() >= end);
    }

    private static String[] on(DatabaseAddress address) {
        return PackagedGatehouse.database(address.jdbcUrl(), address.username(), address.password());
    }
}
