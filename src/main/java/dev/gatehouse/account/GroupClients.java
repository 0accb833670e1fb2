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
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The client members of the groups of the current tenant. This package reads only the IDs, name, version and status of
 * a client.
 */
@ApplicationScoped
class GroupClients implements PanacheRepositoryBase<GroupClient, GroupClient.Key> {
    private static final PagedList<Row> MEMBERS = PagedList.of("c.id", Row::id)
            .sortedBy("name", Column.anyCase("c.name", Row::name), Column.anyCase("c.version", Row::version))
            .searchedIn("c.name", "c.clientId");

    /** The identifying properties of a client. */
    @RegisterForReflection
    record Member(UUID id, String clientId, String name, String version) {}

    /** A member with its primary key, which orders members. */
    @RegisterForReflection
    private record Row(UUID id, String clientId, String name, String version, boolean active) {
        GroupView.ClientMember member() {
            return new GroupView.ClientMember(clientId, name, version, active);
        }
    }

    /** Returns the clients that exist, by client ID. */
    Map<String, Member> clients(Collection<String> clientIds) {
        return getEntityManager()
                .createQuery(
                        "select new dev.gatehouse.account.GroupClients$Member(id, clientId, name, version)"
                                + " from Client where clientId in :clientIds",
                        Member.class)
                .setParameter("clientIds", clientIds)
                .getResultStream()
                .collect(Collectors.toMap(Member::clientId, client -> client));
    }

    /**
     * Adds clients to a group and returns the new members. The caller locks the group's row, so that no other
     * transaction adds the same client.
     */
    Set<UUID> add(UUID group, Collection<UUID> clients) {
        var added = new LinkedHashSet<>(clients);
        added.removeAll(present(group, clients));
        persist(added.stream().map(client -> new GroupClient(group, client)));
        flush();
        return added;
    }

    /** Removes clients from a group and returns the removed members. The caller locks the group's row. */
    Set<UUID> remove(UUID group, Collection<UUID> clients) {
        var removed = new LinkedHashSet<>(clients);
        removed.retainAll(present(group, clients));
        delete("memberGroup = ?1 and client in ?2", group, removed);
        return removed;
    }

    private Set<UUID> present(UUID group, Collection<UUID> clients) {
        return getEntityManager()
                .createQuery(
                        "select client from GroupClient where memberGroup = :group and client in :clients", UUID.class)
                .setParameter("group", group)
                .setParameter("clients", clients)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    /**
     * Returns a page of the clients of a group, sorted by name and version. A search text limits the page to clients
     * with the text in the name or client ID.
     */
    Page<GroupView.ClientMember> members(UUID group, @Nullable String search, @Nullable String after, int size) {
        return MEMBERS.query(null, after, size)
                .where("m.memberGroup = :group", "group", group)
                .search(search)
                .page(
                        getEntityManager(),
                        "select new dev.gatehouse.account.GroupClients$Row(c.id, c.clientId, c.name, c.version,"
                                + " c.active) from GroupClient m join Client c on c.id = m.client where",
                        Row.class)
                .map(Row::member);
    }
}
