package dev.gatehouse.account;

import dev.gatehouse.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * A new account as the admin API takes it.
 *
 * @param password what somebody chose
 * @param generatePassword whether one is made instead, which the answer holds and nothing else ever does
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

    /** Never the password, so that no log line can hold it. */
    @Override
    public String toString() {
        return "NewAccountInput[" + username + "]";
    }
}
