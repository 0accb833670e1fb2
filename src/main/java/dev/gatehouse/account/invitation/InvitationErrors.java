// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import dev.gatehouse.problem.ErrorText;

/** The errors of invitations. */
final class InvitationErrors {
    private InvitationErrors() {}

    static ErrorText notFound() {
        return ErrorText.of("invitation.not-found");
    }

    static ErrorText tooMany(int most) {
        return ErrorText.of("invitation.too-many", most);
    }
}
