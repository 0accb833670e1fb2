// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tenants;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.listing.Page;
import dev.gatehouse.operator.NodeView;
import dev.gatehouse.operator.TenantUsage;
import dev.gatehouse.operator.TenantView;
import dev.gatehouse.tenant.quota.Quotas;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of tenants and nodes in {@code templates/console/tenants}. */
@CheckedTemplate(basePath = "console/tenants")
public final class TenantPageTemplates {
    private TenantPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<TenantView> page);

    public static native TemplateInstance view(TenantView tenant, TenantUsage usage, Quotas quotas);

    /**
     * The form of a tenant.
     *
     * @param tenant the tenant to edit; null: a new tenant
     */
    public static native TemplateInstance form(@Nullable TenantView tenant, Form form);

    public static native TemplateInstance quotas(TenantView tenant, Form form);

    /** The page with the link for an administrator, which is shown once. */
    public static native TemplateInstance link(TenantView tenant, String url);

    /** The form of an entry into the console of a tenant. */
    public static native TemplateInstance enter(TenantView tenant, Form form);

    /** The page with the link of an entry. The link is on another host, to which a form must not redirect. */
    public static native TemplateInstance entry(TenantView tenant, String url);

    /**
     * The confirmation of a suspension or of its end.
     *
     * @param suspends whether the tenant is suspended; otherwise it is resumed
     */
    public static native TemplateInstance suspension(
            TenantView tenant, boolean suspends, String version, @Nullable String problem);

    /**
     * The confirmation of a deletion.
     *
     * @param until the end of the waiting period if the deletion is confirmed now
     */
    public static native TemplateInstance delete(TenantView tenant, Form form, Instant until);

    public static native TemplateInstance nodes(List<NodeView> nodes);
}
