// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.account.GroupInput;
import dev.gatehouse.account.Groups;
import dev.gatehouse.adminapi.ManagedMark;
import dev.gatehouse.client.ClientInput;
import dev.gatehouse.client.Clients;
import dev.gatehouse.declarative.PlanReport.Action;
import dev.gatehouse.declarative.PlanReport.ChangedField;
import dev.gatehouse.declarative.PlanReport.Remaining;
import dev.gatehouse.declarative.PlanReport.Warning;
import dev.gatehouse.issuer.IssuerInput;
import dev.gatehouse.issuer.TrustedIssuers;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.SourcePosition;
import dev.gatehouse.scope.ScopeInput;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.ExposedService;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.service.Projects;
import dev.gatehouse.service.ServiceKind;
import dev.gatehouse.service.ServiceViews.ProjectInput;
import dev.gatehouse.service.ServiceViews.ServiceInput;
import dev.gatehouse.service.upstream.DeclaredUpstreams;
import dev.gatehouse.service.upstream.UpstreamInput;
import dev.gatehouse.service.upstream.UpstreamUrl;
import dev.gatehouse.tenant.SettingsInput;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.tenant.quota.Reservations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings the stored objects of the current tenant into the state that a description has, by the methods of the admin
 * API, in the current transaction. A plan is an execution whose transaction is rolled back, so that a plan finds
 * exactly the errors and changes of the apply.
 *
 * <p>The order follows the references: groups, upstreams, projects, services, scopes, clients, issuers. Objects that
 * nothing refers to are removed before others are created, because they may have the same name or path. Objects that
 * others may refer to are removed at the end.
 */
@ApplicationScoped
class Executions {
    /** The environment of a project that names none. */
    static final String ENVIRONMENT = "development";

    private static final Pattern PROJECT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    private final ObjectMapper mapper;
    private final CurrentTenant tenant;
    private final StoredObjects stored;
    private final TenantSettings settings;
    private final Groups groups;
    private final DeclaredUpstreams upstreams;
    private final Projects projects;
    private final ExposedServices services;
    private final Scopes scopes;
    private final Clients clients;
    private final TrustedIssuers issuers;
    private final Reservations reservations;

    Executions(
            ObjectMapper mapper,
            CurrentTenant tenant,
            StoredObjects stored,
            TenantSettings settings,
            Groups groups,
            DeclaredUpstreams upstreams,
            Projects projects,
            ExposedServices services,
            Scopes scopes,
            Clients clients,
            TrustedIssuers issuers,
            Reservations reservations) {
        this.mapper = mapper;
        this.tenant = tenant;
        this.stored = stored;
        this.settings = settings;
        this.groups = groups;
        this.upstreams = upstreams;
        this.projects = projects;
        this.services = services;
        this.scopes = scopes;
        this.clients = clients;
        this.issuers = issuers;
        this.reservations = reservations;
    }

    /** The errors of one object, which end an execution. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient @Nullable Entry entry;
        private final transient List<FieldError> errors;
        private final boolean conflict;

        Refused(@Nullable Entry entry, List<FieldError> errors, boolean conflict) {
            super(null, null, false, false);
            this.entry = entry;
            this.errors = errors;
            this.conflict = conflict;
        }

        /** Returns the object with the errors; null: an object that the documents no longer describe. */
        @Nullable Entry entry() {
            return entry;
        }

        List<FieldError> errors() {
            return errors;
        }

