// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.token.GrantOrigin;
import dev.gatehouse.token.Resources;
import dev.gatehouse.token.TokenHolder;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The client credentials grant (RFC 6749 §4.4): no account, no refresh token, and no built-in scopes, which only a user
 * can grant.
 */
@ApplicationScoped
class ClientCredentialsGrant {
    private final GrantableScopes grantableScopes;
    private final TokenIssuer issuer;

    ClientCredentialsGrant(GrantableScopes grantableScopes, TokenIssuer issuer) {
        this.grantableScopes = grantableScopes;
        this.issuer = issuer;
    }

    IssuedTokens issue(TokenRequest.ForClientCredentials request, RegisteredClient client, String base) {
        var holder = new TokenHolder(GrantOrigin.CLIENT_CREDENTIALS, client, null);
        var resources = Resources.parse(request.resources(), base);
        return issuer.issue(new TokenIssuer.Grant(
                base,
                holder.origin(),
                client,
                null,
                grantableScopes.requested(request.scope(), holder),
                resources,
                resources,
                request.label()));
    }
}
