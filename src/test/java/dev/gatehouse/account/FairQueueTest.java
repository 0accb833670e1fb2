// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.account.FairQueue.Party;
import dev.gatehouse.account.FairQueue.Share;
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
    private static final Share ALONE = new Share("alone", 50);

    private final FairQueue turns = new FairQueue(1);
    private final CountDownLatch working = new CountDownLatch(1);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();

    /** Occupies the only processor, so all later work waits. */
    @BeforeEach
    void occupy() {
        var begun = new CountDownLatch(1);
        threads.add(Thread.startVirtualThread(() -> turns.take(ALONE, new Party("first", "first"), () -> {
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

        assertThatThrownBy(() -> turns.take(ALONE, new Party("another", "one"), () -> true))
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

        assertThatThrownBy(() -> turns.take(ALONE, new Party("another", "another"), () -> true))
                .isInstanceOf(BusyException.class);
        assertThat(order()).hasSize(FairQueue.WAITING);
    }

    @Test
    void tenantsTakeTurns() {
        var a = new Share("a", 50);
        var b = new Share("b", 50);
        ask(a, "one", "one");
        ask(a, "two", "two");
        ask(a, "three", "three");
        ask(b, "one", "four");

        assertThat(order()).containsExactly("one one", "one four", "two two", "three three");
    }

    @Test
    void aNewcomerGetsThePlaceOfTheTenantWithMost() {
        for (var i = 0; i < FairQueue.WAITING; i++) {
            ask(new Share("many", 50), "source " + i, "account " + i);
        }

        ask(new Share("other", 50), "source", "somebody");

        await().untilAsserted(() -> assertThat(done).containsExactly("refused"));
        assertThat(order()).hasSize(FairQueue.WAITING + 1).contains("source somebody");
    }

    /** One account of a tenant fills its places and leaves the places of the same name at another tenant. */
    @Test
    void accountsOfTenantsAreDifferent() {
        for (var i = 0; i < FairQueue.WAITING_EACH; i++) {
            ask(new Share("a", 50), "source", "admin");
        }

        ask(new Share("b", 50), "source", "admin");

        assertThat(order()).hasSize(FairQueue.WAITING_EACH + 1).doesNotContain("refused");
    }

    /** Of three processors, a tenant with a share of 34 % holds one while another tenant waits. */
    @Test
    void aTenantWithItsShareWaitsForOthers() {
        var three = new FairQueue(3);
        var greedy = new Share("greedy", 34);
        var modest = new Share("modest", 34);
        var patient = new Share("patient", 34);
        var begun = Collections.synchronizedList(new ArrayList<String>());
        var ends = new ArrayList<CountDownLatch>();
        for (var i = 0; i < 3; i++) {
            ends.add(run(three, greedy, "held" + i, begun));
        }
        await().until(() -> begun.size() == 3);
        var more = run(three, greedy, "more", begun);
        ends.add(more);
        ends.add(run(three, modest, "modest", begun));
        ends.add(run(three, patient, "patient", begun));

        ends.get(0).countDown();
        await().until(() -> begun.size() == 4);
        assertThat(begun.get(3)).isEqualTo("modest");
        ends.get(1).countDown();
        await().until(() -> begun.size() == 5);
        assertThat(begun.get(4)).isEqualTo("patient");
        ends.get(2).countDown();
        await().until(() -> begun.size() == 6);
        assertThat(begun.get(5)).isEqualTo("more");
        ends.forEach(CountDownLatch::countDown);
    }

    /** Starts work that lasts until the latch opens, and waits until the work runs or waits. */
    private CountDownLatch run(FairQueue queue, Share share, String name, List<String> begun) {
        var end = new CountDownLatch(1);
        var thread = Thread.startVirtualThread(() -> queue.take(share, new Party(name, name), () -> {
            begun.add(name);
            return pass(end);
        }));
        threads.add(thread);
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return end;
    }

    private void fill(String source) {
        for (var i = 0; i < FairQueue.WAITING; i++) {
            ask(source, "account " + i % (FairQueue.WAITING / FairQueue.WAITING_EACH));
        }
    }

    /** Adds work and waits until the work is in the queue, so the order of arrival is known. */
    private void ask(String source, String account) {
        ask(ALONE, source, account);
    }

    private void ask(Share share, String source, String account) {
        var thread = Thread.startVirtualThread(() -> {
            try {
                turns.take(share, new Party(source, account), () -> done.add(source + " " + account));
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
