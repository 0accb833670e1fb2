// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.Excerpt;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The content of a project.
 *
 * @param onlyScopes the names of the scopes that cover services of this project only
 * @param sharedScopes the number of scopes that cover services of this and other projects
 * @param lastUsedAt when a call to one of the project's services was last allowed; null: never
 */
@TemplateData
public record ProjectUsage(
        int flowServices,
        int restResources,
        Excerpt<String> onlyScopes,
        int sharedScopes,
        @Nullable Instant lastUsedAt) {}
