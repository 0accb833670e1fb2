package dev.gatehouse.console.clients;

import dev.gatehouse.http.Paths;

/** Where a client finds this server, as absolute URLs to copy; tokens are refreshed where they are got. */
public record ClientEndpoints(
        String authorization, String token, String introspection, String revocation, String metadata) {

    /** @param base the tenant's address, without a trailing slash */
    static ClientEndpoints at(String base) {
        return new ClientEndpoints(
                base + Paths.AUTHORIZE,
                base + Paths.TOKEN,
                base + Paths.INTROSPECT,
                base + Paths.REVOKE,
                base + Paths.AUTHORIZATION_SERVER_METADATA);
    }
}
