// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.console.Form;
import dev.gatehouse.service.openapi.OpenApiReport;
import io.quarkus.qute.TemplateData;
import org.jspecify.annotations.Nullable;

/**
 * The preview of an import, with the form that confirms the import.
 *
 * @param form the input with the document
 * @param newProject the name of the project to create; null: the project exists
 * @param overtaken whether the confirmed preview was out of date
 */
@TemplateData
public record ImportPreview(
        OpenApiReport report, Form form, @Nullable String newProject, boolean overtaken) {
    /** The placeholder for the id of a new project. */
    private static final String NO_ID_YET = "fl\u2026";

    /** Returns the path of the REST API, with which all its URLs begin. */
    public String path() {
        return newProject == null ? report.path() : report.path().replace(report.projectId(), NO_ID_YET);
    }
}
