// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

/** The lifetime rule of a client's access tokens. */
public enum Expiration {
    /** The tenant's setting. */
    GLOBAL,
    NEVER,
    /** The client's own lifetime in seconds. */
    SECONDS
}
