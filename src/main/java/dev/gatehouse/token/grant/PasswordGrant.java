// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.account.Person;
import dev.gatehouse.account.SignInProof;
import dev.gatehouse.account.SignInSource;
import dev.gatehouse.account.signin.SignIns;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.token.GrantOrigin;
import dev.gatehouse.token.Resources;
import dev.gatehouse.token.TokenErrors;
import dev.gatehouse.token.TokenHolder;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The resource owner password credentials grant (RFC 6749 §4.3), if the tenant allows it. Exists for clients migrated
 * from webMethods; RFC 9700 §2.4 forbids the grant.
 */
@ApplicationScoped
class PasswordGrant {
    private final TenantSettings settings;
    private final SignIns signIns;
    private final GrantableScopes grantableScopes;
    private final TokenIssuer issuer;

    PasswordGrant(TenantSettings settings, SignIns signIns, GrantableScopes grantableScopes, TokenIssuer issuer) {
        this.settings = settings;
        this.signIns = signIns;
        this.grantableScopes = grantableScopes;
        this.issuer = issuer;
    }

    IssuedTokens issue(TokenRequest.ForPassword request, RegisteredClient client, String base) {
        if (!settings.current().allowPassword()) {
            throw new OAuthException(OAuthError.UNSUPPORTED_GRANT_TYPE, TokenErrors.passwordGrantNotAllowed());
        }
        var person = person(request, client);
        var holder = new TokenHolder(GrantOrigin.PASSWORD, client, person);
        var resources = Resources.parse(request.resources(), base);
        var grant = new TokenIssuer.Grant(
                base,
                holder.origin(),
                client,
                person,
                grantableScopes.requested(request.scope(), holder),
                resources,
                resources,
                request.label());
        return issuer.issue(grant);
    }

    private Person person(TokenRequest.ForPassword request, RegisteredClient client) {
        try {
            return signIns.check(request.username(), request.password(), new SignInSource.Client(client.clientId()))
                    .map(SignInProof::person)
                    .orElseThrow(() -> new OAuthException(OAuthError.INVALID_GRANT, TokenErrors.wrongCredentials()));
        } catch (BusyException busy) {
            throw new OAuthException(OAuthError.TEMPORARILY_UNAVAILABLE, TokenErrors.signInsBusy());
        }
    }
}
