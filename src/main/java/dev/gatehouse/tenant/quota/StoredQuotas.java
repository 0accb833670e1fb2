// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** The quotas of a tenant in the database: at most one row per tenant. A null has the default of the configuration. */
@Entity
@Table(name = "tenant_quota")
class StoredQuotas {
    @Id
    @Column(name = "tenant_id")
    String tenantId;

    @Column
    @Nullable Integer clients;

    @Column
    @Nullable Integer accounts;

    @Column
    @Nullable Integer services;

    @Column(name = "live_tokens")
    @Nullable Integer liveTokens;

    @Column(name = "tokens_per_second")
    @Nullable Integer tokensPerSecond;

    @Column(name = "calls_per_second")
    @Nullable Integer callsPerSecond;

    @Column(name = "audit_days")
    @Nullable Integer auditDays;

    @Column(name = "password_share")
    @Nullable Integer passwordShare;

    @Column(name = "database_share")
    @Nullable Integer databaseShare;

    @Version
    @Column(name = "lock_version")
    int lockVersion;

    static StoredQuotas none(String tenant) {
        var stored = new StoredQuotas();
        stored.tenantId = tenant;
        return stored;
    }

    void replace(QuotasInput input) {
        clients = input.clients();
        accounts = input.accounts();
        services = input.services();
        liveTokens = input.liveTokens();
        tokensPerSecond = input.tokensPerSecond();
        callsPerSecond = input.callsPerSecond();
        auditDays = input.auditDays();
        passwordShare = input.passwordShare();
        databaseShare = input.databaseShare();
    }
}
