// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The activity of an account.
 *
 * @param liveTokens the tokens that have not expired or can be refreshed
 * @param clients the number of clients that hold the counted tokens
 * @param sessions the number of sessions
 * @param passkeys the number of passkeys
 * @param lastUsedAt the last use of the counted tokens; null: never
 * @param lastSignInAt the last sign-in of the sessions; null: no sessions
 * @param lastSeenAt the last activity in the sessions; null: no sessions
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
