package dev.gatehouse.account;

import dev.gatehouse.platform.BoundedCount;
import dev.gatehouse.platform.Excerpt;
import io.quarkus.qute.TemplateData;

/**
 * What a group is used for.
 *
 * @param scopes the names of the scopes that are limited to it, which keep it from being deleted
 */
@TemplateData
public record GroupUsage(BoundedCount accounts, BoundedCount clients, Excerpt<String> scopes) {}
