package dev.gatehouse.client;

import dev.gatehouse.tenant.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the refresh tokens of a client expire (RFC 9700 §4.14.2): after days without a refresh, and after days since the
 * grant.
 *
 * @param inactivity how long without a refresh; empty: for ever
 * @param maximumAge how long since the grant; empty: for ever
 */
public record RefreshExpiry(Optional<Duration> inactivity, Optional<Duration> maximumAge) {

    /**
     * The rule for a client.
     *
     * @param inactivityDays what the client says of it; 0: no limit; null: what the settings say
     * @param maximumAgeDays the same
     */
    public static RefreshExpiry of(
            @Nullable Integer inactivityDays, @Nullable Integer maximumAgeDays, Settings settings) {
        return new RefreshExpiry(
                inactivityDays == null ? settings.refreshInactivity() : days(inactivityDays),
                maximumAgeDays == null ? settings.refreshMaximumAge() : days(maximumAgeDays));
    }

    /**
     * When the refresh token of a grant expires; empty: never.
     *
     * @param refreshedAt the last refresh, or the grant itself
     */
    public Optional<Instant> of(Instant grantedAt, Instant refreshedAt) {
        return Stream.concat(inactivity.map(refreshedAt::plus).stream(), maximumAge.map(grantedAt::plus).stream())
                .min(Instant::compareTo);
    }

    private static Optional<Duration> days(int days) {
        return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
    }
}
