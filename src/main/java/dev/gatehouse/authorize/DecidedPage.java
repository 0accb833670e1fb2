// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page for a user who returns to a decided request.
 *
 * @param request the random value that identifies the request in its pages ({@link RequestKey})
 * @param scopes the granted scopes
 * @param again whether the response can be sent to the client again
 * @param home the application's site; null if there is no page to link to
 * @param destination scheme and host of the redirect URI
 */
public record DecidedPage(
        String request,
        ClientSummary client,
        boolean granted,
        List<String> scopes,
        boolean again,
        @Nullable String home,
        String destination,
        Branding branding) {

    public DecidedPage {
        scopes = List.copyOf(scopes);
    }
}
