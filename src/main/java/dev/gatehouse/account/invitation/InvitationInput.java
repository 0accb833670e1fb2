// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import dev.gatehouse.account.Role;
import org.jspecify.annotations.Nullable;

/**
 * A new invitation in the input of the admin API.
 *
 * @param role the role of the account; null: none
 * @param username the suggested username; null: none
 * @param displayName the suggested display name; null: none
 * @param lifetimeSeconds the lifetime of the link in seconds; null: seven days
 */
public record InvitationInput(
        @Nullable Role role,
        @Nullable String username,
        @Nullable String displayName,
        @Nullable Long lifetimeSeconds) {}
