// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

/**
 * A new link for an administrator of a tenant.
 *
 * @param administratorLink the link with which a person creates the account of an administrator; shown once
 */
public record AdministratorLink(String administratorLink) {}
