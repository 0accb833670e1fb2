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

    public static ErrorText taken(String username) {
        return ErrorText.of("account.taken", username);
    }

    public static ErrorText ownDeactivation() {
        return ErrorText.of("account.own-deactivation");
    }

    public static ErrorText ownRole() {
        return ErrorText.of("account.own-role");
    }

    public static ErrorText ownPassword() {
        return ErrorText.of("account.own-password");
    }

    public static ErrorText ownDeletion() {
        return ErrorText.of("account.own-deletion");
    }

    public static ErrorText usernameWithSpace() {
        return ErrorText.of("username.space");
    }

    public static ErrorText usernameInvisible() {
        return ErrorText.of("username.invisible");
    }

    public static ErrorText usernameAmbiguous() {
        return ErrorText.of("username.ambiguous");
    }

    public static ErrorText passwordTooShort(int least) {
        return ErrorText.of("password.too-short", least);
    }

    public static ErrorText passwordTooLong(int most) {
        return ErrorText.of("password.too-long", most);
    }

    public static ErrorText passwordWithNul() {
        return ErrorText.of("password.nul");
    }

    public static ErrorText passwordGivenAndGenerated() {
        return ErrorText.of("password.given-and-generated");
    }

    public static ErrorText wrongPassword() {
        return ErrorText.of("password.wrong");
    }

    public static ErrorText passwordChangedMeanwhile() {
        return ErrorText.of("password.changed-meanwhile");
    }

    public static ErrorText groupNotFound() {
        return ErrorText.of("group.not-found");
    }

    public static ErrorText groupTaken(String name) {
        return ErrorText.of("group.taken", name);
    }

    public static ErrorText groupLimits(List<String> scopes) {
        return ErrorText.of("group.limits-scopes", scopes);
    }

    public static ErrorText groupLimitsMeanwhile() {
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
