// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

/** The format of access tokens. Gatehouse looks up both formats by their digest. */
public enum AccessTokenFormat {
    /** A signed JWT (RFC 9068), which other resource servers can validate without a request to Gatehouse. */
    JWT,
    /** A random string, which other resource servers validate by introspection (RFC 7662). */
    OPAQUE
}
