// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import dev.gatehouse.problem.ErrorText;
import org.jspecify.annotations.Nullable;

/** A quota of things that a tenant has, whose number is exact. */
public enum CountedQuota {
    CLIENTS("clients"),
    ACCOUNTS("accounts"),
    SERVICES("services");

    private final String wireName;

    CountedQuota(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    @Nullable Integer of(Quotas quotas) {
        return switch (this) {
            case CLIENTS -> quotas.clients();
            case ACCOUNTS -> quotas.accounts();
            case SERVICES -> quotas.services();
        };
    }

    ErrorText refusal(int most) {
        return switch (this) {
            case CLIENTS -> QuotaErrors.clients(most);
            case ACCOUNTS -> QuotaErrors.accounts(most);
            case SERVICES -> QuotaErrors.services(most);
        };
    }
}
