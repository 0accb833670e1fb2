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

/** The pages about exposed services, in {@code templates/console/services}. */
@CheckedTemplate(basePath = "console/services")
public final class ServicePageTemplates {
    private ServicePageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<ServiceRow> rows, List<ProjectView> projects);

    public static native TemplateInstance view(ServicePage page);

    /**
     * The form.
     *
     * @param service what is edited; null: a new one
     * @param preview what it would become
     * @param base what stands before every path
     * @param upstreams the URLs of those that are declared
     */
    public static native TemplateInstance form(
            @Nullable ServiceView service,
            Form form,
            Preview preview,
            String base,
            List<ProjectView> projects,
            List<String> upstreams);

    /** What is fetched while one types. */
    public static native TemplateInstance preview(Preview preview, String base);

    public static native TemplateInstance delete(ServicePage page, String version, @Nullable String problem);

    /**
     * The question before several are deleted.
     *
     * @param rows empty: none was selected
     */
    public static native TemplateInstance deleteSelected(List<ServiceRow> rows, @Nullable String problem);
}
