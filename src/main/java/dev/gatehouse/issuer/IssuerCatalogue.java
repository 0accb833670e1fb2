// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All trusted issuers of one tenant at a moment. Each token is for one of them at most, so that no other gets to see it. */
public final class IssuerCatalogue {
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

    @Nullable TrustedIssuer get(UUID id) {
        return byId.get(id);
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** The one with exactly this identifier, active or not. */
    @Nullable TrustedIssuer of(String issuer) {
        return byIssuer.get(issuer);
    }

    /** The one to ask about an opaque token: of those whose prefix it has the one with the longest. */
    @Nullable TrustedIssuer toAskAbout(String token) {
        return askable.stream()
                .filter(issuer -> token.startsWith(prefix(issuer)))
                .findFirst()
                .orElse(null);
    }

    /** The identifiers of the active issuers whose tokens can carry one of some scopes, sorted. */
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
