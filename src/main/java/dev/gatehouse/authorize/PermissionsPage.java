package dev.gatehouse.authorize;

import java.util.List;

/**
 * What the permissions page shows: who asks, in whose name, for what, and where the browser goes next.
 *
 * @param request id of the pending authorization request; the form carries nothing else of it
 * @param account the username that is signed in
 * @param displayName the same person's name
 * @param destination scheme and host of the redirect URI
 * @param preview whether it is only looked at: nothing on it can be pressed
 * @param nothingTicked whether the form came back with Grant Access, but without a single permission
 */
public record PermissionsPage(
        String request,
        ClientCard client,
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
