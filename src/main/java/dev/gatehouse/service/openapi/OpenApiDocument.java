package dev.gatehouse.service.openapi;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.service.openapi.OpenApiReport.Note;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a document becomes services.
 *
 * @param title of the API, empty without one
 * @param resources in the document's order, no two with the same pattern
 * @param notes what could not be taken over as the document has it
 */
record OpenApiDocument(String title, List<Resource> resources, List<Note> notes) {
    OpenApiDocument {
        resources = List.copyOf(resources);
        notes = List.copyOf(notes);
    }

    /**
     * A resource with its methods, of which there is at least one.
     *
     * @param template the path as the document has it
     * @param pattern the same as a pattern below the API
     */
    record Resource(
            String template,
            String pattern,
            HttpMethods methods,
            @Nullable String description,
            String upstream) {}
}
