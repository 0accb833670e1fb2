package dev.gatehouse.console.services;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.service.ServiceViews.ProjectView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages about imports of OpenAPI documents, in {@code templates/console/imports}. */
@CheckedTemplate(basePath = "console/imports")
public final class ImportPageTemplates {
    private ImportPageTemplates() {}

    /**
     * Where a document is chosen.
     *
     * @param limit how large a document may be, in words
     */
    public static native TemplateInstance form(Form form, List<ProjectView> projects, String limit);

    public static native TemplateInstance preview(ImportPreview page);

    /**
     * The form with the rule about other origins.
     *
     * @param differ whether the resources of the API have several rules
     */
    public static native TemplateInstance cors(ProjectView project, String name, Form form, boolean differ);

    public static native TemplateInstance api(ListQuery query, ApiPage page);
}
