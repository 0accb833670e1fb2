// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.listing.Excerpt;
import io.quarkus.qute.TemplateData;

/**
 * The use of a group.
 *
 * @param scopes the names of the scopes that are limited to the group, which prevent its deletion
 */
@TemplateData
public record GroupUsage(BoundedCount accounts, BoundedCount clients, Excerpt<String> scopes) {}
