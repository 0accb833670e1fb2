package dev.gatehouse.client;

import dev.gatehouse.scope.ScopeUsage;
import dev.gatehouse.scope.Scopes;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Which scopes the clients of the current tenant may request. */
@ApplicationScoped
class ClientScopes implements PanacheRepositoryBase<ClientScope, ClientScope.Key>, ScopeUsage {
    private final Scopes scopes;

    ClientScopes(Scopes scopes) {
        this.scopes = scopes;
    }

    /** The names of a client's scopes, sorted. */
    List<String> names(UUID client) {
        var ids = list("client = ?1", client).stream().map(row -> row.scope).toList();
        return ids.isEmpty() ? List.of() : scopes.names(ids);
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
    public List<String> of(UUID scope, String name) {
        return getEntityManager()
                .createQuery(
                        "select 'client ' || c.name || ' ' || c.version from Client c, ClientScope s"
                                + " where s.client = c.id and s.scope = :scope order by lower(c.name), lower(c.version)",
                        String.class)
                .setParameter("scope", scope)
                .setMaxResults(20)
                .getResultList();
    }
}
