// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

/**
 * A new invitation with its secret, which cannot be read again. {@link InvitationLinks#url} returns the link.
 *
 * @param invitation the stored invitation, without the link
 */
public record CreatedInvitation(InvitationView invitation, String secret) {
    /** Omits the secret, so that no log line can contain the secret. */
    @Override
    public String toString() {
        return "CreatedInvitation[" + invitation.id() + "]";
    }
}
