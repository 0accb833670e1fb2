// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import org.jspecify.annotations.Nullable;

/**
 * The input of an invitee.
 *
 * @param displayName blank: the username
 */
public record Redemption(
        @Nullable String username,
        @Nullable String displayName,
        @Nullable String password) {
    /** Omits the password, so that no log line can contain the password. */
    @Override
    public String toString() {
        return "Redemption[" + username + "]";
    }
}
