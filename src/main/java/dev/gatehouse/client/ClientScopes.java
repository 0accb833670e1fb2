// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.scope.ScopeUsage;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The associations of the current tenant's clients with scopes. */
@ApplicationScoped
class ClientScopes implements PanacheRepositoryBase<ClientScope, ClientScope.Key>, ScopeUsage {
    @RegisterForReflection
    private record Association(UUID client, String scope) {}

    /** Returns the names of a client's scopes, sorted. */
    List<String> names(UUID client) {
        return names(List.of(client)).getOrDefault(client, List.of());
    }

    /** Returns the names of each client's scopes, sorted. */
    Map<UUID, List<String>> names(Collection<UUID> clients) {
        return getEntityManager()
                .createQuery(
                        "select new dev.gatehouse.client.ClientScopes$Association(a.client, s.name)"
                                + " from ClientScope a, Scope s"
                                + " where s.id = a.scope and a.client in :clients order by lower(s.name)",
                        Association.class)
                .setParameter("clients", clients)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        Association::client, Collectors.mapping(Association::scope, Collectors.toList())));
    }

    void replace(UUID client, Collection<UUID> scopeIds) {
        delete("client = ?1 and scope not in ?2", client, scopeIds.isEmpty() ? List.of(new UUID(0, 0)) : scopeIds);
        var present = list("client = ?1", client).stream().map(row -> row.scope).toList();
        scopeIds.stream()
                .filter(scope -> !present.contains(scope))
                .forEach(scope -> persist(new ClientScope(client, scope)));
        flush();
    }

    @Override
    @Transactional
    public List<ErrorText> of(UUID scope, String name) {
        return getEntityManager()
                .createQuery(
                        "select c.name, c.version from Client c, ClientScope s"
                                + " where s.client = c.id and s.scope = :scope order by lower(c.name), lower(c.version)",
                        Object[].class)
                .setParameter("scope", scope)
                .setMaxResults(20)
                .getResultStream()
                .map(row -> ClientErrors.usingScope((String) row[0], (String) row[1]))
                .toList();
    }
}
