// SPDX-License-Identifier: Apache-2.0
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

/** The pages of Scope Management in {@code templates/console/scopes}. */
@CheckedTemplate(basePath = "console/scopes")
public final class ScopePageTemplates {
    private ScopePageTemplates() {}

    /**
     * The scope list.
     *
     * @param none whether the tenant has only built-in scopes
     */
    public static native TemplateInstance list(ListQuery query, Page<ScopeView> scopes, boolean none);

    public static native TemplateInstance view(ScopeView scope, List<LineCoverage> covered, GrantedScopeUsage usage);

    /**
     * The form of a scope.
     *
     * @param scope the scope to edit; null: a new scope
     * @param groups the groups to choose from
     * @param covered the coverage of the scope's URLs
     * @param tree the services to choose from
     */
    public static native TemplateInstance form(
            @Nullable ScopeView scope,
            Form form,
            List<GroupChoice> groups,
            List<LineCoverage> covered,
            ServiceTree tree);

    /** The coverage in the form, updated during typing. */
    public static native TemplateInstance coverage(List<LineCoverage> covered);

    /** The service tree in the form, updated during searching. */
    public static native TemplateInstance tree(ServiceTree tree);

    /** The effect of an edit, shown before the edit is saved. */
    public static native TemplateInstance review(ScopeView scope, Form form, ScopeImpact impact);

    public static native TemplateInstance delete(
            ScopeView scope, GrantedScopeUsage usage, String version, @Nullable String problem);
}
