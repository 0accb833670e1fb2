// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.cluster.CoherentCache;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.issuer.IssuerInput.MappedScope;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.ViolatedConstraint;
import dev.gatehouse.scope.ScopeErrors;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.scope.Scopes;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The trusted issuers of the current tenant: their rules, and the catalogue of them. */
@ApplicationScoped
public class TrustedIssuers implements PanacheRepositoryBase<StoredIssuer, UUID> {
    private static final int PART_OF_HEAP = 32;

    private static final PagedList<StoredIssuer> LIST = PagedList.<StoredIssuer>of("id", issuer -> issuer.id)
            .sortedBy("name", Column.anyCase("name", issuer -> issuer.name))
            .sortedBy("createdAt", Column.instant("createdAt", issuer -> issuer.createdAt))
            .sortedBy("updatedAt", Column.instant("updatedAt", issuer -> issuer.updatedAt))
            .searchedIn("name", "issuer");

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final IssuerSecrets issuerSecrets;
    private final Scopes ourScopes;
    private final IssuerScopes issuerScopes;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final ManagedObjects managed;
    private final AuditLog audit;
    private final CoherentCache<String, IssuerCatalogue> catalogues;

    TrustedIssuers(
            CurrentTenant tenant,
            TimeSource time,
            Secrets secrets,
            IssuerSecrets issuerSecrets,
            Scopes ourScopes,
            IssuerScopes issuerScopes,
            Invalidations invalidations,
            Preconditions preconditions,
            ManagedObjects managed,
            AuditLog audit) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.issuerSecrets = issuerSecrets;
        this.ourScopes = ourScopes;
        this.issuerScopes = issuerScopes;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.managed = managed;
        this.audit = audit;
        this.catalogues = CoherentCache.perTenant(
                invalidations,
                CacheBound.partOfHeap(PART_OF_HEAP, IssuerCatalogue::bytes),
                Invalidations.Topic.ISSUERS);
    }

    public IssuerCatalogue catalogue() {
        return Objects.requireNonNull(catalogues.get(tenant.id(), ignored -> compile()));
    }

    /** Returns the cached catalogue, or null. */
    @Nullable IssuerCatalogue catalogueIfCached(String tenantId) {
        return catalogues.ifPresent(tenantId);
    }

    @Transactional
    IssuerCatalogue compile() {
        var stored = listAll();
        var mapped = issuerScopes.of(ids(stored));
        return new IssuerCatalogue(stored.stream()
                .map(issuer -> issuer.trusted(byExternal(mapped.getOrDefault(issuer.id, List.of()))))
                .toList());
    }

    private static Map<String, Set<String>> byExternal(List<MappedScope> scopes) {
        return scopes.stream()
                .collect(Collectors.groupingBy(
                        mapped -> Objects.requireNonNull(mapped.external()),
                        Collectors.mapping(
                                mapped -> Objects.requireNonNull(mapped.scope()), Collectors.toUnmodifiableSet())));
    }

    /**
     * Adds a trusted issuer.
     *
     * @throws ProblemException if its scopes cannot be mapped, or it is trusted already
     */
    @Transactional
    IssuerView create(IssuerRegistration registration, String actor) {
        var scopes = scopes(registration);
        var stored = new StoredIssuer();
        stored.id = secrets.id();
        stored.issuer = registration.issuer();
        stored.createdAt = time.now();
        stored.managed = ManagedObjects.created();
        stored.updatedAt = stored.createdAt;
        return save(stored, registration, scopes, AuditAction.ISSUER_CREATED, actor);
    }

    /** Replaces the values of an issuer. Its ID and its identifier stay. */
    @Transactional
    IssuerView update(UUID id, IssuerRegistration registration, String actor) {
        var stored = existing(id);
        var shown = view(stored);
        preconditions.check(() -> shown);
        var mark = managed.change(stored.managed, "The trusted issuer " + stored.issuer);
        var scopes = scopes(registration);
        if (ManagedObjects.isApply() && isAsShown(stored, shown, registration, scopes)) {
            stored.managed = mark;
            return shown;
        }
        stored.managed = mark;
        stored.updatedAt = time.now();
        return save(stored, registration, scopes, AuditAction.ISSUER_CHANGED, actor);
    }

    /**
     * Adds or replaces a trusted issuer, as a configuration file describes the issuer, without asking the issuer.
     *
     * @param id the issuer to replace; null: a new one
     * @param self the address of this server
     */
    @Transactional
    public IssuerView declare(@Nullable UUID id, IssuerInput input, String self, String actor) {
        return id == null
                ? create(IssuerRegistration.read(input, self, null), actor)
                : update(id, IssuerRegistration.read(input, self, view(id)), actor);
    }

    /** Returns whether a secret is the stored secret for the introspection endpoint of an issuer. */
    @Transactional
    public boolean isSecret(UUID id, String secret) {
        return isSecret(existing(id), secret);
    }

    private boolean isSecret(StoredIssuer stored, String secret) {
        return stored.sealedClientSecret != null
                && MessageDigest.isEqual(
                        issuerSecrets
                                .open(new SealedSecret(stored.sealedClientSecret), tenant.id(), stored.id)
                                .getBytes(StandardCharsets.UTF_8),
                        secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Removes a trusted issuer. */
    @Transactional
    public void remove(UUID id, String actor) {
        var stored = existing(id);
        preconditions.check(() -> view(stored));
        managed.change(stored.managed, "The trusted issuer " + stored.issuer);
        delete(stored);
        changed(stored, AuditAction.ISSUER_DELETED, actor);
    }

    /**
     * Returns whether this server has a key with one of these IDs. The keys of this server have their thumbprints as
     * IDs.
     */
    @Transactional
    boolean signsWithOneOf(List<String> kids) {
        return !kids.isEmpty()
                && getEntityManager()
                                .createQuery("select count(*) from StoredSigningKey where kid in :kids", Long.class)
                                .setParameter("kids", kids)
                                .getSingleResult()
                        > 0;
    }

    @Transactional
    public IssuerView view(UUID id) {
        return view(existing(id));
    }

    /**
     * Returns a page of issuers, by default sorted by name. A search text must be part of the name or the identifier.
     */
    @Transactional
    Page<IssuerView> list(@Nullable String search, @Nullable String sort, @Nullable String after, int size) {
        var page = LIST.query(sort, after, size).search(search).page(this);
        var mapped = issuerScopes.of(ids(page.items()));
        var matcher = ourScopes.matcher();
        return page.map(issuer -> view(issuer, mapped.getOrDefault(issuer.id, List.of()), matcher));
    }

    private static List<UUID> ids(List<StoredIssuer> issuers) {
        return issuers.stream().map(issuer -> issuer.id).toList();
    }

    private IssuerView view(StoredIssuer stored) {
        var mapped = issuerScopes.of(List.of(stored.id)).getOrDefault(stored.id, List.of());
        return view(stored, mapped, ourScopes.matcher());
    }

    private static IssuerView view(StoredIssuer stored, List<MappedScope> scopes, ScopeMatcher matcher) {
        return IssuerView.of(stored, scopes, warnings(stored, scopes, matcher));
    }

    private static List<ErrorText> warnings(StoredIssuer stored, List<MappedScope> scopes, ScopeMatcher matcher) {
        var warnings = new ArrayList<ErrorText>();
        if (scopes.isEmpty()) {
            warnings.add(IssuerErrors.nothingMapped());
        }
        if (stored.validation == Validation.JWT && stored.tokenTypes == TokenTypes.ANY_JWT) {
            warnings.add(IssuerErrors.anyJwt());
        }
        if (stored.validation == Validation.INTROSPECTION && stored.audience == null) {
            warnings.add(IssuerErrors.noAudience());
        }
        scopes.stream()
                .map(MappedScope::scope)
                .distinct()
                .filter(name -> isLimited(matcher, name))
                .forEach(name -> warnings.add(IssuerErrors.limitedScope(name)));
        return List.copyOf(warnings);
    }

    private static boolean isLimited(ScopeMatcher matcher, @Nullable String name) {
        var scope = name == null ? null : matcher.get(name);
        return scope != null && !scope.groups().isEmpty();
    }

    /** Copies the values to the entity, and returns whether they were the same before. */
    private boolean isAsShown(
            StoredIssuer stored, IssuerView shown, IssuerRegistration registration, List<IssuerScope> scopes) {
        registration.applyTo(stored);
        return IssuerView.of(stored, shown.scopes(), shown.warnings()).equals(shown)
                && issuerScopes.list("issuer = ?1", stored.id).stream()
                        .map(mapped -> Map.entry(mapped.external, mapped.scope))
                        .collect(Collectors.toSet())
                        .equals(scopes.stream()
                                .map(mapped -> Map.entry(mapped.external, mapped.scope))
                                .collect(Collectors.toSet()))
                && (registration.clientSecret() == null || isSecret(stored, registration.clientSecret()));
    }

    /** Returns the mappings with the IDs of the scopes. Each scope must exist and not be built in. */
    private List<IssuerScope> scopes(IssuerRegistration registration) {
        var errors = new FieldErrors();
        var names = registration.scopes().stream()
                .map(mapped -> Objects.requireNonNull(mapped.scope()))
                .distinct()
                .toList();
        var ids = new TreeMap<String, UUID>(String.CASE_INSENSITIVE_ORDER);
        if (!names.isEmpty()) {
            ids.putAll(ourScopes.ids(names));
        }
        var unknown = new UUID(0, 0);
        var mapped = registration.scopes().stream()
                .map(scope -> new IssuerScope(
                        unknown,
                        Objects.requireNonNull(scope.external()),
                        ids.getOrDefault(Objects.requireNonNull(scope.scope()), unknown)))
                .toList();
        for (var name : names) {
            errors.check(ids.containsKey(name), "scopes", ScopeErrors.unknown(name));
            errors.check(!Scopes.isBuiltIn(name), "scopes", IssuerErrors.builtInScope(name));
        }
        errors.refuse();
        return mapped;
    }

    private IssuerView save(
            StoredIssuer stored,
            IssuerRegistration registration,
            List<IssuerScope> scopes,
            AuditAction action,
            String actor) {
        registration.applyTo(stored);
        seal(stored, registration);
        try {
            persistAndFlush(stored);
            issuerScopes.replace(
                    stored.id,
                    scopes.stream()
                            .map(mapped -> new IssuerScope(stored.id, mapped.external, mapped.scope))
                            .collect(Collectors.toMap(
                                    mapped -> new IssuerScope.Key(mapped.issuer, mapped.external, mapped.scope),
                                    mapped -> mapped,
                                    (one, same) -> one))
                            .values());
        } catch (ConstraintViolationException e) {
            throw conflict(stored, e);
        }
        changed(stored, action, actor);
        return view(stored);
    }

    private void seal(StoredIssuer stored, IssuerRegistration registration) {
        if (registration.clientSecret() != null) {
            stored.sealedClientSecret = issuerSecrets
                    .seal(registration.clientSecret(), tenant.id(), stored.id)
                    .box();
        } else if (registration.validation() == Validation.JWT) {
            stored.sealedClientSecret = null;
        }
    }

    private static RuntimeException conflict(StoredIssuer stored, ConstraintViolationException e) {
        return switch (ViolatedConstraint.of(e)) {
            case "trusted_issuer_issuer" -> ProblemException.conflict("issuer", IssuerErrors.taken(stored.issuer));
            case "trusted_issuer_name" -> ProblemException.conflict("name", IssuerErrors.nameTaken(stored.name));
            case "trusted_issuer_prefix" -> ProblemException.conflict("tokenPrefix", IssuerErrors.prefixTaken());
            case "issuer_scope_tenant_id_scope_built_in_fkey" ->
                ProblemException.conflict("scopes", ScopeErrors.deletedMeanwhile());
            default -> e;
        };
    }

    private StoredIssuer existing(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> ProblemException.notFound(IssuerErrors.notFound()));
    }

    private void changed(StoredIssuer stored, AuditAction action, String actor) {
        flush();
        invalidations.publish(Invalidations.Topic.ISSUERS, null);
        audit.record(AuditEvent.success(action).by(actor).target(stored.name).value(stored.issuer));
    }
}
