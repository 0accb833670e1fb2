// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import dev.gatehouse.account.Role;
import dev.gatehouse.problem.ErrorText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The details of audit events of invitations. */
final class InvitationDetails {
    private InvitationDetails() {}

    static ErrorText created(@Nullable Role role, Instant expiresAt) {
        return role == null ? withoutRole(expiresAt) : withRole(role, expiresAt);
    }

    private static ErrorText withRole(Role role, Instant expiresAt) {
        return ErrorText.of("event.invitation.with-role", role, expiresAt);
    }

    private static ErrorText withoutRole(Instant expiresAt) {
        return ErrorText.of("event.invitation.without-role", expiresAt);
    }

    static ErrorText invitedBy(String inviter) {
        return ErrorText.of("event.invitation.invited-by", inviter);
    }
}
