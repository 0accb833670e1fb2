// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The registered hosts of tenants. Every change is announced to all nodes, in the transaction of the caller. */
@ApplicationScoped
class RegisteredHosts {
    private final EntityManager entityManager;
    private final Invalidations invalidations;
    private final TimeSource time;

    RegisteredHosts(EntityManager entityManager, Invalidations invalidations, TimeSource time) {
        this.entityManager = entityManager;
        this.invalidations = invalidations;
        this.time = time;
    }

    /** Returns the hosts of a tenant, first the primary host. */
    List<TenantHost> of(String tenant) {
        return ofAll(List.of(tenant)).getOrDefault(tenant, List.of());
    }

    /** Returns the hosts of tenants by tenant, first the primary host. */
    Map<String, List<TenantHost>> ofAll(Collection<String> tenants) {
        return entityManager
                .createQuery("from TenantHost where tenant in ?1 order by primary desc, host", TenantHost.class)
                .setParameter(1, tenants)
                .getResultStream()
                .collect(Collectors.groupingBy(host -> host.tenant));
    }

    /**
     * Replaces the hosts of a tenant. The first host becomes the primary host.
     *
     * @throws ProblemException 409 if another tenant has one of the hosts
     */
    void replace(String tenant, SequencedSet<String> names) {
        requireFree(tenant, names);
        var stored = of(tenant);
        var primary = names.isEmpty() ? null : names.getFirst();
        for (var host : stored) {
            // At most one host is primary at any time
            host.primary = false;
            if (!names.contains(host.host)) {
                entityManager.remove(host);
            }
            announce(host.host);
        }
        entityManager.flush();
        stored.stream().filter(host -> host.host.equals(primary)).forEach(host -> host.primary = true);
        var added = new LinkedHashSet<>(names);
        stored.forEach(host -> added.remove(host.host));
        add(tenant, added, primary);
    }

    private void add(String tenant, SequencedSet<String> names, @Nullable String primary) {
        for (var name : names) {
            entityManager.persist(TenantHost.of(name, tenant, name.equals(primary), time.now()));
            announce(name);
        }
        entityManager.flush();
    }

    /** Announces that the owner of a host, or the state of the owner, has changed. */
    void announce(String host) {
        invalidations.publish(Invalidations.Topic.HOSTS, host);
    }

    private void requireFree(String tenant, SequencedSet<String> names) {
        entityManager
                .createQuery("from TenantHost where host in ?1 and tenant <> ?2 order by host", TenantHost.class)
                .setParameter(1, List.copyOf(names))
                .setParameter(2, tenant)
                .getResultStream()
                .findFirst()
                .ifPresent(taken -> {
                    throw ProblemException.conflict(
                            "hosts[" + List.copyOf(names).indexOf(taken.host) + "]",
                            OperatorErrors.hostTaken(taken.host));
                });
    }
}