        boolean isConflict() {
            return conflict;
        }
    }

    /** An issuer that is new or changed, and must be asked before it is trusted. */
    record ChangedIssuer(Entry entry, @Nullable UUID id, IssuerInput input) {}

    /** The report of an execution, and the issuers that it changed. */
    record Result(PlanReport report, List<ChangedIssuer> issuers) {}

    /**
     * Executes a description.
     *
     * @param self the address of this server; null: unknown
     * @param skipped the objects whose errors are known, and the objects that refer to them
     * @throws Refused with the errors of the first other object that has errors
     */
    Result run(Description description, @Nullable String self, Set<Entry> skipped) {
        return new Execution(description, self, skipped).run();
    }

    /** One execution. */
    private final class Execution {
        private final Description description;
        private final @Nullable String self;
        private final Set<Entry> skipped;
        private final List<PlanReport.Change> changes = new ArrayList<>();
        private final List<Warning> warnings = new ArrayList<>();
        private final List<Remaining> remaining = new ArrayList<>();
        private final List<ChangedIssuer> changedIssuers = new ArrayList<>();
        private final Map<Kind, Set<Object>> described = new HashMap<>();
        private final Map<Entry, String> projectIds = new HashMap<>();
        private final Map<Entry, UUID> serviceIds = new HashMap<>();
        private int unchanged;

        Execution(Description description, @Nullable String self, Set<Entry> skipped) {
            this.description = description;
            this.self = self;
            this.skipped = skipped;
        }

        Result run() {
            reservations.lockAll();
            each(Kind.SETTINGS, this::settings);
            each(Kind.GROUP, this::group);
            each(Kind.UPSTREAM, this::upstream);
            each(Kind.PROJECT, this::project);
            findServices();
            findDescribed();
            removeOthers(Kind.CLIENT, key -> clients.remove((String) key, Declarations.ACTOR));
            removeOthers(Kind.ISSUER, key -> issuers.remove((UUID) key, Declarations.ACTOR));
            removeServices(false, Set.of());
            each(Kind.SERVICE, this::service);
            var apis = new HashSet<List<String>>();
            each(Kind.OPENAPI, entry -> openApi(entry, apis));
            removeServices(true, apis);
            each(Kind.SCOPE, this::scope);
            each(Kind.CLIENT, this::client);
            each(Kind.ISSUER, this::issuer);
            removeOthers(Kind.SCOPE, key -> scopes.remove((UUID) key, Declarations.ACTOR));
            removeOthers(Kind.PROJECT, key -> projects.remove((String) key, Declarations.ACTOR));
            removeOthers(Kind.UPSTREAM, key -> upstreams.remove((UUID) key, Declarations.ACTOR));
            removeOthers(Kind.GROUP, key -> groups.remove((UUID) key, Declarations.ACTOR));
            return new Result(new PlanReport(false, changes, unchanged, remaining, warnings), changedIssuers);
        }

        private interface Step {
            void apply(Entry entry);
        }

        private void each(Kind kind, Step step) {
            description.of(kind).filter(entry -> !skipped.contains(entry)).forEach(entry -> {
                if (entry.project() != null && skipped.contains(entry.project())) {
                    skipped.add(entry);
                    return;
                }
                try {
                    step.apply(entry);
                } catch (ProblemException e) {
                    throw refused(entry, e);
                }
            });
        }

        private Refused refused(Entry entry, ProblemException e) {
            var problem = e.problem();
            var errors = problem.errors().isEmpty()
                    ? List.of(entry.error(problem.detail()))
                    : problem.errors().stream().map(entry::error).toList();
            return new Refused(entry, errors, problem.status() == 409);
        }

        // Objects

        private void settings(Entry entry) {
            var before = settings.view();
            var all = (ObjectNode) mapper.valueToTree(before);
            all.remove(List.of("approvalLogo", "warnings", "managed"));
            all.setAll(entry.json());
            var mark = stored.mark(Kind.SETTINGS, tenant.id());
            var after = settings.replace(read(all, SettingsInput.class), Declarations.ACTOR);
            changed(entry, "settings", mark, before, after, Set.of());
        }

        private void group(Entry entry) {
            var name = entry.text("name");
            var input = read(entry.json(), GroupInput.class);
            var id = stored.group(name);
            if (id.isEmpty()) {
                described(Kind.GROUP, groups.create(input, Declarations.ACTOR).id());
                created(entry, name);
                return;
            }
            described(Kind.GROUP, id.get());
            var mark = stored.mark(Kind.GROUP, id.get());
            var before = groups.view(id.get());
            changed(entry, name, mark, before, groups.update(id.get(), input, Declarations.ACTOR), Set.of());
        }

        private void upstream(Entry entry) {
            var json = entry.json().deepCopy();
            entry.secrets().forEach(json::put);
            var input = read(json, UpstreamInput.class);
            var id = stored.upstream(canonical(entry.text("url")));
            if (id.isEmpty()) {
                var created = upstreams.create(input, Declarations.ACTOR);
                described(Kind.UPSTREAM, created.id());
                created(entry, created.url());
                return;
            }
            described(Kind.UPSTREAM, id.get());
            var mark = stored.mark(Kind.UPSTREAM, id.get());
            var before = upstreams.view(id.get());
            var others = new TreeSet<String>();
            entry.secrets().forEach((field, secret) -> {
                if (!upstreams.isSecret(id.get(), secret)) {
                    others.add(field);
                }
            });
            changed(entry, before.url(), mark, before, upstreams.update(id.get(), input, Declarations.ACTOR), others);
        }

        private void project(Entry entry) {
            var name = entry.text("name");
            var environment = entry.has("environment") ? entry.text("environment") : ENVIRONMENT;
            var input = new ProjectInput(name, environment);
            var found = stored.project(name, environment);
            if (found.isEmpty()) {
                var created = entry.has("projectId")
                        ? projects.create(input, newProjectId(entry), Declarations.ACTOR)
                        : projects.create(input, Declarations.ACTOR);
                projectIds.put(entry, created.projectId());
                described(Kind.PROJECT, created.projectId());
                created(entry, name);
                return;
            }
            var id = found.get();
            projectIds.put(entry, id);
            described(Kind.PROJECT, id);
            if (entry.has("projectId") && !entry.text("projectId").equals(id)) {
                throw ProblemException.invalid("projectId", CommonErrors.immutable());
            }
            var mark = stored.mark(Kind.PROJECT, id);
            var before = projects.view(id);
            changed(entry, name, mark, before, projects.update(id, input, Declarations.ACTOR), Set.of());
        }

        private String newProjectId(Entry entry) {
            var id = entry.text("projectId");
            var errors = new FieldErrors();
            errors.check(PROJECT_ID.matcher(id).matches(), "projectId", DeclarativeErrors.projectId());
            errors.check(!stored.isProjectId(id), "projectId", DeclarativeErrors.projectIdTaken(id));
            errors.refuse();
            return id;
        }

        private void service(Entry entry) {
            var json = entry.json().deepCopy();
            json.remove("project");
            json.put("projectId", projectId(entry));
            var input = read(json, ServiceInput.class);
            var id = serviceIds.get(entry);
            if (id == null) {
                created(entry, services.create(input, Declarations.ACTOR).path());
                return;
            }
            var mark = stored.mark(Kind.SERVICE, id);
            var before = services.view(id);
            changed(entry, before.path(), mark, before, services.update(id, input, Declarations.ACTOR), Set.of());
        }

        private void openApi(Entry entry, Set<List<String>> apis) {
            var document = Objects.requireNonNull(entry.document());
            var projectId = projectId(entry);
            var report = document.into(projectId, true);
            apis.add(List.of(report.projectId(), report.name()));
            report.notes()
                    .forEach(note -> warnings.add(new Warning(
                            Kind.OPENAPI.word(),
                            report.name(),
                            DeclarativeErrors.inDocument(note.at(), note.message()))));
            if (report.changesNothing()) {
                unchanged++;
                return;
            }
            document.into(projectId, false);
            report.added().forEach(added -> add(entry, report.path() + added.resource(), Action.CREATE, List.of()));
            report.removed()
                    .forEach(removed -> add(entry, report.path() + removed.resource(), Action.DELETE, List.of()));
            report.changed()
                    .forEach(change -> add(
                            entry,
                            report.path() + change.resource(),
                            Action.CHANGE,
                            differences(change.before(), change.after())));
        }

        private void scope(Entry entry) {
            var name = entry.text("name");
            var json = entry.json().deepCopy();
            json.set("groups", groupIds(entry));
            var input = read(json, ScopeInput.class);
            var id = stored.scope(name);
            if (id.isEmpty()) {
                described(Kind.SCOPE, scopes.create(input, Declarations.ACTOR).id());
                created(entry, name);
                return;
            }
            described(Kind.SCOPE, id.get());
            var mark = stored.mark(Kind.SCOPE, id.get());
            var before = scopes.view(id.get());
            var after = scopes.update(id.get(), input, Declarations.ACTOR);
            var groupNames = before.groups().equals(after.groups()) ? Set.<String>of() : Set.of("groups");
            changed(entry, name, mark, before, after, groupNames);
        }

        private ArrayNode groupIds(Entry entry) {
            var ids = mapper.createArrayNode();
            var errors = new FieldErrors();
            for (var i = 0; i < entry.json().path("groups").size(); i++) {
                var name = entry.json().path("groups").get(i).asText();
                skipIfRefers(entry, Kind.GROUP, "name", name);
                var id = stored.group(name.strip());
                errors.check(id.isPresent(), "groups[" + i + "]", DeclarativeErrors.unknownGroup(name));
                id.ifPresent(found -> ids.add(found.toString()));
            }
            errors.refuse();
            return ids;
        }

        private void client(Entry entry) {
            var clientId = entry.text("clientId");
            entry.json().path("scopes").forEach(scope -> skipIfRefers(entry, Kind.SCOPE, "name", scope.asText()));
            var json = entry.json().deepCopy();
            json.remove("clientId");
            if (!json.has("active")) {
                json.put("active", true);
            }
            if (!json.has("scopes")) {
                json.putArray("scopes");
            }
            var input = read(json, ClientInput.class);
            described(Kind.CLIENT, clientId);
            if (!clients.exists(clientId)) {
                clients.create(input, clientId, entry.secretHash(), Declarations.ACTOR);
                created(entry, clientId);
                return;
            }
            var mark = stored.mark(Kind.CLIENT, clientId);
            var before = clients.view(clientId);
            var after = clients.update(clientId, input, Declarations.ACTOR);
            if (after.clientSecret() != null && entry.secretHash() == null) {
                // A public client becomes confidential, and nobody would learn the generated secret.
                throw ProblemException.invalid("clientSecret", CommonErrors.required());
            }
            var secret = entry.secretHash() != null
                    && clients.replaceSecret(clientId, entry.secretHash(), Declarations.ACTOR);
            changed(entry, clientId, mark, before, after, secret ? Set.of("clientSecret") : Set.of());
        }

        private void issuer(Entry entry) {
            var url = entry.text("issuer");
            entry.json()
                    .path("scopes")
                    .forEach(mapped -> skipIfRefers(
                            entry, Kind.SCOPE, "name", mapped.path("scope").asText()));
            var json = entry.json().deepCopy();
            entry.secrets().forEach(json::put);
            var input = read(json, IssuerInput.class);
            var address = address(entry);
            var id = stored.issuer(url).orElse(null);
            if (id == null) {
                described(
                        Kind.ISSUER,
                        issuers.declare(null, input, address, Declarations.ACTOR)
                                .id());
                changedIssuers.add(new ChangedIssuer(entry, null, input));
                created(entry, url);
                return;
            }
            described(Kind.ISSUER, id);
            var mark = stored.mark(Kind.ISSUER, id);
            var before = issuers.view(id);
            var secret = entry.secrets().get("clientSecret");
            var others = secret == null || issuers.isSecret(id, secret) ? Set.<String>of() : Set.of("clientSecret");
            var after = issuers.declare(id, input, address, Declarations.ACTOR);
            if (changed(entry, url, mark, before, after, others)) {
                changedIssuers.add(new ChangedIssuer(entry, id, input));
            }
        }

        /** Returns the address of this server, which is the default audience of an issuer's JWTs. */
        private String address(Entry entry) {
            if (self != null) {
                return self;
            }
            if (entry.has("audience") || entry.text("validation").equals("INTROSPECTION")) {
                return "http://localhost";
            }
            throw ProblemException.invalid("audience", DeclarativeErrors.addressUnknown());
        }

        /** Ends the work on an object that refers to an object with errors: its own error would only repeat them. */
        private void skipIfRefers(Entry entry, Kind kind, String field, String name) {
            var refers = skipped.stream()
                    .anyMatch(other -> other.kind() == kind && other.text(field).equalsIgnoreCase(name.strip()));
            if (refers) {
                throw new Refused(entry, List.of(), false);
            }
        }

        // Services and their projects

        private String projectId(Entry service) {
            if (service.project() != null) {
                return Objects.requireNonNull(projectIds.get(service.project()));
            }
            var name = service.text("project");
            skipIfRefers(service, Kind.PROJECT, "name", name);
            var found = stored.projects(name);
            if (found.size() != 1) {
                throw ProblemException.invalid(
                        "project",
                        found.isEmpty()
                                ? DeclarativeErrors.unknownProject(name)
                                : DeclarativeErrors.ambiguousProject(name));
            }
            return found.getFirst();
        }

        /** Finds the stored service of each described service: by its path, then by its methods. */
        private void findServices() {
            var byPath = new LinkedHashMap<String, List<Entry>>();
            each(
                    Kind.SERVICE,
                    entry -> path(entry)
                            .ifPresent(path -> byPath.computeIfAbsent(path, ignored -> new ArrayList<>())
                                    .add(entry)));
            byPath.forEach((path, entries) -> serviceIds.putAll(ServiceMatching.of(entries, stored.services(path))));
            serviceIds.values().forEach(id -> described(Kind.SERVICE, id));
        }

        /** Returns the path of a service, or empty if the service is not valid, which its creation reports. */
        private Optional<String> path(Entry entry) {
            var project = projects.byProjectId(projectId(entry)).orElseThrow();
            var service = new ExposedService();
            service.kind = ServiceKind.valueOf(entry.text("kind"));
            service.name = entry.text("name");
            service.resource = entry.text("resource");
            var errors = new FieldErrors();
            ExposedServices.name(service.name, errors);
            if (!errors.isEmpty()) {
                return Optional.empty();
            }
            var path = ExposedServices.path(service, project, errors);
            return errors.isEmpty() ? Optional.of(path) : Optional.empty();
        }

        // Removal

        private void described(Kind kind, Object key) {
            described.computeIfAbsent(kind, ignored -> new HashSet<>()).add(key);
        }

        /** Notes the stored objects that are described, before others of their kinds are removed. */
        private void findDescribed() {
            description.of(Kind.CLIENT).forEach(entry -> described(Kind.CLIENT, entry.text("clientId")));
            description
                    .of(Kind.ISSUER)
                    .forEach(entry -> stored.issuer(entry.text("issuer")).ifPresent(id -> described(Kind.ISSUER, id)));
        }

        private interface Removal {
            void remove(Object key);
        }

        private void removeOthers(Kind kind, Removal removal) {
            var kept = described.getOrDefault(kind, Set.of());
            stored.managed(kind).stream()
                    .filter(object -> !kept.contains(object.key()))
                    .forEach(object -> remove(kind, object.name(), object.mark(), () -> removal.remove(object.key())));
        }

        /** Removes managed services that are not described: either those of imports, or all others. */
        private void removeServices(boolean imported, Set<List<String>> apis) {
            var kept = described.getOrDefault(Kind.SERVICE, Set.of());
            stored.managedServices().stream()
                    .filter(service -> service.imported() == imported && !kept.contains(service.id()))
                    .filter(service -> !apis.contains(List.of(service.projectId(), service.api())))
                    .forEach(service -> remove(
                            Kind.SERVICE,
                            service.path(),
                            service.mark(),
                            () -> services.remove(service.id(), Declarations.ACTOR)));
        }

        private void remove(Kind kind, String name, ManagedMark mark, Runnable removal) {
            var prune = description.prune();
            if (prune == null || !mark.isCreated()) {
                remaining.add(new Remaining(kind.word(), name));
                return;
            }
            try {
                removal.run();
            } catch (ProblemException e) {
                throw new Refused(null, List.of(removalError(prune, kind, name, e)), true);
            }
            changes.add(new PlanReport.Change(kind.word(), name, Action.DELETE, List.of(), mark.isEdited(), null));
        }

        private static FieldError removalError(SourcePosition prune, Kind kind, String name, ProblemException e) {
            var problem = e.problem();
            ErrorText why = problem.detail() != null
                    ? problem.detail()
                    : problem.errors().getFirst().message();
            return FieldError.atPath(List.of("prune"), DeclarativeErrors.removal(kind.word(), name, why))
                    .in(prune);
        }

        // Report

        private void created(Entry entry, String name) {
            add(entry, name, Action.CREATE, List.of());
        }

        private void add(Entry entry, String name, Action action, List<ChangedField> fields) {
            changes.add(new PlanReport.Change(entry.kind().word(), name, action, fields, false, entry.position()));
        }

        /** Adds the change of an object, if there is one. */
        private boolean changed(
                Entry entry,
                String name,
                @Nullable ManagedMark mark,
                Object before,
                Object after,
                Collection<String> withoutValues) {
            var fields = new ArrayList<>(differences(before, after));
            withoutValues.forEach(field -> fields.add(new ChangedField(field, null, null)));
            if (fields.isEmpty()) {
                unchanged++;
                return false;
            }
            changes.add(new PlanReport.Change(
                    entry.kind().word(),
                    name,
                    Action.CHANGE,
                    fields,
                    mark != null && mark.isEdited(),
                    entry.position()));
            return true;
        }

        private List<ChangedField> differences(Object before, Object after) {
            return ViewDifferences.between(mapper.valueToTree(before), mapper.valueToTree(after));
        }

        private <T> T read(ObjectNode json, Class<T> type) {
            try {
                return mapper.treeToValue(json, type);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the shapes of documents are those of the inputs", e);
            }
        }
    }

    /** Returns the form in which an upstream's URL is stored; an invalid URL as it is. */
    private static String canonical(String url) {
        return UpstreamUrl.parse(url, "url", new FieldErrors())
                .map(UpstreamUrl::toString)
                .orElse(url);
    }
}
