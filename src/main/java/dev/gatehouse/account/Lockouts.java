// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.TimeSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;

/** The lockouts of accounts by {@link SignInBudgets}, and their removal. */
@ApplicationScoped
class Lockouts {
    private final Accounts accounts;
    private final SignInBudgets budgets;
    private final TimeSource time;
    private final AuditLog audit;

    Lockouts(Accounts accounts, SignInBudgets budgets, TimeSource time, AuditLog audit) {
        this.accounts = accounts;
        this.budgets = budgets;
        this.time = time;
        this.audit = audit;
    }

    LockoutView of(UUID account) {
        var held = budgets.held(accounts.view(account).username());
        var now = time.now();
        return new LockoutView(
                held.strangers().isPresent() || !held.sources().isEmpty(),
                held.strangers().map(now::plus).orElse(null),
                held.sources().size(),
                held.sources().stream()
                        .max(Comparator.<Duration>naturalOrder())
                        .map(now::plus)
                        .orElse(null));
    }

    /** Ends the lockout of an account on all nodes, so that the next attempts are checked immediately. */
    @Transactional
    void lift(UUID account, String actor) {
        var username = accounts.view(account).username();
        budgets.lift(username);
        audit.record(
                AuditEvent.success(AuditAction.ACCOUNT_LOCKOUT_LIFTED).by(actor).target(username));
    }
}
