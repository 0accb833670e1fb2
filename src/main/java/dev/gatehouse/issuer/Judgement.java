// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.problem.ErrorText;

/** What has come out about a token that was not issued here. */
public sealed interface Judgement {

    /** What can be wrong with one. */
    enum Check {
        /** The issuer is not active, or does not say that the token is its own. */
        ISSUER,
        SIGNATURE,
        /** It is no access token, or not one that may be used as it was. */
        TYPE,
        AUDIENCE,
        /** Its issuer says that it is worth nothing. */
        ACTIVE,
        TIME,
        CLIENT
    }

    /** It is of no issuer that is trusted. */
    record Unknown() implements Judgement {}

    /**
     * It is worth nothing.
     *
     * @param finding for administrators: what was found, without anything of the token that could be used
     */
    record Refused(TrustedIssuer issuer, Check check, ErrorText finding) implements Judgement {}

    /** Nobody can tell, because its issuer does not answer. */
    record Undecided(TrustedIssuer issuer, ErrorText finding) implements Judgement {}

    /** It is good, and worth what its scopes stand for. */
    record Accepted(TrustedIssuer issuer, ExternalToken token) implements Judgement {}
}
