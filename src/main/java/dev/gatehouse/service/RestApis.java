// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.listing.Page;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.ServiceViews.ProjectView;
import dev.gatehouse.service.ServiceViews.ServiceView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The REST APIs of projects. */
@ApplicationScoped
public class RestApis {
    private static final int MAX = 200;

    /** The number of segments in the path of a REST API. */
    static final int SEGMENTS = 5;

    private final EntityManager entities;
    private final ExposedServices services;

    RestApis(EntityManager entities, ExposedServices services) {
        this.entities = entities;
        this.services = services;
    }

    /** Returns the path of a REST API, with which the paths of all its resources begin. */
    public String path(ProjectView project, String name) {
        return path(project.environment(), project.projectId(), name);
    }

    public static String path(String environment, String projectId, String name) {
        return "/integration/restv2/%s/%s/%s".formatted(environment, projectId, name);
    }

    /** Returns the part of a pattern below its REST API. */
    public static String below(UrlPattern pattern) {
        return new UrlPattern(
                        pattern.segments().subList(SEGMENTS, pattern.segments().size()))
                .toString();
    }

    /** Returns the REST APIs of a project by name, at most {@value #MAX}. */
    @Transactional
    public List<RestApi> of(String projectId) {
        return entities.createQuery(
                        "select new dev.gatehouse.service.RestApi(s.name, count(*),"
                                + " sum(case when s.imported = true then 1L else 0L end))"
                                + " from ExposedService s join Project p on p.id = s.project"
                                + " where p.projectId = ?1 and s.kind = ?2 group by s.name order by s.name",
                        RestApi.class)
                .setParameter(1, projectId)
                .setParameter(2, ServiceKind.REST_RESOURCE)
                .setMaxResults(MAX)
                .getResultList();
    }

    /** Returns whether a project has a REST API with exactly this name. */
    @Transactional
    public boolean exists(String projectId, String name) {
        return entities.createQuery(
                                "select count(*) from ExposedService s join Project p on p.id = s.project"
                                        + " where p.projectId = ?1 and s.kind = ?2 and s.name = ?3",
                                Long.class)
                        .setParameter(1, projectId)
                        .setParameter(2, ServiceKind.REST_RESOURCE)
                        .setParameter(3, name)
                        .getSingleResult()
                > 0;
    }

    /** Returns a page of a REST API's resources, sorted like the admin API's services. */
    public Page<ServiceView> resources(String projectId, String name, @Nullable String sort, @Nullable String after) {
        return services.list(
                new ExposedServices.Wanted(projectId, null, ServiceKind.REST_RESOURCE, name),
                sort,
                after,
                Page.DEFAULT_SIZE);
    }
}
