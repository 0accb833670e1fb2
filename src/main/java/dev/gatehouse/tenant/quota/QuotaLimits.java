// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import dev.gatehouse.cluster.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of a tenant with the rates as rate limits, whose bucket holds the calls of one second.
 *
 * @param tokens the limit of issued tokens; null means unlimited
 * @param calls the limit of gateway calls; null means unlimited
 */
public record QuotaLimits(
        Quotas quotas, @Nullable RateLimit tokens, @Nullable RateLimit calls) {
    static QuotaLimits of(Quotas quotas) {
        return new QuotaLimits(quotas, perSecond(quotas.tokensPerSecond()), perSecond(quotas.callsPerSecond()));
    }

    private static @Nullable RateLimit perSecond(@Nullable Integer most) {
        return most == null ? null : new RateLimit(most, 1, most);
    }
}
