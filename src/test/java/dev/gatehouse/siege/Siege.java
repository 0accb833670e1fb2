// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.siege;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.HostileConnections;
import dev.gatehouse.testing.Http2Wire;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.RequestFlood;
import dev.gatehouse.testing.SlowBodies;
import dev.gatehouse.testing.SlowUploads;
import dev.gatehouse.testing.UnreadAnswers;
import dev.gatehouse.testing.WellBehavedClient;
import dev.gatehouse.testing.WellBehavedClient.Request;
import dev.gatehouse.testing.Wire;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * {@code make siege} runs this class, which takes minutes and is therefore not part of the tests. It runs all attacks
 * that have stopped a node before at the same time, against one packaged node with a heap of 512 MB, from 127.0.0.1 to
 * 127.0.0.1. Well-behaved clients meanwhile request tokens, introspect tokens, sign in and call services. No request of
 * these clients may fail, and the node must stay ready.
 */
class Siege {
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration UNDER_ATTACK = Duration.ofSeconds(90);

    /** A pause, because the attackers share the processors with the node. */
    private static final Duration BETWEEN_ATTACKS = Duration.ofMillis(250);

    private static final String API_DOCUMENT = "/admin/api/v1/openapi.json";
    private static final List<String> OWN_FORMS = List.of(Gate.TOKEN, "/signin", "/approval", Gate.INTROSPECT);

    /** This logger is off during the test, because it logs every connection that the server closes. */
    private static final Logger CLIENTS = Logger.getLogger("io.vertx");

    private final List<AutoCloseable> opened = new ArrayList<>();

    @Test
    void goodRequestsAreAnsweredUnderAttack() throws Exception {
        CLIENTS.setLevel(Level.OFF);
        var gatehouse = open(PackagedGatehouse.start("-Xmx512m", "-XX:MaxDirectMemorySize=256m"));
        try {
            besiege(gatehouse);
        } finally {
            for (var one : opened.reversed()) {
                one.close();
            }
        }
    }

    private void besiege(PackagedGatehouse gatehouse) throws Exception {
        var base = URI.create("http://127.0.0.1:" + gatehouse.address().getPort());
        var gate = new Gate(gatehouse.address());
        var memory = open(new NodeMemory(gatehouse.management()));
        var partner = Partner.register(gate, new JsonObject().put("resourceServer", true));
        var hostile = Partner.register(gate);
        var token = partner.accessToken();
        var hostileToken = hostile.accessToken();
        var client = open(client(gatehouse.address(), partner, token));
        pass(Duration.ofSeconds(5));
        System.out.printf(
                "%n%-34s %-22s %7s %7s %12s %12s %12s%n", "", "", "answers", "failed", "p50", "p99", "longest");
        var quiet = System.nanoTime();
        pass(QUIET);
        client.print("quiet", quiet);
        assertThat(client.failuresSince(quiet)).isEmpty();
        var attacked = System.nanoTime();
        attack(base, gate, hostileToken);
        client.print("under attack", attacked);
        memory.print();
        assertThat(client.failuresSince(attacked))
                .as("failed requests of well-behaved clients")
                .isEmpty();
        assertThat(memory.notReady()).as("failed checks of readiness").isZero();
    }

    private static WellBehavedClient client(URI node, Partner partner, String token) {
        var basic = Gate.basic(partner.clientId(), partner.secret());
        var client = new WellBehavedClient(
                PATIENCE,
                Request.form("token request", node.resolve(Gate.TOKEN), basic, "grant_type=client_credentials"),
                Request.form("introspection", node.resolve(Gate.INTROSPECT), basic, "token=" + token),
                Request.get("gateway call", node.resolve(Gate.CUSTOMERS), token));
        client.repeat(Request.get("sign-in page", node.resolve("/signin"), null), 2);
        return client;
    }

    /** Runs all attacks, and starts each attack again when the server has ended it. */
    private void attack(URI base, Gate gate, String token) throws Exception {
        var end = System.nanoTime() + UNDER_ATTACK.toNanos();
        var threads = new ArrayList<Thread>();
        // 1: unread answers
        threads.add(again(end, () -> hold(HostileConnections.unreadOverHttp2(base, API_DOCUMENT, 3_500))));
        threads.add(again(end, () -> hold(HostileConnections.unreadOverHttp1(base, API_DOCUMENT, 3_500))));
        threads.add(again(end, () -> hold(new UnreadAnswers(base, 4, 90, API_DOCUMENT, ""))));
        // 2: slow bodies that hold threads
        threads.add(again(end, () -> {
            try (var slow = new SlowBodies(base).overHttp1(205, OWN_FORMS)) {
                pass(Duration.ofSeconds(15));
            }
        }));
        threads.add(again(end, () -> {
            try (var slow = new SlowBodies(base).overHttp2(3, 90, OWN_FORMS)) {
                pass(Duration.ofSeconds(15));
            }
        }));
        // 3: invented methods
        threads.add(again(end, () -> HostileConnections.inventedMethods(base, 500)));
        // 4: incomplete heads and silent connections
        threads.add(again(end, () -> slowHeads(base, 400)));
        // 5: too large bodies with unread answers
        threads.add(again(end, () -> tooLarge(base)));
        // 6: floods of frames
        threads.add(again(end, () -> {
            try (var wire = Http2Wire.to(base, Map.of())) {
                HostileConnections.continuations(wire, base, 200_000);
            }
        }));
        // 9: slow uploads of one client to a shared upstream
        threads.add(again(end, () -> {
            try (var slow = SlowUploads.start(base, Gate.CUSTOMERS, token, 205, Duration.ofSeconds(1))) {
                pass(Duration.ofSeconds(15));
            }
        }));
        // 12: many sign-ins of one account
        threads.add(again(end, () -> {
            try (var signIns =
                    RequestFlood.signIns(gate, "127.0.0.1", "john", "john-demo", 60, Duration.ofSeconds(20))) {
                pass(Duration.ofSeconds(15));
            }
        }));
        for (var thread : threads) {
            thread.join();
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static Thread again(long end, Step attack) {
        return Thread.ofPlatform().start(() -> {
            while (System.nanoTime() < end) {
                try {
                    attack.run();
                } catch (IOException endedByTheServer) {
                    // The server is expected to end the attack.
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
                pass(BETWEEN_ATTACKS);
            }
        });
    }

    private static void hold(AutoCloseable attack) throws Exception {
        try (attack) {
            pass(Duration.ofSeconds(10));
        }
    }

    private static void slowHeads(URI base, int connections) throws IOException {
        var sockets = new ArrayList<Socket>();
        try {
            for (var i = 0; i < connections; i++) {
                var socket = new Socket(base.getHost(), base.getPort());
                sockets.add(socket);
                socket.getOutputStream().write((i % 2 == 0 ? "GET / HTTP/1.1\r\nX-Slow: " : "").getBytes());
            }
            pass(Duration.ofSeconds(12));
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private static void tooLarge(URI base) throws IOException {
        try (var wire = Wire.to(base)) {
            wire.send("POST /signin HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20000000\r\n\r\n");
            for (var i = 0; i < 100; i++) {
                wire.send("x".repeat(100_000));
            }
        }
    }

    private <T extends AutoCloseable> T open(T one) {
        opened.add(one);
        return one;
    }

    /** Waits while the load continues. */
    private static void pass(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        await().pollInterval(Duration.ofMillis(50)).atMost(time.plusSeconds(5)).until(() -> System.nanoTime() >= end);
    }
}
