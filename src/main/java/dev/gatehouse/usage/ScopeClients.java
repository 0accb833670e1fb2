// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The clients of the current tenant that may request a scope. */
@ApplicationScoped
class ScopeClients {
    private static final List<UUID> NOBODY = List.of(new UUID(0, 0));

    /** A client with the names of all its scopes. */
    record Named(UUID id, String clientId, String name, String version, Set<String> scopes) {}

    @RegisterForReflection
    private record Row(UUID id, String clientId, String name, String version) {}

    @RegisterForReflection
    private record Association(UUID client, String scope) {}

    private final EntityManager entityManager;

    ScopeClients(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Returns the ids of all clients that may request a scope. */
    @Transactional
    Set<UUID> associated(UUID scope) {
        return new HashSet<>(entityManager
                .createQuery("select s.client from ClientScope s where s.scope = :scope", UUID.class)
                .setParameter("scope", scope)
                .getResultList());
    }

    /** Returns the ids of the first clients by name that may request a scope. */
    @Transactional
    List<UUID> first(UUID scope, int limit) {
        return entityManager
                .createQuery(
                        "select c.id from Client c, ClientScope s where s.client = c.id and s.scope = :scope"
                                + " order by lower(c.name), lower(c.version)",
                        UUID.class)
                .setParameter("scope", scope)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Returns clients by their ids, sorted by name. */
    @Transactional
    List<Named> named(Collection<UUID> clients) {
        var ids = clients.isEmpty() ? NOBODY : clients;
        var scopes = entityManager
                .createQuery(
                        "select new dev.gatehouse.usage.ScopeClients$Association(a.client, s.name)"
                                + " from ClientScope a, Scope s where s.id = a.scope and a.client in :clients",
                        Association.class)
                .setParameter("clients", ids)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        Association::client, Collectors.mapping(Association::scope, Collectors.toSet())));
        return entityManager
                .createQuery(
                        "select new dev.gatehouse.usage.ScopeClients$Row(c.id, c.clientId, c.name, c.version)"
                                + " from Client c where c.id in :clients order by lower(c.name), lower(c.version)",
                        Row.class)
                .setParameter("clients", ids)
                .getResultStream()
                .map(row -> new Named(
                        row.id(), row.clientId(), row.name(), row.version(), scopes.getOrDefault(row.id(), Set.of())))
                .toList();
    }
}
