package dev.gatehouse.account;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.CommonErrors;
import dev.gatehouse.platform.FieldErrors;
import dev.gatehouse.platform.Invalidations;
import dev.gatehouse.platform.Page;
import dev.gatehouse.platform.Preconditions;
import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.platform.Walk;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * The groups of the current tenant and who is in them. Whoever comes or goes is forgotten by every node's memory, so that
 * what depends on a membership is decided anew.
 */
@ApplicationScoped
public class Groups implements PanacheRepositoryBase<Group, UUID> {
    private static final int MAX_NAME = 100;
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_NAMED = 20;

    private final TimeSource time;
    private final Secrets secrets;
    private final GroupAccounts accounts;
    private final GroupClients clients;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final AuditLog audit;

    public Groups(
            TimeSource time,
            Secrets secrets,
            GroupAccounts accounts,
            GroupClients clients,
            Invalidations invalidations,
            Preconditions preconditions,
            AuditLog audit) {
        this.time = time;
        this.secrets = secrets;
        this.accounts = accounts;
        this.clients = clients;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.audit = audit;
    }

    /** A page of groups, by name unless {@link GroupSort} says otherwise, optionally only those whose name or description contains a text. */
    @Transactional
    public Page<GroupView> list(@Nullable String search, @Nullable String sort, @Nullable String after, int size) {
        var walk = Walk.of(GroupSort.values(), Objects.requireNonNullElse(sort, "name"), after, size);
        var parameters = walk.parameters();
        parameters.put("text", search == null ? "" : search.strip());
        var rows = find(
                        walk.condition("id")
                                + " and (locate(lower(:text), lower(name)) > 0 or locate(lower(:text), lower(description)) > 0 or :text = '')"
                                + walk.order("id"),
                        parameters)
                .page(0, size + 1)
                .list();
        return walk.page(rows, group -> group.id).map(GroupView::of);
    }

    @Transactional
    GroupView view(UUID id) {
        return GroupView.of(existing(id));
    }

    /**
     * Creates a group that nobody is in.
     *
     * @throws ProblemException when a rule is broken or the name is taken
     */
    @Transactional
    GroupView create(GroupInput input, String actor) {
        var group = new Group();
        apply(input, group);
        group.id = secrets.id();
        group.createdAt = time.now();
        try {
            persistAndFlush(group);
        } catch (ConstraintViolationException e) {
            throw taken(e, group.name);
        }
        audit.record(AuditEvent.success(AuditAction.GROUP_CREATED).by(actor).target(group.name));
        return GroupView.of(group);
    }

    /** Gives a group another name and description; who is in it stays. */
    @Transactional
    GroupView update(UUID id, GroupInput input, String actor) {
        var group = existing(id);
        preconditions.check(() -> GroupView.of(group));
        var before = group.name;
        apply(input, group);
        var after = group.name;
        try {
            flush();
        } catch (ConstraintViolationException e) {
            throw taken(e, after);
        }
        audit.record(AuditEvent.success(AuditAction.GROUP_CHANGED)
                .by(actor)
                .target(after)
                .detail(before.equals(after) ? null : "was named " + before));
        return GroupView.of(group);
    }

    /**
     * Deletes a group that no scope is limited to: without it, nobody could tell who may have that scope.
     *
     * @throws ProblemException naming the scopes that are
     */
    @Transactional
    void remove(UUID id, String actor) {
        var group = existing(id);
        preconditions.check(() -> GroupView.of(group));
        var scopes = scopesLimitedTo(id);
        if (!scopes.isEmpty()) {
            throw ProblemException.conflict(AccountErrors.groupLimits(scopes));
        }
        try {
            delete(group);
            flush();
        } catch (ConstraintViolationException limitedMeanwhile) {
            throw ProblemException.conflict(AccountErrors.groupLimitsMeanwhile());
        }
        invalidations.publish(Invalidations.Topic.ACCOUNT, null);
        invalidations.publish(Invalidations.Topic.CLIENT, null);
        audit.record(AuditEvent.success(AuditAction.GROUP_DELETED).by(actor).target(group.name));
    }

