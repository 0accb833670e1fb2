// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.listing.Excerpt;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The use of a scope.
 *
 * @param clients the clients that are associated with the scope, by name
 * @param liveTokens the tokens with this scope that have not expired or can be refreshed
 * @param lastUsedAt the last use of the counted tokens; null: never
 */
@TemplateData
public record GrantedScopeUsage(
        Excerpt<AssociatedClient> clients,
        BoundedCount liveTokens,
        @Nullable Instant lastUsedAt) {

    /** Returns whether this use prevents the deletion of the scope. */
    public boolean keepsIt() {
        return clients.total() > 0 || liveTokens.count() > 0;
    }

    /** A client that may request the scope. */
    public record AssociatedClient(String clientId, String name, String version) {}
}
