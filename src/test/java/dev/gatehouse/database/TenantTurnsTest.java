// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets the next place, and who gets none. */
class TenantTurnsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final TenantTurns turns = new TenantTurns(4);
    private final List<String> entered = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();

    private void hold(String tenant, int places) {
        for (var i = 0; i < places; i++) {
            assertThat(turns.enter(tenant, 100, Duration.ZERO)).isTrue();
        }
    }

    /** Begins to wait, and waits until the thread does so, so that the order of arrival is known. */
    private void ask(String tenant, int percent) {
        var thread = Thread.startVirtualThread(() -> entered.add(turns.enter(tenant, percent, LONG) ? tenant : "none"));
        threads.add(thread);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive());
    }

    private void awaitEntered(String... tenants) {
        await().untilAsserted(() -> assertThat(entered).containsExactly(tenants));
    }

    @Test
    void aTenantHoldsAtMostItsShareEvenIfPlacesAreFree() {
        assertThat(turns.enter("a", 50, Duration.ZERO)).isTrue();
        assertThat(turns.enter("a", 50, Duration.ZERO)).isTrue();
        assertThat(turns.enter("a", 50, Duration.ZERO)).isFalse();
        assertThat(turns.enter("b", 50, Duration.ZERO)).isTrue();

        turns.leave("a");
        assertThat(turns.enter("a", 50, Duration.ZERO)).isTrue();
    }

    @Test
    void theSmallestShareIsOnePlace() {
        assertThat(turns.enter("a", 1, Duration.ZERO)).isTrue();
        assertThat(turns.enter("a", 1, Duration.ZERO)).isFalse();
    }

    @Test
    void tenantsThatWaitTakeTurns() {
        hold("a", 4);
        ask("a", 100);
        ask("a", 100);
        ask("b", 100);

        turns.leave("a");
        awaitEntered("a");
        turns.leave("a");
        awaitEntered("a", "b");
        turns.leave("a");
        awaitEntered("a", "b", "a");
    }

    @Test
    void aTenantWithItsShareIsPassedOver() {
        hold("a", 2);
        hold("c", 2);
        ask("a", 50);
        ask("b", 50);

        turns.leave("c");
        awaitEntered("b");
        turns.leave("a");
        awaitEntered("b", "a");
    }

    @Test
    void whoGivesUpLeavesNoGap() {
        hold("a", 4);
        assertThat(turns.enter("b", 100, Duration.ofMillis(1))).isFalse();
        ask("c", 100);

        turns.leave("a");
        awaitEntered("c");
        turns.leave("c");
        assertThat(turns.enter("a", 100, Duration.ZERO)).isTrue();
        assertThat(turns.enter("a", 100, Duration.ZERO)).isFalse();
    }

    @Test
    void moreThanTheLongestLineAreRefusedAtOnce() {
        hold("a", 4);
        for (var i = 0; i < TenantTurns.WAITING_EACH; i++) {
            ask("b", 100);
        }
        assertThat(turns.enter("b", 100, LONG)).isFalse();

        ask("c", 100);
        turns.leave("a");
        turns.leave("a");
        awaitEntered("b", "c");
        for (var i = 0; i < TenantTurns.WAITING_EACH; i++) {
            turns.leave("b");
        }
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    /** The connection of an outer transaction is held already, so an inner one cannot wait. */
    @Test
    void anInnerTransactionNeverWaits() {
        hold("a", 4);
        turns.enterAtOnce("a");
        turns.leave("a");
        assertThat(turns.enter("b", 100, Duration.ZERO)).isFalse();
        turns.leave("a");
        assertThat(turns.enter("b", 100, Duration.ZERO)).isTrue();
    }
}
