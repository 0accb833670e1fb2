// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Race;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls that one token bucket allows, on a single node and as the share of one of several nodes. */
class TokenBucketTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static int takeAll(TokenBucket bucket, long now, int nodes) {
        var taken = 0;
        while (bucket.take(now, nodes).taken()) {
            taken++;
        }
        return taken;
    }

    @Test
    void threadsThatTakeAtOnceGetExactlyWhatItHolds() {
        var bucket = new TokenBucket(new RateLimit(1_000_000, 1, 1_000_000), 0);

        var taken = Race.of(8, thread -> takeAll(bucket, 0, 1));

        assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_000_000);
    }

    /**
     * @param granted the number of calls that the bucket allows in the hundred windows after it was emptied, with a
     * thousand calls in each window
     */
    @ParameterizedTest
    @CsvSource({
        "100, 60, 100, 1, 100, 10000",
        "100, 60, 10, 3, 3, 3333",
        "100, 60, 2, 3, 1, 3333",
        "7, 10, 7, 2, 3, 350",
        "1, 1, 1, 5, 1, 100",
        "2, 86400, 2, 1000, 1, 100",
    })
    void eachOfSeveralNodesGrantsItsShare(int requests, int perSeconds, int burst, int nodes, int atOnce, int granted) {
        var bucket = new TokenBucket(new RateLimit(requests, perSeconds, burst), 0);
        assertThat(takeAll(bucket, 0, nodes)).isEqualTo(atOnce);

        var taken = 0;
        for (var i = 1; i <= 100_000; i++) {
            taken += bucket.take(perSeconds * SECOND / 1000 * i, nodes).taken() ? 1 : 0;
        }

        assertThat(taken).isEqualTo(granted);
    }

    @Test
    void whatIsUsedStaysUsedInProportionWhenNodesComeAndGo() {
        var bucket = new TokenBucket(new RateLimit(10, 60, 10), 0);
        for (var i = 0; i < 6; i++) {
            bucket.take(0, 1);
        }

        assertThat(bucket.look(0, 1).remaining()).isEqualTo(4);
        assertThat(bucket.look(0, 2).remaining()).isEqualTo(2);
        assertThat(takeAll(bucket, 0, 2)).isEqualTo(2);
        assertThat(bucket.look(0, 1).remaining()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE - 5})
    void clockMayBeginAnywhereAndRunOver(long begin) {
        var bucket = new TokenBucket(new RateLimit(2, 10, 2), begin);

        assertThat(takeAll(bucket, begin, 1)).isEqualTo(2);
        assertThat(bucket.take(begin + 4 * SECOND, 1))
                .isEqualTo(new TokenBucket.Level(false, 0, Duration.ofSeconds(1)));
        assertThat(bucket.take(begin + 5 * SECOND, 1)).isEqualTo(new TokenBucket.Level(true, 0, Duration.ofSeconds(5)));
        assertThat(takeAll(bucket, begin + 100 * SECOND, 1)).isEqualTo(2);
    }
}
