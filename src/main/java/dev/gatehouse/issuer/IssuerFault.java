// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.problem.ErrorText;

/** What an issuer did not answer as it should: in words for an administrator, without anything that it was sent. */
final class IssuerFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of fault. */
    enum Kind {
        /** No whole answer came. */
        UNREACHABLE,
        /** An answer came that is not one that can be used. */
        UNUSABLE,
        /** It does not accept the credentials that it was sent. */
        REFUSED
    }

    private final Kind kind;

    private final transient ErrorText why;

    IssuerFault(Kind kind, ErrorText why) {
        super(why.inEnglish(), null, false, false);
        this.kind = kind;
        this.why = why;
    }

    static IssuerFault unusable(ErrorText why) {
        return new IssuerFault(Kind.UNUSABLE, why);
    }

    Kind kind() {
        return kind;
    }

    ErrorText why() {
        return why;
    }

    /** What a failure means for whoever waits. */
    static IssuerFault of(Throwable failure) {
        return failure instanceof IssuerFault fault
                ? fault
                : new IssuerFault(Kind.UNREACHABLE, IssuerErrors.failed(String.valueOf(failure.getMessage())));
    }
}
