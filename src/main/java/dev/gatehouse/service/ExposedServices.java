package dev.gatehouse.service;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.CoherentCache;
import dev.gatehouse.platform.CommonErrors;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.FieldErrors;
import dev.gatehouse.platform.HttpMethods;
import dev.gatehouse.platform.Invalidations;
import dev.gatehouse.platform.Page;
import dev.gatehouse.platform.Preconditions;
import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.platform.RateLimit;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.platform.Walk;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.ServiceViews.ServiceInput;
import dev.gatehouse.service.ServiceViews.ServiceView;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The exposed services of the current tenant: their rules, and the catalogue that is made of them. */
@ApplicationScoped
public class ExposedServices implements PanacheRepositoryBase<ExposedService, UUID> {
    private static final int TENANTS = 10_000;
    static final int DEFAULT_TIMEOUT_MS = 30_000;
    private static final int MAX_TIMEOUT_MS = 3_600_000;

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final Projects projects;
    private final DeclaredUpstreams upstreams;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final AuditLog audit;
    private final CoherentCache<String, ServiceCatalogue> catalogues;

    public ExposedServices(
            CurrentTenant tenant,
            TimeSource time,
            Secrets secrets,
            Projects projects,
            DeclaredUpstreams upstreams,
            Invalidations invalidations,
            Preconditions preconditions,
            AuditLog audit) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.projects = projects;
        this.upstreams = upstreams;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.audit = audit;
        this.catalogues = CoherentCache.perTenant(invalidations, TENANTS, Invalidations.Topic.SERVICES);
    }

    public ServiceCatalogue catalogue() {
        return Objects.requireNonNull(catalogues.get(tenant.id(), ignored -> compile()));
    }

    /** The same from memory alone: null when it has to be read. */
    public @Nullable ServiceCatalogue catalogueIfCached(String tenantId) {
        return catalogues.ifPresent(tenantId);
    }

    /**
     * Exposes a service.
     *
     * @throws ProblemException when a rule is broken or another service has the same path and a method in common
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
        service.id = secrets.id();
        service.project = project.orElseThrow().id;
        // An import into the same project waits, or is waited for: what it reports is then what it did
        projects.findById(service.project, LockModeType.PESSIMISTIC_WRITE);
        service.createdAt = time.now();
        service.updatedAt = service.createdAt;
        save(service, AuditAction.SERVICE_CREATED, actor);
        return ServiceView.of(service, project.orElseThrow());
    }

    /** Points the services of these names in a project to another host and port. */
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

    /** Replaces everything of a service but its project and kind. */
    @Transactional
    ServiceView update(UUID id, ServiceInput input, String actor) {
        var service = existing(id);
        var project = projects.findById(service.project, LockModeType.PESSIMISTIC_WRITE);
        preconditions.check(() -> ServiceView.of(service, project));
        var errors = new FieldErrors();
        errors.check(input.kind() == null || input.kind() == service.kind, "kind", CommonErrors.immutable());
        errors.check(
                input.projectId() == null || input.projectId().strip().equals(project.projectId),
                "projectId",
                CommonErrors.immutable());
        apply(input, service, project, errors);
        errors.refuse();
        service.updatedAt = time.now();
        save(service, AuditAction.SERVICE_CHANGED, actor);
        return ServiceView.of(service, project);
    }

    /**
     * Gives all resources of a REST API the same rule about scripts of other origins.
     *
     * @throws ProblemException when a rule is broken, or there is no such REST API
     */
    @Transactional
    CorsRule replaceCors(String projectId, String name, CorsRule.Input input, String actor) {
        var found = projects.byProjectId(projectId)
                .orElseThrow(() -> ProblemException.notFound(ServiceErrors.projectNotFound()));
        // An import into the same project meanwhile waits, so that its new resources have the rule too
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
            service.cors(rule);
            service.updatedAt = time.now();
        });
        flush();
        invalidations.publish(Invalidations.Topic.SERVICES, null);
        others.forEach(service -> audit.record(AuditEvent.success(AuditAction.SERVICE_CHANGED)
                .by(actor)
                .target(service.path)
                .detail("cors: " + rule)));
        return rule;
    }

    /** The rule that all resources of a REST API share; empty if there are none, or they have several. */
    @Transactional
    public Optional<CorsRule> cors(String projectId, String name) {
        return projects.byProjectId(projectId).flatMap(project -> common(restApi(project, name)));
    }

    static Optional<CorsRule> common(Collection<ExposedService> resources) {
        var rules = resources.stream().map(ExposedService::cors).distinct().toList();
        return rules.size() == 1 ? Optional.of(rules.getFirst()) : Optional.empty();
    }

    private List<ExposedService> restApi(Project project, String name) {
        return list(
                "project = ?1 and kind = ?2 and name = ?3 order by path", project.id, ServiceKind.REST_RESOURCE, name);
    }

    @Transactional
    void remove(UUID id, String actor) {
        var service = existing(id);
        preconditions.check(() -> ServiceView.of(service, projects.findById(service.project)));
        delete(service);
        changed(service, AuditAction.SERVICE_DELETED, actor);
    }

    @Transactional
    ServiceView view(UUID id) {
        var service = existing(id);
        return ServiceView.of(service, projects.findById(service.project));
    }

    /**
     * Which services are asked for; null: all.
     *
     * @param search what the path or the description contains
     * @param name of the flow service or REST API, as it is spelt
     */
    record Wanted(
            @Nullable String projectId,
            @Nullable String search,
            @Nullable ServiceKind kind,
            @Nullable String name) {}

    /** A page of services, by path unless {@link ServiceSort} says otherwise. */
    @Transactional
    Page<ServiceView> list(Wanted asked, @Nullable String sort, @Nullable String after, int size) {
        var walk = Walk.of(ServiceSort.values(), Objects.requireNonNullElse(sort, "path"), after, size);
        var project = asked.projectId() == null
                ? null
                : projects.byProjectId(asked.projectId()).map(found -> found.id).orElse(null);
        if (asked.projectId() != null && project == null) {
            return new Page<>(List.of(), null);
        }
        var parameters = walk.parameters();
        parameters.put("text", asked.search() == null ? "" : asked.search().strip());
        var wanted = walk.condition("id")
                + " and (locate(lower(:text), lower(path)) > 0 or locate(lower(:text), lower(description)) > 0 or :text = '')";
        if (project != null) {
            wanted += " and project = :project";
            parameters.put("project", project);
        }
        if (asked.kind() != null) {
            wanted += " and kind = :kind";
            parameters.put("kind", asked.kind());
        }
        if (asked.name() != null) {
            wanted += " and name = :name";
            parameters.put("name", asked.name());
        }
        var rows = find(wanted + walk.order("id"), parameters).page(0, size + 1).list();
        var owners =
                projects.list("id in ?1", rows.stream().map(row -> row.project).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(owner -> owner.id, owner -> owner));
        return walk.page(rows, row -> row.id)
                .map(row -> ServiceView.of(row, Objects.requireNonNull(owners.get(row.project))));
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
        // A faulty name makes every path faulty, and was told already
        service.path = errors.concern("name") ? "" : path(service, project, errors);
    }

    /** A name that can be part of the URL. */
    static String name(@Nullable String text, FieldErrors errors) {
        var name = errors.required("name", text, 100);
        errors.check(
                name.isEmpty()
                        || (name.matches("[A-Za-z0-9._~-]+")
                                && !Set.of(".", "..").contains(name)),
                "name",
                ServiceErrors.nameCharacters());
        return name;
    }

    static String path(ExposedService service, Project project, FieldErrors errors) {
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

    static boolean isUpstream(String url) {
        var errors = new FieldErrors();
        upstream(url, errors);
        return errors.isEmpty();
    }

    /** The address of an upstream, its scheme and host in lower case. */
    static String upstream(String url, FieldErrors errors) {
        if (url.isEmpty()) {
            return url;
        }
        try {
            var uri = new URI(url);
            var server = WebServer.of(uri);
            errors.check(server.isPresent(), "upstreamUrl", ServiceErrors.notAUrl());
            errors.check(server.map(WebServer::hasSoundPort).orElse(true), "upstreamUrl", ServiceErrors.urlPort());
            errors.check(
                    uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null,
                    "upstreamUrl",
                    ServiceErrors.urlExtras());
            return server.isPresent() && uri.getRawUserInfo() == null && uri.getRawQuery() == null
                    ? server.get().origin() + uri.getRawPath()
                    : url;
        } catch (URISyntaxException e) {
            errors.add("upstreamUrl", ServiceErrors.notAUrl());
            return url;
        }
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

    /** Whether a service of the same path answers to one of the methods: there is an index for each. */
    static boolean isTaken(ConstraintViolationException e) {
        return e.getConstraintName() != null && e.getConstraintName().startsWith("exposed_service_path_");
    }

    private void changed(ExposedService service, AuditAction action, String actor) {
        flush();
        invalidations.publish(Invalidations.Topic.SERVICES, null);
        audit.record(AuditEvent.success(action).by(actor).target(service.path));
    }
}
