// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.forward.Bulkhead.Holder;
import dev.gatehouse.gateway.forward.Bulkhead.Outcome;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The division of the places of an upstream among clients that want all places. */
class BulkheadTest {
    private static final Holder OTHER = new Holder("other", null);

    private static Holder client(int number) {
        return new Holder("client" + number, null);
    }

    /**
     * Lets the clients take places in turns until no client gets another place, and returns the number of places of
     * each client.
     */
    private static int[] taken(Bulkhead bulkhead, int clients) {
        var held = new int[clients];
        for (var before = -1; before < IntStream.of(held).sum(); ) {
            before = IntStream.of(held).sum();
            for (var i = 0; i < clients; i++) {
                if (bulkhead.acquire(client(i)) == Outcome.ACQUIRED) {
                    held[i]++;
                }
            }
        }
        return held;
    }

    @ParameterizedTest
    @CsvSource({
        "200, 75, 1, 150, 150",
        "200, 75, 2, 86, 86",
        "200, 75, 4, 46, 47",
        "200, 75, 10, 19, 20",
        "200, 50, 1, 100, 100",
        "200, 50, 3, 50, 50",
        "200, 100, 1, 200, 200",
        "1, 75, 1, 1, 1",
        "2, 75, 1, 2, 2",
        "4, 75, 1, 3, 3",
        "1, 1, 1, 1, 1",
    })
    void eachClientGetsItsShare(int places, int share, int clients, int least, int most) {
        var held = taken(new Bulkhead(places, share), clients);

        assertThat(IntStream.of(held).boxed()).allMatch(count -> count >= least && count <= most);
    }

    @Test
    void clientWithoutAPlaceGetsOneWhileThereIsOne() {
        var bulkhead = new Bulkhead(200, 75);
        taken(bulkhead, 1);
        assertThat(bulkhead.acquire(client(0))).isEqualTo(Outcome.SHARE_USED_UP);

        assertThat(bulkhead.acquire(OTHER)).isEqualTo(Outcome.ACQUIRED);
        assertThat(bulkhead.calls()).isEqualTo(151);
    }

    @Test
    void fullUpstreamHasNoPlaceForAnybody() {
        var bulkhead = new Bulkhead(2, 100);
        taken(bulkhead, 1);

        assertThat(bulkhead.acquire(OTHER)).isEqualTo(Outcome.FULL);
        bulkhead.release(client(0));
        assertThat(bulkhead.acquire(OTHER)).isEqualTo(Outcome.ACQUIRED);
    }

    @Test
    void userOfAClientLeavesPlacesToItsOthers() {
        var bulkhead = new Bulkhead(200, 75);
        var one = new Holder("app", "app one");
        while (bulkhead.acquire(one) == Outcome.ACQUIRED) {
            continue;
        }
        assertThat(bulkhead.calls()).isEqualTo(112);

        assertThat(bulkhead.acquire(new Holder("app", "app another"))).isEqualTo(Outcome.ACQUIRED);
        assertThat(bulkhead.acquire(OTHER)).isEqualTo(Outcome.ACQUIRED);
    }

    @Test
    void placesThatAreGivenBackAreForgotten() {
        var bulkhead = new Bulkhead(200, 75);
        for (var held = taken(bulkhead, 1)[0]; held > 0; held--) {
            bulkhead.release(client(0));
        }

        assertThat(bulkhead.calls()).isZero();
        assertThat(taken(bulkhead, 1)).containsExactly(150);
    }

    @Test
    void streamsAreSharedToo() {
        var bulkhead = new Bulkhead(1, 75);
        for (var i = 0; i < 8; i++) {
            assertThat(bulkhead.acquire(client(0))).isEqualTo(Outcome.ACQUIRED);
            assertThat(bulkhead.acquireStream(client(0))).isTrue();
        }
        assertThat(bulkhead.acquire(client(0))).isEqualTo(Outcome.ACQUIRED);
        assertThat(bulkhead.acquireStream(client(0))).isFalse();
        assertThat(bulkhead.acquire(OTHER)).isEqualTo(Outcome.FULL);
        assertThat(bulkhead.streams()).isEqualTo(8);
    }
}
