package dev.gatehouse.signing;

import dev.gatehouse.tenant.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of a signing key: published first, signing from {@link #activeFrom} on, superseded by another, and published
 * until nothing that it has signed is valid any more. It only ever goes forward: a superseded key never signs again.
 */
interface KeyLife {
    /** How long a key is published before it signs: twice the time for which others may keep the key set. */
    Duration LEAD = JwksResource.MAX_AGE.multipliedBy(2);

    /** How far the clocks of two nodes, and what they have heard of each other, may lie apart. */
    Duration MARGIN = Duration.ofMinutes(1);

    /** Where in its life a key is. */
    enum State {
        /** Published, so that verifiers know it when it begins to sign. */
        NEXT,
        /** Signs. */
        ACTIVE,
        /** Signs no more, published for what it has signed. */
        RETIRING
    }

    SigningAlgorithm algorithm();

    Instant activeFrom();

    /** Since when it does not sign any more. */
    @Nullable Instant supersededAt();

    /** Until when it is published; null: not known yet. */
    @Nullable Instant retiredAt();

    default boolean isPublished(Instant now) {
        var end = retiredAt();
        return end == null || end.isAfter(now);
    }

    /** Whether it is published and has yet to sign. */
    default boolean isNext(Instant now) {
        return supersededAt() == null && activeFrom().isAfter(now);
    }

    /**
     * The key that signs: the newest whose time has come. A node whose clock is behind the one that made the only key
     * takes that one.
     */
    static <K extends KeyLife> Optional<K> active(List<K> keys, SigningAlgorithm algorithm, Instant now) {
        return newest(keys, algorithm, now).or(() -> newest(keys, algorithm, now.plus(MARGIN)));
    }

    private static <K extends KeyLife> Optional<K> newest(List<K> keys, SigningAlgorithm algorithm, Instant until) {
        return keys.stream()
                .filter(key -> key.algorithm() == algorithm
                        && key.supersededAt() == null
                        && !key.activeFrom().isAfter(until))
                .max(Comparator.comparing(KeyLife::activeFrom));
    }
}
