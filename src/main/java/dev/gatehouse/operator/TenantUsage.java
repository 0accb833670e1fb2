// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import org.jspecify.annotations.Nullable;

/**
 * What a tenant has and may have.
 *
 * @param liveTokens the tokens that are neither expired nor revoked
 * @param auditDays the retention of audit events
 */
public record TenantUsage(Count clients, Count accounts, Count services, Bounded liveTokens, Days auditDays) {

    /**
     * A number and its quota.
     *
     * @param quota null means unlimited
     */
    public record Count(long used, @Nullable Integer quota) {}

    /**
     * A number that is counted up to a maximum, and its quota.
     *
     * @param more whether the actual number is greater
     * @param quota null means unlimited
     */
    public record Bounded(long used, boolean more, @Nullable Integer quota) {}

    /**
     * A number of days and its quota.
     *
     * @param used null means unlimited
     * @param quota null means unlimited
     */
    public record Days(@Nullable Integer used, @Nullable Integer quota) {}
}
