// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import java.util.List;

/**
 * The content of the permissions page.
 *
 * @param request the handle of the pending authorization request
 * @param account the username of the signed-in user
 * @param displayName the name of the signed-in user
 * @param destination scheme and host of the redirect URI
 * @param preview whether the page is a preview without function
 * @param nothingTicked whether the form was sent with Grant Access but without a scope
 */
public record PermissionsPage(
        String request,
        ClientSummary client,
        String account,
        String displayName,
        String destination,
        List<ScopeChoice> scopes,
        boolean nothingTicked,
        Branding branding,
        boolean preview) {

    public PermissionsPage {
        scopes = List.copyOf(scopes);
    }
}
