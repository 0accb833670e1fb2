package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.listing.Excerpt;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who has a scope.
 *
 * @param clients that are associated with it, by name
 * @param liveTokens that were granted it, and have not expired or can be refreshed
 * @param lastUsedAt of the tokens that were counted; null: never
 */
@TemplateData
public record GrantedScopeUsage(
        Excerpt<AssociatedClient> clients,
        BoundedCount liveTokens,
        @Nullable Instant lastUsedAt) {

    /** Whether that keeps it from being deleted. */
    public boolean keepsIt() {
        return clients.total() > 0 || liveTokens.count() > 0;
    }

    /** A client that may request it. */
    public record AssociatedClient(String clientId, String name, String version) {}
}
