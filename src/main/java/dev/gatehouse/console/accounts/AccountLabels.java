// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import dev.gatehouse.console.Labels;

/** The labels of the fields in the forms of accounts, invitations and groups. */
public final class AccountLabels {
    private AccountLabels() {}

    /** The form of an account, or of its password. */
    public static final Labels ACCOUNT = (field, language) -> {
        var accounts = language.texts(AccountMessages.class);
        return switch (field) {
            case "displayName" -> accounts.displayName();
            case "username" -> accounts.username();
            case "role" -> accounts.role();
            case "groups" -> accounts.groups();
            case "password" -> accounts.password();
            case "deletePasskeys" -> accounts.passkeys();
            case "passwordChoice" -> accounts.passwordChoice();
            default -> null;
        };
    };

    /** The form of an invitation. */
    static final Labels INVITATION = (field, language) -> {
        var invitations = language.texts(InvitationMessages.class);
        return switch (field) {
            case "role" -> invitations.role();
            case "username" -> invitations.username();
            case "displayName" -> invitations.displayName();
            case "lifetimeSeconds" -> invitations.lifetime();
            default -> null;
        };
    };

    /** The form of a group. */
    static final Labels GROUP = (field, language) -> {
        var groups = language.texts(GroupMessages.class);
        return switch (field) {
            case "name" -> groups.name();
            case "description" -> groups.description();
            default -> null;
        };
    };
}
