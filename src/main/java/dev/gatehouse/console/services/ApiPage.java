package dev.gatehouse.console.services;

import dev.gatehouse.listing.Page;
import dev.gatehouse.service.ServiceViews.ProjectView;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A REST API: all resources of one name in a project.
 *
 * @param path what the paths of all its resources begin with
 * @param scopes the names of those that cover some of it
 * @param counts what the import did that the browser comes from; null: it comes from elsewhere
 */
@TemplateData
public record ApiPage(
        ProjectView project,
        String name,
        String path,
        Page<ServiceRow> services,
        List<String> scopes,
        @Nullable Counts counts) {

    /** How many resources an import has added, changed and removed. */
    public record Counts(int added, int changed, int removed) {}
}
