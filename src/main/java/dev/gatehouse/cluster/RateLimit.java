// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * A rate limit as a token bucket. The bucket holds {@code burst} calls, and {@code requests} calls are added evenly in
 * every {@code perSeconds} seconds. The limit applies to the whole deployment; {@link LiveNodes} gives the number of
 * nodes that share the limit.
 */
@Embeddable
public record RateLimit(
        @Column(name = "rate_requests") int requests,
        @Column(name = "rate_seconds") int perSeconds,
        @Column(name = "rate_burst") int burst) {
    private static final int MAX = 1_000_000;
    private static final int DAY = 86_400;

    /**
     * A rate limit in the input of the admin API.
     *
     * @param burst the size of the bucket; {@code requests} by default
     */
    public record Input(
            @Nullable Integer requests,
            @Nullable Integer perSeconds,
            @Nullable Integer burst) {}

    /** Returns the rate limit of an input, or null without an input. Adds an error for each value out of range. */
    public static @Nullable RateLimit read(@Nullable Input input, FieldErrors errors) {
        if (input == null) {
            return null;
        }
        var requests = within("rateLimit.requests", input.requests(), MAX, errors);
        var perSeconds = within("rateLimit.perSeconds", input.perSeconds(), DAY, errors);
        var mostThatADayRefills = (int) Math.min(MAX, (long) requests * DAY / perSeconds);
        var burst = input.burst() == null
                ? requests
                : within("rateLimit.burst", input.burst(), mostThatADayRefills, errors);
        return new RateLimit(requests, perSeconds, burst);
    }

    private static int within(String field, @Nullable Integer value, int max, FieldErrors errors) {
        errors.check(value != null && value >= 1 && value <= max, field, CommonErrors.outOfRange(1, max));
        return value == null ? 1 : Math.clamp(value, 1, max);
    }

    @Override
    public String toString() {
        return requests + (requests == 1 ? " call" : " calls") + " per " + perSeconds + " s";
    }
}
