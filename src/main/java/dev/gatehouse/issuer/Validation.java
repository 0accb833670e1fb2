// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

/** The ways to validate the tokens of an issuer. */
public enum Validation {
    /** Gatehouse verifies the signature with keys that the issuer publishes. */
    JWT,
    /** Gatehouse asks the issuer about each token (RFC 7662). */
    INTROSPECTION
}
