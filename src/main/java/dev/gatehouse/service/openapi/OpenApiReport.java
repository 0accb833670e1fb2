// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.service.ExposedService;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of an OpenAPI import, or its preview.
 *
 * @param preview whether nothing was changed
 * @param name the name of the REST API
 * @param path the path of the REST API, with which the paths of all its resources begin
 * @param unchanged the resources that already match the document
 * @param notes what could not be imported as documented
 */
@TemplateData
public record OpenApiReport(
        boolean preview,
        String projectId,
        String name,
        String path,
        List<Exposed> added,
        List<Changed> changed,
        List<Exposed> removed,
        List<String> unchanged,
        List<Note> notes) {
    public OpenApiReport {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        unchanged = List.copyOf(unchanged);
        notes = List.copyOf(notes);
    }

    /** The properties of a resource that a document defines. */
    public record Exposed(
            String resource, List<String> methods, @Nullable String description, String upstreamUrl) {
        static Exposed of(ExposedService service) {
            return new Exposed(
                    service.resource, service.httpMethods().sorted(), service.description, service.upstreamUrl);
        }

        static Exposed of(OpenApiDocument.Resource resource) {
            return new Exposed(
                    resource.pattern(), resource.methods().sorted(), resource.description(), resource.upstream());
        }
    }

    /** An existing resource that differs from the document. */
    public record Changed(String resource, Exposed before, Exposed after) {}

    /**
     * A part of the document that could not be imported as documented.
     *
     * @param at the path, or method and path, in the document, or the name of a field
     * @param message what was done instead
     */
    public record Note(String at, ErrorText message) {}

    /** Returns a short summary for the audit log. */
    ErrorText counts() {
        return ImportDetails.counts(added.size(), changed.size(), removed.size());
    }

    /** Returns this report as a preview. */
    public OpenApiReport asPreview() {
        return new OpenApiReport(true, projectId, name, path, added, changed, removed, unchanged, notes);
    }

    public boolean changesNothing() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }
}
