package dev.gatehouse.token;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.tenant.TenantSettings;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Fresh tokens for a refresh token (RFC 6749 §6, RFC 9700 §4.14.2): it rotates, and the budget goes down by one. */
@ApplicationScoped
class RefreshTokenGrant {
    private static final String UNKNOWN = "the refresh token is unknown, used up or revoked";

    private final TimeSource time;
    private final TenantSettings settings;
    private final RefreshChains chains;
    private final Accounts accounts;
    private final GrantableScopes grantableScopes;
    private final TokenIssuer issuer;

    RefreshTokenGrant(
            TimeSource time,
            TenantSettings settings,
            RefreshChains chains,
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
        var presented = RefreshToken.parse(request.refreshToken()).orElseThrow(() -> invalidGrant(UNKNOWN));
        var chain = chains.find(presented)
                .filter(found -> found.client().equals(client.id()))
                .orElseThrow(() -> invalidGrant(UNKNOWN));
        if (chain.isCurrent(presented) && hasExpired(chain, client)) {
            throw invalidGrant("the refresh token has expired");
        }
        var outcome = chain.isCurrent(presented)
                ? chains.rotate(chain, presented, issuer.make(next(chain, request, client, base)), client)
                : chains.reused(chain, presented, client);
        return switch (outcome) {
            case RefreshChains.Outcome.Refreshed(var tokens) -> tokens;
            case RefreshChains.Outcome.Again(var tokens) -> tokens;
            case RefreshChains.Outcome.Refused() -> throw invalidGrant(UNKNOWN);
        };
    }

    private boolean hasExpired(RefreshChains.Chain chain, RegisteredClient client) {
        return client.refreshExpiry(settings.current())
                .of(chain.grantedAt(), chain.refreshedAt())
                .map(end -> !time.now().isBefore(end))
                .orElse(false);
    }

    private TokenIssuer.Grant next(
            RefreshChains.Chain chain, TokenRequest.ForRefreshToken request, RegisteredClient client, String base) {
        var person = chain.account() == null ? null : accounts.person(chain.account());
        if (person == null || !person.active()) {
            throw invalidGrant("the account that granted access is not active");
        }
        var holder = new Holder(GrantOrigin.stored(chain.grantType()), client, person);
        return new TokenIssuer.Grant(
                base,
                holder.origin(),
                client,
                person,
                scope(chain, request.scope(), holder),
                resource(chain, request.resource(), base),
                null);
    }

    /** All that was granted, or what the client asks for of it, less what it may no longer request or hold. */
    private ScopeNames scope(RefreshChains.Chain chain, @Nullable ScopeNames asked, Holder holder) {
        var granted = ScopeNames.parse(chain.scope());
        if (asked != null && !granted.containsAll(asked)) {
            throw new OAuthException(OAuthError.INVALID_SCOPE, "scope exceeds what was granted");
        }
        var scope = (asked == null ? granted : asked).intersect(holder.client().scopes());
        if (scope.isEmpty()) {
            throw new OAuthException(
                    OAuthError.INVALID_SCOPE, "none of these scopes is associated with the client any more");
        }
        var held = grantableScopes.among(scope, holder);
        if (held.isEmpty()) {
            throw new OAuthException(OAuthError.INVALID_SCOPE, "none of these scopes can be granted any more");
        }
        return held;
    }

    private static @Nullable ResourceIndicator resource(RefreshChains.Chain chain, @Nullable String sent, String base) {
        var granted = ResourceIndicator.stored(chain.resource());
        var asked = ResourceIndicator.parse(sent, base);
        if (asked != null && (granted == null || !granted.uri().equals(asked.uri()))) {
            throw new OAuthException(OAuthError.INVALID_TARGET, "resource is not the one that was granted");
        }
        return granted;
    }

    private static OAuthException invalidGrant(String description) {
        return new OAuthException(OAuthError.INVALID_GRANT, description);
    }
}
