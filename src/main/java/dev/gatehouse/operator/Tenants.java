// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.account.Role;
import dev.gatehouse.account.invitation.InvitationInput;
import dev.gatehouse.account.invitation.InvitationLinks;
import dev.gatehouse.account.invitation.Invitations;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.Changes;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.database.AdvisoryLock;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import dev.gatehouse.operator.entry.Entries;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.StartupFailure;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.ViolatedConstraint;
import dev.gatehouse.signing.SigningKeys;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.tenant.host.TenantHosts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of the deployment, for the operator. Every method requires that the operator's tenant is the current one.
 * A change takes effect on all nodes within a second.
 */
@ApplicationScoped
public class Tenants {
    private static final Logger LOG = Logger.getLogger(Tenants.class);
    private static final Set<String> PERMANENT = Set.of(CurrentTenant.DEFAULT, CurrentTenant.OPERATOR);

    private static final PagedList<Tenant> LIST = PagedList.<Tenant>of("uid", tenant -> tenant.uid)
            .sortedBy("name", Column.anyCase("name", tenant -> tenant.name))
            .sortedBy("id", Column.text("id", tenant -> tenant.id))
            .sortedBy("createdAt", Column.instant("createdAt", tenant -> tenant.createdAt))
            .searchedIn("name", "id")
            .searchedBy("exists (select 1 from TenantHost h where h.tenant = t.id and " + PagedList.hasText("h.host")
                    + ")");

    private final CurrentTenant current;
    private final GatehouseConfig config;
    private final TimeSource time;
    private final Secrets secrets;
    private final EntityManager entityManager;
    private final TenantHosts hosts;
    private final TenantSettings settings;
    private final InitialContent content;
    private final SigningKeys keys;
    private final Invitations invitations;
    private final Entries entries;
    private final AdvisoryLock lock;
    private final RegisteredHosts registered;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final Changes changes;
    private final AuditLog audit;

    Tenants(
            CurrentTenant current,
            GatehouseConfig config,
            TimeSource time,
            Secrets secrets,
            EntityManager entityManager,
            TenantHosts hosts,
            TenantSettings settings,
            InitialContent content,
            SigningKeys keys,
            Invitations invitations,
            Entries entries,
            AdvisoryLock lock,
            RegisteredHosts registered,
            Invalidations invalidations,
            Preconditions preconditions,
            Changes changes,
            AuditLog audit) {
        this.current = current;
        this.config = config;
        this.time = time;
        this.secrets = secrets;
        this.entityManager = entityManager;
        this.hosts = hosts;
        this.settings = settings;
        this.content = content;
        this.keys = keys;
        this.invitations = invitations;
        this.entries = entries;
        this.lock = lock;
        this.registered = registered;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.changes = changes;
        this.audit = audit;
    }

    /**
     * Creates the operator's tenant if it is missing, with its initial content and its first administrator.
     *
     * @return the administrator's password if it was generated; to be shown once and not stored
     */
    public Optional<String> createOperator() {
        return current.call(CurrentTenant.OPERATOR, () -> {
            QuarkusTransaction.requiringNew().run(() -> {
                lock.take(AdvisoryLock.Work.FIRST_START);
                if (entityManager.find(Tenant.class, CurrentTenant.OPERATOR) == null) {
                    store(CurrentTenant.OPERATOR, "Operator", new LinkedHashSet<>(), true);
                    settings.create();
                }
            });
            return content.createWithAdministrator();
        });
    }

    /**
     * Checks that a deployment without an operator has one tenant.
     *
     * @throws StartupFailure if there are more, because they would answer for none of their hosts
     */
    public void requireNoOther() {
        var others = current.call(
                CurrentTenant.DEFAULT,
                () -> QuarkusTransaction.requiringNew()
                        .call(() -> entityManager
                                .createQuery("select count(*) from Tenant where id <> ?1", Long.class)
                                .setParameter(1, CurrentTenant.DEFAULT)
                                .getSingleResult()));
        if (others > 0) {
            throw new StartupFailure("The database has several tenants. Set " + BaseUrl.OPERATOR_KEY
                    + " to the address of the operator.");
        }
    }

    /**
     * Creates a tenant with its settings, hosts, built-in scopes and client and default project, and an invitation for
     * its first administrator, all or nothing.
     *
     * @throws ProblemException 400 if a rule is broken; 409 if ID, name or host is taken
     */
    CreatedTenant create(TenantInput input, String actor) {
        requireOperator();
        var errors = new FieldErrors();
        var id = errors.required("id", input.id(), TenantRules.MAX_ID);
        errors.check(id.isEmpty() || TenantRules.isId(id), "id", OperatorErrors.tenantId());
        var name = errors.required("name", input.name(), TenantRules.MAX_NAME);
        var names = TenantRules.hosts(input.hosts(), hosts, errors);
        errors.refuse();
        var created = refusingTaken(() ->
                current.call(id, () -> QuarkusTransaction.requiringNew().call(() -> create(id, name, names))));
        record(AuditAction.TENANT_CREATED, id, actor);
        createKey(id);
        return created;
    }

