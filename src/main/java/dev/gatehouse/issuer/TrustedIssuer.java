// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of a trusted issuer. A holder of a snapshot must watch for changes.
 *
 * @param version changes with every change of the issuer
 * @param issuer the identifier, compared character by character (RFC 8414 §3.3)
 * @param audience the required audience; null, which only introspection allows, for no check
 * @param clientClaim null for {@code client_id}, or {@code azp} if that is missing
 * @param clients the IDs of the clients whose tokens are accepted; empty for all
 * @param jwksUri null to use the URL in the issuer's metadata
 * @param asking the settings of introspection; null if Gatehouse does not introspect
 * @param scopes the scopes of Gatehouse by the issuer's scopes
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
        @Nullable IntrospectionSettings asking,
        Map<String, Set<String>> scopes) {

    public TrustedIssuer {
        algorithms = Set.copyOf(algorithms);
        clients = Set.copyOf(clients);
        scopes = Map.copyOf(scopes);
    }

    /**
     * The settings of introspection.
     *
     * @param endpoint null to use the URL in the issuer's metadata
     * @param cacheSeconds how long an active result is cached; 0 for no cache
     * @param tokenPrefix the prefix of the opaque tokens to introspect
     */
    public record IntrospectionSettings(
            @Nullable String endpoint, String clientId, SealedSecret secret, int cacheSeconds, String tokenPrefix) {}

    /**
     * Returns the scopes of Gatehouse that the issuer's scopes are mapped to. A scope without a mapping has no effect.
     */
    public Set<String> scopesFor(Collection<String> external) {
        return external.stream()
                .flatMap(name -> scopes.getOrDefault(name, Set.of()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns all scopes of Gatehouse in the mapping. */
    public Set<String> mappedScopes() {
        return scopesFor(scopes.keySet());
    }

    /** Returns whether the issuer is unchanged. */
    boolean isSameAs(TrustedIssuer other) {
        return id.equals(other.id) && version == other.version;
    }
}
