package dev.gatehouse.console.scopes;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.GroupChoice;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.listing.Page;
import dev.gatehouse.scope.ScopeView;
import dev.gatehouse.service.ServiceTree;
import dev.gatehouse.usage.GrantedScopeUsage;
import dev.gatehouse.usage.ScopeImpact;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of Scope Management, in {@code templates/console/scopes}. */
@CheckedTemplate(basePath = "console/scopes")
public final class ScopePageTemplates {
    private ScopePageTemplates() {}

    /**
     * The list.
     *
     * @param none whether there are none but those that come with Gatehouse
     */
    public static native TemplateInstance list(ListQuery query, Page<ScopeView> scopes, boolean none);

    public static native TemplateInstance view(ScopeView scope, List<LineCoverage> covered, GrantedScopeUsage usage);

    /**
     * The form.
     *
     * @param scope what is edited; null: a new one
     * @param groups that it can be limited to
     * @param covered what its URLs cover
     * @param tree the services to pick from
     */
    public static native TemplateInstance form(
            @Nullable ScopeView scope,
            Form form,
            List<GroupChoice> groups,
            List<LineCoverage> covered,
            ServiceTree tree);

    /** A part of the form that changes while somebody types. */
    public static native TemplateInstance coverage(List<LineCoverage> covered);

    /** Another. */
    public static native TemplateInstance tree(ServiceTree tree);

    /** What an edit would change, before it is saved. */
    public static native TemplateInstance review(ScopeView scope, Form form, ScopeImpact impact);

    public static native TemplateInstance delete(
            ScopeView scope, GrantedScopeUsage usage, String version, @Nullable String problem);
}
