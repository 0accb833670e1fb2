// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

/**
 * The response to the creation of a tenant.
 *
 * @param administratorLink the link with which the first administrator chooses a password; shown once
 */
public record CreatedTenant(TenantView tenant, String administratorLink) {}
