// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.problem.ErrorText;

/** The details of audit events of tokens. */
public final class TokenDetails {
    private TokenDetails() {}

    static ErrorText byAdministrator() {
        return ErrorText.of("event.token.by-administrator");
    }

    public static ErrorText byClient() {
        return ErrorText.of("event.token.by-client");
    }

    public static ErrorText byUser() {
        return ErrorText.of("event.token.by-user");
    }

    public static ErrorText codeSentAgain() {
        return ErrorText.of("event.token.code-sent-again");
    }

    public static ErrorText refreshTokenSentAgain() {
        return ErrorText.of("event.token.refresh-token-sent-again");
    }

    public static ErrorText ofCodeRevoked() {
        return ErrorText.of("event.code.replayed");
    }

    public static ErrorText grantRevoked() {
        return ErrorText.of("event.refresh-token.reused");
    }
}
