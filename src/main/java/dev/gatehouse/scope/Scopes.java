// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.Changes;
import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.cluster.CoherentCache;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.ViolatedConstraint;
import dev.gatehouse.problem.WhiteSpace;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The scopes of the current tenant: their rules, and the cached matcher. */
@ApplicationScoped
public class Scopes implements PanacheRepositoryBase<Scope, UUID> {
    /** The built-in scope that covers the whole admin API. Only an administrator can grant it. */
    public static final String ADMIN = "gatehouse.admin";

    /** The built-in scope for reading the admin API. An administrator or an auditor can grant it. */
    public static final String AUDIT = "gatehouse.audit";

    /** The built-in scope of the operator's tenant that covers the operator's API. */
    public static final String OPERATOR = "gatehouse.operator";

    /** The prefix of built-in scopes, including those of later versions. */
    private static final String RESERVED_PREFIX = "gatehouse.";

    private static final int PART_OF_HEAP = 8;
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_URLS = 500;

    private static final PagedList<Scope> LIST = PagedList.<Scope>of("id", scope -> scope.id)
            .sortedBy("name", Column.anyCase("name", scope -> scope.name))
            .sortedBy("createdAt", Column.instant("createdAt", scope -> scope.createdAt))
            .sortedBy("updatedAt", Column.instant("updatedAt", scope -> scope.updatedAt))
            .searchedIn("name", "description")
            .searchedBy("exists (select 1 from ServiceUrl u where u.scope = id and " + PagedList.hasText("u.pattern")
                    + ")");

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final ServiceUrls urls;
    private final AccessLists accessLists;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final ManagedObjects managed;
    private final Changes changes;
    private final AuditLog audit;
    private final Instance<ScopeUsage> usages;
    private final CoherentCache<String, ScopeMatcher> matchers;

