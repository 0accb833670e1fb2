// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.service.ServiceViews.ProjectView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages for OpenAPI imports in {@code templates/console/imports}. */
@CheckedTemplate(basePath = "console/imports")
public final class ImportPageTemplates {
    private ImportPageTemplates() {}

    /**
     * The form for selecting a document.
     *
     * @param limit the maximum size of a document as text
     */
    public static native TemplateInstance form(Form form, List<ProjectView> projects, String limit);

    public static native TemplateInstance preview(ImportPreview page);

    /**
     * The form of the CORS rule.
     *
     * @param differ whether the resources of the API have different rules
     */
    public static native TemplateInstance cors(ProjectView project, String name, Form form, boolean differ);

    public static native TemplateInstance api(ListQuery query, ApiPage page);
}
