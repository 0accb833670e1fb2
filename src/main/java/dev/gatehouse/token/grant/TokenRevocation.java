// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.token.Token;
import dev.gatehouse.token.TokenDetails;
import dev.gatehouse.token.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Revokes grants for their own client. */
@ApplicationScoped
class TokenRevocation {
    private final Tokens tokens;

    TokenRevocation(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Revokes the grant of an access token or a refresh token, current or rotated. An unknown token needs no
     * revocation.
     *
     * @return false if the grant belongs to another client, and is not revoked
     */
    @Transactional
    boolean revoke(String token, RegisteredClient client) {
        var grant = find(token);
        if (grant.isEmpty()) {
            return true;
        }
        if (!grant.get().client.equals(client.id())) {
            return false;
        }
        tokens.revoke(grant.get().id, client.clientId(), TokenDetails.byClient());
        return true;
    }

    private Optional<Token> find(String token) {
        return RefreshToken.parse(token).flatMap(this::byChain).or(() -> byAccessToken(token));
    }

    private Optional<Token> byChain(RefreshToken token) {
        return tokens.find("refreshChain = ?1", token.chainHash()).firstResultOptional();
    }

    private Optional<Token> byAccessToken(String token) {
        return tokens.find("accessHash = ?1", Sha256.of(token)).firstResultOptional();
    }
}
