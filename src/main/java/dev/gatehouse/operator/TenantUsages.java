// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.client.Clients;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.tenant.quota.TenantQuotas;
import dev.gatehouse.token.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts what tenants have, for the operator, whose tenant must be the current one. */
@ApplicationScoped
class TenantUsages {
    /** The maximum number of live tokens to count, unless the quota is higher. */
    private static final int COUNTED = 100_000;

    private final Tenants tenants;
    private final CurrentTenant current;
    private final TenantQuotas quotas;
    private final TenantSettings settings;
    private final Clients clients;
    private final Accounts accounts;
    private final ExposedServices services;
    private final Tokens tokens;

    TenantUsages(
            Tenants tenants,
            CurrentTenant current,
            TenantQuotas quotas,
            TenantSettings settings,
            Clients clients,
            Accounts accounts,
            ExposedServices services,
            Tokens tokens) {
        this.tenants = tenants;
        this.current = current;
        this.quotas = quotas;
        this.settings = settings;
        this.clients = clients;
        this.accounts = accounts;
        this.services = services;
        this.tokens = tokens;
    }

    /**
     * Returns what a tenant has.
     *
     * @throws dev.gatehouse.problem.ProblemException 404 if there is no such tenant
     */
    TenantUsage of(String id) {
        QuarkusTransaction.requiringNew().run(() -> tenants.view(id));
        return current.call(id, () -> QuarkusTransaction.requiringNew().call(this::ofCurrent));
    }

    private TenantUsage ofCurrent() {
        var limits = quotas.current();
        var quota = limits.liveTokens();
        var most = quota == null ? COUNTED : Math.max(COUNTED, quota);
        var live = tokens.live(most + 1);
        return new TenantUsage(
                new TenantUsage.Count(clients.number(), limits.clients()),
                new TenantUsage.Count(accounts.number(), limits.accounts()),
                new TenantUsage.Count(services.number(), limits.services()),
                new TenantUsage.Bounded(Math.min(live, most), live > most, quota),
                new TenantUsage.Days(settings.view().auditRetention(), limits.auditDays()));
    }
}
