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

/** Which groups the clients of the current tenant are in. It only reads: who is in a group is the account room's to say. */
@ApplicationScoped
class ClientGroups {
    @RegisterForReflection
    private record Membership(UUID client, UUID group, String name) {}

    private final EntityManager entityManager;

    ClientGroups(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** The groups that each of some clients is in, by name. */
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

    /** The ids of those groups. */
    @Transactional(Transactional.TxType.MANDATORY)
    Set<UUID> ids(UUID client) {
        return entityManager
                .createQuery("select memberGroup from GroupClient where client = :client", UUID.class)
                .setParameter("client", client)
                .getResultStream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
