// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.account.FairQueue.Party;
import dev.gatehouse.problem.BusyException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of the work in the queue, and the work that a full queue rejects. */
class FairQueueTest {
    private final FairQueue turns = new FairQueue(1);
    private final CountDownLatch working = new CountDownLatch(1);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();

    /** Occupies the only processor, so all later work waits. */
    @BeforeEach
    void occupy() {
        var begun = new CountDownLatch(1);
        threads.add(Thread.startVirtualThread(() -> turns.take(new Party("first", "first"), () -> {
            begun.countDown();
            return pass(working);
        })));
        pass(begun);
    }

    @AfterEach
    void end() {
        working.countDown();
    }

    @Test
    void sourcesTakeTurns() {
        ask("a", "one");
        ask("a", "one");
        ask("a", "one");
        ask("b", "two");

        assertThat(order()).containsExactly("a one", "b two", "a one", "a one");
    }

    @Test
    void accountsOfOneSourceTakeTurns() {
        ask("a", "one");
        ask("a", "one");
        ask("a", "two");
        ask("b", "three");
        ask("b", "three");

        assertThat(order()).containsExactly("a one", "b three", "a two", "b three", "a one");
    }

    @Test
    void moreForOneAccountFindNoPlaceWhereverTheyComeFrom() {
        for (var i = 0; i < FairQueue.WAITING_EACH; i++) {
            ask("source " + i, "one");
        }

        assertThatThrownBy(() -> turns.take(new Party("another", "one"), () -> true))
                .isInstanceOf(BusyException.class);
        ask("another", "two");
        assertThat(order()).hasSize(FairQueue.WAITING_EACH + 1).contains("another two");
    }

    @Test
    void aNewcomerGetsThePlaceOfTheSourceWithMost() {
        fill("a");

        ask("b", "somebody");

        await().untilAsserted(() -> assertThat(done).containsExactly("refused"));
        assertThat(order()).hasSize(FairQueue.WAITING + 1).startsWith("refused", "a account 0", "b somebody");
    }

    @Test
    void aNewcomerOfTheSameSourceGetsThePlaceOfTheAccountWithMost() {
        fill("a");

        ask("a", "somebody");

        await().untilAsserted(() -> assertThat(done).containsExactly("refused"));
        assertThat(order()).hasSize(FairQueue.WAITING + 1).contains("a somebody");
    }

    @Test
    void whereAllHaveOneANewcomerFindsNoPlace() {
        for (var i = 0; i < FairQueue.WAITING; i++) {
            ask("source " + i, "account " + i);
        }

        assertThatThrownBy(() -> turns.take(new Party("another", "another"), () -> true))
                .isInstanceOf(BusyException.class);
        assertThat(order()).hasSize(FairQueue.WAITING);
    }

    private void fill(String source) {
        for (var i = 0; i < FairQueue.WAITING; i++) {
            ask(source, "account " + i % (FairQueue.WAITING / FairQueue.WAITING_EACH));
        }
    }

    /** Adds work and waits until the work is in the queue, so the order of arrival is known. */
    private void ask(String source, String account) {
        var thread = Thread.startVirtualThread(() -> {
            try {
                turns.take(new Party(source, account), () -> done.add(source + " " + account));
            } catch (BusyException busy) {
                done.add("refused");
            }
        });
        threads.add(thread);
        await().until(() -> thread.getState() == Thread.State.WAITING || !thread.isAlive());
    }

    private List<String> order() {
        working.countDown();
        threads.forEach(FairQueueTest::join);
        return List.copyOf(done);
    }

    private static boolean pass(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
