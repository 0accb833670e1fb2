// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Looks up {@link ServiceReference}s of the current tenant. */
@ApplicationScoped
class ServiceReferences {
    private final EntityManager entityManager;

    ServiceReferences(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Returns services by their ids. Unknown ids are omitted. */
    @Transactional
    Map<UUID, ServiceReference> of(Collection<UUID> services) {
        return services.isEmpty()
                ? Map.of()
                : entityManager
                        .createQuery(
                                "select new dev.gatehouse.usage.ServiceReference(s.id, s.kind, p.projectId, p.name,"
                                        + " s.name, s.resource, s.path) from ExposedService s, Project p"
                                        + " where p.id = s.project and s.id in :services",
                                ServiceReference.class)
                        .setParameter("services", services)
                        .getResultStream()
                        .collect(Collectors.toMap(ServiceReference::id, service -> service));
    }
}
