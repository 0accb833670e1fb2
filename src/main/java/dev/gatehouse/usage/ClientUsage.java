// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The activity of a client.
 *
 * @param liveTokens the tokens that have not expired or can be refreshed
 * @param consents the stored consents of users
 * @param pendingCodes the authorization codes that can still be redeemed
 * @param lastUsedAt the last use of the counted tokens; null: never
 */
@TemplateData
public record ClientUsage(
        BoundedCount liveTokens,
        BoundedCount consents,
        BoundedCount pendingCodes,
        @Nullable Instant lastUsedAt) {}
