// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

/**
 * The rule whether a client must send a code challenge (RFC 7636) with an authorization request. A challenge that was
 * sent is always verified.
 */
public enum PkceRule {
    /** The tenant's setting; always required for a public client. */
    GLOBAL,
    NO,
    YES
}
