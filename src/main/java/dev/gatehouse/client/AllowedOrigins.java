// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.cluster.CoherentCache;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.http.ClientOrigins;
import dev.gatehouse.http.WebOrigin;
import dev.gatehouse.platform.CurrentTenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The web origins of all active clients of the current tenant, for CORS. {@link RegisteredClient} has the origins of a
 * single client.
 */
@ApplicationScoped
class AllowedOrigins implements ClientOrigins {
    private static final int PART_OF_HEAP = 32;

    private final CurrentTenant tenant;
    private final Clients clients;
    private final CoherentCache<String, Set<String>> cache;

    AllowedOrigins(CurrentTenant tenant, Clients clients, Invalidations invalidations) {
        this.tenant = tenant;
        this.clients = clients;
        this.cache = CoherentCache.perTenant(
                invalidations,
                CacheBound.partOfHeap(PART_OF_HEAP, (Set<String> origins) -> CacheBound.bytes(origins)),
                Invalidations.Topic.CLIENT);
    }

    /**
     * Returns the origins of one client.
     *
     * @param listed the configured origins; null: the origins of the https redirect URIs
     */
    static Set<String> of(String @Nullable [] listed, String[] redirectUris) {
        return listed == null
                ? Arrays.stream(redirectUris)
                        .filter(uri -> uri.regionMatches(true, 0, "https:", 0, "https:".length()))
                        .flatMap(uri -> WebOrigin.of(URI.create(uri)).stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                : new LinkedHashSet<>(Arrays.asList(listed));
    }

    @Override
    public boolean include(String origin) {
        return Objects.requireNonNull(cache.get(tenant.id(), ignored -> load())).contains(origin);
    }

    @Override
    public @Nullable Boolean includeIfCached(String tenantId, String origin) {
        var known = cache.ifPresent(tenantId);
        return known == null ? null : known.contains(origin);
    }

    @Transactional
    Set<String> load() {
        return clients.getEntityManager()
                .createQuery("select allowedOrigins, redirectUris from Client where active = true", Object[].class)
                .getResultStream()
                .flatMap(row -> of((String[]) row[0], (String[]) row[1]).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
