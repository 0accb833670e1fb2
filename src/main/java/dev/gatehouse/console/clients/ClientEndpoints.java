// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import dev.gatehouse.http.Paths;

/** The absolute URLs of the server's endpoints, to be copied into a client's configuration. */
public record ClientEndpoints(
        String authorization, String token, String introspection, String revocation, String metadata) {

    /**
     * Returns the endpoints.
     *
     * @param base the tenant's base URL, without a trailing slash
     */
    static ClientEndpoints at(String base) {
        return new ClientEndpoints(
                base + Paths.AUTHORIZE,
                base + Paths.TOKEN,
                base + Paths.INTROSPECT,
                base + Paths.REVOKE,
                base + Paths.AUTHORIZATION_SERVER_METADATA);
    }
}
