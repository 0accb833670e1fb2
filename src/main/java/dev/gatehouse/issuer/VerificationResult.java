// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.problem.ErrorText;

/** The result of a token that Gatehouse did not issue. */
public sealed interface VerificationResult {

    /** The check that a token failed. */
    enum Check {
        /** The issuer is inactive, or does not confirm that it issued the token. */
        ISSUER,
        SIGNATURE,
        /** The token is not an access token, or is not a bearer token, for example because it is bound to a key. */
        TYPE,
        AUDIENCE,
        /** The issuer says that the token is not active. */
        ACTIVE,
        TIME,
        CLIENT
    }

    /** No trusted issuer issued the token. */
    record Unknown() implements VerificationResult {}

    /**
     * The token is invalid.
     *
     * @param finding the reason for administrators, without usable parts of the token
     */
    record Rejected(TrustedIssuer issuer, Check check, ErrorText finding) implements VerificationResult {}

    /** The issuer does not answer. */
    record Undecided(TrustedIssuer issuer, ErrorText finding) implements VerificationResult {}

    /** The token is valid. Its mapped scopes determine its access. */
    record Accepted(TrustedIssuer issuer, ExternalToken token) implements VerificationResult {}
}
