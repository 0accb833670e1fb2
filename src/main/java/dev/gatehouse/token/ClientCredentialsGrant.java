package dev.gatehouse.token;

import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.scope.Scopes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.TreeSet;

/**
 * Tokens for a client that acts for itself (RFC 6749 §4.4): no account, no refresh token, and none of the built-in scopes,
 * which only a person can grant.
 */
@ApplicationScoped
class ClientCredentialsGrant {
    private final Secrets secrets;
    private final Scopes scopes;
    private final TokenIssuer issuer;

    ClientCredentialsGrant(Secrets secrets, Scopes scopes, TokenIssuer issuer) {
        this.secrets = secrets;
        this.scopes = scopes;
        this.issuer = issuer;
    }

    IssuedTokens issue(TokenRequest.ForClientCredentials request, RegisteredClient client, String base) {
        var grant = new TokenIssuer.Grant(
                base,
                GrantType.CLIENT_CREDENTIALS,
                client,
                null,
                scope(request, client),
                ResourceIndicator.parse(request.resource(), base),
                request.label());
        return store(grant, issuer.make(grant));
    }

    @Transactional
    IssuedTokens store(TokenIssuer.Grant grant, TokenIssuer.MadeAccessToken access) {
        return issuer.store(secrets.id(), grant, access);
    }

    private ScopeNames scope(TokenRequest.ForClientCredentials request, RegisteredClient client) {
        var asked = request.scope();
        if (asked == null) {
            var all = ScopeNames.of(new TreeSet<>(client.scopes())
                    .stream().filter(name -> !isBuiltIn(name)).toList());
            if (all.isEmpty()) {
                throw new OAuthException(OAuthError.INVALID_SCOPE, "the client is associated with no scope");
            }
            return all;
        }
        asked.names().stream()
                .filter(name -> !client.scopes().contains(name) || isBuiltIn(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new OAuthException(
                            OAuthError.INVALID_SCOPE, "the client cannot get the scope " + name + " for itself");
                });
        return asked;
    }

    private boolean isBuiltIn(String name) {
        var scope = scopes.matcher().get(name);
        return scope == null || scope.builtIn();
    }
}
