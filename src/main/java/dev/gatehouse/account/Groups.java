// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.ViolatedConstraint;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final PagedList<Group> LIST = PagedList.<Group>of("id", group -> group.id)
            .sortedBy("name", Column.anyCase("name", group -> group.name))
            .sortedBy("createdAt", Column.instant("createdAt", group -> group.createdAt))
            .searchedIn("name", "description");

    private final TimeSource time;
    private final Secrets secrets;
    private final GroupAccounts accounts;
    private final GroupClients clients;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final ManagedObjects managed;
    private final AuditLog audit;

    Groups(
            TimeSource time,
            Secrets secrets,
            GroupAccounts accounts,
            GroupClients clients,
            Invalidations invalidations,
            Preconditions preconditions,
            ManagedObjects managed,
            AuditLog audit) {
        this.time = time;
        this.secrets = secrets;
        this.accounts = accounts;
        this.clients = clients;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.managed = managed;
        this.audit = audit;
    }

    /**
     * Returns a page of groups, by default sorted by name. A search text limits the page to groups with the text in the
     * name or description.
     */
    @Transactional
    Page<GroupView> list(@Nullable String search, @Nullable String sort, @Nullable String after, int size) {
        return LIST.query(sort, after, size).search(search).page(this).map(GroupView::of);
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
    public GroupView create(GroupInput input, String actor) {
        var group = new Group();
        apply(input, group);
        group.id = secrets.id();
        group.createdAt = time.now();
        group.managed = ManagedObjects.created();
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
    public GroupView update(UUID id, GroupInput input, String actor) {
        var group = existing(id);
        var shown = GroupView.of(group);
        preconditions.check(() -> shown);
        var mark = managed.change(group.managed, "The group " + group.name);
        var before = group.name;
        apply(input, group);
        if (ManagedObjects.isApply() && GroupView.of(group).equals(shown)) {
            group.managed = mark;
            return shown;
        }
        group.managed = mark;
        var after = group.name;
        try {
            flush();
        } catch (ConstraintViolationException e) {
            throw taken(e, after);
        }
        audit.record(AuditEvent.success(AuditAction.GROUP_CHANGED)
                .by(actor)
                .target(after)
                .detail(before.equals(after) ? null : AccountDetails.renamed(before)));
        return GroupView.of(group);
    }

    /**
     * Deletes a group, unless a scope is limited to the group. Without the group, the permitted users of the scope
     * would be unknown.
     *
     * @throws ProblemException 409 with the names of the scopes
     */
    @Transactional
    public void remove(UUID id, String actor) {
        var group = existing(id);
        preconditions.check(() -> GroupView.of(group));
        managed.change(group.managed, "The group " + group.name);
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

    /** Adds accounts to a group, all or none. Existing members are ignored. */
    @Transactional
    public void addAccounts(UUID id, Collection<UUID> members, String actor) {
        var group = held(id);
        var usernames = usernames(members);
        try {
            accounts.add(id, members)
                    .forEach(account -> changed(
                            AuditAction.GROUP_MEMBER_ADDED,
                            group,
                            account,
                            Objects.requireNonNull(usernames.get(account)),
                            actor));
        } catch (ConstraintViolationException deletedMeanwhile) {
            throw noAccount();
        }
    }

    /** Removes accounts from a group, all or none. Accounts that are not members are ignored. */
    @Transactional
    public void removeAccounts(UUID id, Collection<UUID> members, String actor) {
        var group = held(id);
        var usernames = usernames(members);
        accounts.remove(id, members)
                .forEach(account -> changed(
                        AuditAction.GROUP_MEMBER_REMOVED,
                        group,
                        account,
                        Objects.requireNonNull(usernames.get(account)),
                        actor));
    }

    /** Adds clients to a group, all or none. Existing members are ignored. */
    @Transactional
    public void addClients(UUID id, Collection<String> clientIds, String actor) {
        var group = held(id);
        var members = members(clientIds);
        try {
            clients.add(id, members.keySet())
                    .forEach(client -> changed(
                            AuditAction.GROUP_MEMBER_ADDED, group, Objects.requireNonNull(members.get(client)), actor));
        } catch (ConstraintViolationException deletedMeanwhile) {
            throw noClient();
        }
    }

    /** Removes clients from a group, all or none. Clients that are not members are ignored. */
    @Transactional
    public void removeClients(UUID id, Collection<String> clientIds, String actor) {
        var group = held(id);
        var members = members(clientIds);
        clients.remove(id, members.keySet())
                .forEach(client -> changed(
                        AuditAction.GROUP_MEMBER_REMOVED, group, Objects.requireNonNull(members.get(client)), actor));
    }

    private static void apply(GroupInput input, Group group) {
        var errors = new FieldErrors();
        var name = errors.name("name", input.name(), MAX_NAME);
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

    /** Returns the group and locks its row, so that no other transaction changes the members. */
    private Group held(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> ProblemException.notFound(AccountErrors.groupNotFound()));
    }

    private Map<UUID, String> usernames(Collection<UUID> members) {
        var usernames = accounts.usernames(members);
        if (!usernames.keySet().containsAll(members)) {
            throw noAccount();
        }
        return usernames;
    }

    /** Returns the clients by primary key, in the given order. */
    private Map<UUID, GroupClients.Member> members(Collection<String> clientIds) {
        var known = clients.clients(clientIds);
        if (!known.keySet().containsAll(clientIds)) {
            throw noClient();
        }
        var members = new LinkedHashMap<UUID, GroupClients.Member>();
        for (var clientId : clientIds) {
            var client = Objects.requireNonNull(known.get(clientId));
            members.put(client.id(), client);
        }
        return members;
    }

    private static ProblemException noAccount() {
        return ProblemException.notFound(AccountErrors.notFound());
    }

    private static ProblemException noClient() {
        return ProblemException.notFound(CommonErrors.clientNotFound());
    }

    private void changed(AuditAction action, Group group, UUID account, String username, String actor) {
        invalidations.publish(Invalidations.Topic.ACCOUNT, account.toString());
        audit.record(AuditEvent.success(action).by(actor).target(group.name).detail(AccountDetails.account(username)));
    }

    private void changed(AuditAction action, Group group, GroupClients.Member client, String actor) {
        invalidations.publish(Invalidations.Topic.CLIENT, client.clientId());
        audit.record(AuditEvent.success(action)
                .by(actor)
                .client(client.clientId())
                .target(group.name)
                .detail(AccountDetails.client(client.name(), client.version())));
    }

    private static RuntimeException taken(ConstraintViolationException e, String name) {
        return "member_group_name".equals(ViolatedConstraint.of(e))
                ? ProblemException.conflict("name", AccountErrors.groupTaken(name))
                : e;
    }
}
