// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.CorsRule;
import dev.gatehouse.service.ExposedService;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.service.Project;
import dev.gatehouse.service.Projects;
import dev.gatehouse.service.RestApis;
import dev.gatehouse.service.ServiceErrors;
import dev.gatehouse.service.ServiceKind;
import dev.gatehouse.service.openapi.OpenApiReport.Changed;
import dev.gatehouse.service.openapi.OpenApiReport.Exposed;
import dev.gatehouse.service.openapi.OpenApiReport.Note;
import dev.gatehouse.tenant.quota.CountedQuota;
import dev.gatehouse.tenant.quota.Reservations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * Imports OpenAPI documents: adds, changes and deletes the resources of a REST API in one transaction. Manually created
 * resources are never changed; a conflict is reported if one has a path and method of the document. Settings that are
 * not part of a document, such as timeouts, are kept.
 */
@ApplicationScoped
class OpenApiImports {
    private static final int MAX_CONFLICTS = 20;
    private static final int PATIENCE_SECONDS = 10;

    private final Projects projects;
    private final ExposedServices services;
    private final Secrets secrets;
    private final TimeSource time;
    private final Reservations reservations;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final ManagedObjects managed;
    private final AuditLog audit;

    /** One document at a time, because reading a document takes many times its size in memory. */
    private final Semaphore reading = new Semaphore(1);

    OpenApiImports(
            Projects projects,
            ExposedServices services,
            Secrets secrets,
            TimeSource time,
            Reservations reservations,
            Invalidations invalidations,
            Preconditions preconditions,
            ManagedObjects managed,
            AuditLog audit) {
        this.projects = projects;
        this.services = services;
        this.secrets = secrets;
        this.time = time;
        this.reservations = reservations;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.managed = managed;
        this.audit = audit;
    }

    /**
     * The parameters of an import.
     *
     * @param name the name of the REST API; null: derived from the document's title
     * @param preview whether to report the changes without making them
     */
    record Wish(String projectId, @Nullable String name, boolean preview) {}

    /**
     * Reads a document. Slow, so call this method outside a transaction.
     *
     * @param upstream the upstream URL, instead of the document's servers
     * @throws ProblemException with all errors of the document
     */
    OpenApiDocument read(byte[] document, boolean json, @Nullable String upstream) {
        var base = upstream(upstream);
        waitForTurn();
        try {
            return OpenApiReader.read(new OpenApiText(document, json), base);
        } finally {
            reading.release();
        }
    }

