package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client has going on.
 *
 * @param liveTokens that have not expired, or can be refreshed
 * @param consents of people whom it asks only once
 * @param pendingCodes authorization codes that it may still redeem
 * @param lastUsedAt of the tokens that were counted; null: never
 */
@TemplateData
public record ClientUsage(
        BoundedCount liveTokens,
        BoundedCount consents,
        BoundedCount pendingCodes,
        @Nullable Instant lastUsedAt) {}
