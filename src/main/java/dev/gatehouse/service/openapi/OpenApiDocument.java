// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.service.openapi.OpenApiReport.Note;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of an OpenAPI document that becomes services.
 *
 * @param title the API's title; empty if missing
 * @param resources the resources in document order, with distinct patterns
 * @param notes what could not be imported as documented
 */
record OpenApiDocument(String title, List<Resource> resources, List<Note> notes) {
    OpenApiDocument {
        resources = List.copyOf(resources);
        notes = List.copyOf(notes);
    }

    /**
     * A resource with at least one method.
     *
     * @param template the path in the document
     * @param pattern the path as a pattern below the API
     */
    record Resource(
            String template,
            String pattern,
            HttpMethods methods,
            @Nullable String description,
            String upstream) {}
}
