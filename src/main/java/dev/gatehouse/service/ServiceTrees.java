// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
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

    private static final String PROJECT_FOUND =
            "(" + PagedList.hasText("p.name") + " or " + PagedList.hasText("p.projectId") + ")";

    private static final String FOUND =
            "(" + PagedList.hasText("s.path") + " or " + PagedList.hasText("s.description") + ")";

    private static final String SELECT = "select p from Project p where";

    private static final PagedList<Project> FIRST_PROJECTS = PagedList.<Project>of("p.id", project -> project.id)
            .sortedBy("name", Column.anyCase("p.name", project -> project.name))
            .searchedBy(PROJECT_FOUND)
            .searchedBy("p.id in (select s.project from ExposedService s where " + FOUND + ")");

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
        var projects = projectId == null
                ? FIRST_PROJECTS.query(null, null, PROJECTS).search(search).page(entityManager, SELECT, Project.class)
                : new Page<>(List.of(project(projectId)), null);
        var limit = projectId == null ? SERVICES : SERVICES_OF_ONE;
        var services = services(projects.items(), search == null ? "" : search.strip(), limit + 1);
        return new ServiceTree(
                projects.items().stream()
                        .map(project -> node(project, services.getOrDefault(project.id, List.of()), limit))
                        .toList(),
                projects.next() != null);
    }

    private Project project(String projectId) {
        return entityManager
                .createQuery(SELECT + " p.projectId = :projectId", Project.class)
                .setParameter("projectId", projectId)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(ServiceErrors.projectNotFound()));
    }

    /** Returns the first services of each project. If the search text is in a project, all its services match. */
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
                                + " where p.id in :projects and (:text = '' or " + FOUND + " or "
                                + PROJECT_FOUND + ")) n"
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
