// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import dev.gatehouse.database.AdvisoryLock;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.LongSupplier;

/**
 * Places for new clients, accounts and services. A tenant with a quota creates things of a kind one after the other:
 * each creation waits for the transaction of the one before, and then counts what that one stored. Creations of a tenant
 * without a quota do not wait.
 */
@ApplicationScoped
public class Reservations {
    private final TenantQuotas quotas;
    private final CurrentTenant tenant;
    private final AdvisoryLock lock;
    private final QuotaRefusals refusals;

    Reservations(TenantQuotas quotas, CurrentTenant tenant, AdvisoryLock lock, QuotaRefusals refusals) {
        this.quotas = quotas;
        this.tenant = tenant;
        this.lock = lock;
        this.refusals = refusals;
    }

    /**
     * Takes the locks of all quotas, for a transaction that creates several things and locks other rows between. Other
     * creations take the lock of their quota first, so that the two do not deadlock.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lockAll() {
        for (var quota : CountedQuota.values()) {
            lock(quota);
        }
    }

    /** Takes the lock of a quota, before locks that others take before theirs. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(CountedQuota quota) {
        if (quota.of(quotas.current()) != null) {
            lock.takeFor(tenant.id(), quota.wireName());
        }
    }

    /**
     * Reserves places for things that the current transaction stores.
     *
     * @param more the number of the things
     * @param existing counts the stored things
     * @throws ProblemException 409 if the quota has fewer places
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void reserve(CountedQuota quota, int more, LongSupplier existing) {
        var most = quota.of(quotas.current());
        if (most == null || more == 0) {
            return;
        }
        lock.takeFor(tenant.id(), quota.wireName());
        if (existing.getAsLong() + more > most) {
            refusals.count(quota);
            throw ProblemException.conflict(quota.refusal(most));
        }
    }
}
