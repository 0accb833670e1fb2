// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tenants;

import dev.gatehouse.console.Labels;

/** The labels of the fields in the forms of tenants. */
final class TenantLabels {
    private TenantLabels() {}

    /** The form of a tenant. */
    static final Labels TENANT = (field, language) -> {
        var tenants = language.texts(TenantMessages.class);
        return switch (field) {
            case "id" -> tenants.id();
            case "name" -> tenants.name();
            case "hosts" -> tenants.hosts();
            case "confirm" -> tenants.confirm();
            default -> null;
        };
    };

    /** The form of an entry into the console of a tenant. */
    static final Labels ENTRY = (field, language) -> {
        var tenants = language.texts(TenantMessages.class);
        return switch (field) {
            case "reason" -> tenants.reason();
            default -> null;
        };
    };

    /** The form of the quotas of a tenant. */
    static final Labels QUOTAS = (field, language) -> {
        var tenants = language.texts(TenantMessages.class);
        return switch (field) {
            case "clients" -> tenants.clients();
            case "accounts" -> tenants.accounts();
            case "services" -> tenants.services();
            case "liveTokens" -> tenants.liveTokens();
            case "tokensPerSecond" -> tenants.tokensPerSecond();
            case "callsPerSecond" -> tenants.callsPerSecond();
            case "auditDays" -> tenants.auditDays();
            case "passwordShare" -> tenants.passwordShare();
            case "databaseShare" -> tenants.databaseShare();
            default -> null;
        };
    };
}
