package dev.gatehouse.service;

import dev.gatehouse.platform.ErrorText;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import of an OpenAPI document does to a REST API, or would do.
 *
 * @param preview whether nothing was changed
 * @param name the REST API's
 * @param path what the paths of all its resources begin with
 * @param unchanged the resources that are as the document has them
 * @param notes what could not be taken over as the document has it
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

    /** One resource, as far as a document speaks of it. */
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

    /** A resource that is there already, and differs. */
    public record Changed(String resource, Exposed before, Exposed after) {}

    /**
     * Something of the document that could not be taken over as it is.
     *
     * @param at the path, or the method and path, as the document has them, or the name of a field
     * @param message what became of it
     */
    public record Note(String at, ErrorText message) {}

    /** In a few words, for the audit log. */
    String counts() {
        return added.size() + " added, " + changed.size() + " changed, " + removed.size() + " removed";
    }

    /** The same as it would have been said before. */
    public OpenApiReport asPreview() {
        return new OpenApiReport(true, projectId, name, path, added, changed, removed, unchanged, notes);
    }

    public boolean changesNothing() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }
}
