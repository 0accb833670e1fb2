package dev.gatehouse.console.services;

import dev.gatehouse.console.Form;
import dev.gatehouse.service.openapi.OpenApiReport;
import io.quarkus.qute.TemplateData;
import org.jspecify.annotations.Nullable;

/**
 * What an import would do, and the form that asks for it again.
 *
 * @param form what was filled in, with the document
 * @param newProject the name of the project that would be made; null: it is there
 * @param overtaken whether another preview was confirmed, which is no longer true
 */
@TemplateData
public record ImportPreview(
        OpenApiReport report, Form form, @Nullable String newProject, boolean overtaken) {
    /** What stands for the id of a project that has none yet. */
    private static final String NO_ID_YET = "fl\u2026";

    /** What all URLs begin with. */
    public String path() {
        return newProject == null ? report.path() : report.path().replace(report.projectId(), NO_ID_YET);
    }
}
