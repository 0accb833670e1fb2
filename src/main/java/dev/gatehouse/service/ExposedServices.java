// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.cluster.CoherentCache;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.ViolatedConstraint;
import dev.gatehouse.problem.WhiteSpace;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.ServiceViews.ServiceInput;
import dev.gatehouse.service.ServiceViews.ServiceView;
import dev.gatehouse.service.upstream.DeclaredUpstreams;
import dev.gatehouse.service.upstream.UpstreamUrl;
import dev.gatehouse.tenant.quota.CountedQuota;
import dev.gatehouse.tenant.quota.Reservations;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The exposed services of the current tenant: their rules, and the cached catalogue. */
@ApplicationScoped
public class ExposedServices implements PanacheRepositoryBase<ExposedService, UUID> {
    private static final int PART_OF_HEAP = 8;
    public static final int DEFAULT_TIMEOUT_MS = 30_000;
    private static final int MAX_TIMEOUT_MS = 3_600_000;

    private static final PagedList<ExposedService> LIST = PagedList.<ExposedService>of("id", service -> service.id)
            .sortedBy("path", Column.text("path", service -> service.path))
            .sortedBy("name", Column.anyCase("name", service -> service.name))
            .sortedBy("lastUsedAt", Column.instant("lastUsedAt", Instant.EPOCH, service -> service.lastUsedAt))
            .sortedBy("createdAt", Column.instant("createdAt", service -> service.createdAt))
            .searchedIn("path", "description");

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final Projects projects;
    private final DeclaredUpstreams upstreams;
    private final Reservations reservations;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final ManagedObjects managed;
    private final AuditLog audit;
    private final CoherentCache<String, ServiceCatalogue> catalogues;

