// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.account.SignedIn;
import dev.gatehouse.http.Paths;
import dev.gatehouse.operator.entry.Entries;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Entries of operators into the consoles of tenants. Requires that the operator's tenant is the current one. There is no
 * call of the operator's API for them: an entry belongs to the session in which the operator created the entry.
 */
@ApplicationScoped
public class TenantEntries {
    /** The maximum length of a reason, which is also that of the column. */
    public static final int MAX_REASON = 200;

    private final Tenants tenants;
    private final Entries entries;

    TenantEntries(Tenants tenants, Entries entries) {
        this.tenants = tenants;
        this.entries = entries;
    }

    /**
     * Creates a link with which the operator enters the console of a tenant once.
     *
     * @param changes whether the operator may change things; otherwise the entry is read-only
     * @param operator the signed-in administrator of the operator's tenant
     * @throws ProblemException 400 for the field {@code reason}; 404 if there is no such tenant; 409 for the operator's
     *     tenant, for a suspended tenant, and for a tenant without an issuer
     */
    public String create(String id, @Nullable String reason, boolean changes, SignedIn operator) {
        var tenant = tenants.view(id);
        if (id.equals(CurrentTenant.OPERATOR)) {
            throw ProblemException.conflict(OperatorErrors.entryOfOperator());
        }
        if (tenant.state() != TenantState.ACTIVE) {
            throw ProblemException.conflict(OperatorErrors.entryOfSuspended());
        }
        if (tenant.issuer() == null) {
            throw ProblemException.conflict(OperatorErrors.withoutIssuer());
        }
        var errors = new FieldErrors();
        var checked = errors.name("reason", reason, MAX_REASON);
        errors.refuse();
        // The code has no character that a query must encode.
        return tenant.issuer() + Paths.OPERATOR_ENTRY + "?code=" + entries.create(id, operator, checked, changes);
    }
}
