// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

/** The values of {@code typ} that an issuer's JWTs may have. */
public enum TokenTypes {
    /** Only {@code at+jwt}, as RFC 9068 §4 requires, so that no ID token is accepted as an access token. */
    AT_JWT,
    /** Also {@code JWT} or no {@code typ}, for issuers that do not follow RFC 9068. */
    ANY_JWT
}
