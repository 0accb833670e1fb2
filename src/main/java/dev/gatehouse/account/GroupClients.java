package dev.gatehouse.account;

import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PairKey;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The client members of the groups of the current tenant. This package reads only the IDs, name, version and status of
 * a client.
 */
@ApplicationScoped
class GroupClients implements PanacheRepositoryBase<GroupClient, GroupClient.Key> {

    /** The identifying properties of a client. */
    @RegisterForReflection
    record Member(UUID id, String clientId, String name, String version) {}

    Optional<Member> client(String clientId) {
        return getEntityManager()
                .createQuery(
                        "select new dev.gatehouse.account.GroupClients$Member(id, clientId, name, version)"
                                + " from Client where clientId = :clientId",
                        Member.class)
                .setParameter("clientId", clientId)
                .getResultStream()
                .findFirst();
    }

    /**
     * Adds a client to a group. Returns false if the client is a member already. The caller locks the group's row, so
     * that no other transaction adds the same client.
     */
    boolean add(UUID group, UUID client) {
        if (findById(new GroupClient.Key(group, client)) != null) {
            return false;
        }
        persistAndFlush(new GroupClient(group, client));
        return true;
    }

    boolean remove(UUID group, UUID client) {
        return delete("memberGroup = ?1 and client = ?2", group, client) > 0;
    }

    /**
     * Returns a page of the clients of a group, sorted by name and version. A search text limits the page to clients
     * with the text in the name or client ID.
     */
    Page<GroupView.ClientMember> members(UUID group, @Nullable String search, @Nullable String after, int size) {
        var from = PairKey.parse(after);
        var rows = getEntityManager()
                .createQuery(
                        "select new dev.gatehouse.account.GroupView$ClientMember(c.clientId, c.name, c.version, c.active)"
                                + " from GroupClient m, Client c where c.id = m.client and m.memberGroup = :group"
                                + " and (lower(c.name), lower(c.version)) > (lower(:name), lower(:version))"
                                + " and (locate(lower(:text), lower(c.name)) > 0 or locate(lower(:text), lower(c.clientId)) > 0"
                                + " or :text = '') order by lower(c.name), lower(c.version)",
                        GroupView.ClientMember.class)
                .setParameter("group", group)
                .setParameter("name", from.first())
                .setParameter("version", from.second())
                .setParameter("text", search == null ? "" : search.strip())
                .setMaxResults(size + 1)
                .getResultList();
        return Page.of(rows, size, (GroupView.ClientMember member) -> PairKey.of(member.name(), member.version()));
    }
}
