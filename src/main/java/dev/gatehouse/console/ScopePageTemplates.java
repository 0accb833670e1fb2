package dev.gatehouse.console;

import dev.gatehouse.platform.Page;
import dev.gatehouse.scope.ScopeView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of Scope Management, in {@code templates/console/scopes}. */
@CheckedTemplate(basePath = "console/scopes")
public final class ScopePageTemplates {
    private ScopePageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<ScopeView> scopes);

    public static native TemplateInstance view(ScopeView scope, @Nullable String problem);

    /**
     * The form.
     *
     * @param scope what is edited; null: a new one
     * @param groups that it can be limited to
     */
    public static native TemplateInstance form(@Nullable ScopeView scope, Form form, List<GroupChoice> groups);

    public static native TemplateInstance delete(ScopeView scope, String version, @Nullable String problem);
}
