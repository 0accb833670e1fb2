// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.ViolatedConstraint;
import dev.gatehouse.problem.WhiteSpace;
import dev.gatehouse.service.ServiceViews.ProjectInput;
import dev.gatehouse.service.ServiceViews.ProjectView;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The projects of the current tenant. The project {@value #DEFAULT} always exists. */
@ApplicationScoped
public class Projects implements PanacheRepositoryBase<Project, UUID> {
    static final String DEFAULT = "Default";

    private static final String ENVIRONMENT = "development";
    private static final int ID_BYTES = 6;

    private static final PagedList<Project> LIST = PagedList.<Project>of("id", project -> project.id)
            .sortedBy("projectId", Column.anyCase("projectId", project -> project.projectId))
            .sortedBy("name", Column.anyCase("name", project -> project.name))
            .sortedBy("createdAt", Column.instant("createdAt", project -> project.createdAt))
            .searchedIn("name", "projectId");

    private final TimeSource time;
    private final Secrets secrets;
    private final Preconditions preconditions;
    private final ManagedObjects managed;
    private final AuditLog audit;

    Projects(TimeSource time, Secrets secrets, Preconditions preconditions, ManagedObjects managed, AuditLog audit) {
        this.time = time;
        this.secrets = secrets;
        this.preconditions = preconditions;
        this.managed = managed;
        this.audit = audit;
    }

    /** Creates the default project if it is missing. */
    @Transactional
    public void createDefault() {
        if (count("lower(name) = ?1 and environment = ?2", DEFAULT.toLowerCase(Locale.ROOT), ENVIRONMENT) == 0) {
            create(new ProjectInput(DEFAULT, null), "gatehouse");
        }
    }

    /**
     * Creates a project with a generated id.
     *
     * @throws ProblemException if a rule is broken, or the environment has a project of the same name
     */
    @Transactional
    public ProjectView create(ProjectInput input, String actor) {
        return create(input, "fl" + HexFormat.of().formatHex(secrets.bytes(ID_BYTES)), actor);
    }

    /** Creates a project with a given id, for demo content whose documentation contains the id. */
    @Transactional
    public ProjectView create(ProjectInput input, String projectId, String actor) {
        var errors = new FieldErrors();
        var name = errors.name("name", input.name(), 100);
        var environment = input.environment() == null ? ENVIRONMENT : WhiteSpace.strip(input.environment());
        errors.check(
                environment.length() <= 63 && environment.matches("[A-Za-z0-9][A-Za-z0-9_-]*"),
                "environment",
                ServiceErrors.environment());
        errors.refuse();
        var project = new Project();
        project.id = secrets.id();
        project.projectId = projectId;
        project.name = name;
        project.environment = environment;
        project.managed = ManagedObjects.created();
        project.createdAt = time.now();
        project.updatedAt = project.createdAt;
        save(project, AuditAction.PROJECT_CREATED, actor);
        return ProjectView.of(project);
    }

    /** Renames a project. Id and environment are part of service paths and cannot be changed. */
    @Transactional
    public ProjectView update(String projectId, ProjectInput input, String actor) {
        var project = existing(projectId);
        var shown = ProjectView.of(project);
        preconditions.check(() -> shown);
        var mark = managed.change(project.managed, "The project " + projectId);
        var errors = new FieldErrors();
        var name = errors.name("name", input.name(), 100);
        errors.check(
                input.environment() == null
                        || WhiteSpace.strip(input.environment()).equals(project.environment),
                "environment",
                CommonErrors.immutable());
        errors.check(!isDefault(project) || name.equals(project.name), "name", ServiceErrors.defaultProjectName());
        errors.refuse();
        project.managed = mark;
        if (ManagedObjects.isApply() && name.equals(project.name)) {
            return shown;
        }
        project.name = name;
        project.updatedAt = time.now();
        save(project, AuditAction.PROJECT_CHANGED, actor);
        return ProjectView.of(project);
    }

    /** Deletes an empty project. */
    @Transactional
    public void remove(String projectId, String actor) {
        var project = existing(projectId);
        if (isDefault(project)) {
            throw ProblemException.conflict(ServiceErrors.defaultProject());
        }
        preconditions.check(() -> ProjectView.of(project));
        managed.change(project.managed, "The project " + projectId);
        try {
            delete(project);
            flush();
        } catch (ConstraintViolationException e) {
            throw ProblemException.conflict(ServiceErrors.projectNotEmpty());
        }
        audit.record(AuditEvent.success(AuditAction.PROJECT_DELETED).by(actor).target(project.projectId));
    }

    @Transactional
    public ProjectView view(String projectId) {
        return ProjectView.of(existing(projectId));
    }

    /**
     * A page of projects, sorted by their generated IDs by default, optionally only those whose name or id contains a
     * text.
     */
    @Transactional
    Page<ProjectView> list(@Nullable String search, @Nullable String sort, @Nullable String after, int size) {
        return LIST.query(sort, after, size).search(search).page(this).map(ProjectView::of);
    }

    public Optional<Project> byProjectId(String projectId) {
        return find("projectId = ?1", projectId).firstResultOptional();
    }

    private Project existing(String projectId) {
        return byProjectId(projectId).orElseThrow(() -> ProblemException.notFound(ServiceErrors.projectNotFound()));
    }

    /** Returns whether a project is the default project, which cannot be renamed or deleted. */
    public static boolean isDefault(ProjectView project) {
        return isDefault(project.name(), project.environment());
    }

    private static boolean isDefault(Project project) {
        return isDefault(project.name, project.environment);
    }

    private static boolean isDefault(String name, String environment) {
        return name.equals(DEFAULT) && environment.equals(ENVIRONMENT);
    }

    private void save(Project project, AuditAction action, String actor) {
        try {
            persistAndFlush(project);
        } catch (ConstraintViolationException e) {
            if ("project_name".equals(ViolatedConstraint.of(e))) {
                throw ProblemException.conflict("name", ServiceErrors.projectTaken(project.name, project.environment));
            }
            throw e;
        }
        audit.record(AuditEvent.success(action).by(actor).target(project.projectId));
    }
}
