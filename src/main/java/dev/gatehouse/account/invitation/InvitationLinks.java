// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import dev.gatehouse.http.Paths;

/** The links of invitations. */
public final class InvitationLinks {
    private InvitationLinks() {}

    /**
     * Returns the link of an invitation.
     *
     * @param baseUrl the base URL of the tenant, without a trailing slash
     * @param secret the secret of a {@link CreatedInvitation}
     */
    public static String url(String baseUrl, String secret) {
        // The secret has no character that a query must encode.
        return baseUrl + Paths.INVITATION + "?code=" + secret;
    }
}
