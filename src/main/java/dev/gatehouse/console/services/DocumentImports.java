// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.service.ProjectResource;
import dev.gatehouse.service.ServiceViews.ProjectInput;
import dev.gatehouse.service.ServiceViews.ProjectView;
import dev.gatehouse.service.openapi.OpenApiReport;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.function.Function;

/** Imports a document into a new project. Both are created in one transaction. */
@ApplicationScoped
class DocumentImports {
    private final ProjectResource projects;

    DocumentImports(ProjectResource projects) {
        this.projects = projects;
    }

    /** Creates the project and imports the document. */
    @Transactional
    OpenApiReport intoNew(ProjectInput project, Function<String, OpenApiReport> importInto) {
        return importInto.apply(create(project).projectId());
    }

    /** Previews an import: creates the project, imports the document, and rolls back. */
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
