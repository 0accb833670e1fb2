// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The account members of the groups of the current tenant. */
@ApplicationScoped
class GroupAccounts implements PanacheRepositoryBase<GroupAccount, GroupAccount.Key> {
    private static final PagedList<GroupView.AccountMember> MEMBERS = PagedList.of("a.id", GroupView.AccountMember::id)
            .sortedBy("username", Column.anyCase("a.username", GroupView.AccountMember::username))
            .searchedIn("a.username", "a.displayName");

    @RegisterForReflection
    private record Membership(UUID account, UUID group, String name) {}

    /** Returns the IDs of the groups of an account. */
    Set<UUID> ids(UUID account) {
        return list("account = ?1", account).stream()
                .map(membership -> membership.memberGroup)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the groups of each account, sorted by name. */
    Map<UUID, List<AccountView.InGroup>> of(Collection<UUID> accounts) {
        return getEntityManager()
                .createQuery(
                        "select new dev.gatehouse.account.GroupAccounts$Membership(m.account, g.id, g.name)"
                                + " from GroupAccount m, MemberGroup g"
                                + " where g.id = m.memberGroup and m.account in :accounts order by lower(g.name)",
                        Membership.class)
                .setParameter("accounts", accounts)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        Membership::account,
                        Collectors.mapping(
                                row -> new AccountView.InGroup(row.group(), row.name()), Collectors.toList())));
    }

    /** Returns the usernames of the accounts that exist, by ID. */
    Map<UUID, String> usernames(Collection<UUID> accounts) {
        return getEntityManager()
                .createQuery("select id, username from Account where id in :ids", Object[].class)
                .setParameter("ids", accounts)
                .getResultStream()
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> (String) row[1]));
    }

    /**
     * Adds accounts to a group and returns the new members. The caller locks the group's row, so that no other
     * transaction adds the same account.
     */
    Set<UUID> add(UUID group, Collection<UUID> accounts) {
        var added = new LinkedHashSet<>(accounts);
        added.removeAll(present(group, accounts));
        persist(added.stream().map(account -> new GroupAccount(group, account)));
        flush();
        return added;
    }

    /** Removes accounts from a group and returns the removed members. The caller locks the group's row. */
    Set<UUID> remove(UUID group, Collection<UUID> accounts) {
        var removed = new LinkedHashSet<>(accounts);
        removed.retainAll(present(group, accounts));
        delete("memberGroup = ?1 and account in ?2", group, removed);
        return removed;
    }

    private Set<UUID> present(UUID group, Collection<UUID> accounts) {
        return getEntityManager()
                .createQuery(
                        "select account from GroupAccount where memberGroup = :group and account in :accounts",
                        UUID.class)
                .setParameter("group", group)
                .setParameter("accounts", accounts)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    /**
     * Returns a page of the accounts of a group, sorted by username. A search text limits the page to accounts with the
     * text in the display name or username.
     */
    Page<GroupView.AccountMember> members(UUID group, @Nullable String search, @Nullable String after, int size) {
        return MEMBERS.query(null, after, size)
                .where("m.memberGroup = :group", "group", group)
                .search(search)
                .page(
                        getEntityManager(),
                        "select new dev.gatehouse.account.GroupView$AccountMember(a.id, a.username, a.displayName,"
                                + " a.active) from GroupAccount m join Account a on a.id = m.account where",
                        GroupView.AccountMember.class);
    }
}
