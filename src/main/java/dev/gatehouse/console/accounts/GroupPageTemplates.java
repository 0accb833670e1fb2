// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import dev.gatehouse.account.GroupView;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.listing.Page;
import dev.gatehouse.usage.GroupUsage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The group pages in {@code templates/console/groups}. */
@CheckedTemplate(basePath = "console/groups")
public final class GroupPageTemplates {
    private GroupPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<GroupView> groups);

    /** The page of a group with its members of one kind. */
    public static native TemplateInstance members(
            GroupView group, GroupUsage usage, MemberKind kind, ListQuery query, Page<MemberRow> members);

    /**
     * The confirmation before members are removed.
     *
     * @param leaving the members to remove; empty if none was selected
     */
    public static native TemplateInstance remove(
            GroupView group, MemberKind kind, List<MemberRow> leaving, GroupUsage usage);

    /** The page for adding members to a group. */
    public static native TemplateInstance add(
            GroupView group, MemberKind kind, ListQuery query, Page<MemberRow> candidates, boolean nothingSelected);

    /**
     * The form of a group.
     *
     * @param group the group to edit; null: a new group
     */
    public static native TemplateInstance form(@Nullable GroupView group, Form form);

    public static native TemplateInstance delete(
            GroupView group, GroupUsage usage, String version, @Nullable String problem);
}
