// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.soak;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Records the responses that partners got, and checks that Gatehouse still honors the responses. */
final class Ledger {
    private static final String INACTIVE = "{\"active\":false}";
    private static final String USED_CODE = "{\"error\":\"invalid_grant\","
            + "\"error_description\":\"The authorization code is invalid, expired or already used.\"}";
    private static final String USED_REFRESH_TOKEN = "{\"error\":\"invalid_grant\","
            + "\"error_description\":\"The refresh token is unknown, used up or revoked.\"}";
    private static final int CHECKERS = 16;

    /** An authorization code. The access token is null if the code's redemption got no response. */
    record Code(Partner partner, String value, String accessToken) {}

    /** A grant that is refreshed repeatedly. */
    static final class Chain {
        final Partner partner;
        volatile String refreshToken;
        volatile String accessToken;
        volatile boolean inFlight;

        Chain(Partner partner, String refreshToken, String accessToken) {
            this.partner = partner;
            this.refreshToken = refreshToken;
            this.accessToken = accessToken;
        }

        /** Refreshes once. Without a response, the result of the refresh is unknown. */
        Answer refresh(Gate gate) {
            inFlight = true;
            var answer = partner.at(gate).refresh(refreshToken);
            inFlight = false;
            return answer;
        }
    }

    final Partner resourceServer;
    final Queue<String> live = new ConcurrentLinkedQueue<>();
    final Queue<String> dead = new ConcurrentLinkedQueue<>();
    final Queue<Code> unused = new ConcurrentLinkedQueue<>();
    final Queue<Code> redeemed = new ConcurrentLinkedQueue<>();
    final Queue<Code> unanswered = new ConcurrentLinkedQueue<>();
    final Queue<Chain> chains = new ConcurrentLinkedQueue<>();
    final Queue<String> violations = new ConcurrentLinkedQueue<>();

    /** The numbers of checks by kind. */
    final AtomicInteger tokensChecked = new AtomicInteger();

    final AtomicInteger codesChecked = new AtomicInteger();
    final AtomicInteger chainsContinued = new AtomicInteger();
    final AtomicInteger chainsContinuedInFlight = new AtomicInteger();
    final AtomicInteger chainsRefused = new AtomicInteger();

    Ledger(Partner resourceServer) {
        this.resourceServer = resourceServer;
    }

    void violation(String what, Answer answer) {
        violations.add(what + ": " + answer.status() + " " + answer.body());
    }

    /** Records a violation if the response has another status. */
    boolean expect(int status, String what, Answer answer) {
        if (answer.status() != status) {
            violation(what, answer);
        }
        return answer.status() == status;
    }

    /** Checks all records against a restarted Gatehouse. Records that the check settles are not checked again. */
    void check(Gate gate) {
        each(drain(unanswered), code -> settle(code, gate));
        each(drain(unused), code -> isRedeemedOnce(code, gate));
        each(drain(redeemed), code -> isUsed(code, gate));
        each(drain(chains), chain -> goesOn(chain, gate));
        each(live, token -> isLive(token, gate));
        each(dead, token -> isDead(token, gate));
    }

    void isLive(String token, Gate gate) {
        expect(200, "a gateway call with an issued token", gate.get(Gate.CUSTOMERS, token));
        var introspected = introspect(token, gate);
        if (introspected.status() != 200 || introspected.body().equals(INACTIVE)) {
            violation("introspection of an issued token", introspected);
        }
        tokensChecked.incrementAndGet();
    }

    void isDead(String token, Gate gate) {
        expect(401, "a gateway call with a revoked token", gate.get(Gate.CUSTOMERS, token));
        var introspected = introspect(token, gate);
        if (!introspected.body().equals(INACTIVE)) {
            violation("introspection of a revoked token", introspected);
        }
        tokensChecked.incrementAndGet();
    }

    private Answer introspect(String token, Gate gate) {
        return gate.form(
                Gate.INTROSPECT,
                Map.of("Authorization", Gate.basic(resourceServer.clientId(), resourceServer.secret())),
                Map.entry("token", token));
    }

    /**
     * Settles a code whose redemption got no response: either the code is used and its token is lost, or the code can
     * be redeemed now.
     */
    private void settle(Code code, Gate gate) {
        var answer = code.partner().at(gate).redeem(code.value());
        if (answer.status() == 200) {
            live.add(answer.json().getString("access_token"));
        } else if (!answer.body().equals(USED_CODE)) {
            violation("a code whose redemption got no response", answer);
        }
        codesChecked.incrementAndGet();
    }

    private void isRedeemedOnce(Code code, Gate gate) {
        var answer = code.partner().at(gate).redeem(code.value());
        if (expect(200, "an unused code", answer)) {
            isUsed(new Code(code.partner(), code.value(), answer.json().getString("access_token")), gate);
        }
    }

    private void isUsed(Code code, Gate gate) {
        var replayed = code.partner().at(gate).redeem(code.value());
        if (replayed.status() != 400 || !replayed.body().equals(USED_CODE)) {
            violation("a used code", replayed);
        }
        dead.add(code.accessToken());
        codesChecked.incrementAndGet();
    }

    private void goesOn(Chain chain, Gate gate) {
        var wasInFlight = chain.inFlight;
        var shown = chain.refreshToken;
        var answer = chain.refresh(gate);
        if (answer.status() != 200) {
            if (wasInFlight && answer.status() == 400 && answer.body().equals(USED_REFRESH_TOKEN)) {
                chainsRefused.incrementAndGet();
            } else {
                violation("a refresh chain" + (wasInFlight ? " that was in flight" : ""), answer);
            }
            return;
        }
        var again = chain.partner.at(gate).refresh(shown);
        if (again.status() != 200
                || !again.json().getString("refresh_token").equals(answer.json().getString("refresh_token"))) {
            violation("the same refresh token again in the grace window", again);
        }
        dead.add(chain.accessToken);
        chain.accessToken = answer.json().getString("access_token");
        chain.refreshToken = answer.json().getString("refresh_token");
        isLive(chain.accessToken, gate);
        chains.add(chain);
        (wasInFlight ? chainsContinuedInFlight : chainsContinued).incrementAndGet();
    }

    private static <T> List<T> drain(Queue<T> queue) {
        var all = List.copyOf(queue);
        queue.clear();
        return all;
    }

    static <T> void each(Collection<T> all, Consumer<T> check) {
        try (var threads = Executors.newFixedThreadPool(CHECKERS)) {
            var running = all.stream()
                    .map(one -> threads.submit(() -> check.accept(one)))
                    .toList();
            for (var one : running) {
                one.get();
            }
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }
}
