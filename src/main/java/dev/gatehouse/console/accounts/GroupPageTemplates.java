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

/** The pages about groups, in {@code templates/console/groups}. */
@CheckedTemplate(basePath = "console/groups")
public final class GroupPageTemplates {
    private GroupPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<GroupView> groups);

    /** A group with the members that it has of one kind. */
    public static native TemplateInstance members(
            GroupView group, GroupUsage usage, MemberKind kind, ListQuery query, Page<MemberRow> members);

    /**
     * The question before some leave a group.
     *
     * @param leaving empty: nobody was selected
     */
    public static native TemplateInstance remove(
            GroupView group, MemberKind kind, List<MemberRow> leaving, GroupUsage usage);

    /** Whom to add to a group. */
    public static native TemplateInstance add(
            GroupView group, MemberKind kind, ListQuery query, Page<MemberRow> candidates, boolean nothingSelected);

    /**
     * The form.
     *
     * @param group what is edited; null: a new one
     */
    public static native TemplateInstance form(@Nullable GroupView group, Form form);

    public static native TemplateInstance delete(
            GroupView group, GroupUsage usage, String version, @Nullable String problem);
}
