// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.token.GrantOrigin;
import dev.gatehouse.token.TokenHolder;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * The scopes that a client can be granted, for every grant type: associated scopes that the {@link TokenHolder} may
 * have.
 */
@ApplicationScoped
public class GrantableScopes {
    private final Scopes scopes;

    GrantableScopes(Scopes scopes) {
        this.scopes = scopes;
    }

    /** Returns those of the given scopes that a user can grant to a client. */
    public ScopeNames among(ScopeNames names, RegisteredClient client, Person person) {
        return among(names, new TokenHolder(GrantOrigin.AUTHORIZATION_CODE, client, person));
    }

    /** Returns those of the given scopes that can be granted to a holder. */
    ScopeNames among(ScopeNames names, TokenHolder holder) {
        var matcher = scopes.matcher();
        return ScopeNames.of(names.names().stream()
                .filter(name -> holder.client().scopes().contains(name) && holder.mayHold(matcher.get(name)))
                .toList());
    }

    /**
     * Returns the requested scopes that can be granted, or all grantable scopes if none is requested.
     *
     * @throws OAuthException {@code invalid_scope} if no scope can be granted
     */
    ScopeNames requested(@Nullable ScopeNames asked, TokenHolder holder) {
        var granted = among(holder.client().requested(asked), holder);
        if (!granted.isEmpty()) {
            return granted;
        }
        if (asked != null && !asked.nameNothing()) {
            throw asked.refused("can't be granted to this client", "can be granted to this client");
        }
        throw new OAuthException(
                OAuthError.INVALID_SCOPE,
                holder.client().scopes().isEmpty()
                        ? "The client is associated with no scope."
                        : "None of the client's scopes can be granted to this client.");
    }
}