    /** Creates the signing key in advance. If this fails, the first token creates the key. */
    private void createKey(String id) {
        try {
            current.call(id, () -> {
                keys.ensure();
                return true;
            });
        } catch (RuntimeException later) {
            LOG.warnf(later, "The signing key of the tenant %s is created with its first token", id);
        }
    }

    private void record(AuditAction action, String id, String actor) {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(AuditEvent.success(action).by(actor).target(id)));
    }

    private CreatedTenant create(String id, String name, SequencedSet<String> names) {
        var tenant = store(id, name, names, true);
        settings.create();
        content.create();
        var view = view(tenant);
        return new CreatedTenant(view, invite(view));
    }

    /**
     * Returns a new link with which a person becomes an administrator of a tenant, for example because the first link
     * has expired, or because no administrator can sign in.
     *
     * @throws ProblemException 409 for a tenant without an issuer, to which no link can lead
     */
    AdministratorLink inviteAdministrator(String id, String actor) {
        var tenant = QuarkusTransaction.requiringNew().call(() -> view(id));
        if (tenant.issuer() == null) {
            throw ProblemException.conflict(OperatorErrors.withoutIssuer());
        }
        var link = current.call(id, () -> QuarkusTransaction.requiringNew().call(() -> invite(tenant)));
        record(AuditAction.TENANT_ADMINISTRATOR_INVITED, id, actor);
        return new AdministratorLink(link);
    }

    /** Invites an administrator of the current tenant. */
    private String invite(TenantView tenant) {
        var invited =
                invitations.create(new InvitationInput(Role.ADMINISTRATOR, null, null, null), CurrentTenant.OPERATOR);
        return InvitationLinks.url(Objects.requireNonNull(tenant.issuer()), invited.secret());
    }

    /**
     * Creates a suspended tenant without content, in the transaction of the caller.
     *
     * @throws ProblemException 409 if ID, name or host is taken
     */
    void createSuspended(String id, String name, SequencedSet<String> names) {
        store(id, name, names, false);
    }

    private Tenant store(String id, String name, SequencedSet<String> names, boolean active) {
        if (entityManager.find(Tenant.class, id) != null) {
            throw ProblemException.conflict("id", OperatorErrors.idTaken(id));
        }
        requireFreeName(name, id);
        var tenant = new Tenant();
        tenant.id = id;
        tenant.uid = secrets.id();
        tenant.name = name;
        tenant.active = active;
        tenant.createdAt = time.now();
        tenant.updatedAt = tenant.createdAt;
        entityManager.persist(tenant);
        entityManager.flush();
        registered.replace(id, names);
        // Nodes may have cached objects of a deleted tenant with the same ID, or that there is no such tenant.
        registered.announce(TenantHosts.stateOf(id));
        invalidations.publishAll();
        return tenant;
    }

    /**
     * Replaces name and hosts. The first host becomes the host of the issuer.
     *
     * @throws ProblemException 400 if a rule is broken; 409 if the name or a host is taken; 412 if the tenant was
     *     changed concurrently
     */
    @Transactional
    TenantView update(String id, TenantInput input, String actor) {
        var tenant = existing(id);
        preconditions.check(() -> view(tenant));
        var before = view(tenant);
        var errors = new FieldErrors();
        errors.check(input.id() == null || input.id().equals(id), "id", CommonErrors.immutable());
        var name = errors.required("name", input.name(), TenantRules.MAX_NAME);
        var names = PERMANENT.contains(id)
                        && (input.hosts() == null || input.hosts().isEmpty())
                ? new LinkedHashSet<String>()
                : TenantRules.hosts(input.hosts(), hosts, errors);
        errors.check(!id.equals(CurrentTenant.OPERATOR) || names.isEmpty(), "hosts", OperatorErrors.operator());
        errors.refuse();
        requireFreeName(name, id);
        tenant.name = name;
        tenant.updatedAt = time.now();
        refusingTaken(() -> {
            registered.replace(id, names);
            return tenant;
        });
        var after = view(tenant);
        audit.record(AuditEvent.success(AuditAction.TENANT_CHANGED)
                .by(actor)
                .target(id)
                .detail(changes.between(before, after)));
        return after;
    }

    /**
     * Suspends a tenant: no host of the tenant answers, and open calls end.
     *
     * @throws ProblemException 409 for the operator's tenant
     */
    @Transactional
    TenantView suspend(String id, String actor) {
        return change(id, AuditAction.TENANT_SUSPENDED, actor, tenant -> tenant.active = false);
    }

    /**
     * Ends a suspension or the waiting period before a deletion. Entries of operators from before the suspension remain
     * ended.
     *
     * @throws ProblemException 409 if the deletion has begun
     */
    @Transactional
    TenantView resume(String id, String actor) {
        requireOperator();
        // While the hosts of the tenant do not answer, no entry can begin.
        entries.endAll(id);
        return change(id, AuditAction.TENANT_RESUMED, actor, tenant -> {
            if (tenant.deleteAfter != null && !tenant.deleteAfter.isAfter(time.now())) {
                throw ProblemException.conflict(OperatorErrors.deletionBegan());
            }
            tenant.active = true;
            tenant.deleteAfter = null;
        });
    }

    /**
     * Suspends a tenant and begins the waiting period before its deletion.
     *
     * @param confirmation the ID once more
     * @throws ProblemException 400 without the confirmation; 409 for the operator's and the default tenant
     */
    @Transactional
    TenantView markForDeletion(String id, @Nullable String confirmation, String actor) {
        existing(id);
        if (PERMANENT.contains(id)) {
            throw ProblemException.conflict(OperatorErrors.permanent());
        }
        if (!id.equals(confirmation)) {
            throw ProblemException.invalidOutsideBody("confirm", OperatorErrors.confirmation());
        }
        return change(id, AuditAction.TENANT_MARKED_FOR_DELETION, actor, tenant -> {
            tenant.active = false;
            if (tenant.deleteAfter == null) {
                tenant.deleteAfter = time.now().plus(config.operator().deletionDelay());
            }
        });
    }

    private interface Change {
        void apply(Tenant tenant);
    }

    private TenantView change(String id, AuditAction action, String actor, Change change) {
        var tenant = existing(id);
        if (id.equals(CurrentTenant.OPERATOR)) {
            throw ProblemException.conflict(OperatorErrors.operator());
        }
        preconditions.check(() -> view(tenant));
        entityManager.lock(tenant, LockModeType.PESSIMISTIC_WRITE);
        var before = tenant.state();
        change.apply(tenant);
        if (tenant.state() != before) {
            tenant.updatedAt = time.now();
            entityManager.flush();
            registered.of(id).forEach(host -> registered.announce(host.host));
            hosts.configuredHosts(id).forEach(registered::announce);
            registered.announce(TenantHosts.stateOf(id));
            audit.record(AuditEvent.success(action).by(actor).target(id));
        }
        return view(tenant);
    }

    @Transactional
    TenantView view(String id) {
        return view(existing(id));
    }

    /** Returns a page of tenants, by default sorted by name. A search text looks into names, IDs and hosts. */
    @Transactional
    Page<TenantView> list(@Nullable String search, @Nullable String sort, @Nullable String after, int size) {
        requireOperator();
        var page =
                LIST.query(sort, after, size).search(search).page(entityManager, "from Tenant t where", Tenant.class);
        var byTenant =
                registered.ofAll(page.items().stream().map(tenant -> tenant.id).toList());
        return page.map(tenant -> view(tenant, byTenant.getOrDefault(tenant.id, List.of())));
    }

    private TenantView view(Tenant tenant) {
        return view(tenant, registered.of(tenant.id));
    }

    private TenantView view(Tenant tenant, List<TenantHost> stored) {
        var names = stored.stream().map(host -> host.host).toList();
        return new TenantView(
                tenant.id,
                tenant.name,
                tenant.state(),
                hosts.issuer(tenant.id, names.isEmpty() ? null : names.getFirst())
                        .orElse(null),
                names,
                tenant.createdAt,
                tenant.updatedAt,
                tenant.deleteAfter);
    }

    private Tenant existing(String id) {
        requireOperator();
        var found = entityManager.find(Tenant.class, id);
        if (found == null) {
            throw ProblemException.notFound(OperatorErrors.tenantNotFound());
        }
        return found;
    }

    private void requireFreeName(String name, String id) {
        var sameName = entityManager
                .createQuery("select count(*) from Tenant where lower(name) = lower(?1) and id <> ?2", Long.class)
                .setParameter(1, name)
                .setParameter(2, id)
                .getSingleResult();
        if (sameName > 0) {
            throw ProblemException.conflict("name", OperatorErrors.nameTaken(name));
        }
    }

    /** Maps the violations of concurrent requests, which the checks before could not see. */
    static <T> T refusingTaken(Supplier<T> work) {
        try {
            return work.get();
        } catch (ConstraintViolationException e) {
            throw switch (ViolatedConstraint.of(e)) {
                case "tenant_pkey", "tenant_name", "tenant_host_pkey", "tenant_host_primary" ->
                    ProblemException.conflict(CommonErrors.concurrentChange());
                default -> e;
            };
        }
    }

    /** Throws unless the operator's tenant is the current one. The paths of this class exist on its host only. */
    void requireOperator() {
        if (!current.id().equals(CurrentTenant.OPERATOR)) {
            throw ProblemException.notFound(OperatorErrors.tenantNotFound());
        }
    }
}
