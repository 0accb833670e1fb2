// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * A new account in the input of the admin API.
 *
 * @param password the chosen password
 * @param generatePassword whether to generate the password, which only the response contains
 * @param role {@code ADMINISTRATOR}, {@code AUDITOR} or absent
 */
public record NewAccountInput(
        @Nullable String username,
        @Nullable String displayName,
        @Nullable String password,
        @Nullable Boolean generatePassword,
        @Nullable Role role) {

    boolean generated() {
        return Boolean.TRUE.equals(generatePassword);
    }

    void check(FieldErrors errors) {
        if (generated()) {
            errors.check(password == null, "password", AccountErrors.passwordGivenAndGenerated());
        } else {
            Passwords.check(errors, "password", password);
        }
    }

    /** Omits the password, so that no log line can contain the password. */
    @Override
    public String toString() {
        return "NewAccountInput[" + username + "]";
    }
}
