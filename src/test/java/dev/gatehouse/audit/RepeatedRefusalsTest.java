// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.audit.RepeatedDenials.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Repeated denials are counted by kind, and the number of kinds is limited. */
class RepeatedRefusalsTest {
    private static final String TENANT = "default";
    private static final String HERE = "203.0.113.7";
    private static final Instant AT = Instant.parse("2026-01-15T09:30:00Z");
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final AuditEvent SIGN_IN =
            AuditEvent.denied(AuditAction.SIGN_IN).by("jane").detail(AuditDetails.value("the password is wrong"));

    private final RepeatedDenials refusals = new RepeatedDenials(1);

    @Test
    void ofAnotherAccountAreWrittenAtOnce() {
        assertThat(isCounted(SIGN_IN)).isFalse();
        assertThat(isCounted(SIGN_IN.by("john"))).isFalse();
        assertThat(isCounted(SIGN_IN)).isTrue();
        assertThat(isCounted(SIGN_IN.by("john"))).isTrue();
    }

    @Test
    void ofAnotherTenantAreAnothers() {
        assertThat(isCounted(SIGN_IN)).isFalse();
        assertThat(refusals.counts("another", HERE, SIGN_IN, AT, 0)).isFalse();
    }

    @Test
    void sayWhenTheyBeganAndEnded() {
        for (var second = 0; second < 5; second++) {
            refusals.counts(TENANT, HERE, SIGN_IN, AT.plusSeconds(second), 0);
        }

        assertThat(refusals.due(MINUTE, false))
                .containsExactly(new Counted(TENANT, SIGN_IN, HERE, 4, AT.plusSeconds(1), AT.plusSeconds(4)));
        assertThat(refusals.due(2 * MINUTE, false)).isEmpty();
    }

    @Test
    void areNotToldBeforeTheMinuteIsOverUnlessTheProgramEnds() {
        isCounted(SIGN_IN);
        isCounted(SIGN_IN);

        assertThat(refusals.due(MINUTE - 1, false)).isEmpty();
        assertThat(refusals.due(MINUTE - 1, true)).hasSize(1);
    }

    @Test
    void ofMoreKindsThanAnAddressHasAreToldApartByTheirActionAlone() {
        IntStream.range(0, 1_000).forEach(i -> isCounted(SIGN_IN.by("person-" + i)));

        var due = refusals.due(MINUTE, false);

        assertThat(due).hasSize(1);
        assertThat(due.getFirst().occurrences()).isEqualTo(1_000 - RepeatedDenials.KINDS_EACH - 1);
        assertThat(due.getFirst().first().actor()).as("no common actor").isNull();
        assertThat(due.getFirst().first().detail()).isEqualTo(SIGN_IN.detail());
    }

    /** The limit holds for every distribution of denials over addresses and kinds. */
    @Test
    void areABoundedNumberOfRows() {
        for (var i = 0; i < 100_000; i++) {
            refusals.counts(TENANT, "10.0." + i % 251 + "." + i % 241, SIGN_IN.by("person-" + i % 239), AT, 0);
        }

        assertThat(refusals.due(MINUTE, false)).hasSizeLessThanOrEqualTo(RepeatedDenials.KEYS + 1);
    }

    private boolean isCounted(AuditEvent event) {
        return refusals.counts(TENANT, HERE, event, AT, 0);
    }
}
