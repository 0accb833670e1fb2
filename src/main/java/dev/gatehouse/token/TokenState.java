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
 * What is known of an access token at a moment. It is immutable; whoever keeps one has to hear of changes.
 *
 * @param clientId the client's public id
 * @param account who granted it; null: the client acts for itself
 * @param scopes what the access token carries; {@link #scopesThatCount} says which of them are worth something
 * @param resources none: good for all that its scopes cover
 * @param issuedAt when the access token was, which a refresh renews
 * @param expiresAt null: never
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

    /** What a token would be that a client got for itself or, if there is an account, by the code flow; nobody has it. */
    public static TokenState supposed(
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

    /** Whether it was only supposed. */
    public boolean isSupposed() {
        return id.equals(NOBODYS);
    }

    /**
     * The scopes that count now: those that its holder still may hold, by the rule that they were granted by.
     *
     * @param person the one of {@link #account}, null if there is none
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
     * One of some scopes that its client may ask for: rather one that its holder may hold.
     *
     * @param person the one of {@link #account}, null if there is none
     * @return null: the client is associated with none of them
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

    /** The URLs of the resources that it is meant for, separated by spaces; null when it is for all that its scopes cover. */
    public @Nullable String boundTo() {
        return resources.isEmpty() ? null : resources.toString();
    }

    /** Whether it is meant for a call of that path (RFC 8707). */
    public boolean isMeantFor(RequestPath.Canonical path) {
        return resources.cover(path);
    }

    /** The bytes of heap that its texts take, estimated. */
    int bytesOfTexts() {
        return CacheBound.bytes(clientId) + CacheBound.bytes(scopes) + resources.bytesOfTexts();
    }

    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
