// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Looks up {@link ClientReference}s of the current tenant. */
@ApplicationScoped
public class ClientReferences {
    private static final String SELECT = "select new dev.gatehouse.client.ClientReference(id, clientId, name, version,"
            + " description, active) from Client where ";

    private final EntityManager entityManager;

    ClientReferences(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Returns the clients with these client IDs, in no order. Unknown IDs are ignored. */
    @Transactional
    public List<ClientReference> named(Collection<String> clientIds) {
        return clientIds.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery(SELECT + "clientId in :clientIds", ClientReference.class)
                        .setParameter("clientIds", clientIds)
                        .getResultList();
    }

    /** Returns the clients with these primary keys, sorted by name and version. Unknown keys are ignored. */
    @Transactional
    public List<ClientReference> of(Collection<UUID> clients) {
        return clients.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery(SELECT + "id in :clients order by lower(name), version, id", ClientReference.class)
                        .setParameter("clients", clients)
                        .getResultList();
    }
}
