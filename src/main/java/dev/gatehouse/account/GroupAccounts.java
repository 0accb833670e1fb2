package dev.gatehouse.account;

import dev.gatehouse.listing.Page;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The account members of the groups of the current tenant. */
@ApplicationScoped
class GroupAccounts implements PanacheRepositoryBase<GroupAccount, GroupAccount.Key> {

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

    Optional<String> username(UUID account) {
        return getEntityManager()
                .createQuery("select username from Account where id = :id", String.class)
                .setParameter("id", account)
                .getResultStream()
                .findFirst();
    }

    /**
     * Adds an account to a group. Returns false if the account is a member already. The caller locks the group's row,
     * so that no other transaction adds the same account.
     */
    boolean add(UUID group, UUID account) {
        if (findById(new GroupAccount.Key(group, account)) != null) {
            return false;
        }
        persistAndFlush(new GroupAccount(group, account));
        return true;
    }

    boolean remove(UUID group, UUID account) {
        return delete("memberGroup = ?1 and account = ?2", group, account) > 0;
    }

    /**
     * Returns a page of the accounts of a group, sorted by username. A search text limits the page to accounts with the
     * text in the display name or username.
     */
    Page<GroupView.AccountMember> members(UUID group, @Nullable String search, @Nullable String after, int size) {
        var rows = getEntityManager()
                .createQuery(
                        "select new dev.gatehouse.account.GroupView$AccountMember(a.id, a.username, a.displayName,"
                                + " a.active) from GroupAccount m, Account a"
                                + " where a.id = m.account and m.memberGroup = :group and lower(a.username) > lower(:after)"
                                + " and (locate(lower(:text), lower(a.username)) > 0 or locate(lower(:text), lower(a.displayName)) > 0"
                                + " or :text = '') order by lower(a.username)",
                        GroupView.AccountMember.class)
                .setParameter("group", group)
                .setParameter("after", after == null ? "" : after)
                .setParameter("text", search == null ? "" : search.strip())
                .setMaxResults(size + 1)
                .getResultList();
        return Page.of(rows, size, GroupView.AccountMember::username);
    }
}
