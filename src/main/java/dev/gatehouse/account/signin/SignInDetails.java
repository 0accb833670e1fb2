// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.problem.ErrorText;

/** The details of audit events of sign-ins, sessions and passkeys. */
final class SignInDetails {
    private SignInDetails() {}

    static ErrorText accountChanged() {
        return ErrorText.of("event.sign-in.account-changed");
    }

    static ErrorText tooManyAttempts() {
        return ErrorText.of("event.sign-in.too-many-attempts");
    }

    static ErrorText busy() {
        return ErrorText.of("event.sign-in.busy");
    }

    static ErrorText noAccount() {
        return ErrorText.of("event.sign-in.no-account");
    }

    static ErrorText wrongPassword() {
        return ErrorText.of("event.sign-in.wrong-password");
    }

    static ErrorText inactive() {
        return ErrorText.of("event.sign-in.inactive");
    }

    static ErrorText oldestSessions(int most) {
        return ErrorText.of("event.session.oldest", most);
    }

    static ErrorText endedElsewhere() {
        return ErrorText.of("event.session.ended-elsewhere");
    }

    static ErrorText othersEnded(int sessions) {
        return ErrorText.of("event.session.others-ended", sessions);
    }

    static ErrorText noChallenge() {
        return ErrorText.of("event.passkey.no-challenge");
    }

    static ErrorText noPasskey() {
        return ErrorText.of("event.passkey.unknown");
    }

    static ErrorText otherAccount() {
        return ErrorText.of("event.passkey.other-account");
    }

    static ErrorText usedTwice() {
        return ErrorText.of("event.passkey.used-twice");
    }

    static ErrorText copied() {
        return ErrorText.of("event.passkey.copied");
    }

    static ErrorText badOrigin() {
        return ErrorText.of("event.passkey.origin");
    }

    static ErrorText badRpId() {
        return ErrorText.of("event.passkey.rp-id");
    }

    static ErrorText badChallenge() {
        return ErrorText.of("event.passkey.challenge");
    }

    static ErrorText badSignature() {
        return ErrorText.of("event.passkey.signature");
    }

    static ErrorText otherType() {
        return ErrorText.of("event.passkey.type");
    }

    static ErrorText userNotVerified() {
        return ErrorText.of("event.passkey.user-not-verified");
    }

    static ErrorText userNotPresent() {
        return ErrorText.of("event.passkey.user-not-present");
    }

    static ErrorText failed(String kind) {
        return ErrorText.of("event.passkey.failed", kind);
    }
}
