package dev.gatehouse.account;

import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.Walk;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
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
 * The groups of the current tenant and their members. A change of a membership invalidates the cached account or client
 * on all nodes, so that later decisions use the new membership.
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

    /**
     * Returns a page of groups, by default sorted by name; see {@link GroupSort}. A search text limits the page to
     * groups with the text in the name or description.
     */
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
    public GroupView view(UUID id) {
        return GroupView.of(existing(id));
    }

    /**
     * Creates a group without members.
     *
     * @throws ProblemException 400 if the input is not valid, 409 if the name is in use
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

    /** Changes the name and description of a group. The members remain. */
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
     * Deletes a group, unless a scope is limited to the group. Without the group, the permitted users of the scope
     * would be unknown.
     *
     * @throws ProblemException 409 with the names of the scopes
     */
    @Transactional
    void remove(UUID id, String actor) {
        var group = existing(id);
        preconditions.check(() -> GroupView.of(group));
        var scopes = scopesLimitedTo(id);
        if (!scopes.isEmpty()) {
            throw ProblemException.conflict(null, "The group limits " + String.join(", ", scopes));
        }
        try {
            delete(group);
            flush();
        } catch (ConstraintViolationException limitedMeanwhile) {
            throw ProblemException.conflict(null, "The group limits a scope");
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

    /** Adds an account to a group; has no effect if the account is a member. */
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

    /** Removes an account from a group; has no effect if the account is no member. */
    @Transactional
    void removeAccount(UUID id, UUID account, String actor) {
        var group = held(id);
        var username = username(account);
        if (accounts.remove(id, account)) {
            changed(AuditAction.GROUP_MEMBER_REMOVED, group, account, username, actor);
        }
    }

    /** Adds a client to a group; has no effect if the client is a member. */
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

    /** Removes a client from a group; has no effect if the client is no member. */
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
                        "select 'scope ' || s.name from Scope s, ScopeGroup l"
                                + " where l.scope = s.id and l.memberGroup = :group order by lower(s.name)",
                        String.class)
                .setParameter("group", id)
                .setMaxResults(MAX_NAMED)
                .getResultList();
    }

    private Group existing(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> ProblemException.notFound("The group"));
    }

    /** Returns the group and locks its row, so that no other transaction changes the members. */
    private Group held(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> ProblemException.notFound("The group"));
    }

    private String username(UUID account) {
        return accounts.username(account).orElseThrow(Groups::noAccount);
    }

    private GroupClients.Member client(String clientId) {
        return clients.client(clientId).orElseThrow(Groups::noClient);
    }

    private static ProblemException noAccount() {
        return ProblemException.notFound("The account");
    }

    private static ProblemException noClient() {
        return ProblemException.notFound("The client");
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
                ? ProblemException.conflict("name", "a group named " + name + " exists already")
                : e;
    }
}
