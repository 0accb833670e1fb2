// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An issuer whose tokens count here, at a moment. It is immutable; whoever keeps one has to hear of changes.
 *
 * @param version another one after every change
 * @param issuer its identifier, compared character by character (RFC 8414 §3.3)
 * @param audience whom tokens must be meant for; null, by introspection only: it is not looked at
 * @param clientClaim null: {@code client_id}, else {@code azp}
 * @param clients the ids of the clients whose tokens count; none: all of the issuer's
 * @param jwksUri null: where the issuer's metadata says
 * @param asking how the issuer is asked; null where it is not
 * @param scopes ours by theirs
 */
public record TrustedIssuer(
        UUID id,
        int version,
        String issuer,
        String name,
        boolean active,
        Validation validation,
        @Nullable String audience,
        Set<String> algorithms,
        TokenTypes tokenTypes,
        String scopeClaim,
        @Nullable String clientClaim,
        Set<String> clients,
        @Nullable String jwksUri,
        @Nullable Asking asking,
        Map<String, Set<String>> scopes) {

    public TrustedIssuer {
        algorithms = Set.copyOf(algorithms);
        clients = Set.copyOf(clients);
        scopes = Map.copyOf(scopes);
    }

    /**
     * How an issuer is asked about a token.
     *
     * @param endpoint null: where the issuer's metadata says
     * @param cacheSeconds how long a yes is remembered; 0: not at all
     * @param tokenPrefix how the opaque tokens begin that it is asked about
     */
    record Asking(
            @Nullable String endpoint, String clientId, SealedSecret secret, int cacheSeconds, String tokenPrefix) {}

    /** The scopes of ours that scopes of theirs stand for; one that is not mapped stands for nothing. */
    public Set<String> scopesFor(Collection<String> external) {
        return external.stream()
                .flatMap(name -> scopes.getOrDefault(name, Set.of()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All scopes of ours that some scope of theirs stands for. */
    public Set<String> mappedScopes() {
        return scopesFor(scopes.keySet());
    }

    /** Whether nothing of it has changed. */
    boolean isSameAs(TrustedIssuer other) {
        return id.equals(other.id) && version == other.version;
    }
}
