// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.platform.Secrets;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The URL patterns of the current tenant's scopes. */
@ApplicationScoped
class ServiceUrls implements PanacheRepositoryBase<ServiceUrl, UUID> {
    private final Secrets secrets;

    ServiceUrls(Secrets secrets) {
        this.secrets = secrets;
    }

    List<ServiceUrl> of(UUID scope) {
        return list("scope = ?1 order by position", scope);
    }

    Map<UUID, List<ServiceUrl>> of(Collection<UUID> scopes) {
        return list("scope in ?1 order by position", scopes).stream().collect(Collectors.groupingBy(url -> url.scope));
    }

    /** Replaces the URL patterns of a scope. */
    List<ServiceUrl> replace(UUID scope, List<ScopeMatcher.CoveredUrl> urls) {
        delete("scope = ?1", scope);
        for (var position = 0; position < urls.size(); position++) {
            var url = new ServiceUrl();
            url.id = secrets.id();
            url.scope = scope;
            url.pattern = urls.get(position).pattern().toString();
            url.methods = urls.get(position).methods().toArray();
            url.position = position;
            persist(url);
        }
        flush();
        return of(scope);
    }
}
