// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.soak;

import dev.gatehouse.testing.Gate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of calls per second, independent of response times. Every second call uses a token that stays valid.
 * The other calls use a token that a test revokes meanwhile.
 */
final class SteadyLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A token that a test revokes. Times are those of {@link System#nanoTime}. */
    static final class Mortal {
        final String token;
        private volatile long endedAt = Long.MAX_VALUE;

        Mortal(String token) {
            this.token = token;
        }

        /** Records the end of the token, after the response to the change has arrived. */
        void ended() {
            endedAt = System.nanoTime();
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final URI target;
    private final Mortal immortal;
    private final long began = System.nanoTime();
    private volatile @Nullable Mortal victim;
    private boolean turn;

    final AtomicLong answers = new AtomicLong();
    final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /**
     * The longest time after the end of a token at which Gatehouse accepted the token; negative if Gatehouse never did.
     */
    final AtomicLong latestNanos = new AtomicLong(-1);

    SteadyLoad(URI gate, String path, String steadyToken, int perSecond) {
        this.target = gate.resolve(path);
        this.immortal = new Mortal(steadyToken);
        clock.scheduleAtFixedRate(this::call, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    void aim(Mortal mortal) {
        victim = mortal;
    }

    double perSecond() {
        return answers.get() * 1e9 / (System.nanoTime() - began);
    }

    private void call() {
        turn = !turn;
        var aimed = victim;
        var used = turn || aimed == null ? immortal : aimed;
        var asked = System.nanoTime();
        client.sendAsync(
                        HttpRequest.newBuilder(target)
                                .timeout(PATIENCE)
                                .header("Authorization", Gate.bearer(used.token).get("Authorization"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        judge(used, asked, answer.statusCode());
                    } else {
                        failures.add(failure.toString());
                    }
                });
    }

    private void judge(Mortal used, long asked, int status) {
        answers.incrementAndGet();
        if (status == 200 && asked > used.endedAt) {
            latestNanos.accumulateAndGet(asked - used.endedAt, Math::max);
        } else if (status != 200 && (used == immortal || (status != 401 && status != 403))) {
            failures.add("status " + status);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.close();
    }
}
