// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator.entry;

import dev.gatehouse.account.Role;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.UUID;

/**
 * An entry of an operator into the console of a tenant. The operator has no account of the tenant.
 *
 * @param operator the username of the operator in the operator's tenant
 * @param changes whether the operator may change things; otherwise the entry is read-only
 * @param expiresAt the end of the entry; before the code is used, the expiry of the code
 */
@TemplateData
public record OperatorEntry(UUID id, String operator, String reason, boolean changes, Instant expiresAt) {
    /** The key of a routing context that holds the entry of the request. */
    public static final String KEY = OperatorEntry.class.getName();

    static OperatorEntry of(StoredEntry stored) {
        return new OperatorEntry(stored.id, stored.operatorName, stored.reason, stored.changes, stored.expiresAt);
    }

    OperatorEntry until(Instant end) {
        return new OperatorEntry(id, operator, reason, changes, end);
    }

    /**
     * Returns the actor for the audit log of the entered tenant. No username contains a space, so that no account of the
     * tenant looks like the operator.
     */
    public String actor() {
        return "operator: " + operator;
    }

    /** Returns the role whose permissions the operator has. */
    public Role role() {
        return changes ? Role.ADMINISTRATOR : Role.AUDITOR;
    }
}
