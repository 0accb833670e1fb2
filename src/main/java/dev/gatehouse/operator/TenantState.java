// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

/** The states of a tenant. */
public enum TenantState {
    /** The hosts of the tenant answer. */
    ACTIVE,
    /** No host of the tenant answers; all data remains. */
    SUSPENDED,
    /** Suspended, and deleted with all data at the end of the waiting period. */
    DELETING
}
