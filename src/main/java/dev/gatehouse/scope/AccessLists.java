// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The access control lists of the current tenant's scopes: the groups that a scope is limited to. A scope without
 * groups is not limited. This package knows only the ids and names of groups.
 */
@ApplicationScoped
class AccessLists implements PanacheRepositoryBase<ScopeGroup, ScopeGroup.Key> {
    private static final int MAX_GROUPS = 100;
    private static final Set<UUID> NOTHING = Set.of(new UUID(0, 0));

    @RegisterForReflection
    private record Entry(UUID scope, UUID group, String name) {}

    /** Returns the groups of each scope, sorted by name. */
    Map<UUID, List<ScopeView.LimitedTo>> of(Collection<UUID> scopes) {
        return getEntityManager()
                .createQuery(
                        "select new dev.gatehouse.scope.AccessLists$Entry(l.scope, g.id, g.name)"
                                + " from ScopeGroup l, MemberGroup g"
                                + " where g.id = l.memberGroup and l.scope in :scopes order by lower(g.name)",
                        Entry.class)
                .setParameter("scopes", scopes)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        Entry::scope,
                        Collectors.mapping(
                                entry -> new ScopeView.LimitedTo(entry.group(), entry.name()), Collectors.toList())));
    }

    List<ScopeView.LimitedTo> of(UUID scope) {
        return of(List.of(scope)).getOrDefault(scope, List.of());
    }

    /** Returns the ids of the groups of every limited scope. */
    Map<UUID, Set<UUID>> all() {
        return listAll().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.scope, Collectors.mapping(entry -> entry.memberGroup, Collectors.toSet())));
    }

    /** Validates a list of group ids: each group must exist and occur once. Reports an error for every other id. */
    Set<UUID> read(@Nullable List<@Nullable UUID> typed, FieldErrors errors) {
        if (typed == null || typed.isEmpty()) {
            return Set.of();
        }
        if (typed.size() > MAX_GROUPS) {
            errors.add("groups", CommonErrors.tooManyEntries(MAX_GROUPS));
            return Set.of();
        }
        var known = known(typed.stream().filter(Objects::nonNull).toList());
        var groups = new LinkedHashSet<UUID>();
        for (var i = 0; i < typed.size(); i++) {
            var field = "groups[" + i + "]";
            var group = typed.get(i);
            if (group == null) {
                errors.add(field, CommonErrors.required());
            } else {
                errors.check(known.contains(group), field, ScopeErrors.unknownGroup());
                errors.check(groups.add(group), field, CommonErrors.duplicateEntry());
            }
        }
        return groups;
    }

    /** Replaces the groups of a scope. */
    void replace(UUID scope, Set<UUID> groups) {
        delete("scope = ?1 and memberGroup not in ?2", scope, groups.isEmpty() ? NOTHING : groups);
        var present = list("scope = ?1", scope).stream()
                .map(entry -> entry.memberGroup)
                .collect(Collectors.toSet());
        groups.stream()
                .filter(group -> !present.contains(group))
                .forEach(group -> persist(new ScopeGroup(scope, group)));
        flush();
    }

    /** Returns groups by their ids, sorted by name. */
    List<ScopeView.LimitedTo> named(Set<UUID> groups) {
        return getEntityManager()
                .createQuery(
                        "select new dev.gatehouse.scope.ScopeView$LimitedTo(g.id, g.name) from MemberGroup g"
                                + " where g.id in :groups order by lower(g.name)",
                        ScopeView.LimitedTo.class)
                .setParameter("groups", groups.isEmpty() ? NOTHING : groups)
                .getResultList();
    }

    private Set<UUID> known(List<UUID> ids) {
        return getEntityManager()
                .createQuery("select id from MemberGroup where id in :ids", UUID.class)
                .setParameter("ids", ids.isEmpty() ? NOTHING : ids)
                .getResultStream()
                .collect(Collectors.toSet());
    }
}
