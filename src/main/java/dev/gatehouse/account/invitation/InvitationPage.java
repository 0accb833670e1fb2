// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import dev.gatehouse.account.Role;
import org.jspecify.annotations.Nullable;

/**
 * The content of the page on which an invitee creates the account.
 *
 * @param code the secret of the invitation
 * @param role the role of the account; null: none
 * @param username the suggested or typed username
 * @param displayName the suggested or typed display name
 * @param problem the error of the whole form, if any
 * @param mistakes the errors of the fields
 */
public record InvitationPage(
        String code,
        @Nullable Role role,
        String username,
        String displayName,
        @Nullable String problem,
        Mistakes mistakes) {

    /** The errors of the fields, as texts for the user; null: none. */
    public record Mistakes(
            @Nullable String username,
            @Nullable String displayName,
            @Nullable String password) {
        static final Mistakes NONE = new Mistakes(null, null, null);

        /** Returns whether a field has an error. */
        public boolean any() {
            return username != null || displayName != null || password != null;
        }
    }
}
