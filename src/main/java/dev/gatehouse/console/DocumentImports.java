package dev.gatehouse.console;

import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.service.OpenApiReport;
import dev.gatehouse.service.ProjectResource;
import dev.gatehouse.service.ServiceViews.ProjectInput;
import dev.gatehouse.service.ServiceViews.ProjectView;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.function.Function;

/** An import into a project that is not there yet: both are made, or neither is. */
@ApplicationScoped
public class DocumentImports {
    private final ProjectResource projects;

    DocumentImports(ProjectResource projects) {
        this.projects = projects;
    }

    /** Makes the project and imports into it, by its id. */
    @Transactional
    OpenApiReport intoNew(ProjectInput project, Function<String, OpenApiReport> importInto) {
        return importInto.apply(create(project).projectId());
    }

    /** What that would do: all of it is done, and taken back. */
    @Transactional
    OpenApiReport previewIntoNew(ProjectInput project, Function<String, OpenApiReport> previewInto) {
        var report = previewInto.apply(create(project).projectId());
        QuarkusTransaction.setRollbackOnly();
        return report;
    }

    private ProjectView create(ProjectInput project) {
        try {
            return Objects.requireNonNull(projects.create(project).getEntity());
        } catch (ProblemException refusal) {
            throw ProblemException.invalid(refusal.problem().errors().stream()
                    .map(error -> error.field().equals("name") ? error.at("newProject") : error)
                    .toList());
        }
    }
}