    Scopes(
            CurrentTenant tenant,
            TimeSource time,
            Secrets secrets,
            ServiceUrls urls,
            AccessLists accessLists,
            Invalidations invalidations,
            Preconditions preconditions,
            ManagedObjects managed,
            Changes changes,
            AuditLog audit,
            Instance<ScopeUsage> usages) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.urls = urls;
        this.accessLists = accessLists;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.managed = managed;
        this.changes = changes;
        this.audit = audit;
        this.usages = usages;
        this.matchers = CoherentCache.perTenant(
                invalidations, CacheBound.partOfHeap(PART_OF_HEAP, ScopeMatcher::bytes), Invalidations.Topic.SCOPES);
    }

    /** Returns the matcher of all scopes. */
    public ScopeMatcher matcher() {
        return Objects.requireNonNull(matchers.get(tenant.id(), ignored -> compile()));
    }

    /** Returns the cached matcher, or null if it is not in the cache. */
    public @Nullable ScopeMatcher matcherIfCached(String tenantId) {
        return matchers.ifPresent(tenantId);
    }

    /** Returns whether a name belongs to a built-in scope. */
    public static boolean isBuiltIn(String name) {
        return Stream.of(ADMIN, AUDIT, OPERATOR).anyMatch(name::equalsIgnoreCase);
    }

    /** Returns the ids of scopes by name. Unknown names are omitted; names are not case-sensitive. */
    @Transactional
    public Map<String, UUID> ids(Collection<String> names) {
        return list(
                        "lower(name) in ?1",
                        names.stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .toList())
                .stream()
                .collect(Collectors.toMap(scope -> scope.name, scope -> scope.id));
    }

    /**
     * Creates a scope.
     *
     * @throws ProblemException if a rule is broken or the name is taken
     */
    @Transactional
    public ScopeView create(ScopeInput input, String actor) {
        var errors = new FieldErrors();
        var name = errors.required("name", input.name(), ScopeNames.MAX_NAME);
        errors.check(
                name.chars().allMatch(c -> ScopeNames.isScopeCharacter(c) && c != ','),
                "name",
                ScopeErrors.forbiddenCharacters());
        errors.check(
                !name.toLowerCase(Locale.ROOT).startsWith(RESERVED_PREFIX),
                "name",
                ScopeErrors.reservedName(RESERVED_PREFIX));
        var description = errors.optional("description", input.description(), MAX_DESCRIPTION);
        var covered = covered(input, errors);
        var groups = accessLists.read(input.groups(), errors);
        errors.refuse();
        var scope = insert(name, description, false);
        var stored = urls.replace(scope.id, covered);
        limit(scope, groups);
        changed(scope, AuditAction.SCOPE_CREATED, actor, null);
        return ScopeView.of(scope, stored, accessLists.of(scope.id));
    }

    /** Returns the names of the built-in scopes of the current tenant. */
    public List<String> builtIn() {
        return tenant.id().equals(CurrentTenant.OPERATOR) ? List.of(ADMIN, AUDIT, OPERATOR) : List.of(ADMIN, AUDIT);
    }

    /** Creates the built-in scopes if the tenant has none. */
    @Transactional
    public void createBuiltIns() {
        if (count("builtIn") > 0) {
            return;
        }
        var everything = (UrlPattern.Parsed.Good) UrlPattern.parse("/admin/api/**");
        var admin = insert(ADMIN, "Administer everything: clients, scopes, services, accounts and settings", true);
        urls.replace(admin.id, List.of(new ScopeMatcher.CoveredUrl(everything.pattern(), HttpMethods.ALL)));
        changed(admin, AuditAction.SCOPE_CREATED, "gatehouse", null);
        var auditing = insert(AUDIT, "Read everything that an administrator can see, and change nothing", true);
        var reading = new HttpMethods(Set.of("GET"));
        var question = (UrlPattern.Parsed.Good) UrlPattern.parse(Paths.WHY_DENIED);
        var impact = (UrlPattern.Parsed.Good) UrlPattern.parse(Paths.SCOPE_IMPACT);
        var asking = new HttpMethods(Set.of("POST"));
        urls.replace(
                auditing.id,
                List.of(
                        new ScopeMatcher.CoveredUrl(everything.pattern(), reading),
                        new ScopeMatcher.CoveredUrl(question.pattern(), asking),
                        new ScopeMatcher.CoveredUrl(impact.pattern(), asking)));
        changed(auditing, AuditAction.SCOPE_CREATED, "gatehouse", null);
        if (tenant.id().equals(CurrentTenant.OPERATOR)) {
            var operating = insert(OPERATOR, "Create, suspend and delete tenants, and change their hosts", true);
            var tenants = (UrlPattern.Parsed.Good) UrlPattern.parse(Paths.OPERATOR_API + "/**");
            urls.replace(operating.id, List.of(new ScopeMatcher.CoveredUrl(tenants.pattern(), HttpMethods.ALL)));
            changed(operating, AuditAction.SCOPE_CREATED, "gatehouse", null);
        }
    }

    /** Replaces a scope's description, URLs and access control list; the name cannot be changed. */
    @Transactional
    public ScopeView update(UUID id, ScopeInput input, String actor) {
        var scope = editable(id);
        var before = view(scope);
        preconditions.check(() -> before);
        var mark = managed.change(scope.managed, "The scope " + scope.name);
        var replacement = replacement(scope, input);
        scope.managed = mark;
        if (ManagedObjects.isApply() && replacement.isAsShown(before)) {
            return before;
        }
        scope.description = replacement.description();
        scope.updatedAt = time.now();
        // The flush checks the row's version, so the second of two concurrent edits fails before it changes URLs and
        // groups.
        flush();
        var stored = urls.replace(scope.id, replacement.covered());
        limit(scope, replacement.groups());
        var after = ScopeView.of(scope, stored, accessLists.of(id));
        changed(scope, AuditAction.SCOPE_CHANGED, actor, changes.between(before, after));
        return after;
    }

    /** The validated content of an edit. */
    private record Replacement(@Nullable String description, List<ScopeMatcher.CoveredUrl> covered, Set<UUID> groups) {
        boolean isAsShown(ScopeView view) {
            return Objects.equals(description, view.description())
                    && covered.stream()
                            .map(url -> new ScopeView.ServiceUrlView(
                                    url.pattern().toString(), url.methods().sorted()))
                            .toList()
                            .equals(view.serviceUrls())
                    && view.groups().stream()
                            .map(ScopeView.LimitedTo::id)
                            .collect(Collectors.toSet())
                            .equals(groups);
        }
    }

    private Replacement replacement(Scope scope, ScopeInput input) {
        var errors = new FieldErrors();
        errors.check(
                input.name() == null || WhiteSpace.strip(input.name()).equals(scope.name),
                "name",
                CommonErrors.immutable());
        var description = errors.optional("description", input.description(), MAX_DESCRIPTION);
        var covered = covered(input, errors);
        errors.check(input.groups() != null, "groups", CommonErrors.required());
        var groups = accessLists.read(input.groups(), errors);
        errors.refuse();
        return new Replacement(description, covered, groups);
    }

    /**
     * Returns a scope before and after an edit or deletion, and changes nothing.
     *
     * @param input the edit; null: the scope is deleted
     * @throws ProblemException if {@link #update} would fail
     */
    @Transactional
    public ScopeEdit preview(UUID id, @Nullable ScopeInput input) {
        var scope = editable(id);
        var before = urls.of(id).stream()
                .map(url -> new ScopeMatcher.CoveredUrl(UrlPattern.stored(url.pattern), url.httpMethods()))
                .toList();
        var limitedTo = accessLists.of(id);
        if (input == null) {
            return new ScopeEdit(id, scope.name, true, before, List.of(), limitedTo, List.of());
        }
        var replacement = replacement(scope, input);
        return new ScopeEdit(
                id,
                scope.name,
                false,
                before,
                replacement.covered(),
                limitedTo,
                accessLists.named(replacement.groups()));
    }

    /** Returns the name of a scope, built in or not. */
    @Transactional
    public String name(UUID id) {
        return existing(id).name;
    }

    /**
     * Deletes an unused scope.
     *
     * @throws ProblemException if clients or tokens use the scope; the message names them
     */
    @Transactional
    public void remove(UUID id, String actor) {
        var scope = editable(id);
        preconditions.check(() -> view(scope));
        managed.change(scope.managed, "The scope " + scope.name);
        var users = usages.stream()
                .flatMap(usage -> usage.of(scope.id, scope.name).stream())
                .toList();
        if (!users.isEmpty()) {
            throw ProblemException.conflict(ScopeErrors.usedBy(users));
        }
        try {
            delete(scope);
            usages.forEach(usage -> usage.forget(scope.name));
            changed(scope, AuditAction.SCOPE_DELETED, actor, null);
        } catch (ConstraintViolationException e) {
            throw ProblemException.conflict(ScopeErrors.used());
        }
    }

    @Transactional
    public ScopeView view(UUID id) {
        return view(existing(id));
    }

    private ScopeView view(Scope scope) {
        return ScopeView.of(scope, urls.of(scope.id), accessLists.of(scope.id));
    }

    /**
     * A page of scopes, sorted by name by default, optionally only those whose name, description or one of whose URLs
     * contains a text.
     */
    @Transactional
    Page<ScopeView> list(@Nullable String search, @Nullable String sort, @Nullable String after, int size) {
        var page = LIST.query(sort, after, size).search(search).page(this);
        var ids = page.items().stream().map(scope -> scope.id).toList();
        var patterns = urls.of(ids);
        var groups = accessLists.of(ids);
        return page.map(scope -> ScopeView.of(
                scope, patterns.getOrDefault(scope.id, List.of()), groups.getOrDefault(scope.id, List.of())));
    }

    @Transactional
    ScopeMatcher compile() {
        var patterns = urls.listAll().stream().collect(Collectors.groupingBy(url -> url.scope));
        var groups = accessLists.all();
        return new ScopeMatcher(listAll().stream()
                .map(scope -> new ScopeMatcher.KnownScope(
                        scope.name,
                        scope.description,
                        scope.builtIn,
                        patterns.getOrDefault(scope.id, List.of()).stream()
                                .map(url ->
                                        new ScopeMatcher.CoveredUrl(UrlPattern.stored(url.pattern), url.httpMethods()))
                                .toList(),
                        groups.getOrDefault(scope.id, Set.of())))
                .toList());
    }

    /** Replaces a scope's groups. A group may have been deleted since the input was validated. */
    private void limit(Scope scope, Set<UUID> groups) {
        try {
            accessLists.replace(scope.id, groups);
        } catch (ConstraintViolationException deletedMeanwhile) {
            throw ProblemException.conflict("groups", ScopeErrors.groupDeletedMeanwhile());
        }
    }

    private Scope insert(String name, @Nullable String description, boolean builtIn) {
        var scope = new Scope();
        scope.id = secrets.id();
        scope.name = name;
        scope.description = description;
        scope.builtIn = builtIn;
        scope.managed = ManagedObjects.created();
        scope.createdAt = time.now();
        scope.updatedAt = scope.createdAt;
        try {
            persistAndFlush(scope);
        } catch (ConstraintViolationException e) {
            if ("scope_name".equals(ViolatedConstraint.of(e))) {
                throw ProblemException.conflict("name", ScopeErrors.taken(name));
            }
            throw e;
        }
        return scope;
    }

    private static List<ScopeMatcher.CoveredUrl> covered(ScopeInput input, FieldErrors errors) {
        var typed = input.serviceUrls() == null ? List.<ScopeInput.ServiceUrlInput>of() : input.serviceUrls();
        errors.check(!typed.isEmpty(), "serviceUrls", CommonErrors.noEntries());
        errors.check(typed.size() <= MAX_URLS, "serviceUrls", CommonErrors.tooManyEntries(MAX_URLS));
        var covered = new ArrayList<ScopeMatcher.CoveredUrl>();
        for (var i = 0; i < typed.size(); i++) {
            var field = "serviceUrls[" + i + "]";
            var entry = typed.get(i);
            var url = errors.required(field + ".url", entry == null ? null : entry.url(), 1000);
            var methods = HttpMethods.parse(entry == null ? null : entry.methods(), field + ".methods", errors);
            if (url.isEmpty()) {
                continue;
            }
            switch (UrlPattern.parseIntegration(url)) {
                case UrlPattern.Parsed.Bad(var why) -> errors.add(field + ".url", why);
                case UrlPattern.Parsed.Good(var pattern) -> {
                    var one = new ScopeMatcher.CoveredUrl(pattern, methods);
                    errors.check(!covered.contains(one), field + ".url", CommonErrors.duplicateEntry());
                    covered.add(one);
                }
            }
        }
        return covered;
    }

    private Scope editable(UUID id) {
        var scope = existing(id);
        if (scope.builtIn) {
            throw ProblemException.conflict(ScopeErrors.builtIn(scope.name));
        }
        return scope;
    }

    private Scope existing(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> ProblemException.notFound(ScopeErrors.notFound()));
    }

    private void changed(Scope scope, AuditAction action, String actor, @Nullable ErrorText detail) {
        flush();
        invalidations.publish(Invalidations.Topic.SCOPES, null);
        audit.record(AuditEvent.success(action).by(actor).target(scope.name).detail(detail));
    }
}
