// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.listing.Page;
import dev.gatehouse.service.ServiceViews.ProjectView;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A REST API: all resources with the same API name in a project.
 *
 * @param path the path of the REST API, with which the paths of all its resources begin
 * @param scopes the names of the scopes that cover a part of the API
 * @param counts the result of the import that led to this page; null if none did
 */
@TemplateData
public record ApiPage(
        ProjectView project,
        String name,
        String path,
        Page<ServiceRow> services,
        List<String> scopes,
        @Nullable Counts counts) {

    /** The numbers of resources that an import added, changed and removed. */
    public record Counts(int added, int changed, int removed) {}
}
