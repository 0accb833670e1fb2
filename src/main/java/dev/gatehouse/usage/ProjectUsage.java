package dev.gatehouse.usage;

import dev.gatehouse.listing.Excerpt;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is in a project.
 *
 * @param onlyScopes the names of the scopes that cover services of it, and of no other project
 * @param sharedScopes how many scopes cover services of it and of others
 * @param lastUsedAt when a call was last let through to one of its services; null: never
 */
@TemplateData
public record ProjectUsage(
        int flowServices,
        int restResources,
        Excerpt<String> onlyScopes,
        int sharedScopes,
        @Nullable Instant lastUsedAt) {}
