package dev.gatehouse.usage;

import dev.gatehouse.listing.Excerpt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who would notice if an exposed service were deleted.
 *
 * @param scopes that cover it, by name
 * @param lastUsedAt when a call was last let through to it; null: never
 */
public record ServiceUsage(
        Excerpt<CoveringScope> scopes, @Nullable Instant lastUsedAt) {

    /**
     * A scope that covers it, or a part of it.
     *
     * @param methods of it that are covered; none: all that there are
     */
    public record CoveringScope(String name, Extent extent, List<String> methods) {}
}
