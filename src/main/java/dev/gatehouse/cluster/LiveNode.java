// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node that recently reported to the database. All times are of the database's clock.
 *
 * @param id another one after each start
 * @param version the version of Gatehouse; null for a version that does not report its number
 * @param startedAt the start of the node; null for a version that does not report the time
 * @param lastSeenAt the last report
 */
public record LiveNode(
        UUID id, @Nullable String version, @Nullable Instant startedAt, Instant lastSeenAt) {}
