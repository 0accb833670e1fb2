// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The primary keys (RFC 9562 §5.7). */
class SecretsTest {
    private static final Instant START = Instant.parse("2026-11-30T12:00:00.000999Z");

    private Instant now = START;

    private final Secrets secrets = new Secrets(() -> now);

    @Test
    void idsSortByMicroseconds() {
        var ids = new ArrayList<String>();
        for (var micros = 0; micros < 5000; micros++) {
            now = START.plus(Duration.ofNanos(1000L * micros));
            ids.add(secrets.id().toString());
        }

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsOfOneMomentDiffer() {
        var ids = new ArrayList<UUID>();
        for (var count = 0; count < 1000; count++) {
            ids.add(secrets.id());
        }

        assertThat(ids).doesNotHaveDuplicates().allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(START.toEpochMilli());
        });
    }
}
