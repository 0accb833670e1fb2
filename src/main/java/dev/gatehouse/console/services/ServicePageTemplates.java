// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.listing.Page;
import dev.gatehouse.service.ServicePreviews.Preview;
import dev.gatehouse.service.ServiceViews.ProjectView;
import dev.gatehouse.service.ServiceViews.ServiceView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service pages in {@code templates/console/services}. */
@CheckedTemplate(basePath = "console/services")
public final class ServicePageTemplates {
    private ServicePageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<ServiceRow> rows, List<ProjectView> projects);

    public static native TemplateInstance view(ServicePage page);

    /**
     * The form of a service.
     *
     * @param service the service to edit; null: a new service
     * @param preview the preview of the input
     * @param base the base URL before every path
     * @param upstreams the URLs of the declared upstreams
     */
    public static native TemplateInstance form(
            @Nullable ServiceView service,
            Form form,
            Preview preview,
            String base,
            List<ProjectView> projects,
            List<String> upstreams);

    /** The preview in the form, updated during typing. */
    public static native TemplateInstance preview(Preview preview, String base);

    public static native TemplateInstance delete(ServicePage page, String version, @Nullable String problem);

    /**
     * The confirmation before several services are deleted.
     *
     * @param rows the services to delete; empty if none was selected
     */
    public static native TemplateInstance deleteSelected(List<ServiceRow> rows, @Nullable String problem);
}
