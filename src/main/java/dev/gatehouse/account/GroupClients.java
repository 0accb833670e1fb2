package dev.gatehouse.account;

import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PairKey;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which clients of the current tenant are in which groups. This room knows a client by its ids and name alone. */
@ApplicationScoped
class GroupClients implements PanacheRepositoryBase<GroupClient, GroupClient.Key> {

    /** A client as far as it matters here. */
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

    /** False if it is there already; whoever adds holds the group's row, so that nobody adds the same. */
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

    /** A page of a group's clients by name and version, optionally only those whose name or id contains a text. */
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
