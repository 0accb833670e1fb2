// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.Excerpt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The use of an exposed service.
 *
 * @param scopes the scopes that cover the service, by name
 * @param lastUsedAt when a call to the service was last allowed; null: never
 */
public record ServiceUsage(
        Excerpt<CoveringScope> scopes, @Nullable Instant lastUsedAt) {

    /**
     * A scope that covers the service completely or partly.
     *
     * @param methods the covered methods of the service; empty: all methods
     */
    public record CoveringScope(String name, Extent extent, List<String> methods) {}
}
