// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

/** The JWS algorithms for signing access tokens (RFC 7518 §3.1). */
public enum SigningAlgorithm {
    ES256,
    RS256
}
