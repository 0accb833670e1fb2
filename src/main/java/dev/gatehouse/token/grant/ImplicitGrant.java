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
 * Access tokens that the authorization endpoint hands out itself (RFC 6749 §4.2), never with a refresh token. Whether the
 * client may have one, and whether the person granted it, is not checked here. RFC 9700 §2.1.2 discourages all of it.
 */
@ApplicationScoped
public class ImplicitGrant {
    private final TimeSource time;
    private final Secrets secrets;
    private final TokenIssuer issuer;
    private final Tokens tokens;

    /** A token that is made and signed, and worth nothing until it is stored. */
    public static final class Unstored {
        private final TokenIssuer.Grant grant;
        private final TokenIssuer.MadeAccessToken access;

        private Unstored(TokenIssuer.Grant grant, TokenIssuer.MadeAccessToken access) {
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

    /** Makes a token for what a person granted; signing takes its time, so no transaction should be waiting for it. */
    public Unstored make(String base, RegisteredClient client, Person person, ScopeNames scope, Resources resources) {
        var grant =
                new TokenIssuer.Grant(base, GrantOrigin.IMPLICIT, client, person, scope, resources, resources, null);
        return new Unstored(grant, issuer.make(grant));
    }

    /**
     * A token that counts from now on.
     *
     * @param response for the redirect alone
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

    /** Whether a token is there, valid, and not known to have been used. */
    @Transactional
    public boolean isUnused(UUID id) {
        return tokens.count(
                        "id = ?1 and revokedAt is null and lastUsedAt is null and (expiresAt is null or expiresAt > ?2)",
                        id,
                        time.now())
                > 0;
    }
}
