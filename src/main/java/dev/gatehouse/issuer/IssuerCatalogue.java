// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.cluster.CacheBound;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All trusted issuers of one tenant. A token belongs to at most one issuer, so that no other issuer sees the token. */
public final class IssuerCatalogue {
    /** The estimated bytes of an issuer without its clients and scopes. */
    private static final int ISSUER_BYTES = 4_096;

    private final Map<UUID, TrustedIssuer> byId;
    private final Map<String, TrustedIssuer> byIssuer;
    private final List<TrustedIssuer> askable;

    IssuerCatalogue(List<TrustedIssuer> issuers) {
        this.byId = issuers.stream().collect(Collectors.toUnmodifiableMap(TrustedIssuer::id, Function.identity()));
        this.byIssuer =
                issuers.stream().collect(Collectors.toUnmodifiableMap(TrustedIssuer::issuer, Function.identity()));
        this.askable = issuers.stream()
                .filter(issuer -> issuer.active() && issuer.asking() != null)
                .sorted(Comparator.comparingInt(
                                (TrustedIssuer issuer) -> prefix(issuer).length())
                        .reversed())
                .toList();
    }

    /** Returns the estimated bytes of the snapshot. */
    int bytes() {
        return byId.values().stream()
                .mapToInt(issuer -> ISSUER_BYTES
                        + CacheBound.bytes(issuer.clients())
                        + CacheBound.bytes(issuer.scopes().keySet())
                        + issuer.scopes().values().stream()
                                .mapToInt(CacheBound::bytes)
                                .sum())
                .sum();
    }

    @Nullable TrustedIssuer get(UUID id) {
        return byId.get(id);
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** Returns the active or inactive issuer with exactly this identifier, or null. */
    @Nullable TrustedIssuer of(String issuer) {
        return byIssuer.get(issuer);
    }

    /** Returns the issuer to ask about an opaque token: the one with the longest prefix of the token, or null. */
    @Nullable TrustedIssuer forIntrospection(String token) {
        return askable.stream()
                .filter(issuer -> token.startsWith(prefix(issuer)))
                .findFirst()
                .orElse(null);
    }

    /** Returns the identifiers of the active issuers whose tokens can carry one of the scopes, sorted. */
    public List<String> granting(Set<String> scopes) {
        return byId.values().stream()
                .filter(issuer ->
                        issuer.active() && issuer.mappedScopes().stream().anyMatch(scopes::contains))
                .map(TrustedIssuer::issuer)
                .sorted()
                .toList();
    }

    private static String prefix(TrustedIssuer issuer) {
        return issuer.asking() == null ? "" : issuer.asking().tokenPrefix();
    }
}
