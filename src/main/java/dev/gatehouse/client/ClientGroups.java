package dev.gatehouse.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which groups the clients of the current tenant are in. It only reads: who is in a group is the account room's to say. */
@ApplicationScoped
class ClientGroups {
    private final EntityManager entityManager;

    ClientGroups(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** The groups that a client is in, by name. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<ClientView.InGroup> of(UUID client) {
        return entityManager
                .createQuery(
                        "select new dev.gatehouse.client.ClientView$InGroup(g.id, g.name) from GroupClient m, MemberGroup g"
                                + " where g.id = m.memberGroup and m.client = :client order by lower(g.name)",
                        ClientView.InGroup.class)
                .setParameter("client", client)
                .getResultList();
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
