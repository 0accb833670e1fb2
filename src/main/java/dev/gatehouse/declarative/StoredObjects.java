// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.adminapi.ManagedMark;
import dev.gatehouse.http.HttpMethods;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stored objects of the current tenant by their natural keys, and those that configuration files manage.
 * Reads only; runs in the transaction of an apply.
 */
@ApplicationScoped
class StoredObjects {
    private final EntityManager entityManager;

    StoredObjects(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * A managed object.
     *
     * @param key the key with which its methods find the object: an ID, a client ID or a project ID
     * @param name the natural key, for reports
     */
    record Managed(Object key, String name, ManagedMark mark) {}

    /** A service at a path. */
    record Service(UUID id, HttpMethods methods, @Nullable ManagedMark mark) {}

    /** An imported service that is managed. */
    record Imported(UUID id, String path, String projectId, String api, boolean imported, ManagedMark mark) {}

    Optional<UUID> group(String name) {
        return first(query("select id from MemberGroup where lower(name) = lower(:key)", UUID.class, name));
    }

    Optional<UUID> scope(String name) {
        return first(query("select id from Scope where lower(name) = lower(:key)", UUID.class, name));
    }

    Optional<UUID> upstream(String url) {
        return first(query("select id from DeclaredUpstream where url = :key", UUID.class, url));
    }

    Optional<UUID> issuer(String url) {
        return first(query("select id from StoredIssuer where issuer = :key", UUID.class, url));
    }

    /** Returns the IDs of the projects with a name, one for each environment. */
    List<String> projects(String name) {
        return query("select projectId from Project where lower(name) = lower(:key)", String.class, name)
                .getResultList();
    }

    Optional<String> project(String name, String environment) {
        return first(query(
                        "select projectId from Project where lower(name) = lower(:key) and environment = :environment",
                        String.class,
                        name)
                .setParameter("environment", environment));
    }

    boolean isProjectId(String projectId) {
        return !query("select projectId from Project where lower(projectId) = lower(:key)", String.class, projectId)
                .getResultList()
                .isEmpty();
    }

    /** Returns the services at a path, in a stable order. */
    List<Service> services(String path) {
        return query(
                        "select id, methods, managed from ExposedService where path = :key order by id",
                        Object[].class,
                        path)
                .getResultStream()
                .map(row ->
                        new Service((UUID) row[0], new HttpMethods(Set.of((String[]) row[1])), (ManagedMark) row[2]))
                .toList();
    }

    /** Returns the managed services. */
    List<Imported> managedServices() {
        return entityManager
                .createQuery(
                        "select s.id, s.path, p.projectId, s.name, s.imported, s.managed from ExposedService s, Project p"
                                + " where p.id = s.project and s.managed is not null order by s.path, s.id",
                        Object[].class)
                .getResultStream()
                .map(row -> new Imported(
                        (UUID) row[0],
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        (Boolean) row[4],
                        (ManagedMark) row[5]))
                .toList();
    }

    /** Returns the managed objects of a kind, except services. */
    List<Managed> managed(Kind kind) {
        var source = switch (kind) {
            case GROUP -> "select id, name, managed from MemberGroup where managed is not null order by name";
            case UPSTREAM -> "select id, url, managed from DeclaredUpstream where managed is not null order by url";
            case PROJECT -> "select projectId, name, managed from Project where managed is not null order by name";
            case SCOPE -> "select id, name, managed from Scope where managed is not null order by name";
            case CLIENT -> "select clientId, clientId, managed from Client where managed is not null order by clientId";
            case ISSUER -> "select id, issuer, managed from StoredIssuer where managed is not null order by issuer";
            case SETTINGS, SERVICE, OPENAPI -> throw new IllegalArgumentException(kind.word());
        };
        return entityManager
                .createQuery(source, Object[].class)
                .getResultStream()
                .map(row -> new Managed(row[0], (String) row[1], (ManagedMark) row[2]))
                .toList();
    }

    /** Returns the mark of an object; null: not managed, or not stored. */
    @Nullable ManagedMark mark(Kind kind, Object key) {
        var source = switch (kind) {
            case GROUP -> "MemberGroup where id";
            case UPSTREAM -> "DeclaredUpstream where id";
            case PROJECT -> "Project where projectId";
            case SCOPE -> "Scope where id";
            case CLIENT -> "Client where clientId";
            case ISSUER -> "StoredIssuer where id";
            case SERVICE, OPENAPI -> "ExposedService where id";
            case SETTINGS -> "StoredSettings where tenantId";
        };
        return entityManager
                .createQuery("select managed from " + source + " = :key", ManagedMark.class)
                .setParameter("key", key)
                .getResultList()
                .stream()
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private <T> TypedQuery<T> query(String text, Class<T> type, String key) {
        return entityManager.createQuery(text, type).setParameter("key", key);
    }

    private static <T> Optional<T> first(TypedQuery<T> query) {
        return query.setMaxResults(1).getResultStream().findFirst();
    }
}
