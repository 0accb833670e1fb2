// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The groups of the current tenant's clients, read only. {@code account} manages the memberships. */
@ApplicationScoped
class ClientGroups {
    @RegisterForReflection
    private record Membership(UUID client, UUID group, String name) {}

    private final EntityManager entityManager;

    ClientGroups(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Returns the groups of each client, sorted by name. */
    @Transactional(Transactional.TxType.MANDATORY)
    Map<UUID, List<ClientView.InGroup>> of(Collection<UUID> clients) {
        return entityManager
                .createQuery(
                        "select new dev.gatehouse.client.ClientGroups$Membership(m.client, g.id, g.name)"
                                + " from GroupClient m, MemberGroup g"
                                + " where g.id = m.memberGroup and m.client in :clients order by lower(g.name)",
                        Membership.class)
                .setParameter("clients", clients)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        Membership::client,
                        Collectors.mapping(
                                row -> new ClientView.InGroup(row.group(), row.name()), Collectors.toList())));
    }

    /** Returns the ids of a client's groups. */
    @Transactional(Transactional.TxType.MANDATORY)
    Set<UUID> ids(UUID client) {
        return entityManager
                .createQuery("select memberGroup from GroupClient where client = :client", UUID.class)
                .setParameter("client", client)
                .getResultStream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
