// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.scope.ScopeMatcher;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of an access token. Caches of snapshots must be invalidated when the token changes.
 *
 * @param clientId the client's public id
 * @param account the account that granted access; null if the client acts for itself
 * @param scopes the scopes of the access token; {@link #scopesThatCount} returns those still in effect
 * @param resources the resources of the access token; none: unrestricted
 * @param issuedAt when the access token was issued by the grant or the last refresh
 * @param expiresAt when the access token expires; null: never
 */
public record TokenState(
        UUID id,
        UUID client,
        String clientId,
        @Nullable UUID account,
        GrantOrigin origin,
        Set<String> scopes,
        Resources resources,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        boolean revoked) {
    private static final UUID NOBODYS = new UUID(0, 0);

    public TokenState {
        scopes = Set.copyOf(scopes);
    }

    /**
     * Returns a hypothetical token: as from client credentials or, with an account, from the authorization code grant.
     * No client has this token.
     */
    public static TokenState hypothetical(
            RegisteredClient client, @Nullable UUID account, Set<String> scopes, Instant issuedAt) {
        var origin = account == null ? GrantOrigin.CLIENT_CREDENTIALS : GrantOrigin.AUTHORIZATION_CODE;
        return new TokenState(
                NOBODYS,
                client.id(),
                client.clientId(),
                account,
                origin,
                scopes,
                Resources.NONE,
                issuedAt,
                null,
                false);
    }

    /** Returns whether this token is hypothetical. */
    public boolean isHypothetical() {
        return id.equals(NOBODYS);
    }

    /**
     * Returns the scopes in effect now: those that the holder may still have by the rule of their granting.
     *
     * @param person the user of {@link #account}, or null if there is none
     */
    public Set<String> scopesThatCount(ScopeMatcher matcher, RegisteredClient client, @Nullable Person person) {
        var holder = new TokenHolder(origin, client, person);
        return scopes.stream().allMatch(name -> holder.mayHold(matcher.get(name)))
                ? scopes
                : scopes.stream()
                        .filter(name -> holder.mayHold(matcher.get(name)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns one of the given scopes that the client may request, preferably one that the holder may have.
     *
     * @param person the user of {@link #account}, or null if there is none
     * @return the scope's name, or null if the client is associated with none of the scopes
     */
    public @Nullable String requestable(
            ScopeNames names, ScopeMatcher matcher, RegisteredClient client, @Nullable Person person) {
        var holder = new TokenHolder(origin, client, person);
        var own = names.intersect(client.scopes()).names();
        return own.stream()
                .filter(name -> holder.mayHold(matcher.get(name)))
                .findFirst()
                .or(() -> own.stream().findFirst())
                .orElse(null);
    }

    /** Returns the URLs of the token's resources, separated by spaces, or null if the token is unrestricted. */
    public @Nullable String boundTo() {
        return resources.isEmpty() ? null : resources.toString();
    }

    /** Returns whether the token's resources include a path (RFC 8707). */
    public boolean isMeantFor(RequestPath.Canonical path) {
        return resources.cover(path);
    }

    /** Returns the estimated heap size of the texts in bytes. */
    int bytesOfTexts() {
        return CacheBound.bytes(clientId) + CacheBound.bytes(scopes) + resources.bytesOfTexts();
    }

    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
