// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

/** The administrative roles of users. A user without a role manages only the access that the user has granted. */
public enum Role {
    ADMINISTRATOR,
    /** Reads everything, changes nothing. */
    AUDITOR
}
