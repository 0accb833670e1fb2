// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.cluster.LiveNode;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A live node of the deployment in responses.
 *
 * @param id another one after each start
 * @param version the version of Gatehouse; null for a version that does not report its number
 * @param startedAt the start of the node; null for a version that does not report the time
 * @param lastSeenAt the last report of the node to the database
 */
@TemplateData
public record NodeView(
        UUID id, @Nullable String version, @Nullable Instant startedAt, Instant lastSeenAt) {
    static NodeView of(LiveNode node) {
        return new NodeView(node.id(), node.version(), node.startedAt(), node.lastSeenAt());
    }
}
