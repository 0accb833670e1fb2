package dev.gatehouse.scope;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scope as the admin API takes it. The name cannot change once it is saved.
 *
 * @param serviceUrls one or more
 */
public record ScopeInput(
        @Nullable String name,
        @Nullable String description,
        @Nullable List<ServiceUrlInput> serviceUrls) {

    /**
     * A relative URL pattern.
     *
     * @param methods the HTTP methods that are covered; none: all
     */
    public record ServiceUrlInput(
            @Nullable String url, @Nullable List<String> methods) {}
}
