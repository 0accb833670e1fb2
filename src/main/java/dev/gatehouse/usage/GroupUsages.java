// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.account.Groups;
import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.listing.Excerpt;
import dev.gatehouse.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Reports what depends on a group of the current tenant, before the group is deleted. */
@ApplicationScoped
class GroupUsages {
    private static final int SHOWN = 50;

    private final Groups groups;
    private final EntityManager entityManager;

    GroupUsages(Groups groups, EntityManager entityManager) {
        this.groups = groups;
        this.entityManager = entityManager;
    }

    /**
     * Returns the number of members of a group, and the scopes that are limited to the group.
     *
     * @throws ProblemException if there is no such group
     */
    @Transactional
    GroupUsage of(UUID id) {
        groups.view(id);
        var scopes = entityManager
                .createQuery(
                        "select s.name from Scope s, ScopeGroup l where l.scope = s.id and l.memberGroup = :group"
                                + " order by lower(s.name)",
                        String.class)
                .setParameter("group", id)
                .getResultList();
        return new GroupUsage(members("GroupAccount", id), members("GroupClient", id), Excerpt.of(scopes, SHOWN));
    }

    private BoundedCount members(String kind, UUID group) {
        return BoundedCount.of(entityManager
                .createQuery(
                        "select count(m.id) from (select m.memberGroup as id from " + kind
                                + " m where m.memberGroup = :group order by m.memberGroup limit "
                                + (BoundedCount.MAX + 1) + ") m",
                        Long.class)
                .setParameter("group", group)
                .getSingleResult());
    }
}
