// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.problem.ErrorText;
import java.util.List;

/** The errors of accounts, groups, passwords, passkeys and sessions. */
public final class AccountErrors {
    private AccountErrors() {}

    public static ErrorText notFound() {
        return ErrorText.of("account.not-found");
    }

    public static ErrorText unknownUsername() {
        return ErrorText.of("account.unknown-username");
    }

    static ErrorText taken(String username) {
        return ErrorText.of("account.taken", username);
    }

    static ErrorText ownDeactivation() {
        return ErrorText.of("account.own-deactivation");
    }

    static ErrorText ownRole() {
        return ErrorText.of("account.own-role");
    }

    static ErrorText ownPassword() {
        return ErrorText.of("account.own-password");
    }

    static ErrorText ownDeletion() {
        return ErrorText.of("account.own-deletion");
    }

    static ErrorText usernameWithSpace() {
        return ErrorText.of("username.space");
    }

    static ErrorText usernameAmbiguous() {
        return ErrorText.of("username.ambiguous");
    }

    static ErrorText passwordTooShort(int least) {
        return ErrorText.of("password.too-short", least);
    }

    static ErrorText passwordTooLong(int most) {
        return ErrorText.of("password.too-long", most);
    }

    static ErrorText passwordWithNul() {
        return ErrorText.of("password.nul");
    }

    static ErrorText passwordGivenAndGenerated() {
        return ErrorText.of("password.given-and-generated");
    }

    public static ErrorText wrongPassword() {
        return ErrorText.of("password.wrong");
    }

    static ErrorText passwordChangedMeanwhile() {
        return ErrorText.of("password.changed-meanwhile");
    }

    static ErrorText groupNotFound() {
        return ErrorText.of("group.not-found");
    }

    static ErrorText groupTaken(String name) {
        return ErrorText.of("group.taken", name);
    }

    static ErrorText groupLimits(List<String> scopes) {
        return ErrorText.of("group.limits-scopes", scopes);
    }

    static ErrorText groupLimitsMeanwhile() {
        return ErrorText.of("group.limits-scope");
    }

    public static ErrorText ownSession() {
        return ErrorText.of("session.own");
    }

    public static ErrorText sessionNotFound() {
        return ErrorText.of("session.not-found");
    }

    public static ErrorText notSignedIn() {
        return ErrorText.of("session.missing");
    }

    public static ErrorText passkeyNotFound() {
        return ErrorText.of("passkey.not-found");
    }

    public static ErrorText passkeyNotAccepted() {
        return ErrorText.of("passkey.not-accepted");
    }

    public static ErrorText passkeyNeedsPassword() {
        return ErrorText.of("passkey.password-required");
    }

    public static ErrorText passkeyKnown() {
        return ErrorText.of("passkey.known");
    }

    public static ErrorText tooManyPasskeys(int most) {
        return ErrorText.of("passkey.too-many", most);
    }
}
