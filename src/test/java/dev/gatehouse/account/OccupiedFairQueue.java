// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import static org.awaitility.Awaitility.await;

import io.quarkus.arc.ClientProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Occupies all processors that check passwords and all places of their queue until closed. Each place has another
 * account.
 */
public final class OccupiedFairQueue implements AutoCloseable {
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    public OccupiedFairQueue(Passwords passwords) {
        var turns = ClientProxy.unwrap(passwords).turns;
        var share = new FairQueue.Share("default", 100);
        for (var i = 0; i < Runtime.getRuntime().availableProcessors() + FairQueue.WAITING; i++) {
            var party = new FairQueue.Party("held " + i, "held " + i);
            threads.add(Thread.ofVirtual().start(() -> turns.take(share, party, this::awaitEnd)));
        }
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
    }

    private Void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    @Override
    public void close() throws InterruptedException {
        over.countDown();
        for (var thread : threads) {
            thread.join();
        }
    }
}
