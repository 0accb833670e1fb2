// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import com.fasterxml.jackson.annotation.JsonView;
import dev.gatehouse.adminapi.NotInEntityTag;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of a tenant in responses. A null has the default of the configuration.
 *
 * @param inEffect the quotas with the defaults of the answering node; a null there means unlimited
 */
public record QuotasView(
        @Nullable Integer clients,
        @Nullable Integer accounts,
        @Nullable Integer services,
        @Nullable Integer liveTokens,
        @Nullable Integer tokensPerSecond,
        @Nullable Integer callsPerSecond,
        @Nullable Integer auditDays,
        @Nullable Integer passwordShare,
        @Nullable Integer databaseShare,
        @JsonView(NotInEntityTag.class) Quotas inEffect) {
    static QuotasView of(StoredQuotas stored, Quotas inEffect) {
        return new QuotasView(
                stored.clients,
                stored.accounts,
                stored.services,
                stored.liveTokens,
                stored.tokensPerSecond,
                stored.callsPerSecond,
                stored.auditDays,
                stored.passwordShare,
                stored.databaseShare,
                inEffect);
    }
}
