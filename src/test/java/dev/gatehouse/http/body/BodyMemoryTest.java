// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The limits for the memory that request bodies use on a node. */
class BodyMemoryTest {
    private static final int KIB = 1024;

    private final BodyMemory memory = new BodyMemory(1024 * KIB, 2048 * KIB);

    @Test
    void oneSenderGetsAQuarter() {
        for (var i = 0; i < 16; i++) {
            assertThat(memory.take("one", 16 * KIB, 16 * KIB)).isTrue();
        }
        assertThat(memory.take("one", 1, 1)).isFalse();
        assertThat(memory.take("other", 16 * KIB, 16 * KIB)).isTrue();
    }

    @Test
    void largeBodiesLeaveHalfToSmallOnes() {
        assertThat(memory.take("one", 256 * KIB, 256 * KIB)).isTrue();
        assertThat(memory.take("two", 256 * KIB, 256 * KIB)).isTrue();
        assertThat(memory.take("three", KIB, 17 * KIB)).isFalse();
        assertThat(memory.take("three", KIB, KIB)).isTrue();
    }

    @Test
    void allTogetherGetNoMoreThanThereIs() {
        for (var sender = 0; sender < 4; sender++) {
            for (var i = 0; i < 16; i++) {
                assertThat(memory.take("" + sender, 16 * KIB, 16 * KIB)).isTrue();
            }
        }
        assertThat(memory.take("another", 1, 1)).isFalse();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        assertThat(memory.take("one", 256 * KIB, 16 * KIB)).isTrue();
        assertThat(memory.take("one", 1, 1)).isFalse();
        memory.giveBack("one", 256 * KIB);
        assertThat(memory.used()).isZero();
        assertThat(memory.take("one", 256 * KIB, 16 * KIB)).isTrue();
    }

    @Test
    void documentsOfOneAddressLeaveMemoryForThoseOfAnother() {
        assertThat(memory.takeForDocument("a", 2048 * KIB)).isTrue();
        assertThat(memory.takeForDocument("a", 1)).isFalse();
        assertThat(memory.takeForDocument("b", 2048 * KIB)).isTrue();
        assertThat(memory.takeForDocument("c", 1)).isFalse();

        memory.giveBackDocument("a", 2048 * KIB);

        assertThat(memory.takeForDocument("c", 2048 * KIB)).isTrue();
        assertThat(memory.used()).isEqualTo(4096 * KIB);
    }
}
