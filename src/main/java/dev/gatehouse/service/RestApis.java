package dev.gatehouse.service;

import dev.gatehouse.service.ServiceViews.ProjectView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;

/** The REST APIs that a project's resources make up. */
@ApplicationScoped
public class RestApis {
    private static final int MAX = 200;

    private final EntityManager entities;

    RestApis(EntityManager entities) {
        this.entities = entities;
    }

    /** What the paths of all resources of one begin with. */
    public String path(ProjectView project, String name) {
        return OpenApiImports.base(project.environment(), project.projectId(), name);
    }

    /** Those of a project by name, at most {@value #MAX}. */
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
}
