// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.issuer.IssuerInput.MappedScope;
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

/** The mappings of the scopes of other issuers, in the current tenant. */
@ApplicationScoped
class IssuerScopes implements PanacheRepositoryBase<IssuerScope, IssuerScope.Key>, ScopeUsage {
    private static final int MAX_NAMED = 20;

    @RegisterForReflection
    private record Mapping(UUID issuer, String external, String scope) {}

    /** Returns the mappings of each issuer, sorted by name. */
    Map<UUID, List<MappedScope>> of(Collection<UUID> issuers) {
        return getEntityManager()
                .createQuery(
                        "select new dev.gatehouse.issuer.IssuerScopes$Mapping(m.issuer, m.external, s.name)"
                                + " from IssuerScope m, Scope s where s.id = m.scope and m.issuer in :issuers"
                                + " order by m.external, lower(s.name)",
                        Mapping.class)
                .setParameter("issuers", issuers)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        Mapping::issuer,
                        Collectors.mapping(
                                mapping -> new MappedScope(mapping.external(), mapping.scope()), Collectors.toList())));
    }

    void replace(UUID issuer, Collection<IssuerScope> mapped) {
        delete("issuer = ?1", issuer);
        persist(mapped);
        flush();
    }

    @Override
    @Transactional
    public List<ErrorText> of(UUID scope, String name) {
        return getEntityManager()
                .createQuery(
                        "select distinct i.name from StoredIssuer i, IssuerScope m"
                                + " where m.issuer = i.id and m.scope = :scope order by i.name",
                        String.class)
                .setParameter("scope", scope)
                .setMaxResults(MAX_NAMED)
                .getResultStream()
                .map(IssuerErrors::usingScope)
                .toList();
    }
}
