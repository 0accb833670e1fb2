package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person has going on.
 *
 * @param liveTokens that have not expired, or can be refreshed
 * @param clients that hold those that were counted
 * @param sessions in which the person is signed in
 * @param passkeys with which the person can sign in
 * @param lastUsedAt of the tokens that were counted; null: never
 * @param lastSignInAt of those sessions; null: there is none
 * @param lastSeenAt in one of those sessions; null: there is none
 */
@TemplateData
public record AccountUsage(
        BoundedCount liveTokens,
        int clients,
        int sessions,
        int passkeys,
        @Nullable Instant lastUsedAt,
        @Nullable Instant lastSignInAt,
        @Nullable Instant lastSeenAt) {}
