// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.problem.ErrorText;

/** The details of audit events of accounts and groups. */
final class AccountDetails {
    private AccountDetails() {}

    static ErrorText role(Role role) {
        return ErrorText.of("event.account.role", role);
    }

    static ErrorText changedWithPassword(ErrorText changes) {
        return ErrorText.of("event.account.changed-with-password", changes);
    }

    static ErrorText passwordReplaced(long sessions) {
        return ErrorText.of("event.account.password-replaced", sessions);
    }

    static ErrorText passwordReplacedWithPasskeys(long sessions, long passkeys) {
        return ErrorText.of("event.account.password-replaced-with-passkeys", sessions, passkeys);
    }

    static ErrorText passkey() {
        return ErrorText.of("event.sign-in.passkey");
    }

    static ErrorText renamed(String before) {
        return ErrorText.of("event.group.renamed", before);
    }

    static ErrorText account(String username) {
        return ErrorText.of("event.group.account", username);
    }

    static ErrorText client(String name, String version) {
        return ErrorText.of("event.group.client", name, version);
    }
}