    private void waitForTurn() {
        try {
            if (reading.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
        }
        throw new BusyException("another document is being read");
    }

    /**
     * Applies a document to its REST API, unless only a preview is requested.
     *
     * @throws ProblemException if a rule is broken, manually created services conflict, or the request's precondition
     *     names a preview that is out of date
     */
    @Transactional
    OpenApiReport apply(OpenApiDocument document, Wish wish, String actor) {
        var found = projects.byProjectId(wish.projectId())
                .orElseThrow(() -> ProblemException.notFound(ServiceErrors.projectNotFound()));
        if (!wish.preview()) {
            reservations.lock(CountedQuota.SERVICES);
        }
        // Locks the project against concurrent changes, so that the report matches the result.
        var project = wish.preview() ? found : projects.findById(found.id, LockModeType.PESSIMISTIC_WRITE);
        var name = name(document, wish);
        var notes = new ArrayList<>(document.notes());
        var wanted = wanted(document, project, name, notes);
        var existing = new LinkedHashMap<String, ExposedService>();
        var surplus = new ArrayList<ExposedService>();
        var byHand = new ArrayList<ExposedService>();
        var all = services.list(
                "project = ?1 and kind = ?2 and name = ?3 order by path, id",
                project.id,
                ServiceKind.REST_RESOURCE,
                name);
        all.forEach(service -> {
            if (!service.imported) {
                byHand.add(service);
            } else if (existing.putIfAbsent(service.path, service) != null) {
                // The path was edited to that of another resource; the document's resource has the methods of both.
                surplus.add(service);
            }
        });
        refuseConflicts(wanted, byHand);
        notes.addAll(OverlapNotes.notes(claims(wanted, byHand)));
        var cors = ExposedServices.common(all).orElse(CorsRule.OFF);

        var added = new ArrayList<ExposedService>();
        var changed = new ArrayList<ExposedService>();
        var changes = new ArrayList<Changed>();
        var unchanged = new ArrayList<String>();
        wanted.forEach((path, resource) -> {
            var service = existing.get(path);
            var after = Exposed.of(resource);
            if (service == null) {
                added.add(added(project, name, path, resource, cors));
            } else if (isAsWanted(service, after)) {
                unchanged.add(resource.pattern());
            } else {
                changed.add(service);
                changes.add(new Changed(resource.pattern(), Exposed.of(service), after));
            }
        });
        var removed = Stream.concat(
                        existing.values().stream().filter(service -> !wanted.containsKey(service.path)),
                        surplus.stream())
                .toList();
        var report = new OpenApiReport(
                wish.preview(),
                project.projectId,
                name,
                RestApis.path(project.environment, project.projectId, name),
                added.stream().map(Exposed::of).toList(),
                changes,
                removed.stream().map(Exposed::of).toList(),
                unchanged,
                notes);
        if (!wish.preview()) {
            preconditions.check(report::asPreview);
            removed.forEach(service -> managed.change(service.managed, "The service " + service.path));
            removed.forEach(services::delete);
            if (!surplus.isEmpty()) {
                // Deleted before another service gets their methods and path.
                services.flush();
            }
            reservations.reserve(CountedQuota.SERVICES, added.size(), services::number);
            changed.forEach(service -> replace(service, Objects.requireNonNull(wanted.get(service.path))));
            added.forEach(services::persist);
            record(report, added, changed, removed, actor);
        }
        return report;
    }

    private void record(
            OpenApiReport report,
            List<ExposedService> added,
            List<ExposedService> changed,
            List<ExposedService> removed,
            String actor) {
        try {
            services.flush();
        } catch (ConstraintViolationException e) {
            if (ExposedServices.isTaken(e)) {
                throw ProblemException.conflict(ImportErrors.takenMeanwhile());
            }
            throw e;
        }
        if (!report.changesNothing()) {
            invalidations.publish(Invalidations.Topic.SERVICES, null);
        }
        audit.record(AuditEvent.success(AuditAction.OPENAPI_IMPORTED)
                .by(actor)
                .target(report.path())
                .detail(report.counts()));
        record(AuditAction.SERVICE_CREATED, added, actor);
        record(AuditAction.SERVICE_CHANGED, changed, actor);
        record(AuditAction.SERVICE_DELETED, removed, actor);
    }

    private void record(AuditAction action, List<ExposedService> all, String actor) {
        all.forEach(service -> audit.record(AuditEvent.success(action).by(actor).target(service.path)));
    }

    private static @Nullable String upstream(@Nullable String typed) {
        var errors = FieldErrors.outsideBody();
        var given = errors.optional("upstream", typed, 2000);
        var url = new FieldErrors();
        var upstream = given == null ? null : ExposedServices.upstream(given, url);
        if (!url.isEmpty()) {
            errors.add("upstream", url.first());
        }
        errors.refuse();
        return upstream == null ? null : upstream.replaceAll("/+$", "");
    }

    private static String name(OpenApiDocument document, Wish wish) {
        var errors = FieldErrors.outsideBody();
        var fromTitle = document.title().replaceAll("[^A-Za-z0-9._~]+", "-").replaceAll("^-|-$", "");
        var shortened = fromTitle.substring(0, Math.min(100, fromTitle.length()));
        var given = wish.name();
        var name = ExposedServices.name(given == null || given.isBlank() ? shortened : given, errors);
        errors.refuse();
        return name;
    }

    /** Returns the document's resources by path. Resources that cannot be exposed are noted. */
    private static Map<String, OpenApiDocument.Resource> wanted(
            OpenApiDocument document, Project project, String name, List<Note> notes) {
        var wanted = new LinkedHashMap<String, OpenApiDocument.Resource>();
        for (var resource : document.resources()) {
            var faults = new FieldErrors();
            faults.optional("resource", resource.pattern(), 1000);
            var path = ExposedServices.path(service(project, name, resource), project, faults);
            if (faults.isEmpty()) {
                wanted.put(path, resource);
            } else {
                notes.add(new Note(OpenApiReader.cut(resource.template()), ImportErrors.leftOut(faults.first())));
            }
        }
        if (wanted.isEmpty()) {
            throw ProblemException.invalidOutsideBody(
                    "paths",
                    ImportErrors.noPath(notes.getLast().at(), notes.getLast().message()));
        }
        return wanted;
    }

    /** Returns the claims of the document's resources and of manually created services, which are kept. */
    private static List<OverlapNotes.Claim> claims(
            Map<String, OpenApiDocument.Resource> wanted, Collection<ExposedService> byHand) {
        var claims = new ArrayList<OverlapNotes.Claim>();
        wanted.forEach((path, resource) -> claims.add(
                new OverlapNotes.Claim(resource.template(), UrlPattern.stored(path), resource.methods(), true)));
        byHand.stream()
                .map(service -> new OverlapNotes.Claim(
                        service.name + service.resource, UrlPattern.stored(service.path), service.httpMethods(), false))
                .forEach(claims::add);
        return claims;
    }

    /** A path of the document at which a manually created service exists. */
    private record Conflict(String path, String service) {
        FieldError error() {
            return FieldError.outsideBody(path, ImportErrors.madeByHand(service));
        }
    }

    /** Rejects the import if a manually created service has a path and method of the document. */
    private static void refuseConflicts(
            Map<String, OpenApiDocument.Resource> wanted, Collection<ExposedService> byHand) {
        var conflicts = new ArrayList<Conflict>();
        for (var service : byHand) {
            var resource = wanted.get(service.path);
            if (resource != null && resource.methods().overlap(service.httpMethods())) {
                conflicts.add(new Conflict(resource.template(), service.name + service.resource));
            }
        }
        if (!conflicts.isEmpty()) {
            var first = conflicts.getFirst();
            throw ProblemException.conflict(
                    ImportErrors.pathMadeByHand(first.path(), first.service()),
                    conflicts.stream().limit(MAX_CONFLICTS).map(Conflict::error).toList());
        }
    }

    /**
     * Creates a service.
     *
     * @param cors the CORS rule that the API's other resources share
     */
    private ExposedService added(
            Project project, String name, String path, OpenApiDocument.Resource resource, CorsRule cors) {
        var service = service(project, name, resource);
        service.id = secrets.id();
        service.path = path;
        service.timeoutMs = ExposedServices.DEFAULT_TIMEOUT_MS;
        service.cors(cors);
        service.imported = true;
        service.managed = ManagedObjects.created();
        service.createdAt = time.now();
        service.updatedAt = service.createdAt;
        return service;
    }

    private static ExposedService service(Project project, String name, OpenApiDocument.Resource resource) {
        var service = new ExposedService();
        service.project = project.id;
        service.kind = ServiceKind.REST_RESOURCE;
        service.name = name;
        service.resource = resource.pattern();
        service.methods = resource.methods().toArray();
        service.description = resource.description();
        service.upstreamUrl = resource.upstream();
        return service;
    }

    private void replace(ExposedService service, OpenApiDocument.Resource resource) {
        service.managed = managed.change(service.managed, "The service " + service.path);
        service.methods = resource.methods().toArray();
        service.description = resource.description();
        service.upstreamUrl = resource.upstream();
        service.updatedAt = time.now();
    }

    private static boolean isAsWanted(ExposedService service, Exposed after) {
        return Exposed.of(service).equals(after);
    }
}
