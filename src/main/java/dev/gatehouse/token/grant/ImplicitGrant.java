// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.token.GrantOrigin;
import dev.gatehouse.token.Resources;
import dev.gatehouse.token.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/**
 * The implicit grant (RFC 6749 §4.2): access tokens from the authorization endpoint, without refresh tokens. The caller
 * checks that the client may use the grant and that the user consented. RFC 9700 §2.1.2 discourages this grant.
 */
@ApplicationScoped
public class ImplicitGrant {
    private final TimeSource time;
    private final Secrets secrets;
    private final TokenIssuer issuer;
    private final Tokens tokens;

    /** A signed token that is not valid until it is stored. */
    public static final class Unstored {
        private final TokenIssuer.Grant grant;
        private final TokenIssuer.NewAccessToken access;

        private Unstored(TokenIssuer.Grant grant, TokenIssuer.NewAccessToken access) {
            this.grant = grant;
            this.access = access;
        }
    }

    ImplicitGrant(TimeSource time, Secrets secrets, TokenIssuer issuer, Tokens tokens) {
        this.time = time;
        this.secrets = secrets;
        this.issuer = issuer;
        this.tokens = tokens;
    }

    /** Creates a token for a consent. Signing is slow, so call this method outside a transaction. */
    public Unstored make(String base, RegisteredClient client, Person person, ScopeNames scope, Resources resources) {
        var grant =
                new TokenIssuer.Grant(base, GrantOrigin.IMPLICIT, client, person, scope, resources, resources, null);
        return new Unstored(grant, issuer.makeFirst(grant));
    }

    /**
     * A stored token, which is valid from now on.
     *
     * @param response the response; only for the redirect, never to be stored or logged
     */
    public record Stored(UUID id, TokenResponse response) {
        @Override
        public String toString() {
            return "Stored[" + id + "]";
        }
    }

    /** Stores a token, in the running transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Stored store(Unstored token) {
        var id = secrets.id();
        return new Stored(id, issuer.store(id, token.grant, token.access).toResponse(time.now()));
    }

    /** Returns whether a token exists, is valid and has no recorded use. */
    @Transactional
    public boolean isUnused(UUID id) {
        return tokens.count(
                        "id = ?1 and revokedAt is null and lastUsedAt is null and (expiresAt is null or expiresAt > ?2)",
                        id,
                        time.now())
                > 0;
    }
}
