// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.tenant.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The expiry rule of a client's refresh tokens (RFC 9700 §4.14.2).
 *
 * @param inactivity the maximum time without a refresh; empty: unlimited
 * @param maximumAge the maximum time since the grant; empty: unlimited
 */
public record RefreshExpiry(Optional<Duration> inactivity, Optional<Duration> maximumAge) {

    /**
     * Returns the rule for a client.
     *
     * @param inactivityDays the client's limit in days; 0: no limit; null: the tenant's setting
     * @param maximumAgeDays the client's maximum in days; 0: no maximum; null: the tenant's setting
     */
    public static RefreshExpiry of(
            @Nullable Integer inactivityDays, @Nullable Integer maximumAgeDays, Settings settings) {
        return new RefreshExpiry(
                inactivityDays == null ? settings.refreshInactivity() : days(inactivityDays),
                maximumAgeDays == null ? settings.refreshMaximumAge() : days(maximumAgeDays));
    }

    /**
     * Returns when the refresh token of a grant expires; empty: never.
     *
     * @param refreshedAt the time of the last refresh, or of the grant
     */
    public Optional<Instant> of(Instant grantedAt, Instant refreshedAt) {
        return Stream.concat(inactivity.map(refreshedAt::plus).stream(), maximumAge.map(grantedAt::plus).stream())
                .min(Instant::compareTo);
    }

    private static Optional<Duration> days(int days) {
        return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
    }
}
