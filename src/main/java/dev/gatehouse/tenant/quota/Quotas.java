// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import org.jspecify.annotations.Nullable;

/**
 * The quotas of a tenant that are in effect. A null number means unlimited.
 *
 * @param clients the maximum number of clients, without the built-in client
 * @param accounts the maximum number of accounts
 * @param services the maximum number of services
 * @param liveTokens the approximate maximum number of tokens that are neither expired nor revoked
 * @param tokensPerSecond the maximum rate of issued tokens, including refreshes
 * @param callsPerSecond the maximum rate of gateway calls
 * @param auditDays the maximum retention of audit events
 * @param passwordShare the percentage of a node's password checks while other tenants wait
 * @param databaseShare the percentage of a node's database connections
 */
public record Quotas(
        @Nullable Integer clients,
        @Nullable Integer accounts,
        @Nullable Integer services,
        @Nullable Integer liveTokens,
        @Nullable Integer tokensPerSecond,
        @Nullable Integer callsPerSecond,
        @Nullable Integer auditDays,
        int passwordShare,
        int databaseShare) {}
