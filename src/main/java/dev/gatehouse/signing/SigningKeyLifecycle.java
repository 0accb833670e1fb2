// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.tenant.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of a signing key: published, then signing from {@link #activeFrom}, then superseded, and published
 * until no token that it signed is valid. A superseded key never signs again.
 */
public interface SigningKeyLifecycle {
    /** The time for which a key is published before it signs: twice the time that verifiers may cache the JWK set. */
    Duration LEAD = JwksResource.MAX_AGE.multipliedBy(2);

    /** The maximum difference between the clocks of two nodes, including the delay of invalidations. */
    Duration MARGIN = Duration.ofMinutes(1);

    /** The state of a key. */
    public enum State {
        /** Published, so that verifiers know the key before it signs. */
        NEXT,
        /** Signs tokens. */
        ACTIVE,
        /** No longer signs, but published for the tokens that it signed. */
        RETIRING
    }

    SigningAlgorithm algorithm();

    Instant activeFrom();

    /** Returns when the key stopped signing; null if it has not. */
    @Nullable Instant supersededAt();

    /** Returns when the key is removed from the JWK set; null if not known yet. */
    @Nullable Instant retiredAt();

    default boolean isPublished(Instant now) {
        var end = retiredAt();
        return end == null || end.isAfter(now);
    }

    /** Returns whether the key is published and does not sign yet. */
    default boolean isNext(Instant now) {
        return supersededAt() == null && activeFrom().isAfter(now);
    }

    /**
     * Returns the newest key whose signing time has begun. If there is none, allows for a clock that is {@link #MARGIN}
     * behind the clock of the node that created the key.
     */
    static <K extends SigningKeyLifecycle> Optional<K> active(List<K> keys, SigningAlgorithm algorithm, Instant now) {
        return newest(keys, algorithm, now).or(() -> newest(keys, algorithm, now.plus(MARGIN)));
    }

    private static <K extends SigningKeyLifecycle> Optional<K> newest(
            List<K> keys, SigningAlgorithm algorithm, Instant until) {
        return keys.stream()
                .filter(key -> key.algorithm() == algorithm
                        && key.supersededAt() == null
                        && !key.activeFrom().isAfter(until))
                .max(Comparator.comparing(SigningKeyLifecycle::activeFrom));
    }
}
