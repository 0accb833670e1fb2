// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.adminapi.ManagedObjects;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scope as the admin API returns it.
 *
 * @param managed true: configuration files manage the scope; null: they do not
 */
public record ScopeView(
        UUID id,
        String name,
        @Nullable String description,
        boolean builtIn,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean managed,
        List<ServiceUrlView> serviceUrls,
        List<LimitedTo> groups,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * A URL pattern.
     *
     * @param methods the covered methods; empty: all
     */
    public record ServiceUrlView(String url, List<String> methods) {
        static ServiceUrlView of(ServiceUrl url) {
            return new ServiceUrlView(url.pattern, url.httpMethods().sorted());
        }
    }

    /** A group that the scope is limited to. */
    @RegisterForReflection
    public record LimitedTo(UUID id, String name) {}

    static ScopeView of(Scope scope, List<ServiceUrl> urls, List<LimitedTo> groups) {
        return new ScopeView(
                scope.id,
                scope.name,
                scope.description,
                scope.builtIn,
                ManagedObjects.shown(scope.managed),
                urls.stream().map(ServiceUrlView::of).toList(),
                groups,
                scope.createdAt,
                scope.updatedAt);
    }
}
