// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

/** Which {@code typ} the JWTs of an issuer may have. */
public enum TokenTypes {
    /** Only {@code at+jwt}, as RFC 9068 §4 asks: no ID token can be taken for an access token. */
    AT_JWT,
    /** {@code JWT} and none at all too, for issuers that do not follow RFC 9068. */
    ANY_JWT
}
