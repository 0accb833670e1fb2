package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.listing.Excerpt;
import io.quarkus.qute.TemplateData;

/**
 * What a group is used for.
 *
 * @param scopes the names of the scopes that are limited to it, which keep it from being deleted
 */
@TemplateData
public record GroupUsage(BoundedCount accounts, BoundedCount clients, Excerpt<String> scopes) {}
