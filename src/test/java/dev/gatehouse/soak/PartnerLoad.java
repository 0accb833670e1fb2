// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.soak;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Partners that each work in their own thread until Gatehouse is killed. The {@link Ledger} records their responses.
 */
final class PartnerLoad {
    private static final int WITH_CLIENT_CREDENTIALS = 3;
    private static final int WITH_CODES = 3;
    private static final int CHAINS = 6;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Gate gate;
    private final Ledger ledger;
    private final Partner partner;
    private final AtomicLong answers;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean expectedToBreak;

    private interface Work {
        void turn(int number);
    }

    private PartnerLoad(Gate gate, Ledger ledger, Partner partner, AtomicLong answers) {
        this.gate = gate;
        this.ledger = ledger;
        this.partner = partner.at(gate);
        this.answers = answers;
    }

    static PartnerLoad begin(Gate gate, Ledger ledger, Partner partner, AtomicLong answers) {
        var load = new PartnerLoad(gate, ledger, partner, answers);
        for (var i = 0; i < WITH_CLIENT_CREDENTIALS; i++) {
            load.run(load::useClientCredentials);
        }
        for (var i = 0; i < WITH_CODES; i++) {
            load.run(load::useCode);
        }
        while (ledger.chains.size() < CHAINS) {
            var tokens = load.partner.tokens();
            ledger.chains.add(
                    new Ledger.Chain(partner, tokens.getString("refresh_token"), tokens.getString("access_token")));
        }
        ledger.chains.forEach(chain -> load.run(number -> load.refresh(chain)));
        return load;
    }

    /** From now on, a missing response is not a violation. */
    void expectBreak() {
        expectedToBreak = true;
    }

    void awaitEnd() throws InterruptedException {
        for (var thread : threads) {
            thread.join();
        }
    }

    private void run(Work work) {
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                for (var number = 0; !expectedToBreak; number++) {
                    work.turn(number);
                }
            } catch (UncheckedIOException noAnswer) {
                if (!expectedToBreak) {
                    ledger.violations.add("no response from a running Gatehouse: " + noAnswer);
                }
            } catch (AssertionError wrong) {
                ledger.violations.add(String.valueOf(wrong.getMessage()));
            }
        }));
    }

    private void useClientCredentials(int number) {
        var token = received(partner.clientCredentials(), "client credentials");
        if (token == null) {
            return;
        }
        if (number % 3 != 0) {
            ledger.live.add(token);
            ledger.expect(200, "a call with a fresh token", gate.get(Gate.CUSTOMERS, token));
            answers.incrementAndGet();
            return;
        }
        // Without a response the state of the token is unknown, so the ledger doesn't record the token.
        var revoked = gate.form(
                Gate.REVOKE,
                Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                Map.entry("token", token));
        if (ledger.expect(200, "a revocation", revoked)) {
            ledger.dead.add(token);
            answers.incrementAndGet();
        }
    }

    /** Redeems some codes immediately, keeps some of these codes for a replay, and leaves some codes unused. */
    private void useCode(int number) {
        var code = partner.code();
        answers.incrementAndGet();
        if (number % 4 == 3) {
            ledger.unused.add(new Ledger.Code(partner, code, null));
            return;
        }
        var inFlight = new Ledger.Code(partner, code, null);
        ledger.unanswered.add(inFlight);
        var token = received(partner.redeem(code), "a redemption");
        ledger.unanswered.remove(inFlight);
        if (token == null) {
            return;
        }
        if (number % 4 == 0) {
            ledger.redeemed.add(new Ledger.Code(partner, code, token));
        } else {
            ledger.live.add(token);
        }
    }

    private void refresh(Ledger.Chain chain) {
        var answer = chain.refresh(gate);
        var token = received(answer, "a refresh");
        if (token != null) {
            ledger.dead.add(chain.accessToken);
            chain.accessToken = token;
            chain.refreshToken = answer.json().getString("refresh_token");
        }
        // The pause lets a kill hit some chains between two refreshes.
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private @Nullable String received(Answer answer, String what) {
        answers.incrementAndGet();
        return ledger.expect(200, what, answer) ? answer.json().getString("access_token") : null;
    }
}
