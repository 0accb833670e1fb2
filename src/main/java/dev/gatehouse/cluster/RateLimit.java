package dev.gatehouse.cluster;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * How many calls are allowed, by a token bucket: it holds {@code burst} calls and gets {@code requests} more in every
 * {@code perSeconds}, evenly. It is for the whole deployment; what that is for one node, {@link LiveNodes} says.
 */
@Embeddable
public record RateLimit(
        @Column(name = "rate_requests") int requests,
        @Column(name = "rate_seconds") int perSeconds,
        @Column(name = "rate_burst") int burst) {
    private static final int MAX = 1_000_000;
    private static final int DAY = 86_400;

    /**
     * A limit as the admin API takes it.
     *
     * @param burst as many as {@code requests} unless said otherwise
     */
    public record Input(
            @Nullable Integer requests,
            @Nullable Integer perSeconds,
            @Nullable Integer burst) {}

    /** The limit that an input says, null for none. */
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
