// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import dev.gatehouse.problem.ErrorText;

/** The refusals of a tenant that has used up a quota. */
public final class QuotaErrors {
    private QuotaErrors() {}

    static ErrorText clients(int most) {
        return ErrorText.of("quota.clients", most);
    }

    static ErrorText accounts(int most) {
        return ErrorText.of("quota.accounts", most);
    }

    static ErrorText services(int most) {
        return ErrorText.of("quota.services", most);
    }

    public static ErrorText liveTokens(int most) {
        return ErrorText.of("quota.live-tokens", most);
    }

    static ErrorText tokensPerSecond(int most) {
        return ErrorText.of("quota.tokens-per-second", most);
    }

    public static ErrorText callsPerSecond(int most) {
        return ErrorText.of("quota.calls-per-second", most);
    }

    public static ErrorText auditDays(int most) {
        return ErrorText.of("quota.audit-days", most);
    }
}
