// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

/** The rule for asking the resource owner for consent. */
public enum Approval {
    ALWAYS,
    /** Once for each set of scopes; the consent is stored. */
    ONCE,
    /** Never; for first-party clients only. */
    NEVER
}