    ExposedServices(
            CurrentTenant tenant,
            TimeSource time,
            Secrets secrets,
            Projects projects,
            DeclaredUpstreams upstreams,
            Reservations reservations,
            Invalidations invalidations,
            Preconditions preconditions,
            ManagedObjects managed,
            AuditLog audit) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.projects = projects;
        this.upstreams = upstreams;
        this.reservations = reservations;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.managed = managed;
        this.audit = audit;
        this.catalogues = CoherentCache.perTenant(
                invalidations,
                CacheBound.partOfHeap(PART_OF_HEAP, ServiceCatalogue::bytes),
                Invalidations.Topic.SERVICES);
    }

    public ServiceCatalogue catalogue() {
        return Objects.requireNonNull(catalogues.get(tenant.id(), ignored -> compile()));
    }

    /** Returns the cached catalogue, or null if it is not in the cache. */
    public @Nullable ServiceCatalogue catalogueIfCached(String tenantId) {
        return catalogues.ifPresent(tenantId);
    }

    /**
     * Exposes a service.
     *
     * @throws ProblemException if a rule is broken, or another service has the same path and a common method
     */
    @Transactional
    public ServiceView create(ServiceInput input, String actor) {
        var errors = new FieldErrors();
        errors.check(input.kind() != null, "kind", CommonErrors.notOneOf(List.of(ServiceKind.values())));
        var projectId = errors.required("projectId", input.projectId(), 63);
        var project = projects.byProjectId(projectId);
        errors.check(projectId.isEmpty() || project.isPresent(), "projectId", ServiceErrors.unknownProject());
        var service = new ExposedService();
        service.kind = input.kind() == null ? ServiceKind.FLOW_SERVICE : input.kind();
        project.ifPresent(found -> apply(input, service, found, errors));
        errors.refuse();
        reservations.reserve(CountedQuota.SERVICES, 1, this::number);
        service.id = secrets.id();
        service.project = project.orElseThrow().id;
        // Locks the project against concurrent imports, so that the report of an import matches its result.
        projects.findById(service.project, LockModeType.PESSIMISTIC_WRITE);
        service.createdAt = time.now();
        service.updatedAt = service.createdAt;
        service.managed = ManagedObjects.created();
        save(service, AuditAction.SERVICE_CREATED, actor);
        return ServiceView.of(service, project.orElseThrow());
    }

    /** Returns the number of services, as the quota counts them. */
    @Transactional
    public long number() {
        return count();
    }

    /** Changes the host and port of the upstream URLs of some services in a project. */
    @Transactional
    public void moveUpstream(String projectId, Collection<String> names, URI address) {
        var project = projects.byProjectId(projectId).orElseThrow();
        for (var service : list("project = ?1 and name in ?2", project.id, names)) {
            service.upstreamUrl = address.resolve(
                            URI.create(service.upstreamUrl).getRawPath())
                    .toString();
        }
        invalidations.publish(Invalidations.Topic.SERVICES, null);
    }

    /** Replaces a service, except project and kind. */
    @Transactional
    public ServiceView update(UUID id, ServiceInput input, String actor) {
        var service = existing(id);
        var project = projects.findById(service.project, LockModeType.PESSIMISTIC_WRITE);
        var shown = ServiceView.of(service, project);
        preconditions.check(() -> shown);
        var mark = managed.change(service.managed, "The service " + service.path);
        var errors = new FieldErrors();
        errors.check(input.kind() == null || input.kind() == service.kind, "kind", CommonErrors.immutable());
        errors.check(
                input.projectId() == null || WhiteSpace.strip(input.projectId()).equals(project.projectId),
                "projectId",
                CommonErrors.immutable());
        apply(input, service, project, errors);
        errors.refuse();
        if (ManagedObjects.isApply() && ServiceView.of(service, project).equals(shown)) {
            service.managed = mark;
            return shown;
        }
        service.managed = mark;
        service.updatedAt = time.now();
        save(service, AuditAction.SERVICE_CHANGED, actor);
        return ServiceView.of(service, project);
    }

    /**
     * Sets the CORS rule of all resources of a REST API.
     *
     * @throws ProblemException if a rule is broken, or there is no such REST API
     */
    @Transactional
    CorsRule replaceCors(String projectId, String name, CorsRule.Input input, String actor) {
        var found = projects.byProjectId(projectId)
                .orElseThrow(() -> ProblemException.notFound(ServiceErrors.projectNotFound()));
        // Locks the project against concurrent imports, so that their new resources get the rule too.
        var project = projects.findById(found.id, LockModeType.PESSIMISTIC_WRITE);
        var resources = restApi(project, name);
        if (resources.isEmpty()) {
            throw ProblemException.notFound(ServiceErrors.apiNotFound());
        }
        var errors = new FieldErrors();
        var rule = CorsRule.read(input, "", errors);
        errors.refuse();
        var others = resources.stream()
                .filter(service -> !service.cors().equals(rule))
                .toList();
        others.forEach(service -> {
            service.managed = managed.change(service.managed, "The service " + service.path);
            service.cors(rule);
            service.updatedAt = time.now();
        });
        flush();
        invalidations.publish(Invalidations.Topic.SERVICES, null);
        others.forEach(service -> audit.record(AuditEvent.success(AuditAction.SERVICE_CHANGED)
                .by(actor)
                .target(service.path)
                .detail(ServiceDetails.cors(rule.toString()))));
        return rule;
    }

    /**
     * Returns the CORS rule that all resources of a REST API share; empty if there are no resources, or several rules.
     */
    @Transactional
    public Optional<CorsRule> cors(String projectId, String name) {
        return projects.byProjectId(projectId).flatMap(project -> common(restApi(project, name)));
    }

    public static Optional<CorsRule> common(Collection<ExposedService> resources) {
        var rules = resources.stream().map(ExposedService::cors).distinct().toList();
        return rules.size() == 1 ? Optional.of(rules.getFirst()) : Optional.empty();
    }

    private List<ExposedService> restApi(Project project, String name) {
        return list(
                "project = ?1 and kind = ?2 and name = ?3 order by path", project.id, ServiceKind.REST_RESOURCE, name);
    }

    @Transactional
    public void remove(UUID id, String actor) {
        var service = existing(id);
        preconditions.check(() -> ServiceView.of(service, projects.findById(service.project)));
        managed.change(service.managed, "The service " + service.path);
        delete(service);
        changed(service, AuditAction.SERVICE_DELETED, actor);
    }

    @Transactional
    public ServiceView view(UUID id) {
        var service = existing(id);
        return ServiceView.of(service, projects.findById(service.project));
    }

    /**
     * The filters of the service list; null filters nothing.
     *
     * @param search a text in the path or description
     * @param name the exact name of the flow service or REST API
     */
    record Wanted(
            @Nullable String projectId,
            @Nullable String search,
            @Nullable ServiceKind kind,
            @Nullable String name) {}

    /**
     * A page of services, sorted by path by default. Services that were never called count as called before all others.
     */
    @Transactional
    Page<ServiceView> list(Wanted asked, @Nullable String sort, @Nullable String after, int size) {
        var query = LIST.query(sort, after, size);
        var project = asked.projectId() == null
                ? null
                : projects.byProjectId(asked.projectId()).map(found -> found.id).orElse(null);
        if (asked.projectId() != null && project == null) {
            return new Page<>(List.of(), null);
        }
        var page = query.search(asked.search())
                .where("project = :project", "project", project)
                .where("kind = :kind", "kind", asked.kind())
                .where("name = :name", "name", asked.name())
                .page(this);
        return page.map(viewsOf(page.items()));
    }

    /** Returns services in the order of the IDs. Unknown IDs are ignored. */
    @Transactional
    public List<ServiceView> views(List<UUID> ids) {
        var services =
                list("id in ?1", ids).stream().collect(Collectors.toMap(service -> service.id, service -> service));
        return ids.stream()
                .map(services::get)
                .filter(Objects::nonNull)
                .map(viewsOf(services.values()))
                .toList();
    }

    /** The view of each of some services, whose projects are read together. */
    private Function<ExposedService, ServiceView> viewsOf(Collection<ExposedService> services) {
        var ids = services.stream().map(service -> service.project).collect(Collectors.toSet());
        var owners =
                projects.list("id in ?1", ids).stream().collect(Collectors.toMap(owner -> owner.id, owner -> owner));
        return service -> ServiceView.of(service, Objects.requireNonNull(owners.get(service.project)));
    }

    @Transactional
    ServiceCatalogue compile() {
        var servers = upstreams.servers();
        return new ServiceCatalogue(
                listAll().stream().map(service -> Route.of(service, servers)).toList());
    }

    private static void apply(ServiceInput input, ExposedService service, Project project, FieldErrors errors) {
        service.name = name(input.name(), errors);
        var resource = errors.optional("resource", input.resource(), 1000);
        errors.check(
                service.kind == ServiceKind.REST_RESOURCE || resource == null,
                "resource",
                ServiceErrors.resourceOfFlowService());
        errors.check(resource == null || resource.startsWith("/"), "resource", ServiceErrors.withoutSlash());
        service.resource = resource == null ? "" : resource;
        service.methods = HttpMethods.parse(input.methods(), "methods", errors).toArray();
        service.description = errors.optional("description", input.description(), 1000);
        service.upstreamUrl = upstream(errors.required("upstreamUrl", input.upstreamUrl(), 2000), errors);
        service.timeoutMs = input.timeoutMs() == null ? DEFAULT_TIMEOUT_MS : input.timeoutMs();
        errors.check(
                service.timeoutMs >= 1 && service.timeoutMs <= MAX_TIMEOUT_MS,
                "timeoutMs",
                CommonErrors.outOfRange(1, MAX_TIMEOUT_MS));
        service.rateLimit = RateLimit.read(input.rateLimit(), errors);
        service.cors(CorsRule.read(input.cors(), "cors.", errors));
        // An invalid name makes every path invalid, and was already reported.
        service.path = errors.has("name") ? "" : path(service, project, errors);
    }

    /** Validates a name that becomes a segment of the URL. */
    public static String name(@Nullable String text, FieldErrors errors) {
        var name = errors.required("name", text, 100);
        errors.check(
                name.isEmpty()
                        || (name.matches("[A-Za-z0-9._~-]+")
                                && !Set.of(".", "..").contains(name)),
                "name",
                ServiceErrors.nameCharacters());
        return name;
    }

    public static String path(ExposedService service, Project project, FieldErrors errors) {
        var text = switch (service.kind) {
            case FLOW_SERVICE ->
                "/integration/rest/external/integration/run/%s/%s/%s"
                        .formatted(project.environment, project.projectId, service.name);
            case REST_RESOURCE ->
                RestApis.path(project.environment, project.projectId, service.name) + service.resource;
        };
        return switch (UrlPattern.parseIntegration(text)) {
            case UrlPattern.Parsed.Good(var pattern) -> pattern.toString();
            case UrlPattern.Parsed.Bad(var why) -> {
                if (!service.resource.isEmpty()) {
                    errors.add("resource", why);
                } else if (errors.isEmpty()) {
                    errors.add("name", why);
                }
                yield text;
            }
        };
    }

    /** Validates an upstream URL and returns its canonical form, which calls are forwarded to. */
    public static String upstream(String url, FieldErrors errors) {
        return url.isEmpty()
                ? url
                : UpstreamUrl.parse(url, "upstreamUrl", errors)
                        .map(UpstreamUrl::target)
                        .orElse(url);
    }

    private ExposedService existing(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> ProblemException.notFound(ServiceErrors.notFound()));
    }

    private void save(ExposedService service, AuditAction action, String actor) {
        try {
            persistAndFlush(service);
        } catch (ConstraintViolationException e) {
            if (isTaken(e)) {
                throw ProblemException.conflict("resource", ServiceErrors.taken(service.path));
            }
            throw e;
        }
        changed(service, action, actor);
    }

    /**
     * Returns whether a constraint was violated because another service has the same path and a common method; the
     * database has one index per method.
     */
    public static boolean isTaken(ConstraintViolationException e) {
        return ViolatedConstraint.of(e).startsWith("exposed_service_path_");
    }

    private void changed(ExposedService service, AuditAction action, String actor) {
        flush();
        invalidations.publish(Invalidations.Topic.SERVICES, null);
        audit.record(AuditEvent.success(action).by(actor).target(service.path));
    }
}