    @Transactional
    Page<GroupView.AccountMember> accounts(UUID id, @Nullable String search, @Nullable String after, int size) {
        existing(id);
        return accounts.members(id, search, after, size);
    }

    @Transactional
    Page<GroupView.ClientMember> clients(UUID id, @Nullable String search, @Nullable String after, int size) {
        existing(id);
        return clients.members(id, search, after, size);
    }

    /** Puts an account into a group; where it is already, nothing changes. */
    @Transactional
    void addAccount(UUID id, UUID account, String actor) {
        var group = held(id);
        var username = username(account);
        try {
            if (accounts.add(id, account)) {
                changed(AuditAction.GROUP_MEMBER_ADDED, group, account, username, actor);
            }
        } catch (ConstraintViolationException deletedMeanwhile) {
            throw noAccount();
        }
    }

    /** Takes an account out of a group; where it is not in it, nothing changes. */
    @Transactional
    void removeAccount(UUID id, UUID account, String actor) {
        var group = held(id);
        var username = username(account);
        if (accounts.remove(id, account)) {
            changed(AuditAction.GROUP_MEMBER_REMOVED, group, account, username, actor);
        }
    }

    /** Puts a client into a group; where it is already, nothing changes. */
    @Transactional
    void addClient(UUID id, String clientId, String actor) {
        var group = held(id);
        var client = client(clientId);
        try {
            if (clients.add(id, client.id())) {
                changed(AuditAction.GROUP_MEMBER_ADDED, group, client, actor);
            }
        } catch (ConstraintViolationException deletedMeanwhile) {
            throw noClient();
        }
    }

    /** Takes a client out of a group; where it is not in it, nothing changes. */
    @Transactional
    void removeClient(UUID id, String clientId, String actor) {
        var group = held(id);
        var client = client(clientId);
        if (clients.remove(id, client.id())) {
            changed(AuditAction.GROUP_MEMBER_REMOVED, group, client, actor);
        }
    }

    private static void apply(GroupInput input, Group group) {
        var errors = new FieldErrors();
        var name = errors.required("name", input.name(), MAX_NAME);
        var description = errors.optional("description", input.description(), MAX_DESCRIPTION);
        errors.refuse();
        group.name = name;
        group.description = description;
    }

    private List<String> scopesLimitedTo(UUID id) {
        return getEntityManager()
                .createQuery(
                        "select s.name from Scope s, ScopeGroup l"
                                + " where l.scope = s.id and l.memberGroup = :group order by lower(s.name)",
                        String.class)
                .setParameter("group", id)
                .setMaxResults(MAX_NAMED)
                .getResultList();
    }

    private Group existing(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> ProblemException.notFound(AccountErrors.groupNotFound()));
    }

    /** The group, whose members nobody else changes until this transaction ends. */
    private Group held(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> ProblemException.notFound(AccountErrors.groupNotFound()));
    }

    private String username(UUID account) {
        return accounts.username(account).orElseThrow(Groups::noAccount);
    }

    private GroupClients.Member client(String clientId) {
        return clients.client(clientId).orElseThrow(Groups::noClient);
    }

    private static ProblemException noAccount() {
        return ProblemException.notFound(AccountErrors.notFound());
    }

    private static ProblemException noClient() {
        return ProblemException.notFound(CommonErrors.clientNotFound());
    }

    private void changed(AuditAction action, Group group, UUID account, String username, String actor) {
        invalidations.publish(Invalidations.Topic.ACCOUNT, account.toString());
        audit.record(AuditEvent.success(action).by(actor).target(group.name).detail("account " + username));
    }

    private void changed(AuditAction action, Group group, GroupClients.Member client, String actor) {
        invalidations.publish(Invalidations.Topic.CLIENT, client.clientId());
        audit.record(AuditEvent.success(action)
                .by(actor)
                .client(client.clientId())
                .target(group.name)
                .detail("client " + client.name() + " " + client.version()));
    }

    private static RuntimeException taken(ConstraintViolationException e, String name) {
        return "member_group_name".equals(e.getConstraintName())
                ? ProblemException.conflict("name", AccountErrors.groupTaken(name))
                : e;
    }
}
