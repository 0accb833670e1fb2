// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.soak;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Requests of all kinds, repeated while the database stops and starts. Each response must be correct or report
 * temporary unavailability in the format of its endpoint. Every other response is a violation.
 */
final class OutageLoad {
    private static final String CLIENTS = "/admin/api/v1/clients";
    private static final String UNAVAILABLE = "{\"error\":\"temporarily_unavailable\","
            + "\"error_description\":\"Gatehouse can't answer right now. Try again in a moment.\"}";
    private static final JsonObject UNAVAILABLE_PROBLEM = new JsonObject()
            .put("type", "about:blank")
            .put("title", "Service Unavailable")
            .put("status", 503)
            .put("detail", "Gatehouse can't answer right now. Try again in a moment.")
            .put("code", "unavailable");

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** A response with the times in {@link System#nanoTime} at which the wait began and ended. */
    record Sample(String kind, long asked, long answered, boolean unavailable) {
        long millis() {
            return (answered - asked) / 1_000_000;
        }
    }

    private interface Work {
        void turn() throws Exception;
    }

    private enum Form {
        OAUTH,
        PROBLEM,
        PAGE
    }

    private final Gate gate;
    private final Partner partner;
    private final Ledger ledger;
    private final String admin;
    final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    OutageLoad(Gate gate, Partner partner, Ledger ledger, String admin) {
        this.gate = gate;
        this.partner = partner.at(gate);
        this.ledger = ledger;
        this.admin = admin;
    }

    void begin() {
        var hot = partner.tokens().getString("access_token");
        ledger.live.add(hot);
        run(this::token);
        run(this::token);
        run(() -> ask("gateway, known token", Form.OAUTH, 200, () -> gate.get(Gate.CUSTOMERS, hot)));
        run(() -> ask("gateway, unknown token", Form.OAUTH, 401, () -> gate.get(Gate.CUSTOMERS, "gat_nobody-knows")));
        run(() -> ask("introspection", Form.OAUTH, 200, () -> introspect(hot)));
        run(this::revoke);
        for (var i = 0; i < 3; i++) {
            var tokens = partner.tokens();
            var chain = new Ledger.Chain(partner, tokens.getString("refresh_token"), tokens.getString("access_token"));
            ledger.chains.add(chain);
            run(() -> refresh(chain));
        }
        run(() -> ask("admin API, read", Form.PROBLEM, 200, () -> gate.get(CLIENTS + "?limit=5", admin)));
        run(() -> ask(
                "admin API, change",
                Form.PROBLEM,
                201,
                () -> gate.postJson(
                        "/admin/api/v1/projects",
                        new JsonObject().put("name", "p-" + UUID.randomUUID()).encode(),
                        admin)));
        run(() -> ask("authorization page", Form.PAGE, 200, this::page));
    }

    void end() throws InterruptedException {
        stopping = true;
        for (var thread : threads) {
            thread.join();
        }
    }

    private void run(Work work) {
        threads.add(Thread.ofVirtual().start(() -> {
            while (!stopping) {
                try {
                    work.turn();
                } catch (UncheckedIOException noAnswer) {
                    ledger.violations.add("no answer: " + noAnswer.getCause());
                } catch (Exception | AssertionError wrong) {
                    ledger.violations.add("unexpected: " + wrong);
                }
                // The pauses make the load resemble many partners instead of one loop.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }));
    }

    private void token() {
        var answer = ask("token", Form.OAUTH, 200, partner::clientCredentials);
        if (answer != null) {
            ledger.live.add(answer.json().getString("access_token"));
        }
    }

    private void refresh(Ledger.Chain chain) {
        var answer = ask("refresh", Form.OAUTH, 200, () -> chain.refresh(gate));
        if (answer != null && answer.status() == 200) {
            ledger.dead.add(chain.accessToken);
            chain.accessToken = answer.json().getString("access_token");
            chain.refreshToken = answer.json().getString("refresh_token");
        }
    }

    /**
     * Revokes a token. Repeats a revocation without a successful response. After a successful response the token must
     * be inactive.
     */
    private void revoke() {
        var issued = ask("token", Form.OAUTH, 200, partner::clientCredentials);
        if (issued == null) {
            return;
        }
        var token = issued.json().getString("access_token");
        ask("gateway, known token", Form.OAUTH, 200, () -> gate.get(Gate.CUSTOMERS, token));
        while (!stopping) {
            var revoked = ask(
                    "revocation",
                    Form.OAUTH,
                    200,
                    () -> gate.form(
                            Gate.REVOKE,
                            Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                            Map.entry("token", token)));
            if (revoked != null) {
                ledger.dead.add(token);
                ask("gateway, revoked token", Form.OAUTH, 401, () -> gate.get(Gate.CUSTOMERS, token));
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Answer introspect(String token) {
        return gate.form(
                Gate.INTROSPECT,
                Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                Map.entry("token", token));
    }

    private Answer page() {
        var browser = gate.browser();
        return browser.follow(browser.authorize(List.of(
                Map.entry("response_type", "code"),
                Map.entry("client_id", partner.clientId()),
                Map.entry("redirect_uri", Gate.REDIRECT_URI))));
    }

    /** Sends a request. Returns the response, or null if Gatehouse was not available. */
    private @Nullable Answer ask(String kind, Form form, int right, java.util.function.Supplier<Answer> question) {
        var asked = System.nanoTime();
        var answer = question.get();
        var answered = System.nanoTime();
        var unavailable = answer.status() == 503 || (form == Form.PAGE && isToldToTheClient(answer));
        samples.add(new Sample(kind, asked, answered, unavailable));
        if (unavailable && !saysSo(form, answer)) {
            ledger.violations.add(kind + ", unexpected text of the 503 response: " + answer);
        }
        if (!unavailable && answer.status() != right) {
            ledger.violation(kind, answer);
        }
        return answer.status() == right ? answer : null;
    }

    /** After Gatehouse has identified the client, the client gets the error in a redirect (RFC 6749 §4.1.2.1). */
    private static boolean isToldToTheClient(Answer answer) {
        return answer.status() == 303
                && "temporarily_unavailable".equals(answer.redirectParameters().get("error"));
    }

    private static boolean saysSo(Form form, Answer answer) {
        return isToldToTheClient(answer) || isAnswered(form, answer);
    }

    private static boolean isAnswered(Form form, Answer answer) {
        return "2".equals(answer.header("retry-after"))
                && "no-store".equals(answer.header("cache-control"))
                && switch (form) {
                    case OAUTH -> answer.body().equals(UNAVAILABLE);
                    case PROBLEM ->
                        "application/problem+json".equals(answer.header("content-type"))
                                && answer.json().equals(UNAVAILABLE_PROBLEM);
                    case PAGE -> true;
                };
    }
}
