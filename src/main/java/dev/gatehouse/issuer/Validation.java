// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

/** How the tokens of an issuer are judged. */
public enum Validation {
    /** By the signature, with keys that the issuer publishes. */
    JWT,
    /** By asking the issuer about each (RFC 7662). */
    INTROSPECTION
}
