package dev.gatehouse.scope;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scope as the admin API takes it. The name cannot change once it is saved.
 *
 * @param serviceUrls one or more
 * @param groups the ids of the groups that it is limited to; none: it is for whoever is signed in
 */
public record ScopeInput(
        @Nullable String name,
        @Nullable String description,
        @Nullable List<ServiceUrlInput> serviceUrls,
        @Nullable List<@Nullable UUID> groups) {

    /**
     * A relative URL pattern.
     *
     * @param methods the HTTP methods that are covered; none: all
     */
    public record ServiceUrlInput(
            @Nullable String url, @Nullable List<String> methods) {}
}
