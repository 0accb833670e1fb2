package dev.gatehouse.authorize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees who comes back to a request that they have decided.
 *
 * @param request the handle of the request
 * @param scopes what was granted
 * @param again whether the client can be told once more
 * @param home where the application is found otherwise; null: nowhere that a browser could go
 * @param destination scheme and host of the redirect URI
 */
public record DecidedPage(
        String request,
        ClientCard client,
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
