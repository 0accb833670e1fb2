// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.problem.ErrorText;

/** A failed request to an issuer. The text is for administrators and contains nothing of the request. */
final class IssuerFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kinds of faults. */
    enum Kind {
        /** No complete answer arrived. */
        UNREACHABLE,
        /** The answer cannot be used. */
        UNUSABLE,
        /** The issuer rejected the credentials. */
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

    /** Converts a failure of a request. */
    static IssuerFault of(Throwable failure) {
        return failure instanceof IssuerFault fault
                ? fault
                : new IssuerFault(Kind.UNREACHABLE, IssuerErrors.failed(String.valueOf(failure.getMessage())));
    }
}
