// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.service.ServiceTree.ApiNode;
import dev.gatehouse.service.ServiceTree.ProjectNode;
import dev.gatehouse.service.ServiceTree.ServiceNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the service tree of the current tenant, limited to the first projects and services. */
@ApplicationScoped
class ServiceTrees {
    private static final int PROJECTS = 20;
    private static final int SERVICES = 50;
    private static final int SERVICES_OF_ONE = 1000;

    /** Combined with {@link #PROJECT_FOUND}: if the search matches a project, all its services are shown. */
    private static final String FOUND =
            "(locate(:text, lower(s.path)) > 0 or locate(:text, lower(s.description)) > 0 or :text = '')";

    private static final String PROJECT_FOUND =
            "(locate(:text, lower(p.name)) > 0 or locate(:text, lower(p.projectId)) > 0 or :text = '')";

    private final EntityManager entityManager;

    ServiceTrees(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * Returns the first projects by name, each with its first services.
     *
     * @param search a text in a project's name or id, or in a service's path or description
     * @param projectId the only project to return, with more of its services; null: all projects
     * @throws ProblemException if there is no such project
     */
    @Transactional
    ServiceTree of(@Nullable String search, @Nullable String projectId) {
        var text = search == null ? "" : search.strip().toLowerCase(Locale.ROOT);
        var projects = projects(text, projectId);
        var shown = projects.subList(0, Math.min(PROJECTS, projects.size()));
        var limit = projectId == null ? SERVICES : SERVICES_OF_ONE;
        var services = services(shown, text, limit + 1);
        return new ServiceTree(
                shown.stream()
                        .map(project -> node(project, services.getOrDefault(project.id, List.of()), limit))
                        .toList(),
                projects.size() > shown.size());
    }

    private List<Project> projects(String text, @Nullable String projectId) {
        if (projectId != null) {
            return List.of(entityManager
                    .createQuery("select p from Project p where p.projectId = :projectId", Project.class)
                    .setParameter("projectId", projectId)
                    .getResultStream()
                    .findFirst()
                    .orElseThrow(() -> ProblemException.notFound(ServiceErrors.projectNotFound())));
        }
        return entityManager
                .createQuery(
                        "select p from Project p where " + PROJECT_FOUND
                                + " or p.id in (select s.project from ExposedService s where " + FOUND
                                + ") order by lower(p.name), p.id",
                        Project.class)
                .setParameter("text", text)
                .setMaxResults(PROJECTS + 1)
                .getResultList();
    }

    private Map<UUID, List<ExposedService>> services(List<Project> projects, String text, int limit) {
        if (projects.isEmpty()) {
            return Map.of();
        }
        return entityManager
                .createQuery(
                        "select s from ExposedService s where s.id in"
                                + " (select n.id from (select s.id as id, row_number() over"
                                + " (partition by s.project order by s.kind, s.name, s.path) as number"
                                + " from ExposedService s join Project p on p.id = s.project"
                                + " where p.id in :projects and (" + FOUND + " or " + PROJECT_FOUND + ")) n"
                                + " where n.number <= :limit) order by s.kind, s.name, s.path",
                        ExposedService.class)
                .setParameter(
                        "projects", projects.stream().map(project -> project.id).toList())
                .setParameter("text", text)
                .setParameter("limit", limit)
                .getResultStream()
                .collect(Collectors.groupingBy(service -> service.project));
    }

    private static ProjectNode node(Project project, List<ExposedService> rows, int limit) {
        var flowServices = new ArrayList<ServiceNode>();
        var apis = new LinkedHashMap<String, List<ServiceNode>>();
        for (var row : rows.subList(0, Math.min(limit, rows.size()))) {
            switch (row.kind) {
                case FLOW_SERVICE -> flowServices.add(node(row));
                case REST_RESOURCE ->
                    apis.computeIfAbsent(row.name, ignored -> new ArrayList<>()).add(node(row));
            }
        }
        return new ProjectNode(
                project.projectId,
                project.name,
                project.environment,
                List.copyOf(flowServices),
                apis.entrySet().stream()
                        .map(api -> new ApiNode(
                                api.getKey(),
                                RestApis.path(project.environment, project.projectId, api.getKey()) + "/**",
                                List.copyOf(api.getValue())))
                        .toList(),
                rows.size() > limit);
    }

    private static ServiceNode node(ExposedService service) {
        return new ServiceNode(
                service.id,
                service.name,
                service.resource,
                service.path,
                service.httpMethods().sorted(),
                service.description);
    }
}
