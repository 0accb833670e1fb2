// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Person;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.token.GrantOrigin;
import dev.gatehouse.token.Resources;
import dev.gatehouse.token.TokenErrors;
import dev.gatehouse.token.TokenHolder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The refresh token grant (RFC 6749 §6) with rotation (RFC 9700 §4.14.2). Each refresh decrements the remaining
 * refreshes.
 */
@ApplicationScoped
class RefreshTokenGrant {
    private final TimeSource time;
    private final TenantSettings settings;
    private final RefreshTokenRotation chains;
    private final Accounts accounts;
    private final GrantableScopes grantableScopes;
    private final TokenIssuer issuer;

    RefreshTokenGrant(
            TimeSource time,
            TenantSettings settings,
            RefreshTokenRotation chains,
            Accounts accounts,
            GrantableScopes grantableScopes,
            TokenIssuer issuer) {
        this.time = time;
        this.settings = settings;
        this.chains = chains;
        this.accounts = accounts;
        this.grantableScopes = grantableScopes;
        this.issuer = issuer;
    }

    IssuedTokens issue(TokenRequest.ForRefreshToken request, RegisteredClient client, String base) {
        var presented = RefreshToken.parse(request.refreshToken())
                .orElseThrow(() -> invalidGrant(TokenErrors.refreshTokenUnknown()));
        var chain = chains.find(presented)
                .filter(found -> found.client().equals(client.id()))
                .orElseThrow(() -> invalidGrant(TokenErrors.refreshTokenUnknown()));
        if (chain.isCurrent(presented) && hasExpired(chain, client)) {
            throw invalidGrant(TokenErrors.refreshTokenExpired());
        }
        var outcome = chain.isCurrent(presented)
                ? chains.rotate(chain, presented, issuer.make(next(chain, request, client, base)), client)
                : chains.reused(chain, presented, client);
        return switch (outcome) {
            case RefreshTokenRotation.Outcome.Refreshed(var tokens) -> tokens;
            case RefreshTokenRotation.Outcome.Repeated repeated -> {
                // The stored response must not answer a request for another scope or resource.
                if (!repeated.answers(next(chain, request, client, base))) {
                    throw invalidGrant(TokenErrors.refreshedForOther());
                }
                yield repeated.tokens();
            }
            case RefreshTokenRotation.Outcome.Refused() -> throw invalidGrant(TokenErrors.refreshTokenUnknown());
        };
    }

    /**
     * The result that a refresh would have now.
     *
     * @param scope the scopes that a refresh would yield
     * @param issuedAt when the token was issued by the grant or the last refresh
     * @param expiresAt when the token expires if it is not used; null: never
     */
    record RefreshPreview(
            ScopeNames scope,
            Person person,
            Instant issuedAt,
            @Nullable Instant expiresAt) {}

    /** Returns what a refresh by this client would yield, without using the token; empty if the refresh would fail. */
    Optional<RefreshPreview> preview(String refreshToken, RegisteredClient client) {
        return RefreshToken.parse(refreshToken)
                .flatMap(presented -> chains.find(presented)
                        .filter(chain -> chain.client().equals(client.id()))
                        .filter(chain -> chain.revokedAt() == null && chain.isCurrent(presented)))
                .filter(chain -> !hasExpired(chain, client))
                .flatMap(chain -> preview(chain, client));
    }

    private Optional<RefreshPreview> preview(RefreshTokenRotation.Chain chain, RegisteredClient client) {
        var person = chain.account() == null ? null : accounts.person(chain.account());
        if (person == null || !person.active()) {
            return Optional.empty();
        }
        var holder = new TokenHolder(GrantOrigin.stored(chain.grantType()), client, person);
        var scope = grantableScopes.among(chain.scope(), holder);
        return scope.isEmpty()
                ? Optional.empty()
                : Optional.of(new RefreshPreview(
                        scope,
                        person,
                        chain.refreshedAt(),
                        expiry(chain, client).orElse(null)));
    }

    private boolean hasExpired(RefreshTokenRotation.Chain chain, RegisteredClient client) {
        return expiry(chain, client).map(end -> !time.now().isBefore(end)).orElse(false);
    }

    private Optional<Instant> expiry(RefreshTokenRotation.Chain chain, RegisteredClient client) {
        return client.refreshExpiry(settings.current()).of(chain.grantedAt(), chain.refreshedAt());
    }

    private TokenIssuer.Grant next(
            RefreshTokenRotation.Chain chain,
            TokenRequest.ForRefreshToken request,
            RegisteredClient client,
            String base) {
        var person = chain.account() == null ? null : accounts.person(chain.account());
        if (person == null || !person.active()) {
            throw invalidGrant(TokenErrors.granterInactive());
        }
        var holder = new TokenHolder(GrantOrigin.stored(chain.grantType()), client, person);
        return new TokenIssuer.Grant(
                base,
                holder.origin(),
                client,
                person,
                scope(chain, request.scope(), holder),
                chain.granted(),
                chain.granted().narrowedTo(Resources.parse(request.resources(), base)),
                null);
    }

    /**
     * Returns the granted scopes, or the requested ones of them, that the client may still request and the holder may
     * still have.
     */
    private ScopeNames scope(RefreshTokenRotation.Chain chain, @Nullable ScopeNames asked, TokenHolder holder) {
        var granted = chain.scope();
        var scope = narrowed(granted, asked, holder.client())
                .intersect(holder.client().scopes());
        if (scope.isEmpty()) {
            throw new OAuthException(OAuthError.INVALID_SCOPE, TokenErrors.scopesNotAssociated());
        }
        var held = grantableScopes.among(scope, holder);
        if (held.isEmpty()) {
            throw new OAuthException(OAuthError.INVALID_SCOPE, TokenErrors.scopesNoLonger());
        }
        return held;
    }

    /**
     * Narrows the granted scopes to the requested ones (RFC 6749 §6). A scope that the client may request but that was
     * not granted is an error. A scope that the client may not request is ignored, as in the authorization request.
     */
    private static ScopeNames narrowed(ScopeNames granted, @Nullable ScopeNames asked, RegisteredClient client) {
        if (asked == null) {
            return granted;
        }
        var wanted = asked.intersectIgnoringCase(granted.names());
        if (!granted.containsAll(asked.intersectIgnoringCase(client.scopes()))
                || (wanted.isEmpty() && !asked.nameNothing())) {
            throw new OAuthException(OAuthError.INVALID_SCOPE, TokenErrors.scopeExceeds());
        }
        return wanted.isEmpty() ? granted : wanted;
    }

    private static OAuthException invalidGrant(ErrorText description) {
        return new OAuthException(OAuthError.INVALID_GRANT, description);
    }
}
