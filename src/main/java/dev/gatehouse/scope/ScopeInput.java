// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scope in an admin API request. The name cannot be changed after creation.
 *
 * @param serviceUrls the URL patterns, at least one
 * @param groups the ids of the groups that the scope is limited to; null or empty: not limited
 */
public record ScopeInput(
        @Nullable String name,
        @Nullable String description,
        @Nullable List<ServiceUrlInput> serviceUrls,
        @Nullable List<@Nullable UUID> groups) {

    /**
     * A relative URL pattern.
     *
     * @param methods the covered HTTP methods; null or empty: all
     */
    public record ServiceUrlInput(
            @Nullable String url, @Nullable List<String> methods) {}
}
