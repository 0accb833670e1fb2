// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of a tenant in a request of the operator. A quota that is null or omitted has the default of the
 * configuration. The read-only property of the view is ignored.
 */
@JsonIgnoreProperties("inEffect")
public record QuotasInput(
        @Nullable Integer clients,
        @Nullable Integer accounts,
        @Nullable Integer services,
        @Nullable Integer liveTokens,
        @Nullable Integer tokensPerSecond,
        @Nullable Integer callsPerSecond,
        @Nullable Integer auditDays,
        @Nullable Integer passwordShare,
        @Nullable Integer databaseShare) {
    private static final int MILLION = 1_000_000;

    /** The minimum of the retention, as in the settings of a tenant. */
    private static final int LEAST_DAYS = 30;

    private static final int MOST_DAYS = 3650;

    /** Adds an error for each quota that is out of range. */
    void check(FieldErrors errors) {
        within("clients", clients, 0, MILLION, errors);
        // A tenant without accounts would have no administrator.
        within("accounts", accounts, 1, 10 * MILLION, errors);
        within("services", services, 0, MILLION, errors);
        within("liveTokens", liveTokens, 1, 10 * MILLION, errors);
        within("tokensPerSecond", tokensPerSecond, 1, MILLION, errors);
        within("callsPerSecond", callsPerSecond, 1, MILLION, errors);
        within("auditDays", auditDays, LEAST_DAYS, MOST_DAYS, errors);
        within("passwordShare", passwordShare, 1, 100, errors);
        within("databaseShare", databaseShare, 1, 100, errors);
    }

    private static void within(String field, @Nullable Integer value, int least, int most, FieldErrors errors) {
        errors.check(value == null || (value >= least && value <= most), field, CommonErrors.outOfRange(least, most));
    }
}
